//! Media type and size of a picture from its first bytes, without decoding a pixel. Four raster formats and nothing else;
//! each reader returns `None` on anything that violates its format.

/// A raster format that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    Png,
    Jpeg,
    Gif,
    Webp,
}

impl MediaType {
    /// The media type as in a data URL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// The format by its magic bytes, whatever the sender calls it.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::Webp),
            _ => None,
        }
    }

    /// Width and height as the header claims them.
    pub fn size(self, bytes: &[u8]) -> Option<(u32, u32)> {
        match self {
            Self::Png => png(bytes),
            Self::Jpeg => jpeg(bytes),
            Self::Gif => gif(bytes),
            Self::Webp => webp(bytes),
        }
    }
}

/// `len` (at most 4) bytes from `at` on as a big-endian number.
fn big(bytes: &[u8], at: usize, len: usize) -> Option<u32> {
    let slice = bytes.get(at..at.checked_add(len)?)?;
    Some(
        slice
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
    )
}

/// The same, little-endian.
fn little(bytes: &[u8], at: usize, len: usize) -> Option<u32> {
    let slice = bytes.get(at..at.checked_add(len)?)?;
    Some(
        slice
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
    )
}

/// The header chunk must come first and be 13 bytes long.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let is_header = big(bytes, 8, 4)? == 13 && bytes.get(12..16)? == b"IHDR";
    is_header.then_some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))
}

/// The screen's size, or the largest frame's if one reaches beyond it: browsers draw on a canvas of the
/// screen, but some decoders first make room for the frame.
fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    let (mut width, mut height) = (little(bytes, 6, 2)?, little(bytes, 8, 2)?);
    let table = |flags: u32| {
        if flags & 0x80 != 0 {
            3 << ((flags & 7) + 1)
        } else {
            0
        }
    };
    let mut at = 13 + table(little(bytes, 10, 1)?) as usize;
    let mut frames = 0;
    loop {
        // Blocks may be cut off after the first frame: a browser shows what is there.
        match bytes.get(at) {
            Some(0x2c) => {
                let frame = |place| little(bytes, at + place, 2);
                width = width.max(frame(1)? + frame(5)?);
                height = height.max(frame(3)? + frame(7)?);
                at += 11 + table(little(bytes, at + 9, 1)?) as usize;
                frames += 1;
            }
            Some(0x21) => at += 2,
            _ => return (frames > 0).then_some((width, height)),
        }
        while let Some(length @ 1..) = bytes.get(at) {
            at += 1 + usize::from(*length);
        }
        at += 1;
    }
}

/// Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            // Fill bytes may stand before a marker; these markers have no length.
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            0xc4 | 0xc8 | 0xcc | 0xe0..=0xef | 0xdb | 0xdd | 0xfe => {
                let length = big(bytes, at + 2, 2)?;
                if length < 2 {
                    return None;
                }
                at += 2 + length as usize;
            }
            0xc0..=0xcf => return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?)),
            // Pixels or the end before any frame header.
            _ => return None,
        }
    }
}

/// The three forms: lossy, lossless, extended.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => {
            let starts = bytes.get(23..26)? == [0x9d, 0x01, 0x2a];
            starts.then_some((
                little(bytes, 26, 2)? & 0x3fff,
                little(bytes, 28, 2)? & 0x3fff,
            ))
        }
        b"VP8L" => {
            let packed = little(bytes, 21, 4)?;
            let signed = *bytes.get(20)? == 0x2f;
            signed.then_some(((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        _ => None,
    }
}
