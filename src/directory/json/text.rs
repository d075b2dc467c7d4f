//! The text of a JSON string: where its plain bytes end, and what its escapes mean.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const TOPS: u64 = ONES << 7;

/// The first byte from `at` on that a string cannot simply pass: a quote, a backslash or a control character.
///
/// Eight bytes at a time; this loop sees every byte of a tenant.
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

/// The top bit of the lowest zero byte is set (bits above the lowest hit may be wrong, which nobody reads).
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}

/// The text between the quotes, or `None` where it is not text: invalid UTF-8, a lone surrogate, a broken escape.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    escaped: bool,
    scratch: &'a mut String,
) -> Option<&'a str> {
    if !escaped {
        return std::str::from_utf8(bytes).ok();
    }
    scratch.clear();
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        scratch.push_str(std::str::from_utf8(&rest[..at]).ok()?);
        let used = escape(rest.get(at + 1..)?, scratch)?;
        rest = rest.get(at + 1 + used..)?;
    }
    scratch.push_str(std::str::from_utf8(rest).ok()?);
    Some(scratch)
}

/// Appends what the escape after the backslash means; how many bytes it took.
fn escape(bytes: &[u8], into: &mut String) -> Option<usize> {
    let simple = match bytes.first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = hex(bytes.get(1..5)?)?;
            if (0xd800..0xdc00).contains(&first) {
                if bytes.get(5..7)? != b"\\u" {
                    return None;
                }
                let second = hex(bytes.get(7..11)?)?;
                if !(0xdc00..0xe000).contains(&second) {
                    return None;
                }
                into.push(char::from_u32(
                    0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                )?);
                return Some(11);
            }
            into.push(char::from_u32(first)?);
            return Some(5);
        }
        _ => return None,
    };
    into.push(simple);
    Some(1)
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| {
        Some(value * 16 + char::from(digit).to_digit(16)?)
    })
}
