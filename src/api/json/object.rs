//! Reads one JSON object of a response without trusting it: each value stays JSON text until it is read as a type. Responses have
//! no `derive(Deserialize)`: a derived reader takes `[]` for an object full of defaults, and one bad value spoils the whole
//! response. serde_json checks the syntax, once and without recursion; `split` takes the text apart. Knows no operation.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rolecall_text::unset_time;
use serde::de::IgnoredAny;

use super::field::{Field, List, Map};
use super::split::{inside, next_part};
use super::time::Time;

/// A response that is unusable as a whole, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable(pub &'static str);

/// Reads a value from its JSON text; `None` if it has another type.
pub type Reader<'a, T> = fn(&'a str) -> Option<T>;

/// A JSON object: its keys and the JSON text of each value. A duplicate key makes the object unreadable: parsers disagree on
/// which of the two counts.
#[derive(Debug, Default)]
pub struct Object<'a>(BTreeMap<Cow<'a, str>, &'a str>);

impl<'a> Object<'a> {
    /// The body of a response as an object.
    pub fn of_body(body: &'a str) -> Result<Self, Unreadable> {
        // `Response.text()` drops a byte order mark; other ways of reading do not.
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        if body.trim_ascii().is_empty() {
            return Err(Unreadable("The response was empty."));
        }
        if !is_json(body) {
            return Err(Unreadable(
                "The response was cut short or has an unexpected format.",
            ));
        }
        Self::read(body).ok_or(Unreadable("The response has an unexpected format."))
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

    /// The value of `key`, read by `read`.
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

    /// A whole number, or a decimal string, as protobuf JSON writes 64-bit numbers. Exact.
    pub fn integer(&self, key: &str) -> Field<i64> {
        self.get(key, integer)
    }

    /// An ID: a string, or a whole number of any length, digit by digit.
    pub fn id(&self, key: &str) -> Field<String> {
        self.get(key, id)
    }

    /// An RFC 3339 time. One that stands for no time is missing, in whatever form the service has it: it is no `null`, which may mean
    /// "never".
    #[inline(never)]
    pub fn time(&self, key: &str) -> Field<Time> {
        match self.get(key, |json| Time::read(&text(json)?)) {
            Field::Known(time) if unset_time::is_unset(time.ms) => Field::Missing,
            Field::Unreadable(raw) if unset_time::is_unset_text(&raw) => Field::Missing,
            time => time,
        }
    }

    /// Another object.
    pub fn object(&self, key: &str) -> Field<Object<'a>> {
        self.get(key, Self::read)
    }

    /// A list; each item is read on its own.
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

    /// A map from names to values; each value is read on its own.
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

/// Whether the text is exactly one JSON value, of any depth.
pub fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The content of a JSON string; `None` if it has a lone surrogate.
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
    // `parse` accepts a leading plus; JSON does not.
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

/// The JSON text of each item of a well-formed JSON list.
pub fn elements(json: &str) -> Option<Vec<&str>> {
    let mut rest = inside(json, b'[', b']')?;
    let mut items = Vec::new();
    while let Some(item) = next_part(&mut rest, b',') {
        items.push(item);
    }
    Some(items)
}

/// The text of a key. One with a lone surrogate keeps its JSON form: nobody asks for it, and it must not spoil the others.
fn key_of(json: &str) -> Cow<'_, str> {
    if json.contains('\\') {
        return text(json).map_or(Cow::Borrowed(json), Cow::Owned);
    }
    Cow::Borrowed(json.trim_matches('"'))
}
