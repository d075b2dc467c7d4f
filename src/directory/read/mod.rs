//! From the bytes of the response to rows: the outer document, the JSON of one row, and writing a row into the columns.
//!
//! Belongs here: whatever knows the wire format or judges a broken document. Does not belong here: anything that reads the columns back.

mod ingest;
pub(crate) mod json;
mod outcome;
mod row_writer;

pub use ingest::{Ingest, MAX_ITEM_BYTES, MAX_LISTED_ROWS, Progress};
pub use outcome::{BrokenRow, BrokenRowReason, NoList, Outcome, Report};
