//! Who is who: what a user is called in a link, whom a link means, and which user of an older response is which of a newer one.
//!
//! One rule for all of it. A username, letter for letter, comes first; only without one a username in another spelling, then an email
//! address. Several that match equally well are an ambiguity to be told and chosen from, never guessed. Usernames need not be unique;
//! then a mark tells users apart: a hash of what stays the same for as long as the user exists. Row numbers identify nobody: they
//! change with every response.

mod key;
mod namesakes;
mod resolve;
mod transfer;

pub use key::Key;
pub use namesakes::Namesakes;
pub use resolve::{MAX_CANDIDATES, Match, Resolution, Resolver};
pub use transfer::{NotFound, SelectionTransfer};
