//! Names of people and other text from outside, made safe to show: which name, which initials, and no invisible character
//! that hides, reorders or impersonates. Knows no page: the result is plain text.

pub use rolecall_text::invisible::has_visible_text;
use rolecall_text::invisible::{is_invisible, is_joiner};

use crate::api::json::field::Field;

/// What a person is called: first and last name, else the username, else the email address. A text without a visible character
/// isn't a name; `None` if none of them is. Sorting by name follows the same rule (`User::display_name` of the directory).
pub fn visible_name(
    first: Option<&str>,
    last: Option<&str>,
    username: Option<&str>,
    email: Option<&str>,
) -> Option<String> {
    let visible = |text: Option<&str>| {
        let text = text.filter(|text| has_visible_text(text))?;
        Some(displayable(text.trim()))
    };
    match (visible(first), visible(last)) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => visible(username).or_else(|| visible(email)),
    }
}

/// [`visible_name`] of a response's fields, else "unknown user".
pub fn display_name(
    first: &Field<String>,
    last: &Field<String>,
    username: &Field<String>,
    email: &Field<String>,
) -> String {
    let [first, last, username, email] =
        [first, last, username, email].map(|field| field.known().map(String::as_str));
    visible_name(first, last, username, email).unwrap_or_else(|| "unknown user".to_owned())
}

/// One or two characters that stand for a name, in any script: the first letter or digit of the first
/// and of the last word; of an email address, of its local part. "?" when there is none. In the case they are written in: the
/// style sheet capitalizes them, which here would cost 5 KB of tables.
pub fn initials(name: &str) -> String {
    let name = match name.split_once('@') {
        Some((local, _)) if !local.is_empty() => local,
        _ => name,
    };
    let mut firsts = name
        .split(|char: char| char.is_whitespace() || matches!(char, '.' | '_' | '+'))
        .filter_map(|word| word.chars().find(|char| char.is_alphanumeric()));
    let Some(first) = firsts.next() else {
        return "?".to_owned();
    };
    [Some(first), firsts.next_back()]
        .into_iter()
        .flatten()
        .collect()
}

/// Foreign text as it may stand in a line of ours: line breaks and tabs become spaces, other control
/// characters, direction controls and invisible characters become "\u{fffd}", and a text that shows
/// nothing at all says so. Joiners stay between letters, where Arabic, Indic scripts and emoji need them.
pub fn displayable(text: &str) -> String {
    if !text.is_empty() && !has_visible_text(text) {
        return rolecall_text::plural(
            text.chars().count() as u64,
            "(invisible text, 1 character)",
            "(invisible text, {n} characters)",
        );
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let joins =
            is_joiner(char) && joinable(before) && chars.peek().is_some_and(|next| joinable(*next));
        if matches!(char, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
            out.push(' ');
        } else if !joins && (char.is_control() || is_invisible(char)) {
            out.push('\u{fffd}');
        } else {
            out.push(char);
        }
        before = char;
    }
    out
}

/// What a joiner may stand beside: letters and marks of the scripts that use it, and emoji; never
/// Latin, Greek or Cyrillic, where it only serves to make two equal names differ.
fn joinable(char: char) -> bool {
    let is_european = matches!(char,
        '\u{1c80}'..='\u{1c8f}' | '\u{1d00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a640}'..='\u{a69f}'
        | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}' | '\u{fb00}'..='\u{fb06}' | '\u{ff00}'..='\u{ff5a}');
    char >= '\u{590}' && !is_european && !is_invisible(char) && !char.is_whitespace()
}
