//! The form in which names are compared: lower case, without accents and invisible characters, in one width, one composition and one
//! kind of apostrophe, quotation mark and hyphen.
//!
//! Composed, decomposed and compatible spellings of a name fold to the same text: `Muller`, `Müller` and `Mu¨ller`; `ｶﾞﾌﾞ` and `ガブ`;
//! 한글 in syllables and in letters; `ﬁona`; Arabic and Hebrew letters in their shapes; Indic letters; ideographs that are the same.
//! Hiragana is katakana, as small letters are capitals. Digits are those of ASCII. Folded text is only compared, never shown.
//!
//! Why not a library: the tables of icu or unicode-normalization would add an estimated 25 to 60 KB to the download. The tests compare
//! with one. Not covered, because nobody has such a name: mathematical letters, Roman numerals, units, musical notation.

mod shapes;
mod tables;

use rolecall_text::invisible;

use shapes::{
    ARABIC_SHAPES_A, ARABIC_SHAPES_B, COMPOSED, HALF_WIDTH_KANA, HEBREW_SHAPES, JAMO,
    SAME_IDEOGRAPH,
};
use tables::{GREEK, GREEK_EXTENDED, LATIN, LATIN_ADDITIONAL};

/// The folded text.
pub fn fold(text: &str) -> String {
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
    let plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'`';
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
            '`' => into.push('\''),
            _ if letter.is_ascii() => into.push(if letter <= ' ' || letter == '\u{7f}' {
                ' '
            } else {
                letter
            }),
            _ => fold_wide(letter, into),
        }
    }
}

/// What a phone, a word processor or an input method writes for a sign of ASCII: apostrophes, quotation marks, hyphens, full width.
pub(crate) fn ascii_sign(letter: char) -> Option<char> {
    match letter {
        '`' | '｀' | '´' | '‘' | '’' | '‚' | '‛' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ'
        | '′' | '‵' | '‹' | '›' | 'ꞌ' | '՚' | '׳' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '〝' | '〞' | '〟' | 'ˮ' | '״' => {
            Some('"')
        }
        '\u{2010}'..='\u{2015}' | '−' | '⁃' | '﹘' | '﹣' | '־' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0),
        _ => None,
    }
}

fn fold_wide(letter: char, into: &mut String) {
    match letter {
        '\u{ac00}'..='\u{d7a3}' => return fold_syllable(letter, into),
        // Ideographs have no case.
        '\u{3400}'..='\u{9fff}' => return into.push(letter),
        _ => {}
    }
    for letter in letter.to_lowercase() {
        match base(letter) {
            Some(base) => into.push(base),
            None => fold_lower(letter, into),
        }
    }
}

/// A Hangul syllable as its letters, so that one finds it while it is being typed.
fn fold_syllable(syllable: char, into: &mut String) {
    let number = syllable as u32 - 0xac00;
    let (first, vowel, last) = (number / 588, number / 28 % 21, number % 28);
    let letters = [0x1100 + first, 0x1161 + vowel, 0x11a7 + last];
    let count = if last == 0 { 2 } else { 3 };
    into.extend(letters.into_iter().take(count).filter_map(char::from_u32));
}

fn base(letter: char) -> Option<char> {
    let code = letter as usize;
    match code {
        0xc0..0x250 => latin(LATIN, code - 0xc0),
        0x370..0x3d0 => greek(GREEK, code - 0x370),
        0x1e00..0x1f00 => latin(LATIN_ADDITIONAL, code - 0x1e00),
        0x1f00..0x2000 => greek(GREEK_EXTENDED, code - 0x1f00),
        // Hiragana.
        0x3041..0x3097 | 0x309d..0x309f => char::from_u32(letter as u32 + 0x60),
        // Without the filler, which cannot be seen.
        0x3131..=0x3163 | 0x3165..=0x318e => offset(0x1100, JAMO.get(code - 0x3131)),
        0xf900..0xfada => char::from_u32(u32::from(*SAME_IDEOGRAPH.get(code - 0xf900)?))
            .filter(|base| *base > '\0'),
        0xfb1d..=0xfb4e => HEBREW_SHAPES
            .chars()
            .nth(code - 0xfb1d)
            .filter(|base| *base != '.'),
        // Half-width Hangul letters, in groups with gaps.
        0xffa1..0xffdd => {
            let at = code - 0xffa1;
            let gaps = at.checked_sub(33).map_or(0, |at| 3 + at / 8 * 2);
            offset(0x1100, JAMO.get(at - gaps))
        }
        // Full-width ASCII.
        0xff01..0xff5f => ascii_sign(letter),
        _ => None,
    }
}

