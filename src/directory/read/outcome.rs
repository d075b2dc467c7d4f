//! What a document turned out to be. "No list in the answer" is never "0 users", and a list that was cut says so.

/// How the reading of a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// One whole document with its list, which may be empty.
    Complete,
    /// The stream ended within the document, after so many bytes. The rows so far are kept.
    Cut {
        at: u64,
        /// The end of the list was there; only the end of the document was not.
        list_complete: bool,
    },
    /// Bad syntax at this byte, after the list had begun. The rows so far are kept.
    Broken { at: u64 },
    /// A second `items` at this byte. The rows of the first are kept.
    SecondList { at: u64 },
    /// A whole document without a list of users.
    NoList(NoList),
    /// Not JSON from this byte on, and no list before it.
    NotJson { at: u64 },
    /// No byte at all, or only white space.
    Empty,
}

/// What stood in place of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoList {
    /// `items` is not there.
    Missing,
    /// `items` is `null`.
    Null,
    /// `items` is something else.
    NotAList,
    /// The document itself is no object.
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
    /// Memory for text is full (4 GB).
    NoRoom,
}

impl BrokenRowReason {
    /// From the first byte of an item that is not an object.
    pub(crate) fn of(first: Option<&u8>) -> Self {
        match first {
            Some(b'n') => Self::Null,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'[') => Self::List,
            _ => Self::Number,
        }
    }

    /// In words, to be read after "Row 7 is".
    pub const fn description(self) -> &'static str {
        match self {
            Self::Null => "empty",
            Self::Text => "a text instead of a user",
            Self::Number => "a number instead of a user",
            Self::Boolean => "a yes or no instead of a user",
            Self::List => "a list instead of a user",
            Self::TooLong => "too long",
            Self::NoRoom => "beyond what this browser can hold",
        }
    }
}

/// An item that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenRow {
    /// Its place in `items`, from 0.
    pub index: u64,
    pub reason: BrokenRowReason,
}

/// What became of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub outcome: Outcome,
    /// Bytes read.
    pub bytes: u64,
    /// Users in the directory.
    pub rows: u32,
    /// Users of whom at least one cell could not be read.
    pub rows_with_errors: u32,
    /// Items that are no users.
    pub broken_rows: u64,
    /// The first of them, [`crate::MAX_LISTED_ROWS`] at the most.
    pub broken: Vec<BrokenRow>,
}
