//! Typed text as words, before they mean anything: what separates them, quotes, and signs as phones type them.

use rolecall_text::invisible::{is_joiner, is_unseen};

use crate::fold::ascii_sign;

/// The sign of the language that was meant: phones type curly quotes and long dashes, input methods full-width signs.
pub(super) fn plain(letter: char) -> char {
    ascii_sign(letter).unwrap_or(letter)
}

/// What separates words: white space, and what comes along unseen when text is pasted.
pub(super) fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || is_unseen(letter) && !is_joiner(letter)
}

/// One typed word.
pub(super) struct Word {
    pub(super) not: bool,
    /// All of it, with quotes resolved.
    pub(super) text: String,
    /// Where the text before the first quote ends. Only this part can contain a prefix.
    pub(super) bare: usize,
}

impl Word {
    pub(super) fn take(typed: &str) -> (Self, &str) {
        let dash = typed.chars().next().filter(|letter| plain(*letter) == '-');
        let not = dash.is_some();
        let typed = &typed[dash.map_or(0, char::len_utf8)..];
        let mut text = String::new();
        let mut bare = None;
        let mut quoted = false;
        let mut letters = typed.char_indices();
        let mut end = typed.len();
        while let Some((at, letter)) = letters.next() {
            match plain(letter) {
                '"' => {
                    quoted = !quoted;
                    bare.get_or_insert(text.len());
                }
                _ if letter == '\\' && quoted => {
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
}