fn offset(from: u32, by: Option<&u8>) -> Option<char> {
    char::from_u32(from + u32::from(*by?))
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
    if let Some(sign) = ascii_sign(letter) {
        return into.push(sign);
    }
    match letter {
        // Combining marks (Latin, Hebrew points, Arabic vowels, Indic dots) and tatweel, which only stretches a word.
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
        | '\u{670}'
        | '\u{93c}'
        | '\u{9bc}'
        | '\u{a3c}'
        | '\u{b3c}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' => {}
        '\u{3099}' | '\u{309a}' => voice(letter, into),
        '\u{ff61}'..='\u{ff9f}' => {
            let kana = offset(0x3000, HALF_WIDTH_KANA.get(letter as usize - 0xff61));
            kana.into_iter().for_each(|kana| match kana {
                '\u{3099}' | '\u{309a}' => voice(kana, into),
                _ => into.push(kana),
            });
        }
        'æ' | 'ǣ' | 'ǽ' => into.push_str("ae"),
        'œ' => into.push_str("oe"),
        'ß' => into.push_str("ss"),
        'þ' => into.push_str("th"),
        'ĳ' => into.push_str("ij"),
        'ǆ' | 'ǳ' => into.push_str("dz"),
        'ǉ' => into.push_str("lj"),
        'ǌ' => into.push_str("nj"),
        'ǯ' => into.push('ʒ'),
        'ﬀ' => into.push_str("ff"),
        'ﬁ' => into.push_str("fi"),
        'ﬂ' => into.push_str("fl"),
        'ﬃ' => into.push_str("ffi"),
        'ﬄ' => into.push_str("ffl"),
        'ﬅ' | 'ﬆ' => into.push_str("st"),
        '\u{387}' => into.push('·'),
        'ª' => into.push('a'),
        'º' => into.push('o'),
        '…' => into.push_str("..."),
        '⁺' | '₊' => into.push('+'),
        '⁻' | '₋' => into.push('-'),
        '⁼' | '₌' => into.push('='),
        '¹' => into.push('1'),
        '²' => into.push('2'),
        '³' => into.push('3'),
        '①'..='⑨' => digit(letter as u32 - '①' as u32 + 1, into),
        'й' | 'ѝ' | 'ӣ' | 'ӥ' => into.push('и'),
        'ё' | 'ѐ' | 'ӗ' => into.push('е'),
        'ї' => into.push('і'),
        'ў' | 'ӯ' | 'ӱ' | 'ӳ' => into.push('у'),
        'ѓ' => into.push('г'),
        'ќ' => into.push('к'),
        'ѷ' => into.push('ѵ'),
        'ӂ' | 'ӝ' => into.push('ж'),
        'ӑ' | 'ӓ' => into.push('а'),
        'ӛ' => into.push('ә'),
        'ӟ' => into.push('з'),
        'ӧ' => into.push('о'),
        'ӫ' => into.push('ө'),
        'ӭ' => into.push('э'),
        'ӵ' => into.push('ч'),
        'ӹ' => into.push('ы'),
        'ﻵ' | 'ﻶ' | 'ﻷ' | 'ﻸ' | 'ﻹ' | 'ﻺ' | 'ﻻ' | 'ﻼ' => into.push_str("لا"),
        '\u{600}'..='\u{6ff}' | '\u{900}'..='\u{1bff}' => fold_composed(letter, into),
        '\u{fb50}'..='\u{fbff}' | '\u{fe80}'..='\u{fef4}' => match arabic(letter) {
            Some(letter) => fold_composed(letter, into),
            None => into.push(letter),
        },
        '\u{2070}'..='\u{2079}' => digit(letter as u32 - 0x2070, into),
        '\u{2080}'..='\u{2089}' => digit(letter as u32 - 0x2080, into),
        _ if invisible::is_unseen(letter) => {}
        _ if letter.is_whitespace() || letter.is_control() => into.push(' '),
        _ => into.push(letter),
    }
}

