//! Strings of the selection, of copying email addresses and of exporting.

use rolecall_directory::NotFound;
use rolecall_text::csv::{MAX_CELL_UNITS, MAX_ROWS};
use rolecall_text::{grouped, plural};

pub(crate) const SELECTION: &str = "Selection";
pub(crate) const COPY_EMAILS: &str = "Copy emails";
pub(crate) const EXPORT_SELECTED: &str = "Export selected";
pub(crate) const COMPARE: &str = "Compare";
pub(crate) const TWO_SELECTED: &str = "The two selected users";
pub(crate) const SELECT_TWO: &str = "Select exactly two users";
pub(crate) const CLEAR_SELECTION: &str = "Clear selection";

pub(crate) const COPY_MANUALLY: &str = "Copy the addresses manually";
pub(crate) const CLIPBOARD_REFUSED: &str =
    "The browser didn't allow clipboard access. Copy the text below, or save it as a file.";
pub(crate) const EMAIL_ADDRESSES: &str = "Email addresses";
pub(crate) const SAVE_AS_FILE: &str = "Save as file";
pub(crate) const ADDRESSES_SAVED: &str = "Saved as addresses.txt.";
pub(crate) const LIST_CHANGED: &str =
    "The list was loaded again in the meantime. Nothing was written; try again.";
pub(crate) const FILE_NOT_SAVED: &str = "The browser couldn't save the file.";

pub(crate) const FORMAT: &str = "Format";
pub(crate) const CSV: &str = "CSV";
pub(crate) const CSV_WITH_SEMICOLONS: &str = "CSV with semicolons";
pub(crate) const CSV_PER_GRANT: &str = "CSV, one line per grant";
pub(crate) const CSV_PER_GRANT_WITH_SEMICOLONS: &str = "CSV with semicolons, one line per grant";
pub(crate) const JSON: &str = "JSON";
pub(crate) const EXPORT: &str = "Export";
pub(crate) const WRITING_FILE: &str = "Writing the file";

pub(crate) const TOO_MUCH: &str = "Too much for a spreadsheet";
pub(crate) const NOTHING_SAVED_YET: &str =
    "Nothing is saved yet. Other programs can read the whole file.";
pub(crate) const PER_GRANT_INSTEAD: &str = "Export one line per grant";
pub(crate) const EXPORT_ANYWAY: &str = "Export anyway";
pub(crate) const CANCEL: &str = "Cancel";

/// What a spreadsheet would cut off. `cells` are longer than it holds, the longest has `longest` characters.
pub(crate) fn long_cells(cells: usize, longest: usize) -> String {
    let (longest, limit) = (grouped(longest as u64), grouped(MAX_CELL_UNITS as u64));
    match cells {
        1 => format!("1 cell has {longest} characters. Excel keeps only {limit} in a cell."),
        _ => format!(
            "{} cells have more than {limit} characters, which is all that Excel keeps in a cell. The longest has {longest}.",
            grouped(cells as u64)
        ),
    }
}

pub(crate) fn too_many_lines(lines: usize) -> String {
    format!(
        "The file has {} rows. A sheet of Excel holds only {}.",
        grouped(lines as u64),
        grouped(MAX_ROWS as u64)
    )
}

/// `unknown`: users without a known address; `invalid`: addresses that were skipped.
pub(crate) fn copied(addresses: u32, unknown: u32, invalid: u32) -> String {
    let mut sentences = vec![match addresses {
        0 => "No email addresses to copy.".to_owned(),
        _ => plural(
            addresses.into(),
            "Copied 1 email address.",
            "Copied {n} email addresses.",
        ),
    }];
    if unknown > 0 {
        sentences.push(plural(
            unknown.into(),
            "1 user has no known address.",
            "{n} users have no known address.",
        ));
    }
    if invalid > 0 {
        sentences.push(plural(
            invalid.into(),
            "1 was skipped: not a valid address.",
            "{n} were skipped: not valid addresses.",
        ));
    }
    sentences.join(" ")
}

pub(crate) fn exported(users: u32) -> String {
    plural(users.into(), "Exported 1 user.", "Exported {n} users.")
}

/// `lines` without the titles.
pub(crate) fn exported_lines(users: u32, lines: usize) -> String {
    let lines = plural(lines as u64, "1 line", "{n} lines");
    let users = plural(users.into(), "1 user", "{n} users");
    format!("Exported {users} in {lines}.")
}

pub(crate) fn selected(count: u32) -> String {
    match count {
        0 => "Nothing selected.".to_owned(),
        _ => format!("{} selected.", grouped(count.into())),
    }
}

pub(crate) fn all_selected(count: u32) -> String {
    match count {
        0 | 1 => selected(count),
        _ => format!("All {} listed users selected.", grouped(count.into())),
    }
}

/// `hidden`: how many of the selected users the filters hide.
pub(crate) fn selected_and_hidden(count: u32, hidden: u32) -> String {
    let selected = grouped(count.into());
    if hidden == count {
        format!("{selected} selected, all hidden by the filters.")
    } else {
        let hidden = grouped(hidden.into());
        format!("{selected} selected, {hidden} of them hidden by the filters.")
    }
}

/// Selected users who weren't found in the latest response.
pub(crate) fn not_found(not_found: NotFound) -> String {
    let missing = (not_found.missing > 0).then(|| {
        plural(
            not_found.missing.into(),
            "1 selected user is no longer in the list.",
            "{n} selected users are no longer in the list.",
        )
    });
    let unclear = (not_found.unclear > 0).then(|| {
        plural(
            not_found.unclear.into(),
            "1 user isn't selected any more: in the new list we can't tell them from others of the same name.",
            "{n} users aren't selected any more: in the new list we can't tell them from others of the same name.",
        )
    });
    let sentences: Vec<String> = [missing, unclear].into_iter().flatten().collect();
    sentences.join(" ")
}

/// While the selection is carried over to a newer list.
pub(crate) fn looking_for(count: u32) -> String {
    plural(
        count.into(),
        "Looking for the selected user in the new list…",
        "Looking for the {n} selected users in the new list…",
    )
}

pub(crate) fn select_all(count: u32, is_filtered: bool) -> String {
    let count = grouped(count.into());
    if is_filtered {
        format!("Select all {count} that match")
    } else {
        format!("Select all {count}")
    }
}
