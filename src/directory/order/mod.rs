//! The order of the rows: what to sort by, and sorts that can pause.
//!
//! Belongs here: keys, comparisons and merge sort. Does not belong here: which columns a page shows, and their titles.

mod merge;
mod names;
mod sort;
mod sort_order;

pub(crate) use merge::sort_ids;
pub use sort::Sorter;
pub use sort_order::{By, Column, Order};
