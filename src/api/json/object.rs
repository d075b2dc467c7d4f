//! Reads one JSON object of an answer without trusting any of it: each value stays JSON text until
//! somebody asks for it in a type. No `derive(Deserialize)` on answers: a derived reader takes `[]`
//! for an object full of defaults, and lets one bad value spoil the whole answer.
//! serde_json judges the syntax, once, without recursion; `json_cut` takes the text apart. Knows no operation.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::field::{Field, List, Map};
use super::split::{inside, next_part};
use super::time::Time;

/// An answer that as a whole cannot be used; says why in a plain sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable(pub &'static str);

/// How a value is read from its JSON text: `None` when it is of another type.
pub type Reader<'a, T> = fn(&'a str) -> Option<T>;

/// A JSON object: its keys and the JSON text of each value. The same key twice makes the object
/// unreadable: parsers disagree on which of the two counts, so neither is believed.
#[derive(Debug, Default)]
pub struct Object<'a>(BTreeMap<Cow<'a, str>, &'a str>);

impl<'a> Object<'a> {
    /// The body of an answer as an object.
    pub fn of_body(body: &'a str) -> Result<Self, Unreadable> {
        // `Response.text()` drops a byte order mark, other ways of reading do not.
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        if body.trim_ascii().is_empty() {
            return Err(Unreadable("The answer was empty."));
        }
        if !is_json(body) {
            return Err(Unreadable(
                "The answer was cut short or is not of the expected form.",
            ));
        }
        Self::read(body).ok_or(Unreadable("The answer is not of the expected form."))
    }

    /// Well-formed JSON text as an object; `None` for anything else, a list included.
    pub fn read(json: &'a str) -> Option<Self> {
        let mut rest = inside(json, b'{', b'}')?;
        let mut members = BTreeMap::new();
        while let Some(mut member) = next_part(&mut rest, b',') {
            let key = next_part(&mut member, b':')?;
            if members.insert(key_of(key), member.trim_ascii()).is_some() {
                return None;
            }
        }
        Some(Self(members))
    }

    /// The value of `key` as `read` understands it.
    pub fn get<T>(&self, key: &str, read: Reader<'a, T>) -> Field<T> {
        match self.0.get(key) {
            Some(json) => field_of(json, read),
            None => Field::Missing,
        }
    }

    /// A string.
    #[inline(never)]
    pub fn text(&self, key: &str) -> Field<String> {
        self.get(key, text)
    }

    /// `true` or `false`; never a number or a string that looks like one.
    #[inline(never)]
    pub fn flag(&self, key: &str) -> Field<bool> {
        self.get(key, flag)
    }

    /// A whole number, or a decimal string as protobuf JSON writes 64-bit numbers; all digits count.
    pub fn integer(&self, key: &str) -> Field<i64> {
        self.get(key, integer)
    }

    /// An identifier: a string, or a whole number of any length with its digits as they are.
    pub fn id(&self, key: &str) -> Field<String> {
        self.get(key, id)
    }

    /// An RFC 3339 time; the empty string counts as unset, since text fields are never absent.
    #[inline(never)]
    pub fn time(&self, key: &str) -> Field<Time> {
        match self.get(key, |json| Time::read(&text(json)?)) {
            Field::Unreadable(raw) if &*raw == "\"\"" => Field::Null,
            time => time,
        }
    }

    /// Another object.
    pub fn object(&self, key: &str) -> Field<Object<'a>> {
        self.get(key, Self::read)
    }

    /// A list, each item read by itself.
    pub fn list<T>(&self, key: &str, read: Reader<'a, T>) -> Field<List<T>> {
        self.get(key, elements).map(|items| {
            let mut list = Vec::with_capacity(items.len());
            for item in items {
                list.push(field_of(item, read));
            }
            list
        })
    }

    /// A list of strings.
    pub fn strings(&self, key: &str) -> Field<List<String>> {
        self.list(key, text)
    }

    /// A map from names to values, each value read by itself.
    pub fn map<T>(&self, key: &str, read: Reader<'a, T>) -> Field<Map<T>> {
        self.object(key).map(|object| {
            let mut map = Vec::new();
            for (name, json) in object.0 {
                map.push((name.into_owned(), field_of(json, read)));
            }
            map
        })
    }
}

fn field_of<'a, T>(json: &'a str, read: Reader<'a, T>) -> Field<T> {
    if json == "null" {
        return Field::Null;
    }
    read(json).map_or_else(|| Field::unreadable(json), Field::Known)
}

/// Whether the text is one JSON value, however deep, and nothing else.
pub fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// A JSON string's content. A lone surrogate escape is no text: `None`.
#[inline(never)]
pub fn text(json: &str) -> Option<String> {
    rolecall_text::json::unescape(json.strip_prefix('"')?.strip_suffix('"')?)
}

/// A JSON `true` or `false`.
pub fn flag(json: &str) -> Option<bool> {
    match json {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn integer(json: &str) -> Option<i64> {
    let digits = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(json);
    // `parse` would also take a leading plus, which JSON numbers never have.
    if digits.starts_with('+') {
        return None;
    }
    digits.parse().ok()
}

fn id(json: &str) -> Option<String> {
    if json.starts_with('"') {
        return text(json).filter(|id| !id.is_empty());
    }
    json.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| json.to_owned())
}

/// The items of a well-formed JSON list, each as JSON text.
pub fn elements(json: &str) -> Option<Vec<&str>> {
    let mut rest = inside(json, b'[', b']')?;
    let mut items = Vec::new();
    while let Some(item) = next_part(&mut rest, b',') {
        items.push(item);
    }
    Some(items)
}

/// A key's text. One that is no text (a lone surrogate) keeps its JSON form: it is nobody's key,
/// and must not cost its neighbours.
fn key_of(json: &str) -> Cow<'_, str> {
    if json.contains('\\') {
        return text(json).map_or(Cow::Borrowed(json), Cow::Owned);
    }
    Cow::Borrowed(json.trim_matches('"'))
}
