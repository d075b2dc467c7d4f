//! The decisions of the access page, checked against a real tenant: the same policy, paths, bodies and decoders as in the browser,
//! real requests to a real server; only the screen is left out. Fast enough to run the full counts (tests/PROMISES.md,
//! P14 and P15) in every `make test`. The browser tests run a few of each through the page itself.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "access_tenant/edits.rs"]
mod edits;
#[path = "access_tenant/interleavings.rs"]
mod interleavings;
#[path = "access_tenant/wire.rs"]
mod wire;
