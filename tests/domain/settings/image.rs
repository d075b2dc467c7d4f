//! The checks of profile images: variants of base64, wrong media types, active content, pixel bombs.

use proptest::prelude::*;
use rolecall::domain::settings::base64;
use rolecall::domain::settings::base64::Base64Error;
use rolecall::domain::settings::image::{MAX_BYTES, MAX_SIDE, MediaType, Refusal, check};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 1, 2, 3, 4]);
    bytes
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    // APP0, a table, fill bytes before the frame header of a progressive picture.
    let mut bytes = b"\xff\xd8\xff\xe0\0\x04ab\xff\xdb\0\x03x\xff\xff\xff\xc2\0\x11\x08".to_vec();
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3; 20]);
    bytes
}

fn gif(width: u16, height: u16, frame: u16) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    // A table of two colours, an extension, one frame of one block, the end.
    bytes.extend([
        0x80, 0, 0, 0, 0, 0, 9, 9, 9, 0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0,
    ]);
    bytes.extend(frame.to_le_bytes());
    bytes.extend(frame.to_le_bytes());
    bytes.extend([0, 2, 2, 0x4c, 1, 0, 0x3b]);
    bytes
}

fn webp(chunk: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [
        b"RIFF\x20\0\0\0WEBP",
        &chunk[..],
        &[body.len() as u8, 0, 0, 0],
        body,
    ]
    .concat()
}

fn webp_lossy(width: u16, height: u16) -> Vec<u8> {
    webp(
        b"VP8 ",
        &[
            &[0, 0, 0, 0x9d, 1, 0x2a][..],
            &width.to_le_bytes(),
            &height.to_le_bytes(),
        ]
        .concat(),
    )
}

fn webp_lossless(width: u32, height: u32) -> Vec<u8> {
    let packed = (width - 1) | (height - 1) << 14;
    webp(b"VP8L", &[&[0x2f][..], &packed.to_le_bytes()].concat())
}

fn webp_extended(width: u32, height: u32) -> Vec<u8> {
    let three = |value: u32| (value - 1).to_le_bytes()[..3].to_vec();
    webp(b"VP8X", &[vec![0; 4], three(width), three(height)].concat())
}

fn verdict(bytes: &[u8]) -> Result<(MediaType, u32, u32), Refusal> {
    check(&base64::encode(bytes)).map(|image| (image.media_type, image.width, image.height))
}

#[test]
fn accepts_four_raster_formats_with_the_size_from_their_header() {
    for (bytes, media_type) in [
        (png(30, 20), MediaType::Png),
        (jpeg(30, 20), MediaType::Jpeg),
        (gif(30, 20, 5), MediaType::Gif),
        (webp_lossy(30, 20), MediaType::Webp),
        (webp_lossless(30, 20), MediaType::Webp),
        (webp_extended(30, 20), MediaType::Webp),
    ] {
        assert_eq!(verdict(&bytes), Ok((media_type, 30, 20)));
        let image = check(&base64::encode(&bytes)).unwrap();
        assert_eq!(
            image.data_url,
            format!(
                "data:{};base64,{}",
                media_type.name(),
                base64::encode(&bytes)
            )
        );
    }
}

#[test]
fn rejects_too_many_pixels_before_decoding_any() {
    for bytes in [
        png(8000, 8000),
        png(MAX_SIDE + 1, 1),
        png(1, u32::MAX),
        png(4096, 4096),
        jpeg(65_535, 65_535),
        gif(9000, 9000, 1),
        gif(1, 1, 9000),
        webp_lossy(16_383, 9000),
        webp_lossless(16_384, 16_384),
        webp_extended(1 << 24, 1),
    ] {
        assert_eq!(verdict(&bytes), Err(Refusal::TooManyPixels));
    }
    assert!(verdict(&png(4000, 4000)).is_ok(), "16 million are allowed");
    assert!(verdict(&png(4096, 3906)).is_ok());
}

#[test]
fn rejects_active_content_and_other_formats_under_any_media_type() {
    for text in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<!doctype html><script>1</script>",
        "%PDF-1.7",
        "BM\0\0",
        "\0\0\u{1}\0",
        "hello",
    ] {
        let encoded = base64::encode(text.as_bytes());
        assert_eq!(check(&encoded), Err(Refusal::Format), "{text}");
        assert_eq!(
            check(&format!("data:image/png;base64,{encoded}")),
            Err(Refusal::Format),
            "{text}"
        );
    }
    for url in [
        "data:image/svg+xml,<svg/>",
        "data:image/svg+xml;utf8,<svg/>",
        "<svg/>",
        "<html>",
    ] {
        assert_eq!(check(url), Err(Refusal::Format), "{url}");
    }
}

