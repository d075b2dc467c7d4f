//! The directory: every user of the tenant, in columns. Rows are only ever added; a row number never changes.
//!
//! Owns the layout of the columns. Knows nothing of JSON, queries, order or the screen: `read` writes the rows, everything else reads them.

use super::arena::Arena;
use super::chunked::Chunked;
use super::interner::{Index, Symbols, hash_words};
use super::shape::Shape;
use crate::field::Field;

/// Between the fields of a row's search text. Folded text never contains it.
pub(crate) const FIELD_END: u8 = 1;
/// After each row's search text. Folded text never contains it.
pub(crate) const ROW_END: u8 = b'\n';

/// All users of a tenant in memory. Filled by [`crate::Ingest`], read by row number through [`Directory::user`].
#[derive(Debug, Default)]
pub struct Directory {
    /// The `text_record` of each row.
    pub(crate) texts: Arena,
    pub(crate) text_at: Chunked<u32>,
    /// For each row the folded display name, username and email: what a search looks through.
    pub(crate) search_text: Arena,
    pub(crate) search_text_at: Chunked<u32>,
    pub(crate) shape_of: Chunked<u32>,
    pub(crate) shapes: Vec<Shape>,
    shape_index: Index,
    /// Values of the fields in [`super::shape::SHARED_FIELDS`].
    pub(crate) shared_values: Symbols,
    pub(crate) roles: Symbols,
    pub(crate) namespaces: Symbols,
    pub(crate) groups: Symbols,
    /// Every (namespace, role) that anyone has; no symbol for a half that the API did not send.
    pub(crate) pairs: Vec<(u32, u32)>,
    pair_index: Index,
    /// For each row the end of its part of `grants`, which starts where the row before ends.
    pub(crate) grants_end: Chunked<u32>,
    /// Numbers of pairs.
    pub(crate) grants: Chunked<u32>,
    pub(crate) memberships_end: Chunked<u32>,
    /// Numbers of groups.
    pub(crate) memberships: Chunked<u32>,
    pub(crate) created: Chunked<i64>,
    pub(crate) last_login: Chunked<i64>,
    rows_with_errors: u32,
}

/// No room for another row: 4 GB of text, or 2^32 grants.
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

    /// Users with at least one cell that could not be read.
    pub fn rows_with_errors(&self) -> u32 {
        self.rows_with_errors
    }

    /// The range of a row in a flat column, from the column of its ends.
    pub(crate) fn range(ends: &Chunked<u32>, row: u32) -> std::ops::Range<usize> {
        let row = row as usize;
        let start = if row == 0 { 0 } else { ends.at(row - 1) };
        start as usize..ends.at(row) as usize
    }

    /// The text of one of the shared fields of a shape, if it is known.
    pub(crate) fn shared_value(&self, shape: &Shape, field: Field) -> Option<&str> {
        self.shared_values.text(shape.shared_value(field)?)
    }

    /// Whether a row with so many grants and memberships fits in.
    pub(crate) fn has_room(&self, grants: usize, memberships: usize) -> bool {
        self.grants.len() + grants <= u32::MAX as usize
            && self.memberships.len() + memberships <= u32::MAX as usize
            && self.shape_of.len() < u32::MAX as usize - 1
    }

    /// The number of a pair, which is added if it is new.
    pub(crate) fn intern_pair(&mut self, pair: (u32, u32)) -> u32 {
        let hash = hash_words([pair.0, pair.1]);
        let known = self
            .pair_index
            .find(hash, |id| self.pairs[id as usize] == pair);
        known.unwrap_or_else(|| {
            self.pairs.push(pair);
            self.pair_index.add(hash)
        })
    }

    /// Adds the shape of the next row. The other columns of the row must be there already.
    pub(crate) fn push_shape(&mut self, shape: Shape) {
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
    }
}
