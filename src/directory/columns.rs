//! The directory: every user of the tenant, in columns. Rows are only ever added; row numbers never change.
//!
//! Knows how cells are kept and what makes a cell unreadable. Knows nothing of streams, queries, order or the screen.

use crate::fold::{fold, fold_into};
use crate::json::row::{Field, Raw, RawRow};
use crate::json::text;
use crate::shape::{Bit, NOTHING, SHARED_FIELDS, Shape, State};
use crate::store::{Arena, Chunked, Index, Symbols, hash_words};
use crate::time;

/// Between the fields of a row in the haystack. Folded text never contains it.
pub(crate) const FIELD_END: u8 = 1;
/// After each row in the haystack. Folded text never contains it.
pub(crate) const ROW_END: u8 = b'\n';

/// All users of a tenant in memory. Filled by [`crate::Ingest`], read by row number through [`Directory::user`].
#[derive(Debug, Default)]
pub struct Directory {
    /// Per row four lengths, then first name, last name, name and e-mail as they came.
    pub(crate) texts: Arena,
    pub(crate) text_at: Chunked<u32>,
    /// Per row the folded display name, e-mail and name: what a search looks through.
    pub(crate) search_text: Arena,
    pub(crate) search_text_at: Chunked<u32>,
    pub(crate) shape_of: Chunked<u32>,
    pub(crate) shapes: Vec<Shape>,
    shape_index: Index,
    /// Values of the fields in [`SHARED_FIELDS`].
    pub(crate) shared_values: Symbols,
    pub(crate) roles: Symbols,
    pub(crate) namespaces: Symbols,
    pub(crate) groups: Symbols,
    /// Every (namespace, role) that anyone holds; [`NOTHING`] where one of the two was not told.
    pub(crate) pairs: Vec<(u32, u32)>,
    pair_index: Index,
    /// Per row the end of its part of `grants`; it begins where the row before ends.
    pub(crate) grants_end: Chunked<u32>,
    /// Numbers of pairs.
    pub(crate) grants: Chunked<u32>,
    pub(crate) memberships_end: Chunked<u32>,
    /// Numbers of groups.
    pub(crate) memberships: Chunked<u32>,
    pub(crate) created: Chunked<i64>,
    pub(crate) last_login: Chunked<i64>,
    rows_with_errors: u32,
    writer: RowWriter,
}

/// What writing a row needs and the next row can use again.
#[derive(Debug, Default)]
struct RowWriter {
    texts: [String; 4],
    scratch: String,
    full: String,
    record: Vec<u8>,
    folded: String,
    shared_value_guess: [u32; SHARED_FIELDS.len()],
    role_guess: u32,
    group_guess: u32,
    namespace_guess: u32,
    /// Per pair and per group the last row (plus one) that had it, so that the same grant twice counts once.
    pair_seen: Vec<u32>,
    group_seen: Vec<u32>,
}

/// There is no room for another row: 4 GB of text, or 2^32 grants.
#[derive(Debug)]
pub(crate) struct Full;

impl Directory {
    /// Number of users; rows are `0..len`.
    pub fn len(&self) -> u32 {
        self.shape_of.len() as u32
    }

    /// Whether there is no user (yet).
    pub fn is_empty(&self) -> bool {
        self.shape_of.len() == 0
    }

    /// Users of whom at least one cell could not be read.
    pub fn rows_with_errors(&self) -> u32 {
        self.rows_with_errors
    }

    /// The range of a row in a flat column, from the column of its ends.
    pub(crate) fn range(ends: &Chunked<u32>, row: u32) -> std::ops::Range<usize> {
        let row = row as usize;
        let start = if row == 0 { 0 } else { ends.at(row - 1) };
        start as usize..ends.at(row) as usize
    }

    /// Adds the user that stands in `item`.
    pub(crate) fn append(&mut self, item: &[u8], raw: &RawRow) -> Result<(), Full> {
        let mut writer = std::mem::take(&mut self.writer);
        let done = self.write(&mut writer, item, raw);
        self.writer = writer;
        done
    }

