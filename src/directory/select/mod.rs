//! Sets of rows: those a person selected, and those a search still considers.
//!
//! Belongs here: bit sets over row numbers, and taking a selection along to a newer directory. Knows nothing of the screen.

mod candidates;
mod selection;
mod transfer;

pub(crate) use candidates::Candidates;
pub use selection::Selection;
pub use transfer::SelectionTransfer;