/// The letter of which this is a shape.
fn arabic(shape: char) -> Option<char> {
    let code = shape as usize;
    let letter = match code {
        0xfb50..=0xfbff => ARABIC_SHAPES_A.get(code - 0xfb50),
        0xfe80..=0xfef4 => ARABIC_SHAPES_B.get(code - 0xfe80),
        _ => None,
    };
    offset(0x600, letter.filter(|letter| **letter > 0))
}

fn digit(value: u32, into: &mut String) {
    into.extend(char::from_digit(value, 10));
}

/// Letters of Arabic and Indic scripts, which may be two in one, and their digits.
fn fold_composed(letter: char, into: &mut String) {
    let code = letter as u32;
    for zero in [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50] {
        if (zero..zero + 10).contains(&code) {
            return digit(code - zero, into);
        }
    }
    match letter {
        // Keyboards of Persian and Urdu have letters of their own for these, which look the same.
        'ى' | 'ی' => return into.push('ي'),
        'ک' => return into.push('ك'),
        _ => {}
    }
    match COMPOSED.binary_search_by_key(&code, |composed| u32::from(composed.0)) {
        Ok(at) => {
            let (_, first, second) = COMPOSED[at];
            for part in [first, second] {
                if let Some(part) = char::from_u32(part.into()) {
                    fold_lower(part, into);
                }
            }
        }
        Err(_) if invisible::is_unseen(letter) => {}
        Err(_) if letter.is_whitespace() => into.push(' '),
        Err(_) => into.push(letter),
    }
}

