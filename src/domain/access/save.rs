//! What a save does after rereading the access: send a patch, nothing, or ask the person first. And what rereading after a lost
//! response says about the write. Only decides; sending is the page's job.

use super::describe::consequences;
use super::edit::{AccessField, Merge, Values, diff, merge, not_as_requested};
use crate::api::access::access_patch::AccessPatch;

/// An edit that a person has reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The fields that this type of access has.
    pub fields: &'static [AccessField],
    /// The values the person saw.
    pub base: Values,
    /// The values the person wants.
    pub mine: Values,
    /// Whether it is the person's own access.
    pub own: bool,
}

/// The next step of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// `merged_others`: someone else changed the access meanwhile, and their changes stay.
    Send {
        patch: AccessPatch,
        merged_others: bool,
    },
    /// The service already has these values.
    NoChange,
    /// Someone else changed the same field, or both changes combined mean more than was reviewed.
    NeedsReview(Merge),
}

/// What to do with `edit` if the current values are `theirs`.
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

/// Whether the change has consequences that the review did not show.
fn means_more(edit: &Edit, theirs: &Values, patch: &AccessPatch) -> bool {
    let reviewed = diff(edit.fields, &edit.base, &edit.mine);
    let reviewed = consequences(&reviewed, &edit.base, edit.own);
    consequences(patch, theirs, edit.own)
        .iter()
        .any(|meaning| !reviewed.contains(meaning))
}

/// What rereading the access says about a change whose response was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reread {
    /// The change is in place.
    Applied,
    /// The old values: the change never arrived, or was reverted.
    NotApplied,
    /// Neither.
    Different,
}

/// Compares what was `sent` with the reread values; `before` is `None` if unknown.
pub fn judge_reread(sent: &AccessPatch, before: Option<&Values>, now: &Values) -> Reread {
    if not_as_requested(sent, now).is_empty() {
        Reread::Applied
    } else if before == Some(now) {
        Reread::NotApplied
    } else {
        Reread::Different
    }
}
