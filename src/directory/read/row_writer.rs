//! Writes one row of JSON into the columns of the directory, and decides what makes a cell unreadable.
//!
//! Owns the buffers that the next row can use again. Knows nothing of the document around the row.

use rolecall_text::unset_time;

use super::json::row::{Raw, RawRow};
use super::json::text;
use crate::field::Field;
use crate::fold::{fold_into, is_blank};
use crate::store::shape::{Bit, NOTHING, SHARED_FIELDS, Shape, State};
use crate::store::{Directory, FIELD_END, Full, ROW_END, Symbols, text_record};
use crate::time;

/// What writing a row needs and the next row can use again. It belongs to one directory.
#[derive(Debug, Default)]
pub(super) struct RowWriter {
    texts: [String; 4],
    scratch: String,
    full_name: String,
    record: Vec<u8>,
    folded: String,
    shared_value_guess: [u32; SHARED_FIELDS.len()],
    role_guess: u32,
    group_guess: u32,
    namespace_guess: u32,
    /// For each pair and each group the last row (plus one) that had it, so that the same grant twice counts once.
    pair_seen: Vec<u32>,
    group_seen: Vec<u32>,
}

impl RowWriter {
    /// Adds the user in `item`, of which `raw` says where the cells are.
    pub(super) fn append(
        &mut self,
        directory: &mut Directory,
        item: &[u8],
        raw: &RawRow,
    ) -> Result<(), Full> {
        if !directory.has_room(raw.grants.len(), raw.groups.len()) {
            return Err(Full);
        }
        let mut shape = Shape::new();
        self.write_texts(directory, item, raw, &mut shape)?;
        for (place, field) in SHARED_FIELDS.into_iter().enumerate() {
            let (state, bytes) = read_bytes(item, raw.cells[field as usize], &mut self.scratch);
            let value = match state {
                State::Known => directory
                    .shared_values
                    .intern(bytes, &mut self.shared_value_guess[place]),
                State::Null | State::Missing | State::Unreadable => None,
            };
            shape.shared_values[place] = value.unwrap_or(NOTHING);
            let is_text = state != State::Known || value.is_some();
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
            (Field::CreationTimestamp, &mut directory.created),
            (Field::LastLoginTimestamp, &mut directory.last_login),
        ] {
            let cell = raw.cells[field as usize];
            let (state, millis) = read_time(item, cell, &mut self.scratch);
            shape.set_state(field, state);
            column.push(millis);
        }
        self.write_grants(directory, item, raw, &mut shape);
        self.write_groups(directory, item, raw, &mut shape);
        directory.push_shape(shape);
        Ok(())
    }

    fn write_texts(
        &mut self,
        directory: &mut Directory,
        item: &[u8],
        raw: &RawRow,
        shape: &mut Shape,
    ) -> Result<(), Full> {
        let [first, last, name, email] = &mut self.texts;
        let mut read = |field: Field, scratch| {
            let (state, text) = read_text(item, raw.cells[field as usize], scratch);
            shape.set_state(field, state);
            text
        };
        let first = read(Field::FirstName, first);
        let last = read(Field::LastName, last);
        let name = read(Field::Name, name);
        let email = read(Field::Email, email);
        text_record::write(&mut self.record, shape, first, last, name, email);

        let has_both = shape.has(Bit::BothNames);
        let space = if has_both { " " } else { "" };
        self.full_name.clear();
        for text in [first, space, last] {
            if has_both || !is_blank(text) {
                self.full_name.push_str(text);
            }
        }
        let name = if shape.has(Bit::NameIsEmail) {
            ""
        } else {
            name
        };
        self.folded.clear();
        for text in [&self.full_name, name, email] {
            if !is_blank(text) {
                if !self.folded.is_empty() {
                    self.folded.push(char::from(FIELD_END));
                }
                fold_into(text.trim(), &mut self.folded);
            }
        }
        self.folded.push(char::from(ROW_END));

        let text_at = directory.texts.put(&self.record).ok_or(Full)?;
        let search_text = self.folded.as_bytes();
        let search_text_at = directory.search_text.put(search_text).ok_or(Full)?;
        directory.text_at.push(text_at);
        directory.search_text_at.push(search_text_at);
        Ok(())
    }

