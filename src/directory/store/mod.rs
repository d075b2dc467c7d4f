//! Memory: the columns of the directory, the shapes that rows share, and the parts they are made of (chunks, arenas, interned names).
//!
//! Belongs here: how a cell is laid out in bytes, written and read. Does not belong here: JSON, queries, order. Everything that grows with
//! the tenant grows in chunks: a vector that doubles needs three times its size for a moment, and WebAssembly never returns memory.

mod arena;
mod chunked;
mod columns;
mod interner;
pub(crate) mod shape;
pub(crate) mod text_record;

pub(crate) use arena::Arena;
pub(crate) use chunked::Chunked;
pub use columns::Directory;
pub(crate) use columns::{FIELD_END, Full, ROW_END};
pub(crate) use interner::{Index, Symbols, same};
