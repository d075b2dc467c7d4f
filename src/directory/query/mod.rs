//! Which users match: the query language, the facets, both together as a filter, and the search that runs it.
//!
//! Belongs here: whatever turns text or clicks into conditions, and conditions into rows. A new filter starts in `facets`, a new word of
//! the language in `language`. Does not belong here: order and counts.

mod addresses;
mod complete;
mod facets;
mod filter;
mod language;
mod parse;
mod search;
mod sweep;
mod word;
mod write;

pub use complete::Completions;
pub use facets::{ACTIVE, DISABLED, Facet, NONE, OFF, ON, Pick, UNKNOWN};
pub use filter::{Filter, Search};
pub use language::{Condition, Is, Login, Query, Term};
