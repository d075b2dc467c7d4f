//! Whether a browser tells the truth about the pixels of a canvas. Browsers and extensions that guard against
//! fingerprinting give pages noise, white or nothing instead; a picture re-encoded there would be saved as that. Compares
//! pixels, draws none. Two questions: does a pattern that we know come back, and does the encoded picture show what was drawn?
//! Noise too faint to be seen passes, and so does everything that JPEG loses.

use super::image_change::SIDE;

/// Side of one field of the pattern: a multiple of the 16 pixels that JPEG takes together.
pub const FIELD: u32 = 64;
/// At the edge of a field JPEG mixes the colours of two.
const EDGE: u32 = 2;
/// What the pixels of the pattern may be off by on average: guards that add a little noise stay below, JPEG far below.
const FAINT: u64 = 6;
/// What one pixel may be off by before it counts as another colour.
const OTHER_COLOUR: u8 = 48;
/// One pixel of so many may have another colour.
const ONE_IN: u64 = 500;
/// A pixel whose alpha is less than this shines through.
const SOLID: u8 = 200;
/// Side of the squares in which a picture is compared.
const SQUARE: usize = 16;
/// What the brightness of a pixel may be off by on average in a square. JPEG loses up to 16, where neighbours have opposite
/// bright colours (1,000 pictures of 9 kinds); noise differs by more than 40.
const LOST_BRIGHTNESS: u64 = 28;
/// What the average of a channel in a square may be off by. JPEG loses up to 56, there too.
const LOST_COLOUR: u64 = 72;

/// The colour of the pattern's field that this pixel is in: neighbours differ, and none is white, black or gray.
pub fn pattern(x: u32, y: u32) -> [u8; 3] {
    let field = x / FIELD + (y / FIELD) * (SIDE / FIELD);
    let channel = |factor: u32, start: u32| (30 + (field * factor + start) % 196) as u8;
    [channel(67, 0), channel(113, 80), channel(29, 150)]
}

/// Whether these pixels, as RGBA, are those of the pattern.
pub fn shows_pattern(pixels: &[u8]) -> bool {
    if !is_whole(pixels) {
        return false;
    }
    let is_inside = |at: u32| (EDGE..FIELD - EDGE).contains(&(at % FIELD));
    let (mut count, mut sum, mut others) = (0, 0, 0);
    for (at, pixel) in (0..).zip(pixels.chunks_exact(4)) {
        let (x, y) = (at % SIDE, at / SIDE);
        if !is_inside(x) || !is_inside(y) {
            continue;
        }
        let off = pattern(x, y)
            .iter()
            .chain(&[u8::MAX])
            .zip(pixel)
            .map(|(known, seen)| known.abs_diff(*seen))
            .fold(0, u8::max);
        count += 1;
        sum += u64::from(off);
        others += u64::from(off > OTHER_COLOUR);
    }
    sum <= FAINT * count && others * ONE_IN <= count
}

/// Whether `encoded` shows what was `drawn`, both as RGBA, apart from what JPEG loses.
pub fn shows_same(drawn: &[u8], encoded: &[u8]) -> bool {
    if !is_whole(drawn) || !is_whole(encoded) {
        return false;
    }
    // The picture is drawn on white: nothing shines through.
    let is_solid = |pixels: &[u8]| {
        let holes = pixels
            .chunks_exact(4)
            .filter(|pixel| pixel.last() < Some(&SOLID));
        holes.count() as u64 * ONE_IN <= u64::from(SIDE * SIDE)
    };
    is_solid(drawn)
        && is_solid(encoded)
        && squares(drawn, encoded).iter().all(|square| {
            let pixels = (SQUARE * SQUARE) as u64;
            let channels = square.channels.iter();
            square.brightness <= 256 * LOST_BRIGHTNESS * pixels
                && channels
                    .map(|sum| sum.unsigned_abs())
                    .all(|sum| sum <= LOST_COLOUR * pixels)
        })
}

/// How far two pictures are apart in one square, summed over its pixels.
#[derive(Clone, Default)]
struct Square {
    /// Differences in 256ths, whatever their sign.
    brightness: u64,
    /// Differences with their sign: what is lost here may be won there.
    channels: [i64; 3],
}

fn is_whole(pixels: &[u8]) -> bool {
    pixels.len() as u64 == 4 * u64::from(SIDE * SIDE)
}

/// The brightness of a pixel, in 256ths.
fn luma(pixel: &[u8]) -> u64 {
    pixel
        .iter()
        .zip([77, 150, 29])
        .map(|(channel, weight)| u64::from(*channel) * weight)
        .sum()
}

fn squares(one: &[u8], other: &[u8]) -> Vec<Square> {
    let across = SIDE as usize / SQUARE;
    let mut squares = vec![Square::default(); across * across];
    let pixels = one.chunks_exact(4).zip(other.chunks_exact(4));
    for (at, (one, other)) in pixels.enumerate() {
        let (x, y) = (at % SIDE as usize, at / SIDE as usize);
        if let Some(square) = squares.get_mut(x / SQUARE + y / SQUARE * across) {
            square.brightness += luma(one).abs_diff(luma(other));
            for (sum, (one, other)) in square.channels.iter_mut().zip(one.iter().zip(other)) {
                *sum += i64::from(*one) - i64::from(*other);
            }
        }
    }
    squares
}
