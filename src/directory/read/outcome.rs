//! What a document turned out to be. "No list in the response" is never "0 users", and a list that was cut off is reported as such.

/// How reading a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A whole document with its list, which may be empty.
    Complete,
    /// The stream ended inside the document, after this many bytes. The rows so far are kept.
    Cut {
        at: u64,
        /// The list had ended; only the end of the document was missing.
        list_complete: bool,
    },
    /// Bad syntax at this byte, after the list had started. The rows so far are kept.
    Broken { at: u64 },
    /// A second `items` at this byte. The rows of the first are kept.
    SecondList { at: u64 },
    /// A whole document without a list of users.
    NoList(NoList),
    /// Not JSON from this byte on, without a list before it.
    NotJson { at: u64 },
    /// No bytes, or only white space.
    Empty,
}

/// What was there instead of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoList {
    /// There is no `items`.
    Missing,
    /// `items` is `null`.
    Null,
    /// `items` is something else.
    NotAList,
    /// The document itself is not an object.
    NotAnObject,
}

/// Why an item is not a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenRowReason {
    Null,
    Text,
    Number,
    Boolean,
    List,
    /// An object longer than [`crate::MAX_ITEM_BYTES`].
    TooLong,
    /// The memory for text is full (4 GB).
    NoRoom,
}

impl BrokenRowReason {
    /// By the first byte of an item that is not an object.
    pub(crate) fn of(first: Option<&u8>) -> Self {
        match first {
            Some(b'n') => Self::Null,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'[') => Self::List,
            _ => Self::Number,
        }
    }
}

/// An item that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenRow {
    /// Its index in `items`, from 0.
    pub index: u64,
    pub reason: BrokenRowReason,
}

/// The result of reading a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub outcome: Outcome,
    /// Bytes read.
    pub bytes: u64,
    /// Users in the directory.
    pub rows: u32,
    /// Users with at least one cell that could not be read.
    pub rows_with_errors: u32,
    /// Items that are not users.
    pub broken_rows: u64,
    /// The first of them, at most [`crate::MAX_LISTED_ROWS`].
    pub broken: Vec<BrokenRow>,
}
