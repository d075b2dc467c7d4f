//! What is an email address here. Addresses are foreign text: one with a separator, a space or an invisible character could smuggle in
//! another recipient when it is pasted.

use rolecall_text::invisible;

/// One `@` with something on both sides, and no character that separates, quotes, hides or reorders text.
pub(crate) fn is_valid(email: &str) -> bool {
    let mut halves = email.split('@');
    let has_both_halves = halves.next().is_some_and(|half| !half.is_empty())
        && halves.next().is_some_and(|half| !half.is_empty())
        && halves.next().is_none();
    let is_unsafe = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(
                letter,
                ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\\'
            )
            || invisible::is_unseen(letter)
    };
    has_both_halves && !email.contains(is_unsafe)
}

/// The address without what text around it may have left: quotes, brackets, the end of a sentence.
pub(crate) fn bare(email: &str) -> &str {
    let around = |letter: char| matches!(letter, '\'' | '`' | '{' | '}' | '.' | '!' | '?' | '*');
    email.trim_matches(around)
}
