//! Reading the wire: no response panics, one bad value spoils only itself, unknown never looks like off, and a valid document is
//! read completely. Native, without a browser.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "decoding/backoff.rs"]
mod backoff;
#[path = "decoding/errors.rs"]
mod errors;
#[path = "decoding/fields.rs"]
mod fields;
#[path = "decoding/generated.rs"]
mod generated;
#[path = "decoding/mutations.rs"]
mod mutations;
#[path = "decoding/precondition.rs"]
mod precondition;
#[path = "decoding/samples.rs"]
mod samples;
#[path = "decoding/time.rs"]
mod time;
#[path = "decoding/wire.rs"]
mod wire;
