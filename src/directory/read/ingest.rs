//! From the bytes of `GET user_roles`, in chunks of any size, to rows of the directory, step by step.
//!
//! Owns the outer form of the document: one object, with its `items` list anywhere among other keys. Holds no byte longer than it must:
//! an item inside one chunk is read in place; only an item that is split between chunks is copied.
//! Knows nothing of requests: why a stream ended is up to the caller.

use std::collections::VecDeque;

use super::json::is_space;
use super::json::row::RawRow;
use super::json::scan::{Scan, Scanner};
use super::json::text;
use super::outcome::{BrokenRow, BrokenRowReason, NoList, Outcome, Report};
use super::row_writer::RowWriter;
use crate::store::Directory;

/// A longer item is a broken row: its bytes are skipped, not stored.
pub const MAX_ITEM_BYTES: usize = 16 << 20;
/// How many broken rows are listed. All of them are counted.
pub const MAX_LISTED_ROWS: usize = 100;
/// A longer item is not read in one go, so that a step stays short.
const MAX_IN_PLACE_BYTES: usize = 256 << 10;

/// How far reading has come; see [`Ingest::step`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Users in the directory.
    pub rows: u32,
    /// Bytes read so far.
    pub bytes: u64,
    /// Bytes pushed but not read yet.
    pub waiting: usize,
    /// Nothing more will be read, because the document is broken or not what it should be. Cancel the request.
    pub stopped: bool,
}

/// Reads a stream into a [`Directory`] that can be used in the meantime.
#[derive(Debug)]
pub struct Ingest {
    directory: Directory,
    waiting: VecDeque<Vec<u8>>,
    /// How many bytes of the first waiting chunk are read.
    used: usize,
    /// Bytes read before the first waiting chunk.
    before: u64,
    state: ParserState,
    /// The value that is being skipped or copied, if one was split.
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
    /// The bytes so far, unless they are skipped.
    bytes: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParserState {
    /// This many bytes of a byte order mark are read.
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

/// How far the parser got in a chunk.
enum Consumed {
    /// Continue from here.
    To(usize),
    /// The document is broken at this byte of the chunk.
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

    /// Queues the next chunk of the stream. [`Self::step`] reads it.
    pub fn push(&mut self, chunk: Vec<u8>) {
        if !chunk.is_empty() && !self.is_stopped() {
            self.waiting.push_back(chunk);
        }
    }

    /// Reads about `budget` bytes of the queue (at most one item more) and returns how far it got.
    pub fn step(&mut self, budget: usize) -> Progress {
        let mut left = budget.max(1);
        while left > 0 && !self.is_stopped() {
            let Some(chunk) = self.waiting.pop_front() else {
                break;
            };
            let start = self.used;
            match self.consume(&chunk, start, left) {
                Consumed::To(at) => {
                    left = left.saturating_sub(at - start);
                    if at < chunk.len() {
                        self.used = at;
                        self.waiting.push_front(chunk);
                    } else {
                        self.used = 0;
                        self.before += chunk.len() as u64;
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

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        Progress {
            rows: self.directory.len(),
            bytes: self.before + self.used as u64,
            waiting: self.waiting.iter().map(Vec::len).sum::<usize>() - self.used,
            stopped: self.is_stopped(),
        }
    }

    /// How many items of the list could not be read so far, and the first of them.
    pub fn broken_rows(&self) -> (u64, &[BrokenRow]) {
        (self.broken_rows, &self.broken)
    }

    /// The stream has ended: reads the rest of the queue and reports what the document was.
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
            (ParserState::Outside, _) => {
                if self
                    .partial
                    .as_ref()
                    .is_some_and(|partial| partial.scanner.may_end())
                {
                    Outcome::NoList(NoList::NotAnObject)
                } else {
                    Outcome::Cut {
                        at: bytes,
                        list_complete: false,
                    }
                }
            }
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

    /// Reads about `budget` bytes from `start` on.
    fn consume(&mut self, chunk: &[u8], start: usize, budget: usize) -> Consumed {
        let end = chunk.len().min(start.saturating_add(budget));
        let mut at = start;
        while at < end {
            if let Some(partial) = self.partial.take() {
                match self.resume(partial, chunk, at, end) {
                    Consumed::To(next) => at = next,
                    bad @ Consumed::Bad(_) => return bad,
                }
                continue;
            }
            let byte = chunk[at];
            if is_space(byte) && !matches!(self.state, ParserState::Start(1 | 2)) {
                at += 1;
                continue;
            }
            match self.take(chunk, at, byte) {
                Consumed::To(next) => at = next,
                bad @ Consumed::Bad(_) => return bad,
            }
        }
        Consumed::To(at)
    }

    /// One byte that is not white space, or one item, at the outermost level of the document.
    fn take(&mut self, chunk: &[u8], at: usize, byte: u8) -> Consumed {
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
                // Nobody can tell which of two lists is meant: keep what is here and reject the rest.
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
            ParserState::FirstItem | ParserState::Item => self.item(chunk, at),
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

    /// A value starts here that must be scanned; the next round of the loop does that.
    fn begin(&mut self, keeps_bytes: bool, at: usize) -> Consumed {
        self.partial = Some(PartialValue {
            scanner: Scanner::new(),
            bytes: keeps_bytes.then(Vec::new),
        });
        Consumed::To(at)
    }

    /// Reads an item in place if all of it is here, and scans it otherwise.
    fn item(&mut self, chunk: &[u8], at: usize) -> Consumed {
        self.state = ParserState::Item;
        let window = &chunk[at..chunk.len().min(at + MAX_IN_PLACE_BYTES)];
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
        chunk: &[u8],
        at: usize,
        end: usize,
    ) -> Consumed {
        let window = &chunk[at..end];
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

    /// The scanned value is complete.
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
