//! From the bytes of `GET user_roles`, in pieces of any size, to rows of the directory, a slice at a time.
//!
//! Owns the outer form of the document: one object, its `items` list anywhere among other keys. Keeps no byte longer than it must:
//! an item that lies within one piece is read where it is; only one that is cut by the end of a piece is put together.
//! Knows nothing of requests: why a stream ended is the caller's business.

use std::collections::VecDeque;

use crate::columns::Directory;
use crate::json::is_space;
use crate::json::row::RawRow;
use crate::json::scan::{Scan, Scanner};
use crate::json::text;
use crate::outcome::{BrokenRow, NoList, Outcome, Report, Why};

/// Longest item that is read, in bytes. A longer one is a broken row; its bytes are passed, not kept.
pub const LONGEST_ITEM: usize = 16 << 20;
/// How many broken rows are listed one by one; all are counted.
pub const LISTED_ROWS: usize = 100;
/// An item that may be longer than this is not read at one go, so that one step stays short.
const AT_ONE_GO: usize = 256 << 10;

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
    place: Place,
    /// The value that is being passed over or put together, if one was cut.
    open: Option<Open>,
    list: List,
    raw: RawRow,
    items: u64,
    broken_rows: u64,
    broken: Vec<BrokenRow>,
}

#[derive(Debug)]
struct Open {
    scanner: Scanner,
    /// The bytes so far, unless nobody will read them.
    kept: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
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
enum List {
    NotSeen,
    No(NoList),
    Begun,
    Read,
}

/// What reading on in a piece came to.
enum Eaten {
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
            place: Place::Start(0),
            open: None,
            list: List::NotSeen,
            raw: RawRow::new(),
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

