//! Takes a selection along when the users are loaded again and rows get new numbers.
//!
//! A user is identified by the username, else by the email, as in a link. A user with neither cannot be found again.

use rolecall_text::fnv;

use super::selection::Selection;
use crate::store::Directory;
use crate::store::Index;
use crate::user::User;

/// A transfer in progress. Each call has a budget and continues where the last one stopped.
#[derive(Debug, Default)]
pub struct SelectionTransfer {
    /// The users to find.
    keys: Vec<u64>,
    index: Index,
    found: Vec<bool>,
    /// Selected users without a key.
    nameless: u32,
    /// How many rows of the old and of the new directory are done.
    gathered: u32,
    seen: u32,
}

impl SelectionTransfer {
    /// Collects who is selected in the old directory, looking at up to `budget` more rows. True when done.
    pub fn gather(&mut self, old: &Directory, selected: &Selection, budget: u32) -> bool {
        let end = old.len().min(self.gathered.saturating_add(budget));
        for row in (self.gathered..end).filter(|row| selected.contains(*row)) {
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

    /// Selects those users in the new directory, looking at up to `budget` more rows. True when it has seen every row there is now.
    pub fn step(&mut self, new: &Directory, selected: &mut Selection, budget: u32) -> bool {
        let end = new.len().min(self.seen.saturating_add(budget));
        for row in self.seen..end {
            let found = new.user(row).and_then(|user| self.find(key(&user)?));
            if let Some(id) = found {
                self.found[id as usize] = true;
                selected.set(row, true);
            }
        }
        self.seen = end;
        end == new.len()
    }

    /// Starts over with an even newer directory. [`Self::gather`] adds who is selected in the one that is old now; users who were not found
    /// yet are searched for again.
    pub fn restart(&mut self) {
        self.found.fill(false);
        (self.gathered, self.seen) = (0, 0);
    }

    /// How many of the selected users were not found.
    pub fn missing(&self) -> u32 {
        let missing = self.found.iter().filter(|found| !**found);
        self.nameless + missing.count() as u32
    }

    fn find(&self, key: u64) -> Option<u32> {
        self.index
            .find(fnv::fold(key), |id| self.keys[id as usize] == key)
    }
}

/// Identifies a user in 64 bits. Among a million users, two collide in one of 37 million tenants.
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
