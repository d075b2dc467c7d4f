//! A new profile image: only pictures are opened, the square stays inside of them, and only what the service shows is saved.

use proptest::prelude::*;
use rolecall::api::error::{ApiError, ErrorKind};
use rolecall::api::settings::{self, UserSettings};
use rolecall::policy::image::Refusal;
use rolecall::policy::image_change::{open, reason, square, tell};
use rolecall::policy::request_outcome::Weight;

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

#[test]
fn the_square_is_as_large_as_it_can_be_and_in_the_middle() {
    assert_eq!(square(400.0, 300.0, 1.0, 0.5, 0.5), (50.0, 0.0, 300.0));
    assert_eq!(square(400.0, 300.0, 2.0, 0.0, 1.0), (0.0, 150.0, 150.0));
    assert_eq!(
        square(400.0, 300.0, f64::NAN, 9.0, -9.0),
        (100.0, 0.0, 300.0)
    );
}

proptest! {
    #[test]
    fn the_square_never_leaves_the_picture(
        width in 1.0..8192.0_f64, height in 1.0..8192.0_f64, zoom in -1.0..9.0_f64, across in -1.0..2.0_f64, down in -1.0..2.0_f64,
    ) {
        let (left, top, side) = square(width, height, zoom, across, down);
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
    for (wish, sent, after, weight, words) in [
        (Some("NEW"), Ok(()), Some(&new), Weight::Good, "is saved."),
        (Some("NEW"), lost(), Some(&new), Weight::Good, "is saved."),
        (
            Some("NEW"),
            Ok(()),
            Some(&other),
            Weight::Good,
            "its own form",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&old),
            Weight::Caution,
            "still shows the old one",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&none),
            Weight::Caution,
            "still shows the old one",
        ),
        (
            Some("NEW"),
            lost(),
            Some(&old),
            Weight::Caution,
            "still shows the old one",
        ),
        (
            Some("NEW"),
            refused(),
            Some(&old),
            Weight::Bad,
            "was not changed",
        ),
        (
            Some("NEW"),
            Ok(()),
            Some(&dark),
            Weight::Caution,
            "do not know",
        ),
        (Some("NEW"), lost(), None, Weight::Caution, "do not know"),
        (None, Ok(()), Some(&none), Weight::Good, "is removed"),
        (
            None,
            Ok(()),
            Some(&old),
            Weight::Caution,
            "still shows the old one",
        ),
        (None, refused(), Some(&old), Weight::Bad, "was not changed"),
        (None, Ok(()), None, Weight::Caution, "do not know"),
    ] {
        let outcome = tell(Some("OLD"), wish, &sent, after);
        assert_eq!(outcome.weight, weight, "{}", outcome.sentence);
        assert!(outcome.sentence.contains(words), "{}", outcome.sentence);
    }
}
