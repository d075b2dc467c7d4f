//! Finds the server's own message in the body of a failure, whatever its shape: gateway object, problem+json, JSON:API-style
//! list, Nameshield object, JSON string, plain text. The result is one line of inert text; HTML is never shown. Source: tests/CONTRACT.md, sections 2 and 7.

use rolecall_text::invisible;

use crate::api::json::field::Field;
use crate::api::json::object::{Object, elements, is_json, text};

/// Longer messages are joined.
const MAX_CHARS: usize = 300;

/// The server's message; `None` if there is none that a person could read.
pub fn extract(content_type: Option<&str>, body: &str) -> Option<String> {
    let body = body.trim();
    if is_html(content_type, body) {
        return None;
    }
    let message = match body.bytes().next()? {
        b'{' | b'[' | b'"' if !is_json(body) => None,
        b'{' => message_of(&Object::read(body)?),
        b'"' => text(body),
        b'[' => elements(body)?.into_iter().find_map(item_message),
        // Other JSON (a number, null) has no message.
        _ if is_json(body) => None,
        _ => Some(body.to_owned()),
    };
    message.and_then(|message| plain_line(&message))
}

/// Whether a body is HTML or XML instead of JSON, by its content type or its first character.
pub fn is_html(content_type: Option<&str>, body: &str) -> bool {
    let by_type = content_type.is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains("html") || kind.contains("xml")
    });
    by_type || body.trim_start().starts_with('<')
}

/// Whether a gateway's error object has gRPC code 16, "unauthenticated".
pub fn is_unauthenticated(body: &str) -> bool {
    Object::of_body(body).is_ok_and(|error| error.integer("code") == Field::Known(16))
}

/// The message of an error object. `errors` and `error` go first: next to them, `message` may belong to the envelope, which
/// Nameshield sends on success too.
fn message_of(object: &Object<'_>) -> Option<String> {
    if let Field::Known(errors) = object.list("errors", item_message)
        && let Some(message) = errors.into_iter().find_map(Field::into_known)
    {
        return Some(message);
    }
    let nested = ["errors", "error"]
        .into_iter()
        .find_map(|key| object.get(key, item_message).into_known());
    if nested.is_some() {
        return nested;
    }
    own_message(object)
}

/// The message of one error: a string, or an object.
fn item_message(json: &str) -> Option<String> {
    if json.starts_with('"') {
        return text(json).filter(|message| !message.trim().is_empty());
    }
    own_message(&Object::read(json)?)
}

/// `message` of a gateway, or `title` and `detail` of problem+json (RFC 9457) and JSON:API.
fn own_message(object: &Object<'_>) -> Option<String> {
    let filled = |key: &str| {
        let message = object.text(key).into_known()?;
        (!message.trim().is_empty()).then_some(message)
    };
    filled("message").or_else(|| match (filled("title"), filled("detail")) {
        (Some(title), Some(detail)) if title != detail => {
            Some(format!("{}: {detail}", title.trim_end_matches(['.', ':'])))
        }
        (title, detail) => detail.or(title),
    })
}

/// The first line with text, without tags, control and invisible characters, at most 300 characters.
pub fn plain_line(message: &str) -> Option<String> {
    let mut line = String::new();
    let mut rest = message;
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
    let mut joined = String::new();
    for word in line.split_ascii_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    if let Some((end, _)) = joined.char_indices().nth(MAX_CHARS) {
        joined.truncate(end);
    }
    (!joined.is_empty()).then_some(joined)
}

/// The end of the tag whose `<` was just read; `None` if that is a "less than".
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
