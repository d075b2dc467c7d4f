//! A new profile image: only pictures are opened, the square stays inside them, and only what the service shows counts as
//! saved.

use proptest::prelude::*;
use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::domain::outcome::Severity;
use rolecall::domain::settings::image::Refusal;
use rolecall::domain::settings::image_change::{CropArea, open, outcome, reason};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

#[test]
fn opens_only_pictures_within_the_size_limits() {
    for (bytes, expected) in [
        (png(4032, 3024), Ok((4032, 3024))),
        (png(8192, 7800), Ok((8192, 7800))),
        (png(8193, 10), Err(Refusal::TooManyPixels)),
        (png(8192, 8192), Err(Refusal::TooManyPixels)),
        (png(0, 10), Err(Refusal::Broken)),
        (png(1, 1)[..20].to_vec(), Err(Refusal::Broken)),
        (Vec::new(), Err(Refusal::Empty)),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            Err(Refusal::Format),
        ),
        (b"%PDF-1.7".to_vec(), Err(Refusal::Format)),
    ] {
        assert_eq!(open(&bytes), expected);
        if let Err(refusal) = expected {
            assert!(reason(refusal).ends_with('.'));
        }
    }
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
