//! The e-mail addresses of rows as one text for the "To" field of a mail program.
//!
//! Addresses are foreign text: one that holds a separator, a space or an invisible letter could smuggle in another recipient. It
//! is left out, and counted.

use rolecall_text::{fnv, invisible};

use crate::store::Directory;
use crate::store::Index;
use crate::user::User;

/// Outlook takes nothing else unless told to; the others take this too.
const BETWEEN: &str = "; ";

/// Collects addresses, a slice at a time. Each is taken once, whatever its case.
#[derive(Debug)]
pub struct Addresses {
    rows: Vec<u32>,
    next: usize,
    text: String,
    /// Where each address ends in the text; the next begins behind the separator.
    ends: Vec<usize>,
    index: Index,
    without: u32,
    unfit: u32,
}

impl Addresses {
    pub fn new(rows: Vec<u32>) -> Self {
        Self {
            rows,
            next: 0,
            text: String::new(),
            ends: Vec::new(),
            index: Index::default(),
            without: 0,
            unfit: 0,
        }
    }

    /// Looks at `budget` rows more; true when all are done.
    pub fn step(&mut self, directory: &Directory, budget: usize) -> bool {
        let end = self.rows.len().min(self.next.saturating_add(budget.max(1)));
        for at in self.next..end {
            if let Some(user) = directory.user(self.rows[at]) {
                self.take(&user);
            }
        }
        self.next = end;
        end == self.rows.len()
    }

    /// The addresses, with `; ` between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many addresses there are in the text.
    pub fn taken(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Users of whom no address is known.
    pub fn without(&self) -> u32 {
        self.without
    }

    /// Users whose address no mail program should be given.
    pub fn unfit(&self) -> u32 {
        self.unfit
    }

    fn take(&mut self, user: &User<'_>) {
        let email = user.email().known().map(str::trim);
        let Some(email) = email.filter(|email| !email.is_empty()) else {
            self.without += 1;
            return;
        };
        if !is_fit(email) {
            self.unfit += 1;
            return;
        }
        let hash = fnv::fold(fnv::hash(
            email.bytes().map(|byte| byte.to_ascii_lowercase()),
        ));
        let known = self.index.find(hash, |id| {
            self.at(id as usize)
                .is_some_and(|own| own.eq_ignore_ascii_case(email))
        });
        if known.is_none() {
            if !self.ends.is_empty() {
                self.text.push_str(BETWEEN);
            }
            self.text.push_str(email);
            self.ends.push(self.text.len());
            self.index.add(hash);
        }
    }

    fn at(&self, id: usize) -> Option<&str> {
        let begin = match id.checked_sub(1) {
            Some(before) => self.ends.get(before)? + BETWEEN.len(),
            None => 0,
        };
        self.text.get(begin..*self.ends.get(id)?)
    }
}

/// One `@` with something on both sides, and no letter that separates, quotes, hides or turns text round.
fn is_fit(email: &str) -> bool {
    let mut halves = email.split('@');
    let whole = halves.next().is_some_and(|half| !half.is_empty())
        && halves.next().is_some_and(|half| !half.is_empty())
        && halves.next().is_none();
    let odd = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(
                letter,
                ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\\'
            )
            || invisible::is_unseen(letter)
    };
    whole && !email.contains(odd)
}
