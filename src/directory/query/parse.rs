//! From typed text to a query. Every text is a query: words without a special meaning are searched for as text.

use super::addresses;
use super::language::{Condition, Is, Login, Query, Term};
use super::word::{Word, is_gap, plain};
use crate::time;
use crate::values::Tristate;

impl Query {
    /// Reads typed text. Never fails.
    pub fn read(typed: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let mut rest = typed.trim_start_matches(is_gap);
        while !rest.is_empty() {
            if let Some(run) = addresses::take(rest) {
                add_addresses(&mut terms, run.not, run.addresses);
                rest = run.after;
            } else {
                let (word, after) = Word::take(rest);
                terms.extend(word.term());
                rest = after;
            }
            rest = rest.trim_start_matches(is_gap);
        }
        Self { terms }
    }

    /// Where the last word starts; the end of the text if it ends between words.
    pub(crate) fn last_word(typed: &str) -> usize {
        let mut rest = typed.trim_start_matches(is_gap);
        let mut last = typed.len();
        while !rest.is_empty() {
            let (_, after) = Word::take(rest);
            last = if after.is_empty() {
                typed.len() - rest.len()
            } else {
                typed.len()
            };
            rest = after.trim_start_matches(is_gap);
        }
        last
    }
}

/// All addresses that are looked for are one list: nobody has two.
fn add_addresses(terms: &mut Vec<Term>, not: bool, addresses: Vec<String>) {
    let known = terms.iter_mut().find_map(|term| match &mut term.condition {
        Condition::Addresses(known) if term.not == not => Some(known),
        _ => None,
    });
    let Some(known) = known else {
        let condition = Condition::Addresses(addresses);
        return terms.push(Term { not, condition });
    };
    for address in addresses {
        if !known.contains(&address) {
            known.push(address);
        }
    }
}

impl Word {
    pub(super) fn term(self) -> Option<Term> {
        let colon = self.text[..self.bare]
            .char_indices()
            .find(|(_, letter)| plain(*letter) == ':');
        let prefixed = colon.and_then(|(at, colon)| {
            condition(
                &ascii(&self.text[..at]),
                &self.text[at + colon.len_utf8()..],
            )
        });
        let condition = match prefixed {
            Some(condition) => condition,
            None if self.text.trim().is_empty() => return None,
            None if self.bare == self.text.len() => {
                // The comma of `Doe, John`.
                let text = self
                    .text
                    .trim_end_matches(|letter| matches!(plain(letter), ',' | ';'));
                let text = if text.is_empty() { &self.text } else { text };
                Condition::Text(text.to_owned())
            }
            None => Condition::Text(self.text),
        };
        Some(Term {
            not: self.not,
            condition,
        })
    }
}

/// In ASCII and lower case, as the words of the language are.
fn ascii(text: &str) -> String {
    let mut text: String = text.chars().map(plain).collect();
    text.make_ascii_lowercase();
    text
}

/// The meaning of a known prefix with a valid value.
fn condition(prefix: &str, value: &str) -> Option<Condition> {
    let named = |condition: fn(String) -> Condition| {
        (!value.trim().is_empty()).then(|| condition(value.to_owned()))
    };
    match prefix {
        "role" => named(Condition::Role),
        "ns" | "namespace" => named(Condition::Namespace),
        "group" => named(Condition::Group),
        "grant" if value.starts_with('=') => exact_grant(&value[1..]),
        "grant" => {
            let (role, namespace) = value.split_once('@')?;
            (!role.trim().is_empty() || !namespace.trim().is_empty()).then(|| Condition::Grant {
                role: role.to_owned(),
                namespace: namespace.to_owned(),
            })
        }
        "is" => is(&ascii(value)).map(Condition::Is),
        "otp" => flag(&ascii(value)).map(Condition::Otp),
        "login" => login(&ascii(value)).map(Condition::Login),
        _ => None,
    }
}

/// `role@namespace`. A backslash makes the character after it part of the role.
fn exact_grant(value: &str) -> Option<Condition> {
    let mut role = String::new();
    let mut letters = value.chars();
    loop {
        match letters.next()? {
            '@' => break,
            '\\' => role.push(letters.next()?),
            letter => role.push(letter),
        }
    }
    Some(Condition::ExactGrant {
        role,
        namespace: letters.as_str().to_owned(),
    })
}

fn is(value: &str) -> Option<Is> {
    match value {
        "local" => Some(Is::Managed),
        word => Is::ALL.into_iter().find(|is| is.word() == word),
    }
}

fn flag(value: &str) -> Option<Tristate> {
    match value {
        "on" | "yes" => Some(Tristate::Yes),
        "off" | "no" => Some(Tristate::No),
        "unknown" => Some(Tristate::Unknown),
        _ => None,
    }
}

fn login(value: &str) -> Option<Login> {
    if let Some(after) = value.strip_prefix('>') {
        return days(after)
            .map(Login::DaysAgoOver)
            .or_else(|| time::parse_date(after).map(Login::After));
    }
    if let Some(before) = value.strip_prefix('<') {
        return days(before)
            .map(Login::DaysAgoWithin)
            .or_else(|| time::parse_date(before).map(Login::Before));
    }
    match value {
        "never" => Some(Login::Never),
        "unknown" => Some(Login::Unknown),
        date => time::parse_date(date).map(Login::On),
    }
}

/// `90d`, `12w` or `1y` (of 365 days) in days.
fn days(text: &str) -> Option<u32> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let days = match unit {
        "d" => 1,
        "w" => 7,
        "y" => 365,
        _ => return None,
    };
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<u32>().ok()?.checked_mul(days)
}
