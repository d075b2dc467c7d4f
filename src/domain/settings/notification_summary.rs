//! Summarises a list of notifications: how many there are, how many are on or unreadable, and which match a search. A list
//! that wasn't sent isn't an empty one: only the caller knows which of the two it has.

use rolecall_text::{grouped, plural};

use crate::api::json::field::Field;
use crate::api::tenant::settings::Notification;

/// A longer list gets a search.
pub const SEARCH_ABOVE: usize = 10;

/// How many there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Items of the list, unreadable ones included.
    pub total: usize,
    pub on: usize,
    pub off: usize,
    /// Items, or their states, that couldn't be read or weren't sent.
    pub unknown: usize,
}

/// Counts a list.
pub fn summary(items: &[Field<Notification>]) -> Summary {
    let mut summary = Summary {
        total: items.len(),
        ..Summary::default()
    };
    for item in items {
        match item.known().and_then(|item| item.enabled.known()) {
            Some(true) => summary.on += 1,
            Some(false) => summary.off += 1,
            None => summary.unknown += 1,
        }
    }
    summary
}

/// The summary in words: "12 notifications, 9 on, 2 off, 1 unknown".
pub fn text(summary: Summary) -> String {
    let mut parts = vec![plural(
        summary.total as u64,
        "1 notification",
        "{n} notifications",
    )];
    for (count, state) in [
        (summary.on, "on"),
        (summary.off, "off"),
        (summary.unknown, "unknown"),
    ] {
        if count > 0 {
            parts.push(format!("{} {state}", grouped(count as u64)));
        }
    }
    parts.join(", ")
}

/// Whether `query` finds an item: each of its words in label, description or code, ignoring case. Every query finds an item
/// that couldn't be read, so that a search never hides that something is missing. `lower` converts to lower case.
pub fn matches(item: &Field<Notification>, query: &str, lower: fn(&str) -> String) -> bool {
    let Some(item) = item.known() else {
        return true;
    };
    let texts = [&item.label, &item.description, &item.code];
    let haystack: Vec<String> = texts
        .into_iter()
        .filter_map(Field::known)
        .map(|text| lower(text))
        .collect();
    lower(query)
        .split_whitespace()
        .all(|word| haystack.iter().any(|text| text.contains(word)))
}
