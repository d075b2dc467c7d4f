//! Finds the user whom a link means, step by step and also while users still arrive. Never picks one of several.

use super::key::{Key, email, mark, username};
use crate::fold::fold;
use crate::store::Directory;
use crate::user::User;

/// How many users there are to choose from at most; of more, only the number is known.
pub const MAX_CANDIDATES: usize = 50;

/// How a user matches a link, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The username, letter for letter, or the mark.
    Exact,
    /// The username in another case or spelling.
    Spelling,
    Email,
}

/// Whom a link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Not all users are here, and what was found so far could be wrong.
    Open,
    Missing,
    Found {
        row: u32,
        by: Match,
    },
    /// Several match equally well.
    Several {
        by: Match,
        rows: Vec<u32>,
        count: u32,
    },
    /// The link has a mark that nobody has, but there are users of this name: the one who is meant is gone or has changed.
    Changed {
        rows: Vec<u32>,
        count: u32,
    },
}

/// Looks for the user of a key.
///
/// ```
/// use rolecall_directory::{Ingest, Key, Match, Resolution, Resolver};
///
/// let mut ingest = Ingest::new();
/// ingest.push(br#"{"items":[{"name":"kim"},{"name":"KIM"},{"name":"Lee","email":"kim"}]}"#.to_vec());
/// let (directory, _) = ingest.finish();
/// let resolve = |text: &str| {
///     let mut resolver = Resolver::new(Key { text: text.to_owned(), mark: None });
///     while !resolver.step(&directory, 10_000) {} // one step per task
///     resolver.resolution(true)
/// };
/// assert_eq!(resolve("KIM"), Resolution::Found { row: 1, by: Match::Exact });
/// assert_eq!(resolve("lee"), Resolution::Found { row: 2, by: Match::Spelling });
/// assert_eq!(resolve("Kim"), Resolution::Several { by: Match::Spelling, rows: vec![0, 1], count: 2 });
/// ```
#[derive(Debug, Default)]
pub struct Resolver {
    key: Key,
    folded: String,
    seen: u32,
    /// Users whose mark is the key's.
    marked: Candidates,
    /// By [`Match`].
    by: [Candidates; 3],
}

#[derive(Debug, Default)]
struct Candidates {
    rows: Vec<u32>,
    count: u32,
}

impl Candidates {
    fn add(&mut self, row: u32) {
        self.count += 1;
        if self.rows.len() < MAX_CANDIDATES {
            self.rows.push(row);
        }
    }
}

impl Resolver {
    pub fn new(key: Key) -> Self {
        Self {
            folded: fold(&key.text).trim().to_owned(),
            key,
            ..Self::default()
        }
    }

    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Looks at up to `budget` more rows. True when it has seen every row there is now.
    pub fn step(&mut self, directory: &Directory, budget: u32) -> bool {
        let end = directory.len().min(self.seen.saturating_add(budget));
        for row in self.seen..end {
            let Some(user) = directory.user(row) else {
                continue;
            };
            let Some(by) = self.matches(&user) else {
                continue;
            };
            if self.key.mark.is_some() && self.has_mark(&user) {
                self.marked.add(row);
            }
            self.by[by as usize].add(row);
        }
        self.seen = end;
        end == directory.len()
    }

    /// What is known so far. `all_here`: there are no users but those that [`Self::step`] has seen.
    ///
    /// A single exact match counts while users arrive: if it turns out to be one of several, the next answer says so.
    pub fn resolution(&self, all_here: bool) -> Resolution {
        if self.key.mark.is_some() && self.marked.count > 0 {
            return found(&self.marked, Match::Exact);
        }
        let best = [Match::Exact, Match::Spelling, Match::Email]
            .into_iter()
            .map(|by| (by, &self.by[by as usize]))
            .find(|(_, candidates)| candidates.count > 0);
        let has_exact = self.key.mark.is_none() && self.by[Match::Exact as usize].count > 0;
        match best {
            _ if !all_here && !has_exact => Resolution::Open,
            None => Resolution::Missing,
            Some((_, candidates)) if self.key.mark.is_some() => Resolution::Changed {
                rows: candidates.rows.clone(),
                count: candidates.count,
            },
            Some((by, candidates)) => found(candidates, by),
        }
    }

    /// Whether the key means this user, as far as the user alone shows: others may match better or equally well.
    pub fn means(&self, user: &User<'_>) -> bool {
        self.matches(user).is_some() && (self.key.mark.is_none() || self.has_mark(user))
    }

    fn has_mark(&self, user: &User<'_>) -> bool {
        self.key.mark == Some(mark(user))
    }

    fn matches(&self, user: &User<'_>) -> Option<Match> {
        let text = self.key.text.as_str();
        let (name, email) = (username(user), email(user));
        if text.is_empty() {
            // Only a mark tells users without a username and an email apart.
            return (name.is_none() && email.is_none()).then_some(Match::Exact);
        }
        if name == Some(text) {
            Some(Match::Exact)
        } else if name.is_some_and(|name| self.is_spelling(name)) {
            Some(Match::Spelling)
        } else {
            let is_email = |email: &str| email == text || self.is_spelling(email);
            email.is_some_and(is_email).then_some(Match::Email)
        }
    }

    fn is_spelling(&self, text: &str) -> bool {
        if self.folded.is_empty() {
            // Nothing of it can be seen: any two such texts would be spellings of each other.
            return false;
        }
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return text.trim().eq_ignore_ascii_case(&self.folded);
        }
        fold(text).trim() == self.folded
    }
}

fn found(candidates: &Candidates, by: Match) -> Resolution {
    match candidates.rows.as_slice() {
        [row] if candidates.count == 1 => Resolution::Found { row: *row, by },
        rows => Resolution::Several {
            by,
            rows: rows.to_vec(),
            count: candidates.count,
        },
    }
}
