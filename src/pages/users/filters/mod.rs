//! How the list is narrowed: toolbar, search box, filter dialog, summary charts and the pivot tables.
//! All of them change the URL and nothing else.

pub(crate) mod dialog;
pub(crate) mod pivot;
pub(crate) mod search_box;
pub(crate) mod summary_charts;
pub(crate) mod toolbar;
