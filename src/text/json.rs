//! What the inside of a JSON string stands for (RFC 8259).
//!
//! Owns the escapes. Knows nothing of where a string starts or ends: whoever found it has checked its syntax.

/// Resolves the escapes of the text between the quotes. `None` where the result is not text: a lone surrogate, a broken escape.
pub fn unescape(inside: &str) -> Option<String> {
    let mut out = String::with_capacity(inside.len());
    unescape_into(&mut out, inside)?;
    Some(out)
}

/// As [`unescape`], appended. On `None` a part may have been appended.
pub fn unescape_into(out: &mut String, inside: &str) -> Option<()> {
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let escape = *rest.as_bytes().first()?;
        rest = rest.get(1..)?;
        out.push(match escape {
            b'"' | b'\\' | b'/' => escape.into(),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = take_unit(&mut rest)?;
                if (0xd800..0xdc00).contains(&code) {
                    rest = rest.strip_prefix("\\u")?;
                    let low = take_unit(&mut rest)?.checked_sub(0xdc00);
                    code = 0x1_0000 + ((code - 0xd800) << 10) + low.filter(|low| *low < 0x400)?;
                }
                // A low surrogate on its own is no character.
                char::from_u32(code)?
            }
            _ => return None,
        });
    }
    out.push_str(rest);
    Some(())
}

/// Takes four hexadecimal digits off `rest`.
fn take_unit(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    *rest = after;
    digits
        .chars()
        .try_fold(0, |code, digit| Some(code << 4 | digit.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn resolves_every_escape_and_refuses_what_is_not_text() {
        for (inside, text) in [
            (r#"\"\\\/\b\f\n\r\t"#, Some("\"\\/\u{8}\u{c}\n\r\t")),
            (r"\u00e9\u00E9é", Some("ééé")),
            (r"\ud83d\ude00!", Some("😀!")),
            (r"\ud83d", None),
            (r"\ud83dx", None),
            (r"\ud83d\u0041", None),
            (r"\ude00", None),
            (r"\u00e", None),
            (r"\u+123", None),
            (r"\x41", None),
            ("\\", None),
            ("\\é", None),
            ("", Some("")),
        ] {
            assert_eq!(unescape(inside).as_deref(), text, "{inside}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn agrees_with_serde_json(inside in r#"(\\["\\/bfnrtu]|\\u[dD][89a-fA-F][0-9a-f]{2}|\\u[0-9a-fA-F]{4}|[ a-zé😀]){0,6}"#) {
            let expected = serde_json::from_str::<String>(&format!("\"{inside}\"")).ok();
            prop_assert_eq!(unescape(&inside), expected);
        }

        #[test]
        fn never_panics(inside in any::<String>()) {
            let _ = unescape(&inside);
        }
    }
}
