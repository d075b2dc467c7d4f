//! What a save does once the access was read again: send, and what; nothing, because it is so already; or let a person look
//! first. What an answer, or the access read back after a lost one, says of what was sent. Decides; sending is the page's.

use super::describe::consequences;
use super::edit::{AccessField, Merge, Values, diff, merge, not_as_requested};
use crate::api::access::access_patch::AccessPatch;

/// What a person has reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The fields that the access takes.
    pub fields: &'static [AccessField],
    /// The values that the person saw.
    pub base: Values,
    /// The values that they want.
    pub mine: Values,
    /// Whether it is their own access.
    pub own: bool,
}

/// What is to be done with an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// `merged_others`: somebody else changed the access since it was seen, and that stays.
    Send {
        patch: AccessPatch,
        merged_others: bool,
    },
    /// The service has these values already.
    NoChange,
    /// Somebody else changed the same field, or together both changes mean more than was reviewed.
    NeedsReview(Merge),
}

/// What to do with `edit` now that the access is `theirs`.
pub fn next(edit: &Edit, theirs: &Values) -> Next {
    let merge = merge(&edit.base, &edit.mine, theirs);
    let patch = diff(edit.fields, theirs, &merge.values);
    if !merge.conflicts.is_empty() || means_more(edit, theirs, &patch) {
        Next::NeedsReview(merge)
    } else if patch.is_empty() {
        Next::NoChange
    } else {
        Next::Send {
            patch,
            merged_others: *theirs != edit.base,
        }
    }
}

/// Whether the change means something to people that they did not see when they reviewed it.
fn means_more(edit: &Edit, theirs: &Values, patch: &AccessPatch) -> bool {
    let reviewed = diff(edit.fields, &edit.base, &edit.mine);
    let reviewed = consequences(&reviewed, &edit.base, edit.own);
    consequences(patch, theirs, edit.own)
        .iter()
        .any(|meaning| !reviewed.contains(meaning))
}

/// What the access read back tells of a change whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reread {
    /// It is as wanted.
    Applied,
    /// It is as before: the change did not arrive, or has been taken back.
    NotApplied,
    /// Neither.
    Different,
}

/// Compares what was `sent` with the access read back; `before` is `None` where it was not known.
pub fn judge_reread(sent: &AccessPatch, before: Option<&Values>, now: &Values) -> Reread {
    if not_as_requested(sent, now).is_empty() {
        Reread::Applied
    } else if before == Some(now) {
        Reread::NotApplied
    } else {
        Reread::Different
    }
}
