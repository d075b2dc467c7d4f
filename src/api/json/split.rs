//! Takes well-formed JSON text apart at its own commas and colons, and strings out of their escapes. Judges no
//! syntax (`json::is_json` did), and on text that is not well-formed only finds less; it never panics.
//! Written out because serde_json's typed readers bring tables for floating point that weigh 10 KB in the browser.

/// What stands between the brackets of an object or a list; `None` for anything else.
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

/// Takes the text up to the next `mark` outside strings and brackets off `rest`; `None` when nothing is left.
pub(crate) fn next_part<'a>(rest: &mut &'a str, mark: u8) -> Option<&'a str> {
    let text = *rest;
    let end = outside(text, mark).unwrap_or(text.len());
    *rest = text.get(end + 1..).unwrap_or_default();
    Some(text[..end].trim_ascii()).filter(|part| !part.is_empty())
}

/// Where the first `mark`, an ASCII byte, stands outside strings and brackets.
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
