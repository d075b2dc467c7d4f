//! The outcome of a save, as the page's one `status` shows it. Knows no view.

use crate::api::access::access_patch::AccessPatch;
use crate::domain::access::edit::AccessField;

#[derive(Clone, PartialEq)]
pub(crate) enum Notice {
    Nothing,
    /// A save was requested without any changes.
    NothingToSave,
    /// The service already had these values.
    NoChange,
    Saved {
        /// The patch that was sent, and the one that undoes it.
        undo: Option<Box<(AccessPatch, AccessPatch)>>,
        /// The fields that the service set differently.
        not_as_requested: Vec<AccessField>,
        merged_others: bool,
        verified_by_reread: bool,
        /// Another save was requested without new changes.
        unchanged_since: bool,
    },
    Undone {
        not_as_requested: Vec<AccessField>,
    },
    /// Someone else has since changed these fields.
    NotUndone(Vec<AccessField>),
}

impl Notice {
    /// Whether it is good news without a but.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Saved { not_as_requested, .. } if not_as_requested.is_empty())
    }
}