    fn write(&mut self, writer: &mut RowWriter, item: &[u8], raw: &RawRow) -> Result<(), Full> {
        if self.grants.len() + raw.grants.len() > u32::MAX as usize
            || self.memberships.len() + raw.groups.len() > u32::MAX as usize
            || self.shape_of.len() >= u32::MAX as usize - 1
        {
            return Err(Full);
        }
        let mut shape = Shape::new();
        let (text_at, search_text_at) = self.write_texts(writer, item, raw, &mut shape)?;
        self.text_at.push(text_at);
        self.search_text_at.push(search_text_at);
        for (place, field) in SHARED_FIELDS.into_iter().enumerate() {
            let (state, bytes) = read_bytes(item, raw.cells[field as usize], &mut writer.scratch);
            let word = match state {
                State::Known => self
                    .shared_values
                    .intern(bytes, &mut writer.shared_value_guess[place]),
                State::Null | State::Missing | State::Unreadable => None,
            };
            shape.shared_values[place] = word.unwrap_or(NOTHING);
            let is_text = state != State::Known || word.is_some();
            shape.set_state(field, if is_text { state } else { State::Unreadable });
        }
        for (field, bit) in [
            (Field::Disabled, Bit::Disabled),
            (Field::DomainOwner, Bit::DomainOwner),
            (Field::OtpEnabled, Bit::OtpEnabled),
        ] {
            let cell = raw.cells[field as usize];
            shape.set(bit, cell == Raw::Bool(true));
            shape.set_state(field, state_of(cell, matches!(cell, Raw::Bool(_))));
        }
        for (field, column) in [
            (Field::CreationTimestamp, &mut self.created),
            (Field::LastLoginTimestamp, &mut self.last_login),
        ] {
            let cell = raw.cells[field as usize];
            let (_, stamp) = read_bytes(item, cell, &mut writer.scratch);
            let millis = time::parse_timestamp(stamp);
            shape.set_state(field, state_of(cell, millis.is_some()));
            column.push(millis.unwrap_or_default());
        }
        self.write_grants(writer, item, raw, &mut shape);
        self.write_groups(writer, item, raw, &mut shape);
        let hash = shape.hash();
        let known = self
            .shape_index
            .find(hash, |id| self.shapes[id as usize] == shape);
        let id = known.unwrap_or_else(|| {
            self.shapes.push(shape);
            self.shape_index.add(hash)
        });
        self.shape_of.push(id);
        self.rows_with_errors += u32::from(shape.has_errors());
        Ok(())
    }

    fn write_texts(
        &mut self,
        writer: &mut RowWriter,
        item: &[u8],
        raw: &RawRow,
        shape: &mut Shape,
    ) -> Result<(u32, u32), Full> {
        let [first, last, name, email] = &mut writer.texts;
        let mut read = |field: Field, scratch| {
            let (state, text) = read_text(item, raw.cells[field as usize], scratch);
            shape.set_state(field, state);
            text
        };
        let first = read(Field::FirstName, first);
        let last = read(Field::LastName, last);
        let name = read(Field::Name, name);
        let email = read(Field::Email, email);
        let same = name == email;
        shape.set(Bit::NameIsEmail, same);
        let name = if same { "" } else { name };

        let both = !is_blank(first) && !is_blank(last);
        shape.set(Bit::BothNames, both);

        writer.record.clear();
        for text in [first, last, name, email] {
            push_length(&mut writer.record, text.len());
        }
        // First and last name stand together, so that the display name is one slice.
        let space = if both { " " } else { "" };
        for text in [first, space, last, name, email] {
            writer.record.extend_from_slice(text.as_bytes());
        }
        writer.full.clear();
        for text in [first, space, last] {
            if both || !is_blank(text) {
                writer.full.push_str(text);
            }
        }

        writer.folded.clear();
        let folded = &mut writer.folded;
        for text in [&writer.full, name, email] {
            if !is_blank(text) {
                if !folded.is_empty() {
                    folded.push(char::from(FIELD_END));
                }
                fold_into(text.trim(), folded);
            }
        }
        folded.push(char::from(ROW_END));
        let text_at = self.texts.put(&writer.record).ok_or(Full)?;
        let search_text_at = self.search_text.put(writer.folded.as_bytes()).ok_or(Full)?;
        Ok((text_at, search_text_at))
    }

