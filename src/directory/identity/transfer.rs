//! Takes a selection along when the users are loaded again and rows get new numbers.
//!
//! A user is the same if the mark is, or if nobody else had the username before and nobody else has it now. Where that doesn't tell,
//! nobody is selected: a person may act on a selection, so it must not contain somebody who was never chosen.

use rolecall_text::fnv;

use super::key::{mark, name_hash};
use crate::select::Selection;
use crate::store::{Directory, Index};

/// A transfer in progress. Each call has a budget and continues where the last one stopped.
#[derive(Debug, Default)]
pub struct SelectionTransfer {
    /// One for each username that is selected.
    names: Table<Name>,
    /// One for each mark that is selected, or that somebody with a selected username has.
    marks: Table<Mark>,
    pass: Pass,
    done: u32,
}

/// Each pass looks at all rows of one of the two directories.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Pass {
    #[default]
    Selected,
    Old,
    New,
}

#[derive(Debug, Default)]
struct Name {
    old: u32,
    new: u32,
    /// New users of this name whom the old directory doesn't have: one of them may be an old user who has changed.
    strangers: u32,
}

#[derive(Debug, Default)]
struct Mark {
    name: Option<u32>,
    selected: u32,
    old: u32,
    new: u32,
}

/// How many of the selected users were not found again.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct NotFound {
    /// They are gone.
    pub missing: u32,
    /// They may be there, but can't be told from others.
    pub unclear: u32,
}

impl SelectionTransfer {
    /// Collects who is selected in the old directory, looking at up to `budget` more rows. True when done.
    pub fn gather(&mut self, old: &Directory, selected: &Selection, budget: u32) -> bool {
        if self.pass == Pass::New {
            return true;
        }
        let end = old.len().min(self.done.saturating_add(budget));
        for row in self.done..end {
            if self.pass == Pass::Selected && !selected.contains(row) {
                continue;
            }
            let Some(user) = old.user(row) else { continue };
            let name = name_hash(&user);
            if self.pass == Pass::Selected {
                let name = name.map(|name| self.names.entry(name));
                let id = self.marks.entry(mark(&user));
                let entry = &mut self.marks.values[id as usize];
                entry.name = name;
                entry.selected += 1;
                continue;
            }
            let name = name.map(|name| self.names.find(name));
            let mark = mark(&user);
            let id = match name {
                // Others with a selected username: known, so that they aren't taken for somebody who has changed.
                Some(Some(name)) => {
                    self.names.values[name as usize].old += 1;
                    Some(self.marks.entry(mark))
                }
                Some(None) => None,
                None => self.marks.find(mark),
            };
            if let Some(id) = id {
                let entry = &mut self.marks.values[id as usize];
                entry.name = name.flatten();
                entry.old += 1;
            }
        }
        self.done = end;
        if end < old.len() {
            return false;
        }
        self.done = 0;
        self.pass = match self.pass {
            Pass::Selected => Pass::Old,
            Pass::Old | Pass::New => Pass::New,
        };
        self.pass == Pass::New
    }

    /// Looks for those users among up to `budget` more rows of the new directory. True when it has seen every row there is now.
    pub fn look(&mut self, new: &Directory, budget: u32) -> bool {
        let end = new.len().min(self.done.saturating_add(budget));
        for row in self.done..end {
            let Some(user) = new.user(row) else { continue };
            let name = name_hash(&user).map(|name| self.names.find(name));
            if name == Some(None) {
                continue;
            }
            let known = self.marks.find(mark(&user));
            if let Some(id) = known {
                self.marks.values[id as usize].new += 1;
            }
            if let Some(name) = name.flatten() {
                let name = &mut self.names.values[name as usize];
                name.new += 1;
                name.strangers += u32::from(known.is_none());
            }
        }
        self.done = end;
        end == new.len()
    }

    /// Once all users are here and [`Self::look`] has seen them: whether the user in this row is one of those who were selected.
    pub fn is_selected(&self, new: &Directory, row: u32) -> bool {
        let Some(user) = new.user(row) else {
            return false;
        };
        let name = name_hash(&user).map(|name| self.names.find(name));
        if name == Some(None) {
            return false;
        }
        let by_mark = self.marks.find(mark(&user));
        match by_mark.map(|id| &self.marks.values[id as usize]) {
            Some(entry) => entry.selected > 0 && entry.is_clear(),
            None => name.flatten().is_some_and(|name| self.is_only(name)),
        }
    }

    /// Starts over with an even newer directory.
    pub fn restart(&mut self) {
        self.names.values.iter_mut().for_each(|name| {
            (name.new, name.strangers) = (0, 0);
        });
        self.marks.values.iter_mut().for_each(|mark| mark.new = 0);
        self.done = 0;
    }

    /// Whether [`Self::gather`] is done.
    pub fn is_gathered(&self) -> bool {
        self.pass == Pass::New
    }

    /// How many were selected.
    pub fn wanted(&self) -> u32 {
        self.marks.values.iter().map(|mark| mark.selected).sum()
    }

    /// Who was not found, once all users were seen.
    pub fn not_found(&self) -> NotFound {
        let mut sum = NotFound::default();
        for entry in self.marks.values.iter().filter(|mark| mark.selected > 0) {
            let name = entry
                .name
                .map(|name| (name, &self.names.values[name as usize]));
            let has_strangers = name.is_some_and(|(_, name)| name.strangers > 0);
            let renewed = entry.new == 0 && name.is_some_and(|(name, _)| self.is_only(name));
            if renewed {
                continue;
            }
            let gone = if entry.is_clear() {
                entry.selected.saturating_sub(entry.new)
            } else {
                entry.selected
            };
            if has_strangers || !entry.is_clear() && entry.new > 0 {
                sum.unclear += gone;
            } else {
                sum.missing += gone;
            }
        }
        sum
    }

    /// Whether this username was one user's and is one user's.
    fn is_only(&self, name: u32) -> bool {
        let name = &self.names.values[name as usize];
        (name.old, name.new) == (1, 1)
    }
}

impl Mark {
    /// All users of this mark were selected, and there are no more of them than before.
    fn is_clear(&self) -> bool {
        self.selected == self.old && self.new <= self.old
    }
}

/// Values by a hash that is taken for the thing itself.
#[derive(Debug, Default)]
struct Table<T> {
    hashes: Vec<u64>,
    values: Vec<T>,
    index: Index,
}

impl<T: Default> Table<T> {
    fn find(&self, hash: u64) -> Option<u32> {
        self.index
            .find(fnv::fold(hash), |id| self.hashes[id as usize] == hash)
    }

    fn entry(&mut self, hash: u64) -> u32 {
        self.find(hash).unwrap_or_else(|| {
            self.hashes.push(hash);
            self.values.push(T::default());
            self.index.add(fnv::fold(hash))
        })
    }
}
