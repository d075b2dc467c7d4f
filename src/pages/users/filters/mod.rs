//! What filters the list: toolbar, search box, filter dialog, summary charts and pivot tables. All of them change the URL and nothing
//! else; `data` follows it.

mod dialog;
mod match_count;
pub(crate) mod pivot;
pub(crate) mod search_box;
pub(crate) mod summary_charts;
pub(crate) mod toolbar;