    /// Reads about `most` bytes of what waits (one item more at the most) and says how far it is.
    pub fn step(&mut self, most: usize) -> Progress {
        let mut left = most.max(1);
        while left > 0 && !self.is_stopped() {
            let Some(piece) = self.waiting.pop_front() else {
                break;
            };
            let start = self.used;
            match self.eat(&piece, start, left) {
                Eaten::To(at) => {
                    left = left.saturating_sub(at - start);
                    if at < piece.len() {
                        self.used = at;
                        self.waiting.push_front(piece);
                    } else {
                        self.used = 0;
                        self.before += piece.len() as u64;
                    }
                }
                Eaten::Bad(at) => {
                    let second_list = matches!(
                        self.place,
                        Place::Broken {
                            second_list: true,
                            ..
                        }
                    );
                    self.before += at as u64;
                    self.used = 0;
                    self.waiting.clear();
                    self.open = None;
                    self.place = Place::Broken {
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
        let outcome = match (self.place, self.list) {
            (Place::Broken { at, .. }, List::NotSeen | List::No(_)) => Outcome::NotJson { at },
            (
                Place::Broken {
                    at,
                    second_list: true,
                },
                _,
            ) => Outcome::SecondList { at },
            (Place::Broken { at, .. }, _) => Outcome::Broken { at },
            (Place::Start(0 | 3), _) => Outcome::Empty,
            (Place::Start(_), _) => Outcome::NotJson { at: bytes },
            (Place::Outside, _) => match self
                .open
                .as_ref()
                .is_some_and(|open| open.scanner.may_end())
            {
                true => Outcome::NoList(NoList::NotAnObject),
                false => Outcome::Cut {
                    at: bytes,
                    list_complete: false,
                },
            },
            (Place::End, List::Read | List::Begun) => Outcome::Complete,
            (Place::End, List::No(why)) => Outcome::NoList(why),
            (Place::End, List::NotSeen) => Outcome::NoList(NoList::Missing),
            (
                Place::FirstKey
                | Place::Key
                | Place::Colon { .. }
                | Place::Value { .. }
                | Place::AfterValue
                | Place::FirstItem
                | Place::Item
                | Place::AfterItem,
                list,
            ) => Outcome::Cut {
                at: bytes,
                list_complete: list == List::Read,
            },
        };
        let report = Report {
            outcome,
            bytes,
            rows: self.directory.len(),
            rows_with_unreadable_cells: self.directory.rows_with_unreadable_cells(),
            broken_rows: self.broken_rows,
            broken: self.broken,
        };
        (self.directory, report)
    }

    fn is_stopped(&self) -> bool {
        matches!(self.place, Place::Broken { .. })
    }

    /// Reads from `start` on, about `most` bytes.
    fn eat(&mut self, piece: &[u8], start: usize, most: usize) -> Eaten {
        let border = piece.len().min(start.saturating_add(most));
        let mut at = start;
        while at < border {
            if let Some(open) = self.open.take() {
                match self.resume(open, piece, at, border) {
                    Eaten::To(next) => at = next,
                    bad @ Eaten::Bad(_) => return bad,
                }
                continue;
            }
            let byte = piece[at];
            if is_space(byte) && !matches!(self.place, Place::Start(1 | 2)) {
                at += 1;
                continue;
            }
            match self.take(piece, at, byte) {
                Eaten::To(next) => at = next,
                bad @ Eaten::Bad(_) => return bad,
            }
        }
        Eaten::To(at)
    }

    /// One byte that is not white space, or one item, at the outer level of the document.
    fn take(&mut self, piece: &[u8], at: usize, byte: u8) -> Eaten {
        let next = Eaten::To(at + 1);
        match self.place {
            Place::Start(read) if Some(&byte) == b"\xef\xbb\xbf".get(usize::from(read)) => {
                self.place = Place::Start(read + 1);
                next
            }
            Place::Start(0 | 3) if byte == b'{' => {
                self.place = Place::FirstKey;
                next
            }
            Place::Start(0 | 3) => {
                self.place = Place::Outside;
                self.begin(false, at)
            }
            Place::FirstKey | Place::AfterValue if byte == b'}' => {
                self.place = Place::End;
                next
            }
            Place::FirstKey | Place::Key if byte == b'"' => {
                self.place = Place::Key;
                self.begin(true, at)
            }
            Place::Colon { items } if byte == b':' => {
                self.place = Place::Value { items };
                next
            }
            Place::Value { items: true } if self.list != List::NotSeen => {
                // Which of two lists is meant nobody can tell: what came so far stays, and the rest is refused.
                self.place = Place::Broken {
                    at: 0,
                    second_list: true,
                };
                Eaten::Bad(at)
            }
            Place::Value { items: true } if byte == b'[' => {
                self.list = List::Begun;
                self.place = Place::FirstItem;
                next
            }
            Place::Value { items } => {
                if items {
                    self.list = List::No(if byte == b'n' {
                        NoList::Null
                    } else {
                        NoList::NotAList
                    });
                }
                self.place = Place::Value { items: false };
                self.begin(false, at)
            }
            Place::AfterValue if byte == b',' => {
                self.place = Place::Key;
                next
            }
            Place::FirstItem | Place::AfterItem if byte == b']' => {
                self.list = List::Read;
                self.place = Place::AfterValue;
                next
            }
            Place::FirstItem | Place::Item => self.item(piece, at),
            Place::AfterItem if byte == b',' => {
                self.place = Place::Item;
                next
            }
            Place::Start(_)
            | Place::Outside
            | Place::FirstKey
            | Place::Key
            | Place::Colon { .. }
            | Place::AfterValue
            | Place::AfterItem
            | Place::End
            | Place::Broken { .. } => Eaten::Bad(at),
        }
    }

    /// A value begins here that is scanned byte by byte; the next round of the loop does it.
    fn begin(&mut self, keep: bool, at: usize) -> Eaten {
        self.open = Some(Open {
            scanner: Scanner::new(),
            kept: keep.then(Vec::new),
        });
        Eaten::To(at)
    }

    /// Reads an item in place if the whole of it is here, and scans it otherwise.
    fn item(&mut self, piece: &[u8], at: usize) -> Eaten {
        self.place = Place::Item;
        let window = &piece[at..piece.len().min(at + AT_ONE_GO)];
        match self.raw.read(window) {
            Ok(length) => {
                self.keep(&window[..length]);
                Eaten::To(at + length)
            }
            Err(_) => self.begin(true, at),
        }
    }

    fn resume(&mut self, mut open: Open, piece: &[u8], at: usize, border: usize) -> Eaten {
        let window = &piece[at..border];
        let (used, done) = match open.scanner.feed(window) {
            Scan::More => (window.len(), false),
            Scan::Done(used) => (used, true),
            Scan::Bad(bad) => return Eaten::Bad(at + bad),
        };
        if let Some(kept) = &mut open.kept {
            if kept.len() + used > LONGEST_ITEM {
                open.kept = None;
            } else {
                kept.extend_from_slice(&window[..used]);
            }
        }
        if done {
            self.close(open);
        } else {
            self.open = Some(open);
        }
        Eaten::To(at + used)
    }

    /// A scanned value is complete.
    fn close(&mut self, open: Open) {
        match self.place {
            Place::Key => {
                let mut scratch = String::new();
                let kept = open.kept.unwrap_or_default();
                let inner = kept
                    .get(1..kept.len().saturating_sub(1))
                    .unwrap_or_default();
                let items = text::decode(inner, true, &mut scratch) == Some("items");
                self.place = Place::Colon { items };
            }
            Place::Value { .. } => self.place = Place::AfterValue,
            Place::Outside => {
                self.list = List::No(NoList::NotAnObject);
                self.place = Place::End;
            }
            Place::Item => match open.kept {
                None => self.refuse(Why::TooLong),
                Some(item) => match self.raw.read(&item) {
                    Ok(_) => self.keep(&item),
                    Err(_) => self.refuse(Why::of(item.first())),
                },
            },
            Place::Start(_)
            | Place::FirstKey
            | Place::Colon { .. }
            | Place::AfterValue
            | Place::FirstItem
            | Place::AfterItem
            | Place::End
            | Place::Broken { .. } => {}
        }
    }

    fn keep(&mut self, item: &[u8]) {
        match self.directory.append(item, &self.raw) {
            Ok(()) => {
                self.items += 1;
                self.place = Place::AfterItem;
            }
            Err(_) => self.refuse(Why::NoRoom),
        }
    }

    fn refuse(&mut self, why: Why) {
        if self.broken.len() < LISTED_ROWS {
            self.broken.push(BrokenRow {
                index: self.items,
                why,
            });
        }
        self.broken_rows += 1;
        self.items += 1;
        self.place = Place::AfterItem;
    }
}
