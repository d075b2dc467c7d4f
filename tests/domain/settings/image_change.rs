//! A new profile image: only pictures are opened, the square stays inside them, and only what the service shows counts as
//! saved.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::domain::outcome::Severity;
use rolecall::domain::settings::image_change::{
    CropArea, FileRefusal, MAX_FILE_BYTES, open, outcome,
};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

/// Every rule, alone and at its limit, and the words that must name it.
#[test]
fn opens_only_pictures_within_the_limits_and_names_the_rule_that_a_file_breaks() {
    let zero_high = [png(10, 10)[..20].to_vec(), vec![0; 9]].concat();
    let side = "at most 8,192 pixels wide and high";
    let pixels = "at most 64 megapixels";
    let format = "isn't a PNG, JPEG, GIF or WebP image";
    let damaged = "incomplete or damaged";
    for (name, bytes, expected) in [
        ("a photo", png(4032, 3024), Ok((4032, 3024))),
        ("48 megapixels", png(8064, 6048), Ok((8064, 6048))),
        ("64 megapixels", png(8000, 8000), Ok((8000, 8000))),
        ("as wide as may be", png(8192, 1), Ok((8192, 1))),
        ("as high as may be", png(1, 8192), Ok((1, 8192))),
        (
            "as wide as may be, and large",
            png(8192, 7812),
            Ok((8192, 7812)),
        ),
        ("one pixel", png(1, 1), Ok((1, 1))),
        ("too wide, few pixels", png(8193, 1), Err(side)),
        ("too high, few pixels", png(1, 8193), Err(side)),
        ("both", png(9000, 9000), Err(side)),
        ("a panorama", png(16_000, 3_000), Err(side)),
        ("the widest there is", png(u32::MAX, u32::MAX), Err(side)),
        ("within the sides", png(8100, 8100), Err(pixels)),
        ("the longest sides", png(8192, 8192), Err(pixels)),
        ("a row too many", png(8000, 8001), Err(pixels)),
        ("no width", png(0, 10), Err(damaged)),
        ("no height", zero_high, Err(damaged)),
        (
            "cut off in the header",
            png(1, 1)[..20].to_vec(),
            Err(damaged),
        ),
        (
            "only the magic bytes of a JPEG",
            vec![0xff, 0xd8, 0xff],
            Err(damaged),
        ),
        ("nothing", Vec::new(), Err("is empty")),
        ("one byte", vec![0], Err(format)),
        (
            "SVG",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            Err(format),
        ),
        ("PDF", b"%PDF-1.7".to_vec(), Err(format)),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), Err(format)),
        ("AVIF", b"\0\0\0\x1cftypavif\0\0\0\0".to_vec(), Err(format)),
        ("TIFF", b"II*\0\x08\0\0\0".to_vec(), Err(format)),
        ("BMP", b"BM\x36\0\0\0".to_vec(), Err(format)),
        ("ICO", b"\0\0\x01\0\x01\0".to_vec(), Err(format)),
        ("JPEG XL", b"\xff\x0a\0\0".to_vec(), Err(format)),
    ] {
        match (open(&bytes), expected) {
            (Ok(size), Ok(expected)) => assert_eq!(size, expected, "{name}"),
            (Err(refusal), Err(words)) => {
                assert!(
                    refusal.reason().contains(words),
                    "{name}: {}",
                    refusal.reason()
                );
            }
            (found, _) => panic!("{name}: {found:?}"),
        }
    }
}

#[test]
fn each_rule_has_a_sentence_of_its_own() {
    let all = [
        FileRefusal::Several,
        FileRefusal::NoFile,
        FileRefusal::NotReadable,
        FileRefusal::Empty,
        FileRefusal::TooManyBytes,
        FileRefusal::Format,
        FileRefusal::Broken,
        FileRefusal::TooLongSide,
        FileRefusal::TooManyPixels,
    ];
    let sentences: BTreeSet<&str> = all.iter().map(|refusal| refusal.reason()).collect();
    assert_eq!(sentences.len(), all.len());
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
    assert!(FileRefusal::TooManyBytes.reason().contains("20 MB"));
    assert_eq!(MAX_FILE_BYTES, 20e6);
}

fn area(zoom: f64, x: f64, y: f64) -> CropArea {
    CropArea { zoom, x, y }
}

#[test]
fn the_square_is_as_large_as_possible_and_centered() {
    assert_eq!(CropArea::CENTER.square(400.0, 300.0), (50.0, 0.0, 300.0));
    assert_eq!(
        area(2.0, 0.0, 1.0).square(400.0, 300.0),
        (0.0, 150.0, 150.0)
    );
    assert_eq!(
        area(f64::NAN, 9.0, -9.0).square(400.0, 300.0),
        (100.0, 0.0, 300.0)
    );
}

