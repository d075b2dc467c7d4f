//! The text of a JSON string: where its plain bytes end, and what it stands for.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const TOPS: u64 = ONES << 7;

/// The first byte from `at` on that needs a closer look: a quote, a backslash or a control character.
///
/// Eight bytes at a time: this loop sees every byte of a tenant.
pub(crate) fn plain_run(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..at + 8) {
        let mut word = [0; 8];
        word.copy_from_slice(eight);
        let word = u64::from_le_bytes(word);
        let stops = (zeros(word ^ (ONES * u64::from(b'"')))
            | zeros(word ^ (ONES * u64::from(b'\\')))
            | (word.wrapping_sub(ONES * 0x20) & !word))
            & TOPS;
        if stops != 0 {
            return at + stops.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        at += 1;
    }
    at
}

/// Sets the top bit of the lowest zero byte. Bits above it may be wrong; nobody reads them.
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}

/// The text between the quotes, or `None` if it is not text: invalid UTF-8, a lone surrogate, a broken escape.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    escaped: bool,
    scratch: &'a mut String,
) -> Option<&'a str> {
    if !escaped {
        return std::str::from_utf8(bytes).ok();
    }
    scratch.clear();
    rolecall_text::json::unescape_into(scratch, std::str::from_utf8(bytes).ok()?)?;
    Some(scratch)
}
