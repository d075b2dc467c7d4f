//! The email addresses of rows, as one text for the "To" field of an email program.
//! An address that is not safe to paste is skipped and counted. The search reads what is written here.

use rolecall_text::fnv;

use crate::email::is_valid;
use crate::store::Directory;
use crate::store::Index;
use crate::user::User;

/// By default Outlook accepts nothing else. Other programs accept it too.
const SEPARATOR: &str = "; ";

/// Collects addresses, step by step. Each is taken once, ignoring case.
#[derive(Debug)]
pub struct Addresses {
    rows: Vec<u32>,
    next: usize,
    text: String,
    /// Where each address ends in the text. The next one starts after the separator.
    ends: Vec<usize>,
    index: Index,
    without: u32,
    invalid: u32,
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
            invalid: 0,
        }
    }

    /// Looks at up to `budget` more rows; true when done.
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

    /// The addresses, separated by `; `.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many addresses are in the text.
    pub fn taken(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Users without a known address.
    pub fn without(&self) -> u32 {
        self.without
    }

    /// Users whose address is not valid, or not safe to paste.
    pub fn invalid(&self) -> u32 {
        self.invalid
    }

    fn take(&mut self, user: &User<'_>) {
        let email = user.email().known().map(str::trim);
        let Some(email) = email.filter(|email| !email.is_empty()) else {
            self.without += 1;
            return;
        };
        if !is_valid(email) {
            self.invalid += 1;
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
                self.text.push_str(SEPARATOR);
            }
            self.text.push_str(email);
            self.ends.push(self.text.len());
            self.index.add(hash);
        }
    }

    fn at(&self, id: usize) -> Option<&str> {
        let begin = match id.checked_sub(1) {
            Some(before) => self.ends.get(before)? + SEPARATOR.len(),
            None => 0,
        };
        self.text.get(begin..*self.ends.get(id)?)
    }
}