    fn write_grants(
        &mut self,
        directory: &mut Directory,
        item: &[u8],
        raw: &RawRow,
        shape: &mut Shape,
    ) {
        let cell = raw.cells[Field::NamespaceRoles as usize];
        let row = directory.len() + 1;
        let mut is_partial = raw.has_bad_grant;
        if cell == Raw::List {
            for &(namespace, role) in &raw.grants {
                let mut number = |symbols: &mut Symbols, value, guess| match read_bytes(
                    item,
                    value,
                    &mut self.scratch,
                ) {
                    (State::Known, bytes) => symbols.intern(bytes, guess).unwrap_or(NOTHING),
                    (State::Null | State::Missing | State::Unreadable, _) => NOTHING,
                };
                let pair = (
                    number(
                        &mut directory.namespaces,
                        namespace,
                        &mut self.namespace_guess,
                    ),
                    number(&mut directory.roles, role, &mut self.role_guess),
                );
                is_partial |= pair.0 == NOTHING || pair.1 == NOTHING;
                if pair == (NOTHING, NOTHING) {
                    continue;
                }
                let id = directory.intern_pair(pair);
                if is_new(&mut self.pair_seen, id, row) {
                    directory.grants.push(id);
                }
            }
        }
        directory.grants_end.push(directory.grants.len() as u32);
        shape.set_state(Field::NamespaceRoles, state_of(cell, cell == Raw::List));
        shape.set(Bit::GrantsPartial, is_partial && cell == Raw::List);
    }

    fn write_groups(
        &mut self,
        directory: &mut Directory,
        item: &[u8],
        raw: &RawRow,
        shape: &mut Shape,
    ) {
        let cell = raw.cells[Field::GroupNames as usize];
        let row = directory.len() + 1;
        let mut is_partial = false;
        if cell == Raw::List {
            for &value in &raw.groups {
                let name = match read_bytes(item, value, &mut self.scratch) {
                    (State::Known, bytes) => directory.groups.intern(bytes, &mut self.group_guess),
                    (State::Null | State::Missing | State::Unreadable, _) => None,
                };
                let Some(id) = name else {
                    is_partial = true;
                    continue;
                };
                if is_new(&mut self.group_seen, id, row) {
                    directory.memberships.push(id);
                }
            }
        }
        directory
            .memberships_end
            .push(directory.memberships.len() as u32);
        shape.set_state(Field::GroupNames, state_of(cell, cell == Raw::List));
        shape.set(Bit::GroupsPartial, is_partial);
    }
}

/// Whether the row has not had this number before. Numbers are given out one by one.
fn is_new(seen: &mut Vec<u32>, id: u32, row: u32) -> bool {
    if id as usize == seen.len() {
        seen.push(0);
    }
    std::mem::replace(&mut seen[id as usize], row) != row
}

fn state_of(cell: Raw, is_good: bool) -> State {
    match cell {
        Raw::Missing => State::Missing,
        Raw::Null => State::Null,
        _ if is_good => State::Known,
        Raw::Bool(_) | Raw::Text(_) | Raw::List | Raw::Number(_) | Raw::Other => State::Unreadable,
    }
}

/// The text of a cell.
fn read_text<'a>(item: &'a [u8], cell: Raw, scratch: &'a mut String) -> (State, &'a str) {
    let Raw::Text(span) = cell else {
        return (state_of(cell, false), "");
    };
    match text::decode(span.of(item), span.escaped, scratch) {
        Some(text) => (State::Known, text),
        None => (State::Unreadable, ""),
    }
}

/// The time of a cell. One that stands for no time is missing: it says neither when nor "never".
fn read_time(item: &[u8], cell: Raw, scratch: &mut String) -> (State, i64) {
    let stamp = match cell {
        Raw::Number(span) => span.of(item),
        _ => read_bytes(item, cell, scratch).1,
    };
    match time::parse_timestamp(stamp) {
        Some(millis) if !unset_time::is_unset(millis) => (state_of(cell, true), millis),
        Some(_) => (State::Missing, 0),
        None => {
            let is_unset = matches!(cell, Raw::Text(_) | Raw::Number(_))
                && std::str::from_utf8(stamp).is_ok_and(unset_time::is_unset_text);
            (
                if is_unset {
                    State::Missing
                } else {
                    state_of(cell, false)
                },
                0,
            )
        }
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
