//! From the bytes of `GET user_roles`, in pieces of any size, to rows of the directory, a slice at a time.
//!
//! Owns the outer form of the document: one object, its `items` list anywhere among other keys. Keeps no byte longer than it must:
//! an item that lies within one piece is read where it is; only one that is cut by the end of a piece is put together.
//! Knows nothing of requests: why a stream ended is the caller's business.

use std::collections::VecDeque;

use super::json::is_space;
use super::json::row::RawRow;
use super::json::scan::{Scan, Scanner};
use super::json::text;
use super::outcome::{BrokenRow, BrokenRowReason, NoList, Outcome, Report};
use super::row_writer::RowWriter;
use crate::store::Directory;

/// Longest item that is read, in bytes. A longer one is a broken row; its bytes are passed, not kept.
pub const MAX_ITEM_BYTES: usize = 16 << 20;
/// How many broken rows are listed one by one; all are counted.
pub const MAX_LISTED_ROWS: usize = 100;
/// An item that may be longer than this is not read at one go, so that one step stays short.
const MAX_IN_PLACE_BYTES: usize = 256 << 10;

/// How far the reading is; see [`Ingest::step`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Users in the directory.
    pub rows: u32,
    /// Bytes read so far.
    pub bytes: u64,
    /// Bytes pushed and not yet read.
    pub waiting: usize,
    /// Nothing more will be read: the document is broken, or not what it should be. Stop the request.
    pub stopped: bool,
}

/// Reads a stream into a [`Directory`], which can be used meanwhile.
#[derive(Debug)]
pub struct Ingest {
    directory: Directory,
    waiting: VecDeque<Vec<u8>>,
    /// Bytes of the first waiting piece that are read.
    used: usize,
    /// Bytes read before the first waiting piece.
    before: u64,
    state: ParserState,
    /// The value that is being passed over or put together, if one was cut.
    partial: Option<PartialValue>,
    list: ListState,
    raw: RawRow,
    writer: RowWriter,
    items: u64,
    broken_rows: u64,
    broken: Vec<BrokenRow>,
}

