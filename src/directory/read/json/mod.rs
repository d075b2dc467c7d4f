//! JSON as it stands in the bytes: where a value ends, what the text of a string is, what the cells of one row are.
//!
//! Why not serde: one pass has to survive a row in which any cell is of another type, twice there or not text at all, and has to be
//! resumable at any byte. [`scan`] is the only judge of syntax; [`row`] may give up and let it decide. The tests hold both to
//! `serde_json`. Knows nothing of users, columns or streams.

pub(crate) mod row;
pub(crate) mod scan;
pub(crate) mod text;

/// JSON's four white-space bytes.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}
