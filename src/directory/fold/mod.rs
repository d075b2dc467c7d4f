//! The form in which names are compared: lower case, without accents and invisible characters.
//!
//! Composed and decomposed spellings of a name fold to the same text in Latin, Greek and Cyrillic scripts, so `Muller`, `Müller` and
//! `Mu¨ller` find each other. Folded text is only compared, never shown. Why not a library: the tables of icu or
//! unicode-normalization would add an estimated 25 to 60 KB to the download.

mod tables;

use rolecall_text::invisible;

use tables::{GREEK, GREEK_EXTENDED, LATIN, LATIN_ADDITIONAL};

/// The folded text.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Whether a name shows nothing: it is empty, or only white space and invisible characters.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_graphic()) && fold(text).trim().is_empty()
}

/// Appends the folded text. Each white space or control character becomes a space.
pub(crate) fn fold_into(text: &str, into: &mut String) {
    // Most names and all emails are ASCII: they are copied at once.
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    if text.bytes().all(plain) {
        let from = into.len();
        into.push_str(text);
        into[from..].make_ascii_lowercase();
        return;
    }
    for letter in text.chars() {
        match letter {
            'a'..='z' | '!'..='@' => into.push(letter),
            'A'..='Z' => into.push(letter.to_ascii_lowercase()),
            _ if letter.is_ascii() => into.push(if letter <= ' ' || letter == '\u{7f}' {
                ' '
            } else {
                letter
            }),
            _ => fold_wide(letter, into),
        }
    }
}

fn fold_wide(letter: char, into: &mut String) {
    for letter in letter.to_lowercase() {
        match base(letter) {
            Some(base) => into.push(base),
            None => fold_lower(letter, into),
        }
    }
}

fn base(letter: char) -> Option<char> {
    let code = letter as usize;
    match code {
        0xc0..0x250 => latin(LATIN, code - 0xc0),
        0x370..0x3d0 => greek(GREEK, code - 0x370),
        0x1e00..0x1f00 => latin(LATIN_ADDITIONAL, code - 0x1e00),
        0x1f00..0x2000 => greek(GREEK_EXTENDED, code - 0x1f00),
        // Full-width ASCII.
        0xff01..0xff5f => char::from_u32(letter as u32 - 0xfee0),
        _ => None,
    }
}

fn latin(table: &[u8], at: usize) -> Option<char> {
    table
        .get(at)
        .filter(|&&base| base != b'.')
        .map(|&base| char::from(base))
}

fn greek(table: &[u8], at: usize) -> Option<char> {
    let base = table.get(at).filter(|&&base| base != b'.')?;
    char::from_u32('α' as u32 + u32::from(base - b'a'))
}

fn fold_lower(letter: char, into: &mut String) {
    match letter {
        // Combining marks (Latin, Hebrew points, Arabic vowels) and tatweel, which only stretches a word.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'
        | '\u{5c1}'
        | '\u{5c2}'
        | '\u{5c4}'
        | '\u{5c5}'
        | '\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{640}'
        | '\u{670}' => {}
        'æ' | 'ǣ' | 'ǽ' => into.push_str("ae"),
        'œ' => into.push_str("oe"),
        'ß' => into.push_str("ss"),
        'þ' => into.push_str("th"),
        'ĳ' => into.push_str("ij"),
        'ʼ' => into.push('\''),
        'й' | 'ѝ' | 'ӣ' | 'ӥ' => into.push('и'),
        'ё' | 'ѐ' | 'ӗ' => into.push('е'),
        'ї' => into.push('і'),
        'ў' | 'ӯ' | 'ӱ' | 'ӳ' => into.push('у'),
        'ѓ' => into.push('г'),
        'ќ' => into.push('к'),
        'ӂ' | 'ӝ' => into.push('ж'),
        'ӑ' | 'ӓ' => into.push('а'),
        'ӛ' => into.push('ә'),
        'ӟ' => into.push('з'),
        'ӧ' => into.push('о'),
        'ӫ' => into.push('ө'),
        'ӭ' => into.push('э'),
        'ӵ' => into.push('ч'),
        'ӹ' => into.push('ы'),
        _ if invisible::is_unseen(letter) => {}
        _ if letter.is_whitespace() || letter.is_control() => into.push(' '),
        _ => into.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_the_same_text() {
        for (one, other) in [
            ("Müller", "Mu\u{308}LLER"),
            ("ÅNGSTRÖM", "a\u{30a}ngstro\u{308}m"),
            ("Nguyễn Ơ Ư", "Nguye\u{302}\u{303}n O\u{31b} U\u{31b}"),
            ("Ώρα ΐ", "Ω\u{301}ρα ι\u{308}\u{301}"),
            ("ᾳ ᾴ", "α\u{345} α\u{301}\u{345}"),
            ("ΝΊΚΟΣ", "Νίκος"),
            ("Йод Ёж Ї Ў", "И\u{306}од Е\u{308}ж І\u{308} У\u{306}"),
            ("ṠḌ", "S\u{307}D\u{323}"),
            ("İstanbul", "istanbul"),
            ("ﬀ\u{200b}x", "ﬀx"),
            ("葛\u{e0100}", "葛"),
            ("a\u{3164}\u{e0041}\u{34f}b", "ab"),
            ("ＡＢＣ１", "abc1"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn letters_fold_to_their_base_letter_and_no_others_are_lost() {
        assert_eq!(
            fold("Straße Æsir Œuvre Þór Łódź Øre Đorđe Ĳ"),
            "strasse aesir oeuvre thor lodz ore dorde ij"
        );
        assert_eq!(
            fold("Ελλάδα Ёлкин 田中 김 محمد"),
            "ελλαδα елкин 田中 김 محمد"
        );
        assert_eq!(fold("a\tb\u{a0}c\u{1}"), "a b c ");
        assert_eq!(fold("A-Z_0.9+x@Y[]{}~`"), "a-z_0.9+x@y[]{}~`");
    }

    #[test]
    fn folding_is_idempotent_and_leaves_no_control_characters() {
        for letter in '\0'..=char::MAX {
            let folded = fold(&letter.to_string());
            assert_eq!(fold(&folded), folded, "{letter:?}");
            assert!(!folded.contains(|letter: char| letter < ' '), "{letter:?}");
        }
    }
}
