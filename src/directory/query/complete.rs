//! Suggestions for the word being typed: terms of the language, and names that occur in this directory.

use super::language::{Condition, Is, Login, Query, Term};
use super::word::plain;
use crate::fold::fold;
use crate::order::sort_ids;
use crate::store::Directory;
use crate::store::Symbols;
use crate::values::Tristate;

/// Suggestions; see [`Directory::complete`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// The text before the last word. Any of the terms can follow it.
    pub before: String,
    /// The best terms for the last word. `Display` writes them.
    pub terms: Vec<Term>,
    /// How many there are in total.
    pub total: usize,
}

impl Directory {
    /// Suggests at most `max_terms` terms for the last word typed. A word without a prefix is tried with every prefix.
    pub fn complete(&self, typed: &str, max_terms: usize) -> Completions {
        let (before, word) = typed.split_at(Query::last_word(typed));
        let (not, word) = match word.strip_prefix(|letter| plain(letter) == '-') {
            Some(word) => (true, word),
            None => (false, word),
        };
        let (prefix, value) = match word.split_once(|letter| plain(letter) == ':') {
            Some((prefix, value)) => (Some(fold(prefix)), value),
            None => (None, word),
        };
        let value = fold(value);
        let value = value.trim_matches('"');
        let asked = |own: &str| {
            prefix
                .as_deref()
                .is_none_or(|prefix| prefix == own || own == "ns" && prefix == "namespace")
        };
        let mut found = Found {
            terms: Vec::new(),
            max_terms,
            total: 0,
        };
        // A single letter without a prefix occurs in nearly every name.
        if prefix.is_some() || value.chars().count() > 1 {
            for condition in fixed() {
                let term = Term { not, condition }.to_string();
                let own = term.trim_start_matches('-').split_once(':');
                if own.is_some_and(|(own, word)| asked(own) && word.starts_with(value)) {
                    found.add(&Query::read(&term).terms);
                }
            }
            let names: [(&str, &Symbols, Named); 3] = [
                ("role", &self.roles, Condition::Role),
                ("ns", &self.namespaces, Condition::Namespace),
                ("group", &self.groups, Condition::Group),
            ];
            for (own, symbols, condition) in names {
                if asked(own) {
                    for name in matching(symbols, value) {
                        found.add(&[Term {
                            not,
                            condition: condition(name.to_owned()),
                        }]);
                    }
                }
            }
            if prefix.as_deref() == Some("grant") {
                for condition in grants(self, value.strip_prefix('=').unwrap_or(value)) {
                    found.add(&[Term { not, condition }]);
                }
            }
        }
        Completions {
            before: before.to_owned(),
            terms: found.terms,
            total: found.total,
        }
    }
}

/// Makes a condition of a name.
type Named = fn(String) -> Condition;

struct Found {
    terms: Vec<Term>,
    max_terms: usize,
    total: usize,
}

impl Found {
    fn add(&mut self, terms: &[Term]) {
        self.total += terms.len();
        let free = self.max_terms - self.terms.len();
        self.terms.extend(terms.iter().take(free).cloned());
    }
}

/// The terms that do not depend on the directory.
fn fixed() -> impl Iterator<Item = Condition> {
    let flags = [Tristate::Yes, Tristate::No, Tristate::Unknown].map(Condition::Otp);
    let logins = [
        Login::Never,
        Login::Unknown,
        Login::DaysAgoOver(90),
        Login::DaysAgoOver(365),
        Login::DaysAgoWithin(7),
        Login::DaysAgoWithin(30),
    ];
    Is::ALL
        .into_iter()
        .map(Condition::Is)
        .chain(flags)
        .chain(logins.map(Condition::Login))
}

/// Grants of this directory whose `role@namespace` contains the value, sorted by name.
fn grants(directory: &Directory, value: &str) -> impl Iterator<Item = Condition> {
    let (roles, namespaces) = (&directory.roles, &directory.namespaces);
    let names = |id: u32| {
        let (namespace, role) = *directory.pairs.get(id as usize)?;
        Some((
            roles.folded().get(role as usize)?,
            namespaces.folded().get(namespace as usize)?,
        ))
    };
    let hits = (0..directory.pairs.len() as u32).filter(|&id| {
        names(id).is_some_and(|(role, namespace)| format!("{role}@{namespace}").contains(value))
    });
    let order = sort_ids(hits, &|a, b| names(a).cmp(&names(b)).then(a.cmp(&b)));
    order.into_iter().filter_map(|id| {
        let (namespace, role) = *directory.pairs.get(id as usize)?;
        Some(Condition::ExactGrant {
            role: roles.text(role)?.to_owned(),
            namespace: namespaces.text(namespace)?.to_owned(),
        })
    })
}

/// Names that contain the value: first those that start with it, then by name.
fn matching<'a>(symbols: &'a Symbols, value: &str) -> impl Iterator<Item = &'a str> {
    let folded = symbols.folded();
    let hits = (0..symbols.len() as u32).filter(|&id| folded[id as usize].contains(value));
    let order = sort_ids(hits, &|a, b| {
        let (a, b) = (&folded[a as usize], &folded[b as usize]);
        b.starts_with(value)
            .cmp(&a.starts_with(value))
            .then_with(|| a.cmp(b))
    });
    // An empty name cannot be typed.
    order
        .into_iter()
        .filter_map(|id| symbols.text(id))
        .filter(|name| !name.trim().is_empty())
}
