//! Sorts rows by display name, step by step.
//!
//! Compares names in chunks: all rows by their first bytes, then only those that are still equal by the next bytes, and so on. So each
//! name is fetched from memory once per chunk instead of once per comparison. Folded text decides first, so that case and accents do
//! not matter; the original text decides between equals.

use super::merge::{Entry, MergeSort};
use crate::store::{Directory, ROW_END};

/// Bytes of a name in a key, next to the group.
const CHUNK: usize = 12;

#[derive(Debug)]
pub(crate) struct NameSort {
    /// The rows, in order as far as it is known.
    rows: Vec<u32>,
    /// For each index, the first index of the rows that are equal so far.
    group: Vec<u32>,
    /// Indexes whose order is not known yet, ascending.
    open: Vec<u32>,
    /// Bytes compared so far.
    depth: usize,
    is_original: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Keys(Vec<Entry>),
    Sort(MergeSort),
    /// Putting sorted rows back, and collecting those that are still equal.
    Arrange {
        entries: Vec<Entry>,
        next: usize,
        open: Vec<u32>,
    },
    /// Looking for equal names with different spellings.
    Spelling {
        next: usize,
        /// The group with a member that differs.
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
            is_original: false,
            stage: Stage::Keys(Vec::new()),
        }
    }

    /// Continues for about `budget` rows; true when done.
    pub(crate) fn step(&mut self, directory: &Directory, budget: usize) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Keys(mut entries) => {
                if entries.is_empty() {
                    entries.reserve_exact(self.open.len());
                }
                let indexes = self.open[entries.len()..].iter().take(budget);
                entries.extend(indexes.map(|&index| self.entry(directory, index)));
                if entries.len() == self.open.len() {
                    Stage::Sort(MergeSort::new(entries))
                } else {
                    Stage::Keys(entries)
                }
            }
            Stage::Sort(mut sort) => {
                if sort.step(budget, &|a, b| a.row.cmp(&b.row)) {
                    Stage::Arrange {
                        entries: sort.into_sorted(),
                        next: 0,
                        open: Vec::new(),
                    }
                } else {
                    Stage::Sort(sort)
                }
            }
            Stage::Arrange {
                entries,
                next,
                open,
            } => self.arrange(entries, next, open, budget),
            Stage::Spelling { next, mixed } => {
                self.compare_spelling(directory, next, mixed, budget)
            }
            Stage::Done => Stage::Done,
        };
        matches!(self.stage, Stage::Done)
    }

    /// The rows in order, and for each index the first index with the same name.
    pub(crate) fn into_order(self) -> (Vec<u32>, Vec<u32>) {
        (self.rows, self.group)
    }

    fn entry(&self, directory: &Directory, index: u32) -> Entry {
        let row = self.rows[index as usize];
        let mut bytes = [0; 16];
        let skip = if self.depth == 0 && !self.is_original {
            0
        } else {
            bytes[..4].copy_from_slice(&self.group[index as usize].to_be_bytes());
            16 - CHUNK
        };
        if self.is_original {
            copy_original(directory, row, self.depth, &mut bytes[skip..])
        } else {
            copy_folded(folded_name(directory, row), self.depth, &mut bytes[skip..])
        }
        let key = u128::from_be_bytes(bytes);
        Entry {
            key: [(key >> 64) as u64, key as u64],
            row,
        }
    }

    fn arrange(
        &mut self,
        entries: Vec<Entry>,
        next: usize,
        mut open: Vec<u32>,
        budget: usize,
    ) -> Stage {
        let end = entries.len().min(next.saturating_add(budget));
        for at in next..end {
            let (index, entry) = (self.open[at], entries[at]);
            let like_last = at > 0 && entries[at - 1].key == entry.key;
            let like_next = entries
                .get(at + 1)
                .is_some_and(|next| next.key == entry.key);
            self.rows[index as usize] = entry.row;
            self.group[index as usize] = if like_last {
                self.group[self.open[at - 1] as usize]
            } else {
                index
            };
            // A key that ends in a zero contains the end of the name.
            if (like_last || like_next) && entry.key[1] as u8 != 0 {
                open.push(index);
            }
        }
        if end < entries.len() {
            return Stage::Arrange {
                entries,
                next: end,
                open,
            };
        }
        self.depth += if self.depth == 0 && !self.is_original {
            16
        } else {
            CHUNK
        };
        self.open = open;
        let mut entries = entries;
        entries.clear();
        match (self.open.is_empty(), self.is_original) {
            (false, _) => Stage::Keys(entries),
            (true, false) => Stage::Spelling {
                next: 1,
                mixed: None,
            },
            (true, true) => Stage::Done,
        }
    }

    fn compare_spelling(
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
                if is_same_spelling(directory, self.rows[at - 1], self.rows[at]) {
                    continue;
                }
                mixed = Some(group);
                self.open.extend(group..at as u32);
            }
            self.open.push(at as u32);
        }
        if end < self.rows.len() {
            return Stage::Spelling { next: end, mixed };
        }
        if self.open.is_empty() {
            return Stage::Done;
        }
        (self.is_original, self.depth) = (true, 0);
        Stage::Keys(Vec::new())
    }
}

/// The search text of a row starts with the folded display name. A control character follows, also where there is no name.
fn folded_name(directory: &Directory, row: u32) -> &[u8] {
    directory
        .search_text
        .from(directory.search_text_at.at(row as usize))
}

/// Whether the user has no display name.
pub(crate) fn is_nameless(directory: &Directory, row: u32) -> bool {
    folded_name(directory, row)
        .first()
        .is_none_or(|&byte| byte == ROW_END)
}

/// Copies bytes from `depth` up to the end of the name. The name must not end before `depth`.
fn copy_folded(name: &[u8], depth: usize, into: &mut [u8]) {
    for (index, &byte) in into.iter_mut().zip(name.get(depth..).unwrap_or_default()) {
        if byte < b' ' {
            break;
        }
        *index = byte;
    }
}

/// Adds one to each byte, so that no byte looks like the end. UTF-8 has no 0xff.
fn copy_original(directory: &Directory, row: u32, depth: usize, into: &mut [u8]) {
    let name = directory
        .user(row)
        .and_then(|user| user.display_name())
        .unwrap_or_default();
    for (index, &byte) in into
        .iter_mut()
        .zip(name.as_bytes().get(depth..).unwrap_or_default())
    {
        *index = byte.wrapping_add(1);
    }
}

/// Whether two names are certainly the same, byte by byte.
fn is_same_spelling(directory: &Directory, a: u32, b: u32) -> bool {
    let bytes = |row| {
        directory
            .user(row)
            .map_or(&[][..], |user| user.full_name_bytes())
    };
    let (a, b) = (bytes(a), bytes(b));
    !a.is_empty() && a == b
}
