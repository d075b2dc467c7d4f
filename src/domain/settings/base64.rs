//! Base64 as found in the wild: both alphabets, with or without padding or whitespace. Otherwise strict, and never decodes
//! more than the caller allows. Encodes in the standard alphabet with padding.

/// Why a text isn't base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base64Error {
    /// A character of neither alphabet, padding in the middle, or a lone last character.
    Malformed,
    /// It would decode to more than was allowed.
    TooLong,
}

/// Decodes to at most `limit` bytes.
pub fn decode(text: &str, limit: usize) -> Result<Vec<u8>, Base64Error> {
    let mut out = Vec::new();
    let (mut bits, mut held, mut padding) = (0u32, 0u32, 0u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' => continue,
            _ => return Err(Base64Error::Malformed),
        };
        if padding > 0 {
            return Err(Base64Error::Malformed);
        }
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            if out.len() == limit {
                return Err(Base64Error::TooLong);
            }
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    // Six bits left over are a lone character; two or four are the rest of a whole byte.
    if held == 6 || padding > 2 {
        Err(Base64Error::Malformed)
    } else {
        Ok(out)
    }
}

/// Encodes in the standard alphabet with padding.
pub fn encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place <= chunk.len() {
                let six = word >> (18 - 6 * place) & 63;
                out.push(ALPHABET[six as usize].into());
            } else {
                out.push('=');
            }
        }
    }
    out
}
