//! What the users page shows, computed in slices: `loader` reads the users, `rows` filters and sorts them, `lookup` finds one by
//! the key that `user_keys` gave it, `facet_counts` counts the values of the filters and the segments of `charts`. Knows no view.

pub(crate) mod charts;
pub(crate) mod facet_counts;
mod latest;
pub(crate) mod loader;
mod local_now;
pub(crate) mod lookup;
pub(crate) mod rows;
pub(crate) mod user_keys;
