//! Takes a selection along when the users are read again and rows get new numbers: by who the users are.
//!
//! A user is known by the username, else by the e-mail, as in a link to one; a user of neither cannot be found again.

use rolecall_text::fnv;

use super::selection::Selection;
use crate::store::Directory;
use crate::store::Index;
use crate::user::User;

/// A selection under way; takes a budget and goes on at the next call.
#[derive(Debug, Default)]
pub struct SelectionTransfer {
    /// Who is looked for.
    keys: Vec<u64>,
    index: Index,
    found: Vec<bool>,
    /// Marked rows that could not be named.
    nameless: u32,
    /// Rows of the old and of the new directory that are behind us.
    gathered: u32,
    seen: u32,
}

impl SelectionTransfer {
    /// Notes who is marked in the old directory, looking at `budget` rows more. True when all are noted.
    pub fn gather(&mut self, old: &Directory, marked: &Selection, budget: u32) -> bool {
        let end = old.len().min(self.gathered.saturating_add(budget));
        for row in (self.gathered..end).filter(|row| marked.contains(*row)) {
            match old.user(row).and_then(|user| key(&user)) {
                None => self.nameless += 1,
                Some(key) if self.find(key).is_none() => {
                    self.index.add(fnv::fold(key));
                    self.keys.push(key);
                    self.found.push(false);
                }
                Some(_) => {}
            }
        }
        self.gathered = end;
        end == old.len()
    }

    /// Marks those users in the new directory, looking at `budget` rows more. True when it has seen every row there is now.
    pub fn step(&mut self, new: &Directory, marked: &mut Selection, budget: u32) -> bool {
        let end = new.len().min(self.seen.saturating_add(budget));
        for row in self.seen..end {
            let found = new.user(row).and_then(|user| self.find(key(&user)?));
            if let Some(id) = found {
                self.found[id as usize] = true;
                marked.set(row, true);
            }
        }
        self.seen = end;
        end == new.len()
    }

    /// Begins anew with a still newer directory, and with whoever is marked in the one that is old by now; who was not found yet is
    /// looked for again.
    pub fn restart(&mut self) {
        self.found.fill(false);
        (self.gathered, self.seen) = (0, 0);
    }

    /// How many of those who were marked have not been found.
    pub fn missing(&self) -> u32 {
        let missing = self.found.iter().filter(|found| !**found);
        self.nameless + missing.count() as u32
    }

    fn find(&self, key: u64) -> Option<u32> {
        self.index
            .find(fnv::fold(key), |id| self.keys[id as usize] == key)
    }
}

/// Who a user is, in 64 bits (FNV-1a): of a million users two are the same by chance once in 37 million tenants.
fn key(user: &User<'_>) -> Option<u64> {
    let is_filled = |text: &str| !text.is_empty();
    let name = user.name().known().filter(|text| is_filled(text));
    let (kind, text) = match (name, user.email().known().filter(|text| is_filled(text))) {
        (Some(name), _) => (0, name),
        (None, Some(email)) => (1, email),
        (None, None) => return None,
    };
    let letters = text.bytes().map(|byte| byte.to_ascii_lowercase());
    Some(fnv::hash([kind].into_iter().chain(letters)))
}
