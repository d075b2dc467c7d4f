//! What the printed list of users says about itself.

use rolecall_text::grouped;

pub(crate) const INCOMPLETE: &str = " Not all users of the tenant have been loaded.";

pub(crate) fn as_of(time: &str) -> String {
    format!(", as of {time}.")
}

/// Only so many are on paper.
pub(crate) fn cut(rows: u64) -> String {
    format!(
        " The first {} are printed; use Export for all of them.",
        grouped(rows)
    )
}
