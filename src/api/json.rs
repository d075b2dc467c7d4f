//! Reads one JSON object of an answer without trusting any of it: each value stays JSON text until
//! somebody asks for it in a type. No `derive(Deserialize)` on answers: a derived reader takes `[]`
//! for an object full of defaults, and lets one bad value spoil the whole answer.
//! Unknown keys are skipped at any depth without recursion. Knows no operation.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::field::{Field, List, Map};
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
        Self::read(body).ok_or(Unreadable(
            "The answer was cut short or is not of the expected form.",
        ))
    }

    /// JSON text as an object; `None` for anything else, a list included.
    pub fn read(json: &'a str) -> Option<Self> {
        let mut parser = serde_json::Deserializer::from_str(json);
        let object = parser.deserialize_map(Entries).ok()?;
        parser.end().ok()?;
        Some(object)
    }

    /// The value of `key` as `read` understands it.
    pub fn get<T>(&self, key: &str, read: Reader<'a, T>) -> Field<T> {
        match self.0.get(key) {
            Some(json) => field_of(json, read),
            None => Field::Missing,
        }
    }

    /// A string.
    pub fn text(&self, key: &str) -> Field<String> {
        self.get(key, text)
    }

    /// `true` or `false`; never a number or a string that looks like one.
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
        self.get(key, elements)
            .map(|items| items.into_iter().map(|item| field_of(item, read)).collect())
    }

    /// A list of strings.
    pub fn strings(&self, key: &str) -> Field<List<String>> {
        self.list(key, text)
    }

    /// A map from names to values, each value read by itself.
    pub fn map<T>(&self, key: &str, read: Reader<'a, T>) -> Field<Map<T>> {
        self.object(key).map(|object| {
            let entries = object.0.into_iter();
            entries
                .map(|(name, json)| (name.into_owned(), field_of(json, read)))
                .collect()
        })
    }
}

fn field_of<'a, T>(json: &'a str, read: Reader<'a, T>) -> Field<T> {
    if json == "null" {
        return Field::Null;
    }
    read(json).map_or_else(|| Field::unreadable(json), Field::Known)
}

/// A JSON string's content. A lone surrogate escape is no text: `None`.
pub fn text(json: &str) -> Option<String> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(json).ok()
    } else {
        Some(inner.to_owned())
    }
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

/// The items of a JSON list, each as JSON text.
pub fn elements(json: &str) -> Option<Vec<&str>> {
    let mut parser = serde_json::Deserializer::from_str(json);
    let items = parser.deserialize_seq(Items).ok()?;
    parser.end().ok()?;
    Some(items)
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Object<'de>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            if entries.insert(key_of(key.get()), value.get()).is_some() {
                return Err(A::Error::custom("the same key twice"));
            }
        }
        Ok(Object(entries))
    }
}

/// A key's text. One that is no text (a lone surrogate) keeps its JSON form: it is nobody's key,
/// and must not cost its neighbours.
fn key_of(json: &str) -> Cow<'_, str> {
    if json.contains('\\') {
        return text(json).map_or(Cow::Borrowed(json), Cow::Owned);
    }
    Cow::Borrowed(json.trim_matches('"'))
}

struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de str>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<&RawValue>()? {
            items.push(item.get());
        }
        Ok(items)
    }
}
