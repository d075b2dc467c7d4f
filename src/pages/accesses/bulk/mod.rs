//! Many accesses edited at once: `state` holds the edit, `runner` sends it row by row, the rest shows it.

pub(crate) mod labels;
pub(crate) mod panel;
pub(crate) mod results;
pub(crate) mod review;
pub(crate) mod runner;
pub(crate) mod state;
