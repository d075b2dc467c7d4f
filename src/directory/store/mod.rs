//! Memory: growing columns, bytes, and things that are kept once and named by a number. Knows nothing of users.
//!
//! Everything that grows with the tenant grows in pieces: a vector that doubles would need three times its size for a moment, and
//! WebAssembly never gives memory back.

mod arena;
mod chunked;
mod interner;

pub(crate) use arena::Arena;
pub(crate) use chunked::Chunked;
pub(crate) use interner::{Index, Symbols, hash_words};