#[test]
fn never_loads_an_address() {
    for url in [
        "https://evil.example/a.png",
        "HTTP://x",
        "//evil.example/a.png",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "blob:x",
        "ftp://x",
        "www.evil.example/a.png",
        " https://x",
    ] {
        assert_eq!(check(url), Err(Refusal::Address), "{url}");
    }
}

#[test]
fn reads_every_variant_of_base64() {
    let bytes = webp_lossless(63, 63 << 4);
    let standard = base64::encode(&bytes);
    assert!(standard.ends_with('='), "the sample tests padding");
    let bare = standard.trim_end_matches('=');
    let spaced: String = standard.chars().flat_map(|char| [char, '\n']).collect();
    for dialect in [
        standard.clone(),
        bare.to_owned(),
        spaced,
        standard.replace('+', "-").replace('/', "_"),
        format!(" {standard}\r\n"),
        format!("data:image/jpeg;base64,{standard}"),
        format!("DATA:;BASE64,{bare}"),
        format!("data:text/html;charset=x;base64,{standard}"),
    ] {
        assert_eq!(check(&dialect), check(&standard), "{dialect}");
    }
    assert_eq!(
        check(&standard).unwrap().media_type,
        MediaType::Webp,
        "the label of the sender does not count"
    );
}

#[test]
fn names_the_reason_for_damaged_images() {
    assert_eq!(check(""), Err(Refusal::Empty));
    assert_eq!(check(" \n"), Err(Refusal::Empty));
    assert_eq!(check("data:image/png;base64,"), Err(Refusal::Empty));
    for text in [
        "A",
        "AAAAA",
        "AA=A",
        "AA===",
        "é",
        "iVBOR!",
        "data:image/png;base64",
        "iVBO\0",
    ] {
        assert_eq!(check(text), Err(Refusal::Malformed), "{text}");
    }
    for bytes in [
        png(0, 5),
        jpeg(5, 0),
        gif(0, 0, 0),
        b"GIF89a".to_vec(),
        b"\xff\xd8\xff\xd9".to_vec(),
        b"\xff\xd8\xff\xe0\0\0".to_vec(),
    ] {
        assert_eq!(verdict(&bytes), Err(Refusal::Broken), "{bytes:?}");
    }
    let refusals = [
        Refusal::Empty,
        Refusal::Address,
        Refusal::Malformed,
        Refusal::Format,
        Refusal::Broken,
        Refusal::TooManyBytes,
        Refusal::TooManyPixels,
    ];
    assert!(
        refusals
            .iter()
            .all(|refusal| refusal.reason().ends_with('.'))
    );
}

#[test]
fn rejects_a_header_cut_at_any_byte() {
    for (bytes, needed) in [
        (png(3, 3), 24),
        (jpeg(3, 3), 24),
        (gif(3, 3, 3), 37),
        (webp_lossy(3, 3), 30),
        (webp_lossless(3, 3), 25),
        (webp_extended(3, 3), 30),
    ] {
        for end in 1..bytes.len() {
            let verdict = verdict(&bytes[..end]);
            assert_eq!(
                verdict.is_ok(),
                end >= needed,
                "{end} of {bytes:?}: {verdict:?}"
            );
        }
    }
}

#[test]
fn rejects_more_than_two_megabytes() {
    let mut bytes = png(10, 10);
    bytes.resize(MAX_BYTES, 0);
    assert!(verdict(&bytes).is_ok());
    bytes.push(0);
    assert_eq!(verdict(&bytes), Err(Refusal::TooManyBytes));
}

#[test]
fn base64_matches_the_test_vectors_of_rfc_4648() {
    for (plain, encoded) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(base64::encode(plain.as_bytes()), encoded);
        assert_eq!(base64::decode(encoded, 10), Ok(plain.as_bytes().to_vec()));
    }
    assert_eq!(base64::decode("Zm9v", 2), Err(Base64Error::TooLong));
}

proptest! {
    #[test]
    fn base64_round_trips(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        prop_assert_eq!(base64::decode(&base64::encode(&bytes), 100), Ok(bytes));
    }

    #[test]
    fn never_panics_and_accepts_only_what_is_within_bounds(
        magic in 0usize..5, mut rest in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,60}",
    ) {
        let starts: [&[u8]; 5] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF1234WEBPVP8"];
        rest.splice(0..0, starts[magic].iter().copied());
        for input in [base64::encode(&rest), text] {
            if let Ok(image) = check(&input) {
                prop_assert!(image.width.max(image.height) <= MAX_SIDE && image.width.min(image.height) > 0);
            }
        }
    }
}