#[derive(Debug)]
struct PartialValue {
    scanner: Scanner,
    /// The bytes so far, unless nobody will read them.
    bytes: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParserState {
    /// So many bytes of a byte order mark are read.
    Start(u8),
    /// In a document that is not an object.
    Outside,
    FirstKey,
    Key,
    Colon {
        items: bool,
    },
    Value {
        items: bool,
    },
    AfterValue,
    FirstItem,
    Item,
    AfterItem,
    End,
    Broken {
        at: u64,
        second_list: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListState {
    NotSeen,
    No(NoList),
    Begun,
    Read,
}

/// What reading on in a piece came to.
enum Consumed {
    /// Go on from here.
    To(usize),
    /// The document is broken at this byte of the piece.
    Bad(usize),
}

impl Default for Ingest {
    fn default() -> Self {
        Self::new()
    }
}

impl Ingest {
    pub fn new() -> Self {
        Self {
            directory: Directory::default(),
            waiting: VecDeque::new(),
            used: 0,
            before: 0,
            state: ParserState::Start(0),
            partial: None,
            list: ListState::NotSeen,
            raw: RawRow::new(),
            writer: RowWriter::default(),
            items: 0,
            broken_rows: 0,
            broken: Vec::new(),
        }
    }

    /// The users read so far.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Hands in the next piece of the stream. Only queues it: [`Self::step`] reads.
    pub fn push(&mut self, piece: Vec<u8>) {
        if !piece.is_empty() && !self.is_stopped() {
            self.waiting.push_back(piece);
        }
    }

    /// Reads about `budget` bytes of what waits (one item more at the most) and says how far it is.
    pub fn step(&mut self, budget: usize) -> Progress {
        let mut left = budget.max(1);
        while left > 0 && !self.is_stopped() {
            let Some(piece) = self.waiting.pop_front() else {
                break;
            };
            let start = self.used;
            match self.consume(&piece, start, left) {
                Consumed::To(at) => {
                    left = left.saturating_sub(at - start);
                    if at < piece.len() {
                        self.used = at;
                        self.waiting.push_front(piece);
                    } else {
                        self.used = 0;
                        self.before += piece.len() as u64;
                    }
                }
                Consumed::Bad(at) => {
                    let second_list = matches!(
                        self.state,
                        ParserState::Broken {
                            second_list: true,
                            ..
                        }
                    );
                    self.before += at as u64;
                    self.used = 0;
                    self.waiting.clear();
                    self.partial = None;
                    self.state = ParserState::Broken {
                        at: self.before,
                        second_list,
                    };
                }
            }
        }
        self.progress()
    }

    /// How far the reading is.
    pub fn progress(&self) -> Progress {
        Progress {
            rows: self.directory.len(),
            bytes: self.before + self.used as u64,
            waiting: self.waiting.iter().map(Vec::len).sum::<usize>() - self.used,
            stopped: self.is_stopped(),
        }
    }

    /// Items of the list that could not be read so far, however many; the first of them one by one.
    pub fn broken_rows(&self) -> (u64, &[BrokenRow]) {
        (self.broken_rows, &self.broken)
    }

    /// The stream is over: reads what still waits and says what the document was.
    pub fn finish(mut self) -> (Directory, Report) {
        while !self.waiting.is_empty() && !self.is_stopped() {
            self.step(usize::MAX);
        }
        let bytes = self.before;
        let outcome = match (self.state, self.list) {
            (ParserState::Broken { at, .. }, ListState::NotSeen | ListState::No(_)) => {
                Outcome::NotJson { at }
            }
            (
                ParserState::Broken {
                    at,
                    second_list: true,
                },
                _,
            ) => Outcome::SecondList { at },
            (ParserState::Broken { at, .. }, _) => Outcome::Broken { at },
            (ParserState::Start(0 | 3), _) => Outcome::Empty,
            (ParserState::Start(_), _) => Outcome::NotJson { at: bytes },
            (ParserState::Outside, _) => match self
                .partial
                .as_ref()
                .is_some_and(|partial| partial.scanner.may_end())
            {
                true => Outcome::NoList(NoList::NotAnObject),
                false => Outcome::Cut {
                    at: bytes,
                    list_complete: false,
                },
            },
            (ParserState::End, ListState::Read | ListState::Begun) => Outcome::Complete,
            (ParserState::End, ListState::No(reason)) => Outcome::NoList(reason),
            (ParserState::End, ListState::NotSeen) => Outcome::NoList(NoList::Missing),
            (
                ParserState::FirstKey
                | ParserState::Key
                | ParserState::Colon { .. }
                | ParserState::Value { .. }
                | ParserState::AfterValue
                | ParserState::FirstItem
                | ParserState::Item
                | ParserState::AfterItem,
                list,
            ) => Outcome::Cut {
                at: bytes,
                list_complete: list == ListState::Read,
            },
        };
        let report = Report {
            outcome,
            bytes,
            rows: self.directory.len(),
            rows_with_errors: self.directory.rows_with_errors(),
            broken_rows: self.broken_rows,
            broken: self.broken,
        };
        (self.directory, report)
    }

    fn is_stopped(&self) -> bool {
        matches!(self.state, ParserState::Broken { .. })
    }

    /// Reads from `start` on, about `budget` bytes.
    fn consume(&mut self, piece: &[u8], start: usize, budget: usize) -> Consumed {
        let border = piece.len().min(start.saturating_add(budget));
        let mut at = start;
        while at < border {
            if let Some(partial) = self.partial.take() {
                match self.resume(partial, piece, at, border) {
                    Consumed::To(next) => at = next,
                    bad @ Consumed::Bad(_) => return bad,
                }
                continue;
            }
            let byte = piece[at];
            if is_space(byte) && !matches!(self.state, ParserState::Start(1 | 2)) {
                at += 1;
                continue;
            }
            match self.take(piece, at, byte) {
                Consumed::To(next) => at = next,
                bad @ Consumed::Bad(_) => return bad,
            }
        }
        Consumed::To(at)
    }

    /// One byte that is not white space, or one item, at the outer level of the document.
    fn take(&mut self, piece: &[u8], at: usize, byte: u8) -> Consumed {
        let next = Consumed::To(at + 1);
        match self.state {
            ParserState::Start(read) if Some(&byte) == b"\xef\xbb\xbf".get(usize::from(read)) => {
                self.state = ParserState::Start(read + 1);
                next
            }
            ParserState::Start(0 | 3) if byte == b'{' => {
                self.state = ParserState::FirstKey;
                next
            }
            ParserState::Start(0 | 3) => {
                self.state = ParserState::Outside;
                self.begin(false, at)
            }
            ParserState::FirstKey | ParserState::AfterValue if byte == b'}' => {
                self.state = ParserState::End;
                next
            }
            ParserState::FirstKey | ParserState::Key if byte == b'"' => {
                self.state = ParserState::Key;
                self.begin(true, at)
            }
            ParserState::Colon { items } if byte == b':' => {
                self.state = ParserState::Value { items };
                next
            }
            ParserState::Value { items: true } if self.list != ListState::NotSeen => {
                // Which of two lists is meant nobody can tell: what came so far stays, and the rest is refused.
                self.state = ParserState::Broken {
                    at: 0,
                    second_list: true,
                };
                Consumed::Bad(at)
            }
            ParserState::Value { items: true } if byte == b'[' => {
                self.list = ListState::Begun;
                self.state = ParserState::FirstItem;
                next
            }
            ParserState::Value { items } => {
                if items {
                    self.list = ListState::No(if byte == b'n' {
                        NoList::Null
                    } else {
                        NoList::NotAList
                    });
                }
                self.state = ParserState::Value { items: false };
                self.begin(false, at)
            }
            ParserState::AfterValue if byte == b',' => {
                self.state = ParserState::Key;
                next
            }
            ParserState::FirstItem | ParserState::AfterItem if byte == b']' => {
                self.list = ListState::Read;
                self.state = ParserState::AfterValue;
                next
            }
            ParserState::FirstItem | ParserState::Item => self.item(piece, at),
            ParserState::AfterItem if byte == b',' => {
                self.state = ParserState::Item;
                next
            }
            ParserState::Start(_)
            | ParserState::Outside
            | ParserState::FirstKey
            | ParserState::Key
            | ParserState::Colon { .. }
            | ParserState::AfterValue
            | ParserState::AfterItem
            | ParserState::End
            | ParserState::Broken { .. } => Consumed::Bad(at),
        }
    }

    /// A value begins here that is scanned byte by byte; the next round of the loop does it.
    fn begin(&mut self, keeps_bytes: bool, at: usize) -> Consumed {
        self.partial = Some(PartialValue {
            scanner: Scanner::new(),
            bytes: keeps_bytes.then(Vec::new),
        });
        Consumed::To(at)
    }

    /// Reads an item in place if the whole of it is here, and scans it otherwise.
    fn item(&mut self, piece: &[u8], at: usize) -> Consumed {
        self.state = ParserState::Item;
        let window = &piece[at..piece.len().min(at + MAX_IN_PLACE_BYTES)];
        match self.raw.read(window) {
            Ok(length) => {
                self.append(&window[..length]);
                Consumed::To(at + length)
            }
            Err(_) => self.begin(true, at),
        }
    }

    fn resume(
        &mut self,
        mut partial: PartialValue,
        piece: &[u8],
        at: usize,
        border: usize,
    ) -> Consumed {
        let window = &piece[at..border];
        let (used, done) = match partial.scanner.feed(window) {
            Scan::More => (window.len(), false),
            Scan::Done(used) => (used, true),
            Scan::Bad(bad) => return Consumed::Bad(at + bad),
        };
        if let Some(bytes) = &mut partial.bytes {
            if bytes.len() + used > MAX_ITEM_BYTES {
                partial.bytes = None;
            } else {
                bytes.extend_from_slice(&window[..used]);
            }
        }
        if done {
            self.close(partial);
        } else {
            self.partial = Some(partial);
        }
        Consumed::To(at + used)
    }

    /// A scanned value is complete.
    fn close(&mut self, partial: PartialValue) {
        match self.state {
            ParserState::Key => {
                let mut scratch = String::new();
                let bytes = partial.bytes.unwrap_or_default();
                let inner = bytes
                    .get(1..bytes.len().saturating_sub(1))
                    .unwrap_or_default();
                let items = text::decode(inner, true, &mut scratch) == Some("items");
                self.state = ParserState::Colon { items };
            }
            ParserState::Value { .. } => self.state = ParserState::AfterValue,
            ParserState::Outside => {
                self.list = ListState::No(NoList::NotAnObject);
                self.state = ParserState::End;
            }
            ParserState::Item => match partial.bytes {
                None => self.reject(BrokenRowReason::TooLong),
                Some(item) => match self.raw.read(&item) {
                    Ok(_) => self.append(&item),
                    Err(_) => self.reject(BrokenRowReason::of(item.first())),
                },
            },
            ParserState::Start(_)
            | ParserState::FirstKey
            | ParserState::Colon { .. }
            | ParserState::AfterValue
            | ParserState::FirstItem
            | ParserState::AfterItem
            | ParserState::End
            | ParserState::Broken { .. } => {}
        }
    }

    fn append(&mut self, item: &[u8]) {
        match self.writer.append(&mut self.directory, item, &self.raw) {
            Ok(()) => {
                self.items += 1;
                self.state = ParserState::AfterItem;
            }
            Err(_) => self.reject(BrokenRowReason::NoRoom),
        }
    }

    fn reject(&mut self, reason: BrokenRowReason) {
        if self.broken.len() < MAX_LISTED_ROWS {
            self.broken.push(BrokenRow {
                index: self.items,
                reason,
            });
        }
        self.broken_rows += 1;
        self.items += 1;
        self.state = ParserState::AfterItem;
    }
}
