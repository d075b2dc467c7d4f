//! Two small real images, drawn here so that the repository needs no binary files: a PNG and a baseline JPEG, as the base64 text in
//! `settings.image`. Owns both encoders, which do only what these images need.

use base64::{Engine, engine::general_purpose::STANDARD};

/// 64 x 64 pixels, two colours, as base64.
pub(crate) fn png() -> String {
    const SIZE: usize = 64;
    let mut pixels = Vec::with_capacity(SIZE * (SIZE * 3 + 1));
    for y in 0..SIZE {
        pixels.push(0); // no row filter
        for x in 0..SIZE {
            let (dx, dy) = (x as i32 - 32, y as i32 - 32);
            let inside = dx * dx + dy * dy < 24 * 24;
            pixels.extend(if inside {
                [0xF2, 0xB7, 0x05]
            } else {
                [0x0B, 0x3D, 0x66]
            });
        }
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend((SIZE as u32).to_be_bytes());
    header.extend((SIZE as u32).to_be_bytes());
    header.extend([8, 2, 0, 0, 0]); // 8 bits, RGB
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"IDAT", &zlib_stored(&pixels));
    chunk(&mut file, b"IEND", &[]);
    STANDARD.encode(file)
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(data);
    let crc = crc32(&file[start..]);
    file.extend(crc.to_be_bytes());
}

/// zlib with stored (uncompressed) blocks: no compressor needed for 12 KB.
fn zlib_stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(0xFFFF).count();
    for (index, block) in data.chunks(0xFFFF).enumerate() {
        out.push(u8::from(index + 1 == blocks));
        out.extend((block.len() as u16).to_le_bytes());
        out.extend((!(block.len() as u16)).to_le_bytes());
        out.extend(block);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend(((b << 16) | a).to_be_bytes());
    out
}

fn crc32(data: &[u8]) -> u32 {
    let mut crc = !0u32;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

/// 64 x 64 pixels in shades of grey, as base64: one brightness for each block of 8 x 8 pixels.
pub(crate) fn jpeg() -> String {
    let mut file = vec![0xFF, 0xD8];
    segment(&mut file, 0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let mut quantisation = vec![0];
    quantisation.extend([8; 64]);
    segment(&mut file, 0xDB, &quantisation);
    segment(&mut file, 0xC0, &[8, 0, 64, 0, 64, 1, 1, 0x11, 0]);
    // Brightness: twelve categories, each a code of four bits. Detail: only "end of block", a code of one bit.
    let mut brightness = vec![0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    brightness.extend(0..12);
    segment(&mut file, 0xC4, &brightness);
    segment(
        &mut file,
        0xC4,
        &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    );
    segment(&mut file, 0xDA, &[1, 1, 0x00, 0, 63, 0]);
    let mut bits = Bits::default();
    let mut previous = 0i32;
    for row in 0..8i32 {
        for column in 0..8i32 {
            let level = (row + column) * 16 - 112;
            let difference = level - previous;
            previous = level;
            let size = 32 - difference.unsigned_abs().leading_zeros();
            bits.push(size, 4);
            let value = if difference < 0 {
                difference - 1
            } else {
                difference
            };
            bits.push(value as u32 & ((1 << size) - 1), size);
            bits.push(0, 1);
        }
    }
    file.extend(bits.finish());
    file.extend([0xFF, 0xD9]);
    STANDARD.encode(file)
}

fn segment(file: &mut Vec<u8>, marker: u8, data: &[u8]) {
    file.extend([0xFF, marker]);
    file.extend((data.len() as u16 + 2).to_be_bytes());
    file.extend(data);
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, size: u32) {
        for bit in (0..size).rev() {
            self.pending = (self.pending << 1) | ((value >> bit) & 1);
            self.count += 1;
            if self.count == 8 {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        let byte = self.pending as u8;
        self.bytes.push(byte);
        if byte == 0xFF {
            self.bytes.push(0); // a data byte FF would read as a marker
        }
        (self.pending, self.count) = (0, 0);
    }

    fn finish(mut self) -> Vec<u8> {
        while self.count != 0 {
            self.push(1, 1);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_images_start_with_their_signatures() {
        assert!(
            STANDARD
                .decode(png())
                .unwrap()
                .starts_with(b"\x89PNG\r\n\x1a\n")
        );
        let jpeg = STANDARD.decode(jpeg()).unwrap();
        assert!(jpeg.starts_with(&[0xFF, 0xD8, 0xFF, 0xE0]) && jpeg.ends_with(&[0xFF, 0xD9]));
    }

    #[test]
    fn the_checksum_is_crc32() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
