//! From typed text to a query. Every text is a query: words without a special meaning are searched for as text.

use super::{Condition, Is, Login, Query, Term};
use crate::time;
use crate::values::Tristate;

impl Query {
    /// Reads typed text. Never fails.
    pub fn read(typed: &str) -> Self {
        let mut terms = Vec::new();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (word, after) = Word::take(rest);
            terms.extend(word.term());
            rest = after.trim_start();
        }
        Self { terms }
    }

    /// Where the last word starts; the end of the text if it ends between words.
    pub(crate) fn last_word(typed: &str) -> usize {
        let mut rest = typed.trim_start();
        let mut last = typed.len();
        while !rest.is_empty() {
            let (_, after) = Word::take(rest);
            last = if after.is_empty() {
                typed.len() - rest.len()
            } else {
                typed.len()
            };
            rest = after.trim_start();
        }
        last
    }
}

/// One typed word.
struct Word {
    not: bool,
    /// All of it, with quotes resolved.
    text: String,
    /// Where the text before the first quote ends. Only this part can contain a prefix.
    bare: usize,
}

impl Word {
    fn take(typed: &str) -> (Self, &str) {
        let not = typed.starts_with('-');
        let typed = if not { &typed[1..] } else { typed };
        let mut text = String::new();
        let mut bare = None;
        let mut quoted = false;
        let mut letters = typed.char_indices();
        let mut end = typed.len();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    quoted = !quoted;
                    bare.get_or_insert(text.len());
                }
                '\\' if quoted => {
                    if let Some((_, escaped)) = letters.next() {
                        text.push(escaped);
                    }
                }
                _ if letter.is_whitespace() && !quoted => {
                    end = at;
                    break;
                }
                _ => text.push(letter),
            }
        }
        let bare = bare.unwrap_or(text.len());
        (Self { not, text, bare }, &typed[end..])
    }

    fn term(self) -> Option<Term> {
        let prefixed = match self.text[..self.bare].split_once(':') {
            Some((prefix, _)) => {
                condition(&prefix.to_ascii_lowercase(), &self.text[prefix.len() + 1..])
            }
            None => None,
        };
        let condition = match prefixed {
            Some(condition) => condition,
            None if self.text.trim().is_empty() => return None,
            None => Condition::Text(self.text),
        };
        Some(Term {
            not: self.not,
            condition,
        })
    }
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
        "is" => is(value).map(Condition::Is),
        "otp" => flag(value).map(Condition::Otp),
        "login" => login(value).map(Condition::Login),
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
    match value.to_ascii_lowercase().as_str() {
        "local" => Some(Is::Managed),
        word => Is::ALL.into_iter().find(|is| is.word() == word),
    }
}

fn flag(value: &str) -> Option<Tristate> {
    match value.to_ascii_lowercase().as_str() {
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
    match value.to_ascii_lowercase().as_str() {
        "never" => Some(Login::Never),
        "unknown" => Some(Login::Unknown),
        date => time::parse_date(date).map(Login::On),
    }
}

/// `90d`, `12w` or `1y` (of 365 days) in days.
fn days(text: &str) -> Option<u32> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let days = match unit {
        "d" | "D" => 1,
        "w" | "W" => 7,
        "y" | "Y" => 365,
        _ => return None,
    };
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<u32>().ok()?.checked_mul(days)
}
