//! The state of the users page in its URL: `state` is the value, `overlay` the part of it that names users, `sync` reads it from and writes it to the address bar.
//! Knows the directory's filters and orders, no view.

pub(crate) mod overlay;
pub(crate) mod state;
pub(crate) mod sync;
