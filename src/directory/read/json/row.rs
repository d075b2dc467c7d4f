//! Reads one object of the `items` list into cells that point into the bytes. Copies and judges nothing.
//!
//! Accepts exactly the objects that the scanner accepts. It gives up on everything else, because the chunk may just end too early.

use super::scan::{Scan, Scanner};
use super::{is_space, text};
use crate::field::Field;
use crate::store::same;

fn field_of(key: &[u8]) -> Option<Field> {
    Field::ALL
        .into_iter()
        .find(|field| same(field.wire().as_bytes(), key))
}

/// Where in the item the bytes of a string between its quotes are. An item is far shorter than 4 GB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
    pub(crate) escaped: bool,
}

impl Span {
    /// The bytes between the quotes.
    pub(crate) fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[self.start as usize..self.end as usize]
    }
}

/// One value on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Raw {
    Missing,
    Null,
    Bool(bool),
    Text(Span),
    List,
    Number(Span),
    /// A list or an object in the wrong place, or a key that appears twice.
    Other,
}

/// The cells of one row. Created once and filled again and again.
#[derive(Debug)]
pub(crate) struct RawRow {
    pub(crate) cells: [Raw; Field::COUNT],
    pub(crate) groups: Vec<Raw>,
    /// (namespace, role)
    pub(crate) grants: Vec<(Raw, Raw)>,
    /// `namespace_roles` has an element that is not an object.
    pub(crate) has_bad_grant: bool,
    key: String,
}

/// The reader gave up: the bytes end too early, or are not an object.
#[derive(Debug)]
pub(crate) struct GaveUp;

type Read<T> = Result<T, GaveUp>;

impl RawRow {
    pub(crate) fn new() -> Self {
        Self {
            cells: [Raw::Missing; Field::COUNT],
            groups: Vec::new(),
            grants: Vec::new(),
            has_bad_grant: false,
            key: String::new(),
        }
    }

    /// Reads the object at the start of `bytes` and returns its length.
    pub(crate) fn read(&mut self, bytes: &[u8]) -> Read<usize> {
        self.cells = [Raw::Missing; Field::COUNT];
        self.groups.clear();
        self.grants.clear();
        self.has_bad_grant = false;
        let mut cursor = Cursor { bytes, at: 0 };
        let mut key = std::mem::take(&mut self.key);
        // A server sends the keys of all rows in the same order: the next field is nearly always the expected one.
        let mut expected = 0;
        let read = cursor.object(|cursor, span| {
            let name = cursor.key(span, &mut key);
            let field = match Field::ALL.get(expected) {
                Some(field) if same(field.wire().as_bytes(), name) => Some(*field),
                _ => field_of(name),
            };
            let Some(field) = field else {
                return cursor.skip();
            };
            expected = field as usize + 1;
            let cell = match field {
                Field::GroupNames => self.read_groups(cursor)?,
                Field::NamespaceRoles => self.read_grants(cursor)?,
                _ => cursor.value()?,
            };
            let place = &mut self.cells[field as usize];
            *place = match place {
                Raw::Missing => cell,
                // Two values for one key: trust neither.
                _ => Raw::Other,
            };
            Ok(())
        });
        self.key = key;
        read.map(|()| cursor.at)
    }

    fn read_groups(&mut self, cursor: &mut Cursor<'_>) -> Read<Raw> {
        if cursor.peek()? != b'[' {
            return cursor.value();
        }
        cursor.list(|cursor| {
            let value = cursor.value()?;
            self.groups.push(value);
            Ok(())
        })?;
        Ok(Raw::List)
    }

    fn read_grants(&mut self, cursor: &mut Cursor<'_>) -> Read<Raw> {
        if cursor.peek()? != b'[' {
            return cursor.value();
        }
        cursor.list(|cursor| {
            if cursor.peek()? != b'{' {
                self.has_bad_grant = true;
                return cursor.skip();
            }
            let mut grant = (Raw::Missing, Raw::Missing);
            let mut key = String::new();
            cursor.object(|cursor, span| {
                let place = match cursor.key(span, &mut key) {
                    b"namespace" => &mut grant.0,
                    b"role" => &mut grant.1,
                    _ => return cursor.skip(),
                };
                let value = cursor.value()?;
                *place = match place {
                    Raw::Missing => value,
                    _ => Raw::Other,
                };
                Ok(())
            })?;
            self.grants.push(grant);
            Ok(())
        })?;
        Ok(Raw::List)
    }
}

/// A position in the bytes. Every method leaves it at the first unused byte.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Skips white space and returns the next byte without taking it.
    fn peek(&mut self) -> Read<u8> {
        loop {
            match self.bytes.get(self.at) {
                None => return Err(GaveUp),
                Some(&byte) if is_space(byte) => self.at += 1,
                Some(&byte) => return Ok(byte),
            }
        }
    }

    fn expect(&mut self, expected: u8) -> Read<()> {
        if self.peek()? == expected {
            self.at += 1;
            Ok(())
        } else {
            Err(GaveUp)
        }
    }

    fn object(&mut self, mut member: impl FnMut(&mut Self, Span) -> Read<()>) -> Read<()> {
        self.expect(b'{')?;
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek()? != b'"' {
                return Err(GaveUp);
            }
            let key = self.text()?;
            self.expect(b':')?;
            member(self, key)?;
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(GaveUp),
            }
        }
    }

    fn list(&mut self, mut element: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.expect(b'[')?;
        if self.peek()? == b']' {
            self.at += 1;
            return Ok(());
        }
        loop {
            element(self)?;
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(GaveUp),
            }
        }
    }

    fn value(&mut self) -> Read<Raw> {
        match self.peek()? {
            b'"' => Ok(Raw::Text(self.text()?)),
            b't' => self.word(b"true", Raw::Bool(true)),
            b'f' => self.word(b"false", Raw::Bool(false)),
            b'n' => self.word(b"null", Raw::Null),
            b'-' | b'0'..=b'9' => {
                let start = self.at as u32;
                self.skip()?;
                Ok(Raw::Number(Span {
                    start,
                    end: self.at as u32,
                    escaped: false,
                }))
            }
            _ => {
                self.skip()?;
                Ok(Raw::Other)
            }
        }
    }

    fn word(&mut self, word: &[u8], value: Raw) -> Read<Raw> {
        if self.bytes[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(GaveUp)
        }
    }

    /// A string; the cursor is at its opening quote.
    fn text(&mut self) -> Read<Span> {
        let start = self.at + 1;
        let end = text::plain_run(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Span {
                start: start as u32,
                end: end as u32,
                escaped: false,
            });
        }
        self.skip()?;
        Ok(Span {
            start: start as u32,
            end: (self.at - 1) as u32,
            escaped: true,
        })
    }

    /// Skips any value.
    fn skip(&mut self) -> Read<()> {
        match Scanner::new().feed(&self.bytes[self.at..]) {
            Scan::Done(used) => {
                self.at += used;
                Ok(())
            }
            Scan::More | Scan::Bad(_) => Err(GaveUp),
        }
    }

    /// The bytes of the key with its escapes resolved. A key that is not text matches no field.
    fn key<'k>(&self, span: Span, scratch: &'k mut String) -> &'k [u8]
    where
        'a: 'k,
    {
        let bytes = span.of(self.bytes);
        if span.escaped {
            text::decode(bytes, true, scratch)
                .unwrap_or_default()
                .as_bytes()
        } else {
            bytes
        }
    }
}
