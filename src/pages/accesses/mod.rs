//! `/accesses` and `/users/:user_id/access/:access_id`: the list of accesses, one access, and editing several at once.
//! Shared by the three: labels, how values are shown, drafts, the change log.

pub(crate) mod bulk;
pub(crate) mod change_log;
pub mod detail;
pub(crate) mod draft;
pub(crate) mod labels;
pub mod list;
pub(crate) mod values;
