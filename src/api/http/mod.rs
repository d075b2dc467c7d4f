//! The only place that talks HTTP: deadlines over headers and body, abort, retries of reads, the prefetched first reads.
//! Every failure becomes one [`error::ApiError`] with one message. Knows no operation.

pub mod backoff;
pub mod cancel;
pub mod client;
pub mod error;
mod fetch;
pub mod offline;
pub mod precondition;
pub mod prefetch;
pub mod response_body;
pub mod server_message;
