//! The texts of one row as bytes: four lengths, then first name, last name, username and email, unchanged.
//!
//! Owns the layout; [`write`] and [`read`] mirror each other. Two bits of the shape are part of it:
//! - [`Bit::BothNames`]: a space separates first and last name, so that the full name is one slice;
//! - [`Bit::NameIsEmail`]: the username equals the email and is stored once.
//!
//! Knows nothing of the arena that holds the record.

use super::shape::{Bit, Shape};
use crate::fold::is_blank;

/// The texts of a row. The full name is both names with a space, or the one that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Texts<'a> {
    pub(crate) first_name: &'a str,
    pub(crate) last_name: &'a str,
    pub(crate) full_name: &'a str,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
}

/// Replaces `record` with the record of these texts, and sets the two bits.
pub(crate) fn write(
    record: &mut Vec<u8>,
    shape: &mut Shape,
    first_name: &str,
    last_name: &str,
    name: &str,
    email: &str,
) {
    let is_same = name == email;
    shape.set(Bit::NameIsEmail, is_same);
    let name = if is_same { "" } else { name };
    let has_both = !is_blank(first_name) && !is_blank(last_name);
    shape.set(Bit::BothNames, has_both);
    let space = if has_both { " " } else { "" };

    record.clear();
    for text in [first_name, last_name, name, email] {
        push_length(record, text.len());
    }
    for text in [first_name, space, last_name, name, email] {
        record.extend_from_slice(text.as_bytes());
    }
}

/// Reads the record at the start of `bytes`.
pub(crate) fn read<'a>(bytes: &'a [u8], shape: &Shape) -> Texts<'a> {
    let mut rest = bytes;
    let [first, last, name, email] = std::array::from_fn(|_| take_length(&mut rest));
    let mut at = 0;
    let mut take = |length| {
        let text = text_of(rest.get(at..at + length));
        at += length;
        text
    };
    let has_both = shape.has(Bit::BothNames);
    let first_name = take(first);
    take(usize::from(has_both));
    let last_name = take(last);
    let name = take(name);
    let email = take(email);
    let full_name = match has_both {
        true => text_of(rest.get(..first + 1 + last)),
        false if is_blank(first_name) => last_name,
        false => first_name,
    };
    Texts {
        first_name,
        last_name,
        full_name,
        name: if shape.has(Bit::NameIsEmail) {
            email
        } else {
            name
        },
        email,
    }
}

/// First and last name as they are stored, not checked as text: equal bytes are equal names.
pub(crate) fn full_name_bytes<'a>(bytes: &'a [u8], shape: &Shape) -> &'a [u8] {
    let mut rest = bytes;
    let [first, last, _, _] = std::array::from_fn(|_| take_length(&mut rest));
    let space = usize::from(shape.has(Bit::BothNames));
    rest.get(..first + space + last).unwrap_or_default()
}

fn text_of(bytes: Option<&[u8]>) -> &str {
    bytes
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .unwrap_or_default()
}

/// LEB128: seven bits a byte, the lowest first.
fn push_length(record: &mut Vec<u8>, length: usize) {
    let mut rest = length;
    while rest > 0x7f {
        record.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    record.push(rest as u8);
}

/// Undoes [`push_length`].
fn take_length(bytes: &mut &[u8]) -> usize {
    let (mut length, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        length |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trip(first: &str, last: &str, name: &str, email: &str) -> (String, usize) {
        let (mut record, mut shape) = (vec![7; 3], Shape::new());
        write(&mut record, &mut shape, first, last, name, email);
        let length = record.len();
        // The arena hands out everything from the start of the record on.
        record.extend_from_slice(b"\x05the next record");
        let texts = read(&record, &shape);
        assert_eq!(
            (texts.first_name, texts.last_name, texts.name, texts.email),
            (first, last, name, email)
        );
        let stored = full_name_bytes(&record, &shape);
        assert!(
            stored == texts.full_name.as_bytes() || stored == [first, last].concat().as_bytes()
        );
        (texts.full_name.to_owned(), length)
    }

    #[test]
    fn the_full_name_leaves_out_a_blank_half() {
        assert_eq!(round_trip("Ann", "Lee", "ann", "a@b").0, "Ann Lee");
        assert_eq!(round_trip("Ann", " ", "", "").0, "Ann");
        assert_eq!(round_trip("\u{200b}", "Lee", "", "x").0, "Lee");
        assert_eq!(round_trip("", "", "", "").0, "");
    }

    #[test]
    fn a_username_that_is_the_email_is_stored_once() {
        assert_eq!(round_trip("", "", "a@b", "a@b").1, 4 + 3);
        assert_eq!(round_trip("", "", "a@c", "a@b").1, 4 + 6);
    }

    #[test]
    fn long_texts_survive() {
        for length in [127, 128, 16_383, 16_384, 2_100_000] {
            round_trip(&"x".repeat(length), "y", "", &"z".repeat(length));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_texts_survive(
            texts in ["[ \u{200b}]?|.{0,150}", "[ \u{200b}]?|.{0,9}", ".{0,9}", ".{0,9}"],
            is_same in any::<bool>(),
        ) {
            let [first, last, name, email] = &texts;
            let name = if is_same { email } else { name };
            let (full, _) = round_trip(first, last, name, email);
            let expected = match (is_blank(first), is_blank(last)) {
                (false, false) => format!("{first} {last}"),
                (true, _) => last.clone(),
                (false, true) => first.clone(),
            };
            prop_assert_eq!(full, expected);
        }
    }
}
