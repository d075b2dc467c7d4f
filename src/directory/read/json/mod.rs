//! JSON in bytes: where a value ends, what a string says, what the cells of one row are.
//!
//! Why not serde: one pass must survive a row in which any cell has the wrong type, appears twice or is not text, and it must be able to
//! resume at any byte. [`scan`] alone judges syntax; [`row`] may give up and leave it to the scanner. Tests compare both with
//! `serde_json`. Knows nothing of users, columns or streams.

pub(crate) mod row;
pub(crate) mod scan;
pub(crate) mod text;

/// The four white-space bytes of JSON.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}
