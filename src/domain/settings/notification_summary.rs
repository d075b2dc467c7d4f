//! What a list of notifications amounts to: how many, how many of them on, how many unreadable, and which match a
//! search. A list that was not sent is not an empty one: only the caller knows which of the two it has.

use crate::api::json::field::Field;
use crate::api::tenant::settings::Notification;

/// From this many on, a list gets a search.
pub const SEARCH_ABOVE: usize = 10;

/// How many there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Items of the list, unreadable ones included.
    pub total: usize,
    pub on: usize,
    pub off: usize,
    /// Items, or their states, that came in a form nobody knows, or did not come.
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

/// The summary in words: "12 notifications, 9 on, 2 off, 1 unreadable".
pub fn words(summary: Summary) -> String {
    let mut words = crate::domain::relative_time::counted(summary.total as i64, "notification");
    for (count, state) in [
        (summary.on, "on"),
        (summary.off, "off"),
        (summary.unknown, "not known"),
    ] {
        if count > 0 {
            words.push_str(", ");
            words.push_str(&count.to_string());
            words.push(' ');
            words.push_str(state);
        }
    }
    words
}

/// Whether an item is found by `query`: each word of it in label, description or code, in any case. An item that
/// could not be read is found by everything, so that a search never hides that something is missing. `lower` gives a text
/// in small letters.
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
