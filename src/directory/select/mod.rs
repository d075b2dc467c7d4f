//! Sets of rows: those a person selected, and those a search still considers.
//!
//! Belongs here: bit sets over row numbers. Knows no user and nothing of the screen.

mod candidates;
mod selection;

pub(crate) use candidates::Candidates;
pub use selection::Selection;
