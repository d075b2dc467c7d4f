//! Counting users: by role, namespace and both, and per value of each facet.
//!
//! Belongs here: numbers over a list of rows. Does not belong here: which rows (`query`) or how a number is shown.

mod counts;
mod facet_counts;

pub use counts::{Count, Counts, MatrixCell};
pub use facet_counts::FacetCounts;
