//! Text as other programs write and read it: percent-encoding, CSV, JSON strings, times that are none, invisible characters, counts,
//! hashes.
//!
//! Owns each rule that more than one part of Rolecall needs, above all the security rules: what a spreadsheet would run as a formula,
//! what must not become another path, which characters hide. Depends on nothing and knows nothing of users, pages or requests.
//!
//! It is compiled for size, as the app is: it is part of every page. A loop that runs over every byte of a tenant belongs in
//! `rolecall-directory`, which is compiled for speed.

pub mod csv;
pub mod fnv;
pub mod invisible;
pub mod json;
pub mod percent;
mod plural;
pub mod unset_time;

pub use plural::{grouped, plural};