#[test]
fn the_picture_follows_the_pointer_and_stops_at_its_edge() {
    let left_of = |area: CropArea| area.square(600.0, 300.0).0;
    let dragged = |by| CropArea::CENTER.dragged(600.0, 300.0, by);
    assert_eq!(
        left_of(dragged((0.25, 0.0))),
        75.0,
        "dragging right shows more of the left"
    );
    assert_eq!(left_of(dragged((-0.25, 0.0))), 225.0);
    assert_eq!(left_of(dragged((9.0, 9.0))), 0.0);
    assert_eq!(left_of(dragged((-9.0, -9.0))), 300.0);
    assert_eq!(
        dragged((0.0, 0.5)),
        CropArea::CENTER,
        "as high as the square: no room to move up or down"
    );
}

#[test]
fn zooming_keeps_the_center_unless_the_edge_is_in_the_way() {
    let center_of = |area: CropArea| {
        let (left, top, side) = area.square(400.0, 300.0);
        (left + side / 2.0, top + side / 2.0)
    };
    let near = area(2.0, 0.3, 0.6);
    let (x, y) = center_of(near);
    let (nearer_x, nearer_y) = center_of(near.zoomed(400.0, 300.0, 1.5));
    assert!((x - nearer_x).abs() < 1e-9 && (y - nearer_y).abs() < 1e-9);
    assert_eq!(near.zoomed(400.0, 300.0, 99.0).zoom, 4.0);
    assert_eq!(near.zoomed(400.0, 300.0, 0.0).zoom, 1.0);
}

proptest! {
    #[test]
    fn the_square_never_leaves_the_picture(
        width in 1.0..8192.0_f64, height in 1.0..8192.0_f64, zoom in -1.0..9.0_f64, across in -1.0..2.0_f64, down in -1.0..2.0_f64,
        steps in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..8),
    ) {
        let mut area = area(zoom, across, down);
        for (x, y, factor) in steps {
            area = area.dragged(width, height, (x, y)).zoomed(width, height, factor);
        }
        let (left, top, side) = area.square(width, height);
        prop_assert!(side > 0.0 && left >= 0.0 && top >= 0.0);
        prop_assert!(left + side <= width + 1e-6 && top + side <= height + 1e-6);
    }
}

fn shows(image: &str) -> UserSettings {
    settings::decode(&format!(r#"{{"image":{image}}}"#)).unwrap()
}

#[test]
fn only_what_the_service_shows_is_called_saved_or_removed() {
    let lost = || Err(ApiError::new(ErrorKind::Network));
    let refused = || Err(ApiError::new(ErrorKind::Forbidden));
    let (new, old, none, unreadable) = (
        shows("\"NEW\""),
        shows("\"OLD\""),
        shows("\"\""),
        shows("7"),
    );
    let other = shows("\"OTHER\"");
    for (image, sent, after, severity, words) in [
        (
            Some("NEW"),
            Ok(()),
            Some(&new),
            Severity::Success,
            "image saved.",
        ),
        (
            Some("NEW"),
            lost(),
            Some(&new),
            Severity::Success,
            "image saved.",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&other),
            Severity::Success,
            "converted it",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&old),
            Severity::Warning,
            "still shows the old one",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&none),
            Severity::Warning,
            "still shows the old one",
        ),
        (
            Some("NEW"),
            lost(),
            Some(&old),
            Severity::Warning,
            "still shows the old one",
        ),
        (
            Some("NEW"),
            refused(),
            Some(&old),
            Severity::Error,
            "was not changed",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&unreadable),
            Severity::Warning,
            "don't know",
        ),
        (Some("NEW"), lost(), None, Severity::Warning, "don't know"),
        (
            None,
            Ok(()),
            Some(&none),
            Severity::Success,
            "image removed",
        ),
        (
            None,
            Ok(()),
            Some(&old),
            Severity::Warning,
            "still shows the old one",
        ),
        (
            None,
            refused(),
            Some(&old),
            Severity::Error,
            "was not changed",
        ),
        (None, Ok(()), None, Severity::Warning, "don't know"),
    ] {
        let outcome = outcome(Some("OLD"), image, &sent, after);
        assert_eq!(outcome.severity, severity, "{}", outcome.message);
        assert!(outcome.message.contains(words), "{}", outcome.message);
    }
}
