//! Finds the server's own words in the body of a failure, whatever its shape: gateway object, problem+json,
//! JSON:API-style list, Nameshield object, JSON string, plain text. HTML is never shown. What comes out is one
//! line of inert text. Source: tests/CONTRACT.md, sections 2 and 7.

use rolecall_text::invisible;

use crate::api::json::field::Field;
use crate::api::json::object::{Object, elements, is_json, text};

/// How many characters of the server's words are kept.
const DETAIL_CHARS: usize = 300;

/// The server's own message, or `None` when there is none that a person could read.
pub fn said_by_server(content_type: Option<&str>, body: &str) -> Option<String> {
    let body = body.trim();
    if is_html(content_type, body) {
        return None;
    }
    let words = match body.bytes().next()? {
        b'{' | b'[' | b'"' if !is_json(body) => None,
        b'{' => words_of(&Object::read(body)?),
        b'"' => text(body),
        b'[' => elements(body)?.into_iter().find_map(item_words),
        // Other JSON (a number, null) has no words.
        _ if is_json(body) => None,
        _ => Some(body.to_owned()),
    };
    words.and_then(|words| plain_line(&words))
}

/// Whether an answer is a page for people, by its type or by how it begins.
pub fn is_html(content_type: Option<&str>, body: &str) -> bool {
    let by_type = content_type.is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains("html") || kind.contains("xml")
    });
    by_type || body.trim_start().starts_with('<')
}

/// Whether a gateway's error object carries gRPC code 16, "not signed in".
pub fn says_signed_out(body: &str) -> bool {
    Object::of_body(body).is_ok_and(|error| error.integer("code") == Field::Known(16))
}

/// The words of an error object. `errors` and `error` go first: beside them, `message` may be the
/// envelope's, which Nameshield sends on success too.
fn words_of(object: &Object<'_>) -> Option<String> {
    if let Field::Known(errors) = object.list("errors", item_words)
        && let Some(words) = errors.into_iter().find_map(Field::into_known)
    {
        return Some(words);
    }
    let nested = ["errors", "error"]
        .into_iter()
        .find_map(|key| object.get(key, item_words).into_known());
    if nested.is_some() {
        return nested;
    }
    own_words(object)
}

/// The words of one error: a string, or an object.
fn item_words(json: &str) -> Option<String> {
    if json.starts_with('"') {
        return text(json).filter(|words| !words.trim().is_empty());
    }
    own_words(&Object::read(json)?)
}

/// `message` of a gateway, or `title` and `detail` of problem+json (RFC 9457) and JSON:API.
fn own_words(object: &Object<'_>) -> Option<String> {
    let filled = |key: &str| {
        let words = object.text(key).into_known()?;
        (!words.trim().is_empty()).then_some(words)
    };
    filled("message").or_else(|| match (filled("title"), filled("detail")) {
        (Some(title), Some(detail)) if title != detail => {
            Some(format!("{}: {detail}", title.trim_end_matches(['.', ':'])))
        }
        (title, detail) => detail.or(title),
    })
}

/// The first line that has words, without tags, control and direction characters, at most 300 characters.
pub fn plain_line(words: &str) -> Option<String> {
    let mut line = String::new();
    let mut rest = words;
    while let Some(char) = rest.chars().next() {
        rest = &rest[char.len_utf8()..];
        match char {
            '<' if let Some(end) = tag_end(rest) => rest = &rest[end..],
            '\n' | '\r' if !line.trim().is_empty() => break,
            _ if char.is_whitespace() => line.push(' '),
            _ if char.is_control() || is_hidden(char) => {}
            _ => line.push(char),
        }
    }
    let mut kept = String::new();
    for word in line.split_ascii_whitespace() {
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    if let Some((end, _)) = kept.char_indices().nth(DETAIL_CHARS) {
        kept.truncate(end);
    }
    (!kept.is_empty()).then_some(kept)
}

/// Where a tag ends whose `<` was just read; `None` when that was no tag but a "less than".
fn tag_end(after: &str) -> Option<usize> {
    let opens = |next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?');
    after
        .starts_with(opens)
        .then(|| after.find('>'))
        .flatten()
        .map(|at| at + 1)
}

/// Characters that hide or reorder text. Joiners stay: they are part of words in Arabic and Indic scripts, and of emoji.
fn is_hidden(char: char) -> bool {
    invisible::is_invisible(char) && !invisible::is_joiner(char)
}
