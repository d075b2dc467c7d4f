//! Percent-encoding (RFC 3986) for paths and query strings, and back.
//!
//! Owns which characters stay as they are. Knows nothing of routes or of what a value means.

/// Encodes everything except unreserved characters, so that the result is safe in every part of a URL.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text, "");
    out
}

/// Appends the text. Unreserved characters stay, and so do the ASCII characters in `readable`: the caller knows that they are safe
/// where the text goes.
pub fn encode_into(out: &mut String, text: &str, readable: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || byte.is_ascii() && readable.as_bytes().contains(&byte)
        {
            out.push(byte.into());
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(b"0123456789ABCDEF"[usize::from(digit)].into());
            }
        }
    }
}

/// A value as exactly one segment of a path: a slash, a dot or a question mark in it cannot turn the request into another one.
pub fn path_segment(value: &str) -> String {
    // Browsers resolve `.` and `..` even in escaped form. Neither can be an ID.
    if value.bytes().all(|byte| byte == b'.') {
        return "-".repeat(value.len().max(1));
    }
    encode(value)
}

/// Appends a value of a query string in the form that people can read: a space as `+`, and the punctuation that no browser changes.
/// [`decode_query`] undoes it.
pub fn encode_query_into(out: &mut String, value: &str) {
    for (number, part) in value.split(' ').enumerate() {
        if number > 0 {
            out.push('+');
        }
        encode_into(out, part, "!*,:@");
    }
}

/// Undoes percent-encoding. A `%` that starts no escape stays, and bytes that are not UTF-8 become U+FFFD.
pub fn decode(text: &str) -> String {
    decode_bytes(text, b'+')
}

/// As [`decode`], with `+` for a space.
pub fn decode_query(text: &str) -> String {
    decode_bytes(text, b' ')
}

fn decode_bytes(text: &str, plus: u8) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let hex = |at: usize| char::from(*after.get(at)?).to_digit(16);
        match (byte, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            (b'+', ..) => bytes.push(plus),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn query(value: &str) -> String {
        let mut out = String::new();
        encode_query_into(&mut out, value);
        out
    }

    #[test]
    fn encodes_each_part_of_a_url_by_its_own_rules() {
        assert_eq!(encode("a b/c?ü*"), "a%20b%2Fc%3F%C3%BC%2A");
        assert_eq!(query("a b/c?ü* @prod,-x!"), "a+b%2Fc%3F%C3%BC*+@prod,-x!");
        let mut out = "?u=".to_owned();
        encode_into(&mut out, "*a:b c", "*:");
        assert_eq!(out, "?u=*a:b%20c");
    }

    #[test]
    fn a_path_segment_cannot_become_another_path() {
        for (value, segment) in [
            ("..", "--"),
            (".", "-"),
            ("", "-"),
            ("../x", "..%2Fx"),
            ("a.b", "a.b"),
            ("x?y#z", "x%3Fy%23z"),
        ] {
            assert_eq!(path_segment(value), segment);
        }
    }

    #[test]
    fn decoding_never_fails() {
        for (text, decoded, from_query) in [
            ("a+b", "a+b", "a b"),
            ("%41%zz%", "A%zz%", "A%zz%"),
            ("%4", "%4", "%4"),
            ("%ff", "\u{fffd}", "\u{fffd}"),
            ("%C3%bc", "ü", "ü"),
            ("%+41", "%+41", "% 41"),
        ] {
            assert_eq!(decode(text), decoded);
            assert_eq!(decode_query(text), from_query);
        }
    }

    /// Byte by byte, with the formatter of the standard library.
    fn naive(text: &str) -> String {
        text.bytes()
            .map(|byte| match char::from(byte) {
                letter @ ('a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~') => {
                    letter.to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_survives_the_round_trip(text in any::<String>()) {
            prop_assert_eq!(encode(&text), naive(&text));
            prop_assert_eq!(&decode(&encode(&text)), &text);
            prop_assert_eq!(&decode_query(&query(&text)), &text);
            prop_assert!(!query(&text).contains(['&', '=', '#', ' ', '?', '/']));
        }

        #[test]
        fn any_text_can_be_decoded(text in "[%+a-f0-9Gü]{0,12}") {
            let _ = (decode(&text), decode_query(&text));
        }
    }
}
