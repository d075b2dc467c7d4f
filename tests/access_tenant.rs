//! The decisions of the access page against the tenant that judges them: the same policy, paths, bodies and decoders as in the
//! browser, real requests to a real server, and only the screen left out. Fast enough to run the whole counts of the promises
//! (P14, P15) in every `make test`; the browser tests run a few of each through the page itself.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "access_tenant/edits.rs"]
mod edits;
#[path = "access_tenant/interleavings.rs"]
mod interleavings;
#[path = "access_tenant/wire.rs"]
mod wire;
