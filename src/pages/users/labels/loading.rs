//! Strings about the list of users as it loads: progress, errors, unreadable rows, nothing to show.

use rolecall_directory::BrokenRowReason;
use rolecall_text::{grouped, plural};

pub(crate) const LOADING_USERS: &str = "Loading users";
pub(crate) const NO_USERS: &str = "This tenant has no users.";
pub(crate) const NO_MATCHES: &str = "No users match your search";

pub(crate) const CUT_AFTER_LIST: &str =
    "The connection dropped after the last user. The list seems to be complete.";
pub(crate) const CUT_IN_LIST: &str = "The connection dropped before the end of the list.";
pub(crate) const CUT_BEFORE_LIST: &str = "The connection dropped before the first user.";
pub(crate) const BROKEN_LIST: &str = "Part of the list and everything after it couldn't be read.";
pub(crate) const SECOND_LIST: &str = "The response contains a second list, which isn't shown.";
pub(crate) const NO_LIST: &str = "The response doesn't contain a list of users.";
pub(crate) const NOT_JSON: &str = "The response couldn't be read.";
pub(crate) const EMPTY_RESPONSE: &str =
    "The response is empty: it doesn't contain a list of users.";

pub(crate) fn loaded_so_far(users: u32) -> String {
    match users {
        0 => "Loading…".to_owned(),
        _ => plural(users.into(), "1 user so far", "{n} users so far"),
    }
}

/// An error, and the users that are on the page in spite of it.
pub(crate) fn with_received(message: &str, users: u32) -> String {
    if users == 0 {
        return message.to_owned();
    }
    let received = plural(
        users.into(),
        "Showing the 1 user received.",
        "Showing the {n} users received.",
    );
    format!("{message} {received}")
}

pub(crate) fn unreadable_rows(count: u64) -> String {
    plural(count, "1 row unreadable", "{n} rows unreadable")
}

/// `number` counts from 1.
pub(crate) fn unreadable_row(number: u64, reason: BrokenRowReason) -> String {
    let sentence = match reason {
        BrokenRowReason::Null => "Row {n} is empty.",
        BrokenRowReason::Text => "Row {n} is text instead of a user.",
        BrokenRowReason::Number => "Row {n} is a number instead of a user.",
        BrokenRowReason::Boolean => "Row {n} is true or false instead of a user.",
        BrokenRowReason::List => "Row {n} is a list instead of a user.",
        BrokenRowReason::TooLong => "Row {n} is too long.",
        BrokenRowReason::NoRoom => "Row {n} is more than this browser can hold.",
    };
    sentence.replace("{n}", &grouped(number))
}

pub(crate) fn more_unreadable_rows(count: u64) -> String {
    format!("And {} more.", grouped(count))
}

/// Words that look like filters but aren't.
pub(crate) fn not_filters(words: &[&str]) -> Option<String> {
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    match quoted.as_slice() {
        [] => None,
        [word] => Some(format!(
            "{word} isn't a filter, so it was searched as text."
        )),
        words => Some(format!(
            "{} aren't filters, so they were searched as text.",
            words.join(", ")
        )),
    }
}
