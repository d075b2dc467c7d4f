//! A new profile image: only pictures are opened, the square stays inside of them, and only what the service shows is saved.

use proptest::prelude::*;
use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::domain::settings::image::Refusal;
use rolecall::domain::settings::image_change::{Place, open, reason, tell};
use rolecall::domain::outcome::Severity;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

#[test]
fn only_pictures_of_a_bearable_size_are_opened() {
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

fn place(zoom: f64, across: f64, down: f64) -> Place {
    Place { zoom, across, down }
}

#[test]
fn the_square_is_as_large_as_it_can_be_and_in_the_middle() {
    assert_eq!(Place::MIDDLE.square(400.0, 300.0), (50.0, 0.0, 300.0));
    assert_eq!(
        place(2.0, 0.0, 1.0).square(400.0, 300.0),
        (0.0, 150.0, 150.0)
    );
    assert_eq!(
        place(f64::NAN, 9.0, -9.0).square(400.0, 300.0),
        (100.0, 0.0, 300.0)
    );
}

#[test]
fn the_picture_follows_the_finger_and_stops_at_its_edge() {
    let left_of = |place: Place| place.square(600.0, 300.0).0;
    let dragged = |by| Place::MIDDLE.dragged(600.0, 300.0, by);
    assert_eq!(
        left_of(dragged((0.25, 0.0))),
        75.0,
        "to the right shows more of the left"
    );
    assert_eq!(left_of(dragged((-0.25, 0.0))), 225.0);
    assert_eq!(left_of(dragged((9.0, 9.0))), 0.0);
    assert_eq!(left_of(dragged((-9.0, -9.0))), 300.0);
    assert_eq!(
        dragged((0.0, 0.5)),
        Place::MIDDLE,
        "as high as the square: nowhere to go up or down"
    );
}

#[test]
fn zooming_keeps_the_middle_unless_the_edge_is_in_the_way() {
    let middle_of = |place: Place| {
        let (left, top, side) = place.square(400.0, 300.0);
        (left + side / 2.0, top + side / 2.0)
    };
    let near = place(2.0, 0.3, 0.6);
    let (x, y) = middle_of(near);
    let (nearer_x, nearer_y) = middle_of(near.zoomed(400.0, 300.0, 1.5));
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
        let mut place = place(zoom, across, down);
        for (x, y, factor) in steps {
            place = place.dragged(width, height, (x, y)).zoomed(width, height, factor);
        }
        let (left, top, side) = place.square(width, height);
        prop_assert!(side > 0.0 && left >= 0.0 && top >= 0.0);
        prop_assert!(left + side <= width + 1e-6 && top + side <= height + 1e-6);
    }
}

fn shows(image: &str) -> UserSettings {
    settings::decode(&format!(r#"{{"image":{image}}}"#)).unwrap()
}

#[test]
fn saved_and_removed_are_only_said_of_what_the_service_shows() {
    let lost = || Err(ApiError::new(ErrorKind::Network));
    let refused = || Err(ApiError::new(ErrorKind::Forbidden));
    let (new, old, none, dark) = (
        shows("\"NEW\""),
        shows("\"OLD\""),
        shows("\"\""),
        shows("7"),
    );
    let other = shows("\"OTHER\"");
    for (wish, sent, after, severity, words) in [
        (
            Some("NEW"),
            Ok(()),
            Some(&new),
            Severity::Success,
            "is saved.",
        ),
        (
            Some("NEW"),
            lost(),
            Some(&new),
            Severity::Success,
            "is saved.",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&other),
            Severity::Success,
            "its own form",
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
            Some(&dark),
            Severity::Warning,
            "do not know",
        ),
        (Some("NEW"), lost(), None, Severity::Warning, "do not know"),
        (None, Ok(()), Some(&none), Severity::Success, "is removed"),
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
        (None, Ok(()), None, Severity::Warning, "do not know"),
    ] {
        let outcome = tell(Some("OLD"), wish, &sent, after);
        assert_eq!(outcome.severity, severity, "{}", outcome.message);
        assert!(outcome.message.contains(words), "{}", outcome.message);
    }
}
