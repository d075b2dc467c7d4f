//! Accesses: what an edit changes, how two edits merge, which rows a filter matches, how a change reads.
//! Pure functions; nothing here sends anything.

pub mod bulk;
pub mod change_log;
pub mod describe;
pub mod edit;
pub mod filter;
pub mod identity;
pub mod review;
pub mod row_store;
pub mod save;
