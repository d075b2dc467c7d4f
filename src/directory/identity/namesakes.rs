//! Whose username isn't theirs alone. Needs all users: run it once they are here.
//!
//! Two passes: the first marks each name in a small table of bits and suspects whatever was marked already; the second looks at the
//! suspects only. So it takes two bytes for each user, where a table of the names would take sixteen.

use super::key::name_hash;
use crate::select::Selection;
use crate::store::Directory;

/// Bits for each user. With two bits a name, about one user in 200 is suspected without reason.
const BITS: usize = 16;

/// The users who share their username with somebody, letter for letter.
#[derive(Debug, Default)]
pub struct Namesakes {
    bits: Vec<u64>,
    /// Hashes of names that may occur twice, ascending once the first pass is over.
    suspects: Vec<u64>,
    /// The first row of each suspect; [`NO_ROW`] until it is seen.
    first: Vec<u32>,
    rows: Selection,
    seen: u32,
    is_second_pass: bool,
}

const NO_ROW: u32 = u32::MAX;

impl Namesakes {
    /// Looks at up to `budget` more rows. True when done.
    pub fn step(&mut self, directory: &Directory, budget: u32) -> bool {
        let end = directory.len().min(self.seen.saturating_add(budget));
        if !self.is_second_pass && self.bits.is_empty() {
            self.bits = vec![0; (directory.len() as usize * BITS).div_ceil(64).max(1)];
        }
        for row in self.seen..end {
            let Some(hash) = directory.user(row).and_then(|user| name_hash(&user)) else {
                continue;
            };
            if self.is_second_pass {
                self.check(row, hash);
            } else if self.is_marked(hash) && self.suspects.last() != Some(&hash) {
                self.suspects.push(hash);
            }
        }
        self.seen = end;
        if end < directory.len() {
            return false;
        }
        if self.is_second_pass {
            return true;
        }
        self.bits = Vec::new();
        self.suspects.sort_unstable();
        self.suspects.dedup();
        self.first = vec![NO_ROW; self.suspects.len()];
        self.is_second_pass = true;
        self.seen = if self.suspects.is_empty() { end } else { 0 };
        self.seen == directory.len()
    }

    /// Whether somebody else has this user's username.
    pub fn contains(&self, row: u32) -> bool {
        self.rows.contains(row)
    }

    /// Marks both bits of a name; true if they were marked.
    fn is_marked(&mut self, hash: u64) -> bool {
        let count = self.bits.len() as u64 * 64;
        let mut were_marked = true;
        for at in [hash % count, hash.rotate_right(29) % count] {
            let word = &mut self.bits[at as usize / 64];
            were_marked &= *word >> (at % 64) & 1 == 1;
            *word |= 1 << (at % 64);
        }
        were_marked
    }

    fn check(&mut self, row: u32, hash: u64) {
        let Ok(at) = self.suspects.binary_search(&hash) else {
            return;
        };
        match self.first[at] {
            NO_ROW => self.first[at] = row,
            first => {
                self.rows.set(first, true);
                self.rows.set(row, true);
            }
        }
    }
}
