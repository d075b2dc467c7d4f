//! What the bulk edit says.

use rolecall_text::{grouped, plural};

use super::state::{Row, RowState};
use crate::domain::access::edit::AccessField;
use crate::pages::accesses::labels::{LANGUAGE_HINT, fields};

pub(crate) const TITLE: &str = "Change several accesses";
pub(crate) const ROLES_TO_ADD: &str = "Roles to add";
pub(crate) const ROLES_TO_REMOVE: &str = "Roles to remove";
pub(crate) const NONE: &str = "None";
pub(crate) const CLEAR_SELECTION: &str = "Clear selection";
pub(crate) const NOTHING_STAGED: &str = "Make a change first.";

pub(crate) const RESULTS: &str = "Results";
pub(crate) const PROGRESS: &str = "Saving accesses";
pub(crate) const RETRY_FAILED: &str = "Retry failed";
pub(crate) const UNDO_ALL: &str = "Undo all";
pub(crate) const DONE: &str = "Done";

pub(crate) const WAITING: &str = "Waiting";
pub(crate) const SAVING: &str = "Saving";
pub(crate) const SAVED: &str = "Saved";
pub(crate) const UNDONE: &str = "Undone";
pub(crate) const STILL_SAVED: &str = "Still saved";
pub(crate) const NO_CHANGE_NEEDED: &str = "No change needed";
pub(crate) const NOT_ATTEMPTED: &str = "Not attempted";
pub(crate) const FAILED: &str = "Failed";

pub(crate) const NEEDS_REVIEW: &str = "Someone else changed it in the meantime, and the result would differ from what you reviewed. Nothing was sent; open the access to decide.";
pub(crate) const NOT_UNDONE: &str = "Couldn't undo.";

pub(crate) fn selected(count: usize) -> String {
    plural(count as u64, "1 access selected", "{n} accesses selected")
}

/// Selected accesses that share their number with another one.
pub(crate) fn left_out(count: usize) -> Option<String> {
    (count > 0).then(|| {
        plural(
            count as u64,
            "1 of them is left out: another access of the user has the same number, and the service could change that one.",
            "{n} of them are left out: other accesses of the user have the same numbers, and the service could change those.",
        )
    })
}

/// How many of the selected accesses have a field.
pub(crate) fn applies_to(count: usize, selected: usize) -> String {
    if count == selected {
        "Applies to all.".to_owned()
    } else {
        let (count, selected) = (grouped(count as u64), grouped(selected as u64));
        format!("Applies to {count} of {selected} selected.")
    }
}

pub(crate) fn language_hint(count: usize, selected: usize) -> String {
    format!("{LANGUAGE_HINT} {}", applies_to(count, selected))
}

/// How many accesses the change affects, and how many it does not.
pub(crate) fn intro(changed: usize, unchanged: usize) -> String {
    if unchanged == 0 {
        return plural(
            changed as u64,
            "1 access will change.",
            "{n} accesses will change.",
        );
    }
    let changed = grouped(changed as u64);
    plural(
        unchanged as u64,
        &format!("{changed} will change; 1 needs no change or doesn't support it."),
        &format!("{changed} will change; {{n}} need no change or don't support it."),
    )
}

pub(crate) fn access_of_user(access: &str, user: &str) -> String {
    format!("Access {access} of user {user}")
}

pub(crate) fn turns_off_two_factor(count: usize) -> String {
    plural(
        count as u64,
        "This turns off two-factor authentication for 1 access, which makes it less secure.",
        "This turns off two-factor authentication for {n} accesses, which makes them less secure.",
    )
}

pub(crate) fn confirm_no_roles(count: usize) -> String {
    plural(
        count as u64,
        "Yes, leave 1 access without any roles",
        "Yes, leave {n} accesses without any roles",
    )
}

/// "38 of 40 saved, 2 failed."
pub(crate) fn summary(rows: &[Row], is_running: bool) -> String {
    let count =
        |which: fn(&RowState) -> bool| rows.iter().filter(|row| which(&row.state)).count() as u64;
    let all = grouped(rows.len() as u64);
    let saved = grouped(count(|state| {
        matches!(state, RowState::Saved { .. } | RowState::NotUndone { .. })
    }));
    let mut parts = vec![if is_running {
        format!("Saving: {saved} of {all} saved")
    } else {
        format!("{saved} of {all} saved")
    }];
    for (count, one, other) in [
        (
            count(|state| *state == RowState::NoChange),
            "1 needed no change",
            "{n} needed no change",
        ),
        (
            count(|state| *state == RowState::Undone),
            "1 undone",
            "{n} undone",
        ),
        (
            count(|state| matches!(state, RowState::NotUndone { .. })),
            "1 couldn't be undone",
            "{n} couldn't be undone",
        ),
        (
            count(|state| *state == RowState::NotAttempted),
            "1 not attempted (same error expected)",
            "{n} not attempted (same error expected)",
        ),
        (
            count(|state| matches!(state, RowState::Failed(_))),
            "1 failed",
            "{n} failed",
        ),
    ] {
        if count > 0 {
            parts.push(plural(count, one, other));
        }
    }
    parts.join(", ") + "."
}

pub(crate) fn not_as_requested(changed: &[AccessField]) -> String {
    format!(
        "The service accepted the change, but shows a different value for: {}. Open the access to see it.",
        fields(changed)
    )
}

pub(crate) fn changed_meanwhile(changed: &[AccessField]) -> String {
    format!("Someone else has changed {}.", fields(changed))
}

pub(crate) fn not_undone_changed_meanwhile(changed: &[AccessField]) -> String {
    format!(
        "Couldn't undo: someone else has since changed {}.",
        fields(changed)
    )
}

/// `error` is a whole sentence.
pub(crate) fn not_undone(error: &str) -> String {
    format!("Couldn't undo: {error}")
}
