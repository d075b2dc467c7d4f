//! What the users page shows, worked out in slices: `loader` reads the users, `rows` filters and sorts them,
//! `lookup` finds one, `facet_counts` counts. Knows no view.

pub(crate) mod facet_counts;
pub(crate) mod loader;
pub(crate) mod lookup;
pub(crate) mod rows;
