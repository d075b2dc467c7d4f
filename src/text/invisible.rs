//! Characters that cannot be seen. One table, because it is a security rule: what cannot be seen can make two names differ that look
//! the same, smuggle a second recipient into an address, or turn the text around it.
//!
//! Owns the table, which follows Unicode's Default_Ignorable_Code_Point and general category Cf, plus letters that are blank.
//! Knows nothing of what its callers do with such a character: mark it, drop it or refuse the text.
//!
//! | who | rule |
//! |---|---|
//! | text shown in a line of ours | [`is_invisible`] is marked as U+FFFD; a joiner stays between letters that need it |
//! | a server's message | [`is_invisible`] is dropped, except joiners |
//! | comparing and searching names | [`is_unseen`] is dropped |
//! | an address to send to | [`is_unseen`] spoils it |
//! | whether a name says anything | [`has_visible_text`] |

/// Characters without a shape of their own that format, reorder, join or tag the text around them.
#[inline]
pub fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Letters and symbols by their category that are blank all the same, and variation selectors, which only choose the shape of what
/// they follow (Japanese names need them).
#[inline]
pub fn is_blank(letter: char) -> bool {
    matches!(letter, '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Either of the two: without it the text looks the same, or has only less room.
#[inline]
pub fn is_unseen(letter: char) -> bool {
    is_invisible(letter) || is_blank(letter)
}

/// Zero-width joiner and non-joiner. Arabic and Indic scripts and emoji need them.
#[inline]
pub fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Whether there is anything to see in the text.
pub fn has_visible_text(text: &str) -> bool {
    text.chars()
        .any(|letter| !(letter.is_whitespace() || letter.is_control() || is_unseen(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_every_character_that_reorders_text() {
        // Unicode's Bidi_Control.
        for letter in "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars() {
            assert!(is_invisible(letter), "{letter:?}");
        }
    }

    #[test]
    fn joiners_are_invisible_and_the_tables_do_not_overlap() {
        for letter in '\0'..=char::MAX {
            assert!(!is_joiner(letter) || is_invisible(letter), "{letter:?}");
            assert!(!(is_invisible(letter) && is_blank(letter)), "{letter:?}");
            if is_unseen(letter) {
                assert!(
                    !letter.is_ascii() && !letter.is_control() && !letter.is_whitespace(),
                    "{letter:?}"
                );
            }
        }
    }

    #[test]
    fn knows_whether_there_is_anything_to_see() {
        for text in [
            "",
            " \t\n",
            "\u{200b}",
            "\u{3164}\u{ffa0}",
            "\u{202e} \u{e0041}",
            "\0",
        ] {
            assert!(!has_visible_text(text), "{text:?}");
        }
        for text in ["a", "\u{200b}.", "葛\u{e0100}", "👩\u{200d}🚀", "\u{fffd}"] {
            assert!(has_visible_text(text), "{text:?}");
        }
    }
}