/// The katakana before a voicing mark becomes the voiced one, if there is one.
fn voice(mark: char, into: &mut String) {
    let by = match (into.chars().next_back(), mark) {
        (Some('ウ'), '\u{3099}') => 'ヴ' as u32 - 'ウ' as u32,
        (Some('ワ' | 'ヰ' | 'ヱ' | 'ヲ'), '\u{3099}') => 'ヷ' as u32 - 'ワ' as u32,
        (Some('ヽ' | 'ヾ'), '\u{3099}') => 1,
        // Silent and voiced take turns.
        (Some(kana @ 'カ'..='ヂ'), '\u{3099}') if kana as u32 % 2 == 1 => 1,
        (Some('ツ' | 'テ' | 'ト'), '\u{3099}') => 1,
        // In threes: silent, voiced, half-voiced.
        (Some(kana @ 'ハ'..='ポ'), _) if (kana as u32 - 'ハ' as u32).is_multiple_of(3) => {
            mark as u32 - 0x3098
        }
        _ => return into.push(mark),
    };
    let voiced = into.pop().and_then(|kana| char::from_u32(kana as u32 + by));
    into.extend(voiced);
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// The scripts that the fold covers.
    const COVERED: &[Range<u32>] = &[
        0x20..0x7f_u32,
        0xc0..0x13f,
        0x141..0x149,
        0x14a..0x180,
        0x1c4..0x218,
        0x1e00..0x1e9a,
        0x1ea0..0x1f00,
        0x300..0x330,
        0x386..0x3cf,
        0x1f00..0x1fbc,
        0x400..0x500,
        0x5d0..0x5eb,
        0x5b0..0x5bd,
        0xfb1d..0xfb29,
        0xfb2a..0xfb4f,
        0x621..0x64b,
        0x64b..0x656,
        0x6c0..0x6d4,
        0xfb50..0xfbb2,
        0xfe80..0xfefd,
        0x900..0xdf0,
        0x1000..0x1030,
        0x3041..0x3097,
        0x30a1..0x30ff,
        0x3099..0x309b,
        0xff61..0xffa0,
        0xff01..0xff5f,
        0xac00..0xd7a4,
        0x1100..0x1113,
        0x1161..0x1176,
        0x11a8..0x11c3,
        0x3131..0x318f,
        0xffa1..0xffbf,
        0xffc2..0xffc8,
        0xf900..0xfada,
        0x4e00..0x5000,
        0xfb00..0xfb07,
        0x2080..0x208d,
        0x2460..0x2469,
        0x2010..0x2016,
    ];

    fn text() -> impl Strategy<Value = String> {
        let letter = prop::sample::select(COVERED.to_vec())
            .prop_flat_map(|range| range)
            .prop_filter_map("no letter", char::from_u32)
            .prop_filter("beyond 64 K", |letter| {
                !letter.nfc().any(|same| same > '\u{ffff}')
            });
        prop::collection::vec(letter, 0..8).prop_map(String::from_iter)
    }

    fn forms(text: &str) -> [String; 4] {
        [
            text.nfc().collect(),
            text.nfd().collect(),
            text.nfkc().collect(),
            text.nfkd().collect(),
        ]
    }

    #[test]
    fn every_normal_form_of_a_letter_folds_to_the_same() {
        let letters = COVERED.iter().cloned().flatten().filter_map(char::from_u32);
        // A few ideographs are the same as one that nobody types: beyond 64 K.
        let letters = letters.filter(|letter| !letter.nfc().any(|same| same > '\u{ffff}'));
        let differing: Vec<String> = letters
            .map(String::from)
            .filter(|text| forms(text).iter().any(|form| fold(form) != fold(text)))
            .collect();
        assert!(differing.is_empty(), "{differing:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_normal_form_of_a_text_folds_to_the_same(text in text()) {
            for form in forms(&text) {
                prop_assert_eq!(fold(&form), fold(&text), "{:?} {:?}", text, form);
            }
        }
    }

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
            ("ﬀ\u{200b}x", "ffx"),
            ("ﬁona ﬂ ﬃ ﬄ ﬅ ﬆ", "fiona fl ffi ffl st st"),
            ("カナコ", "ｶﾅｺ"),
            ("かなこ", "カナコ"),
            ("ガブ パピ ヴ ヷ ヾ", "ｶﾞﾌﾞ ﾊﾟﾋﾟ ｳﾞ ﾜﾞ ヽ\u{3099}"),
            (
                "がぶ ぱぴ ゔ",
                "か\u{3099}ふ\u{3099} は\u{309a}ひ\u{309a} う\u{3099}",
            ),
            ("한글", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"),
            ("ㄱㅏ", "ﾡￂ"),
            ("O’Henry ‘x’ ʻa ʼb ′c ＇d `e", "O'Henry 'x' 'a 'b 'c 'd 'e"),
            ("“a” „b‟ «c» ＂d", "\"a\" \"b\" \"c\" \"d"),
            ("a‐b‑c‒d–e—f―g−h－i\u{ad}j", "a-b-c-d-e-f-g-h-ij"),
            ("Ａｎｎ（１）；：", "ann(1);:"),
            ("٠١٢ ۳۴ ५ ² ₃ ④", "012 34 5 2 3 4"),
            ("ﻣﺤﻤﺪ ﻻ", "محمد لا"),
            ("آأإئؤ", "ا\u{653}ا\u{654}ا\u{655}ي\u{654}و\u{654}"),
            ("علی کریم", "علي كريم"),
            ("שׁלום", "ש\u{5c1}לום"),
            ("ज़ ো ொ", "ज\u{93c} \u{9c7}\u{9be} \u{bc6}\u{bbe}"),
            ("神", "神"),
            ("ẞ ſ ǅ", "ss s dz"),
            ("ΌΣΟΣ", "οσος"),
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
        assert_eq!(fold("Ελλάδα Ёлкин 田中 محمد"), "ελλαδα елкин 田中 محمد");
        assert_eq!(fold("a\tb\u{a0}c\u{1}"), "a b c ");
        assert_eq!(fold("A-Z_0.9+x@Y[]{}~"), "a-z_0.9+x@y[]{}~");
        // What one types on the way to 한 finds it; what sounds alike does not become the same.
        assert!(fold("한").starts_with(&fold("하")));
        for (one, other) in [
            ("カ", "ガ"),
            ("ハ", "パ"),
            ("ツ", "ッ"),
            ("가", "까"),
            ("田", "由"),
            ("ה", "ח"),
        ] {
            assert_ne!(fold(one), fold(other));
        }
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
