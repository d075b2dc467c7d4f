//! Strings of what can be done with users: copying their email addresses and exporting them.

use rolecall_text::plural;

pub(crate) const COPY_MANUALLY: &str = "Copy the addresses manually";
pub(crate) const CLIPBOARD_REFUSED: &str =
    "The browser didn't allow clipboard access. Copy the text below, or save it as a file.";
pub(crate) const EMAIL_ADDRESSES: &str = "Email addresses";
pub(crate) const SAVE_AS_FILE: &str = "Save as file";
pub(crate) const ADDRESSES_SAVED: &str = "Saved as addresses.txt.";
pub(crate) const FILE_NOT_SAVED: &str = "The browser couldn't save the file.";

pub(crate) const FORMAT: &str = "Format";
pub(crate) const CSV: &str = "CSV";
pub(crate) const CSV_WITH_SEMICOLONS: &str = "CSV with semicolons";
pub(crate) const JSON: &str = "JSON";
pub(crate) const EXPORT: &str = "Export";
pub(crate) const WRITING_FILE: &str = "Writing the file";

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