    fn write_grants(
        &mut self,
        writer: &mut RowWriter,
        item: &[u8],
        raw: &RawRow,
        shape: &mut Shape,
    ) {
        let cell = raw.cells[Field::NamespaceRoles as usize];
        let row = self.len() + 1;
        let mut partly = raw.odd_grant;
        if cell == Raw::List {
            for &(namespace, role) in &raw.grants {
                let mut number = |symbols: &mut Symbols, value, guess| match read_bytes(
                    item,
                    value,
                    &mut writer.scratch,
                ) {
                    (State::Known, bytes) => symbols.intern(bytes, guess).unwrap_or(NOTHING),
                    (State::Null | State::Missing | State::Unreadable, _) => NOTHING,
                };
                let pair = (
                    number(&mut self.namespaces, namespace, &mut writer.namespace_guess),
                    number(&mut self.roles, role, &mut writer.role_guess),
                );
                partly |= pair.0 == NOTHING || pair.1 == NOTHING;
                if pair == (NOTHING, NOTHING) {
                    continue;
                }
                let hash = hash_words([pair.0, pair.1]);
                let known = self
                    .pair_index
                    .find(hash, |id| self.pairs[id as usize] == pair);
                let id = known.unwrap_or_else(|| {
                    self.pairs.push(pair);
                    writer.pair_seen.push(0);
                    self.pair_index.add(hash)
                });
                if std::mem::replace(&mut writer.pair_seen[id as usize], row) != row {
                    self.grants.push(id);
                }
            }
        }
        self.grants_end.push(self.grants.len() as u32);
        shape.set_state(Field::NamespaceRoles, state_of(cell, cell == Raw::List));
        shape.set(Bit::GrantsPartial, partly && cell == Raw::List);
    }

    fn write_groups(
        &mut self,
        writer: &mut RowWriter,
        item: &[u8],
        raw: &RawRow,
        shape: &mut Shape,
    ) {
        let cell = raw.cells[Field::GroupNames as usize];
        let row = self.len() + 1;
        let mut partly = false;
        if cell == Raw::List {
            for &value in &raw.groups {
                let name = match read_bytes(item, value, &mut writer.scratch) {
                    (State::Known, bytes) => self.groups.intern(bytes, &mut writer.group_guess),
                    (State::Null | State::Missing | State::Unreadable, _) => None,
                };
                let Some(id) = name else {
                    partly = true;
                    continue;
                };
                if id as usize == writer.group_seen.len() {
                    writer.group_seen.push(0);
                }
                if std::mem::replace(&mut writer.group_seen[id as usize], row) != row {
                    self.memberships.push(id);
                }
            }
        }
        self.memberships_end.push(self.memberships.len() as u32);
        shape.set_state(Field::GroupNames, state_of(cell, cell == Raw::List));
        shape.set(Bit::GroupsPartial, partly);
    }
}

/// Names of which nothing can be seen name nobody: empty, white space, zero-width characters.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_graphic()) && fold(text).trim().is_empty()
}

fn state_of(cell: Raw, good: bool) -> State {
    match cell {
        Raw::Missing => State::Missing,
        Raw::Null => State::Null,
        _ if good => State::Known,
        Raw::Bool(_) | Raw::Text(_) | Raw::List | Raw::Other => State::Unreadable,
    }
}

/// The text of a cell that was told.
fn read_text<'a>(item: &'a [u8], cell: Raw, scratch: &'a mut String) -> (State, &'a str) {
    let Raw::Text(span) = cell else {
        return (state_of(cell, false), "");
    };
    match text::decode(span.of(item), span.escaped, scratch) {
        Some(text) => (State::Known, text),
        None => (State::Unreadable, ""),
    }
}

/// The same as bytes, which may turn out not to be text.
fn read_bytes<'a>(item: &'a [u8], cell: Raw, scratch: &'a mut String) -> (State, &'a [u8]) {
    match cell {
        Raw::Text(span) if !span.escaped => (State::Known, span.of(item)),
        _ => {
            let (state, text) = read_text(item, cell, scratch);
            (state, text.as_bytes())
        }
    }
}

/// Seven bits a byte, the lowest first, as everybody does it.
fn push_length(record: &mut Vec<u8>, length: usize) {
    let mut rest = length;
    while rest > 0x7f {
        record.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    record.push(rest as u8);
}
