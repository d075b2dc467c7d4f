//! Splits well-formed JSON text at its commas and colons. Does not check the syntax (`object::is_json` does): in malformed text
//! it just finds less, and it never panics. By hand, because serde_json's typed readers bring floating point tables that weigh
//! 10 KB in the browser.

/// The text between the brackets of an object or a list; `None` for anything else.
pub(crate) fn inside(json: &str, open: u8, close: u8) -> Option<&str> {
    let json = json.trim_ascii();
    let bytes = json.as_bytes();
    let fits = bytes.len() >= 2 && bytes.first() == Some(&open) && bytes.last() == Some(&close);
    if fits {
        json.get(1..json.len() - 1)
    } else {
        None
    }
}

/// Splits off the text up to the next `mark` outside of strings and brackets; `None` when nothing is left.
pub(crate) fn next_part<'a>(rest: &mut &'a str, mark: u8) -> Option<&'a str> {
    let text = *rest;
    let end = outside(text, mark).unwrap_or(text.len());
    *rest = text.get(end + 1..).unwrap_or_default();
    Some(text[..end].trim_ascii()).filter(|part| !part.is_empty())
}

/// The position of the first `mark`, an ASCII byte, outside of strings and brackets.
fn outside(json: &str, mark: u8) -> Option<usize> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0usize, false, false);
    for (at, byte) in json.bytes().enumerate() {
        if is_quoted {
            is_quoted = byte != b'"' || is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        match byte {
            b'"' => is_quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ if byte == mark && depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}
