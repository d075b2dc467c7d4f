//! The state of the users page in its URL: `state` is the value, `sync` reads it from and writes it to the address bar.
//! Knows the directory's filters and orders, no view.

pub(crate) mod state;
pub(crate) mod sync;
