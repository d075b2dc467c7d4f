//! Puts rows in the order of their display names, a slice at a time.
//!
//! Names are compared in chunks: all rows by their first bytes, then only those still equal by the next, and so on. So each name is
//! fetched from memory once a chunk instead of once a comparison. Folded text decides, which lets scripts, case and accents fall
//! together; among equals the text as it is written.

use super::merge::{Entry, MergeSort};
use crate::store::{Directory, ROW_END};

/// Bytes of a name in one key beside the group.
const CHUNK: usize = 12;

#[derive(Debug)]
pub(crate) struct NameSort {
    /// Rows, in order as far as it is known.
    rows: Vec<u32>,
    /// Per place the first place of the rows that are equal so far.
    group: Vec<u32>,
    /// Places whose order is still to be found, ascending.
    open: Vec<u32>,
    /// Bytes compared.
    depth: usize,
    written: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Keys(Vec<Entry>),
    Sort(MergeSort),
    /// Putting sorted rows back into their places, and collecting those still equal.
    Place {
        entries: Vec<Entry>,
        next: usize,
        open: Vec<u32>,
    },
    /// Looking for equals that are not written alike.
    Alike {
        next: usize,
        /// The group of which a member differs.
        mixed: Option<u32>,
    },
    Done,
}

impl NameSort {
    pub(crate) fn new(rows: Vec<u32>) -> Self {
        Self {
            group: vec![0; rows.len()],
            open: (0..rows.len() as u32).collect(),
            rows,
            depth: 0,
            written: false,
            stage: Stage::Keys(Vec::new()),
        }
    }

    /// Goes on for about `budget` rows; true when done.
    pub(crate) fn step(&mut self, directory: &Directory, budget: usize) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Keys(mut entries) => {
                if entries.is_empty() {
                    entries.reserve_exact(self.open.len());
                }
                let places = self.open[entries.len()..].iter().take(budget);
                entries.extend(places.map(|&place| self.entry(directory, place)));
                match entries.len() == self.open.len() {
                    true => Stage::Sort(MergeSort::new(entries)),
                    false => Stage::Keys(entries),
                }
            }
            Stage::Sort(mut sort) => match sort.step(budget, &|a, b| a.row.cmp(&b.row)) {
                true => Stage::Place {
                    entries: sort.into_sorted(),
                    next: 0,
                    open: Vec::new(),
                },
                false => Stage::Sort(sort),
            },
            Stage::Place {
                entries,
                next,
                open,
            } => self.place(entries, next, open, budget),
            Stage::Alike { next, mixed } => self.alike(directory, next, mixed, budget),
            Stage::Done => Stage::Done,
        };
        matches!(self.stage, Stage::Done)
    }

    /// The rows in order, and per place the first place with the same name.
    pub(crate) fn into_order(self) -> (Vec<u32>, Vec<u32>) {
        (self.rows, self.group)
    }

    fn entry(&self, directory: &Directory, place: u32) -> Entry {
        let row = self.rows[place as usize];
        let mut bytes = [0; 16];
        let skip = if self.depth == 0 && !self.written {
            0
        } else {
            bytes[..4].copy_from_slice(&self.group[place as usize].to_be_bytes());
            16 - CHUNK
        };
        match self.written {
            false => copy_folded(folded_name(directory, row), self.depth, &mut bytes[skip..]),
            true => copy_written(directory, row, self.depth, &mut bytes[skip..]),
        }
        let key = u128::from_be_bytes(bytes);
        Entry {
            key: [(key >> 64) as u64, key as u64],
            row,
        }
    }

    fn place(
        &mut self,
        entries: Vec<Entry>,
        next: usize,
        mut open: Vec<u32>,
        budget: usize,
    ) -> Stage {
        let end = entries.len().min(next.saturating_add(budget));
        for at in next..end {
            let (place, entry) = (self.open[at], entries[at]);
            let like_last = at > 0 && entries[at - 1].key == entry.key;
            let like_next = entries
                .get(at + 1)
                .is_some_and(|next| next.key == entry.key);
            self.rows[place as usize] = entry.row;
            self.group[place as usize] = match like_last {
                true => self.group[self.open[at - 1] as usize],
                false => place,
            };
            // A key that ends in a zero holds the end of the name.
            if (like_last || like_next) && entry.key[1] as u8 != 0 {
                open.push(place);
            }
        }
        if end < entries.len() {
            return Stage::Place {
                entries,
                next: end,
                open,
            };
        }
        self.depth += if self.depth == 0 && !self.written {
            16
        } else {
            CHUNK
        };
        self.open = open;
        let mut entries = entries;
        entries.clear();
        match (self.open.is_empty(), self.written) {
            (false, _) => Stage::Keys(entries),
            (true, false) => Stage::Alike {
                next: 1,
                mixed: None,
            },
            (true, true) => Stage::Done,
        }
    }

    fn alike(
        &mut self,
        directory: &Directory,
        next: usize,
        mut mixed: Option<u32>,
        budget: usize,
    ) -> Stage {
        let end = self.rows.len().min(next.saturating_add(budget));
        for at in next..end {
            let group = self.group[at];
            if self.group[at - 1] != group {
                continue;
            }
            if mixed != Some(group) {
                if written_alike(directory, self.rows[at - 1], self.rows[at]) {
                    continue;
                }
                mixed = Some(group);
                self.open.extend(group..at as u32);
            }
            self.open.push(at as u32);
        }
        if end < self.rows.len() {
            return Stage::Alike { next: end, mixed };
        }
        if self.open.is_empty() {
            return Stage::Done;
        }
        (self.written, self.depth) = (true, 0);
        Stage::Keys(Vec::new())
    }
}

/// The haystack of a row begins with its folded display name; what follows begins with a control character, and so does the end of
/// the row where there is no name.
fn folded_name(directory: &Directory, row: u32) -> &[u8] {
    directory
        .search_text
        .from(directory.search_text_at.at(row as usize))
}

/// Whether the user has no name to show.
pub(crate) fn is_nameless(directory: &Directory, row: u32) -> bool {
    folded_name(directory, row)
        .first()
        .is_none_or(|&byte| byte == ROW_END)
}

/// Copies bytes from `depth` on up to the end of the name. Only called while the name has not ended before `depth`, or just there.
fn copy_folded(name: &[u8], depth: usize, into: &mut [u8]) {
    for (place, &byte) in into.iter_mut().zip(name.get(depth..).unwrap_or_default()) {
        if byte < b' ' {
            break;
        }
        *place = byte;
    }
}

/// One more than each byte, so that no byte looks like the end; UTF-8 has no 0xff.
fn copy_written(directory: &Directory, row: u32, depth: usize, into: &mut [u8]) {
    let name = directory
        .user(row)
        .and_then(|user| user.display_name())
        .unwrap_or_default();
    for (place, &byte) in into
        .iter_mut()
        .zip(name.as_bytes().get(depth..).unwrap_or_default())
    {
        *place = byte.wrapping_add(1);
    }
}

/// Whether two names are surely the same, byte by byte.
fn written_alike(directory: &Directory, a: u32, b: u32) -> bool {
    let bytes = |row| {
        directory
            .user(row)
            .map_or(&[][..], |user| user.full_name_bytes())
    };
    let (a, b) = (bytes(a), bytes(b));
    !a.is_empty() && a == b
}
