//! Changing one's profile image: which file may be opened, which square of it is kept, and what came of saving it. The old
//! image stays on screen until the service shows the new one. No pixel is looked at here.

use super::image::{MAX_PIXELS, Refusal};
use super::image_header::MediaType;
use crate::domain::outcome::{Outcome, Severity};
use crate::api::http::error::ApiError;
use crate::api::tenant::settings::UserSettings;

/// Most bytes of a file that is opened; what is sent is a small picture made of it.
pub const MAX_FILE_BYTES: f64 = 20_000_000.0;
/// Longest side of a file that is opened, in pixels.
const MAX_FILE_SIDE: u32 = 8192;
/// Side of the picture that is sent, in pixels.
pub const SIDE: u32 = 512;

/// Size in pixels of a file that may be opened, or why it may not.
///
/// # Errors
/// The refusal; its words are [`reason`].
pub fn open(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let media_type = MediaType::of_bytes(bytes).ok_or(Refusal::Format)?;
    let (width, height) = media_type.size(bytes).ok_or(Refusal::Broken)?;
    if width == 0 || height == 0 {
        return Err(Refusal::Broken);
    }
    if width.max(height) > MAX_FILE_SIDE || u64::from(width) * u64::from(height) > 4 * MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    Ok((width, height))
}

/// Why a file is not opened, for a person.
pub fn reason(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => "This file is empty.",
        Refusal::Format | Refusal::Address | Refusal::Malformed => {
            "This is not a PNG, JPEG, GIF or WebP picture."
        }
        Refusal::Broken => "This picture is cut off or damaged.",
        Refusal::TooManyBytes => "This file is larger than 20 MB.",
        Refusal::TooManyPixels => {
            "This picture has too many pixels. Make it smaller than 8192 by 8192."
        }
    }
}

/// Which square of a picture is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// 1 for as much as there is, up to 4.
    pub zoom: f64,
    /// 0 is all to the left, 1 all to the right.
    pub across: f64,
    /// 0 is all to the top, 1 all to the bottom.
    pub down: f64,
}

impl Place {
    /// As much as there is, from the middle.
    pub const MIDDLE: Self = Self {
        zoom: 1.0,
        across: 0.5,
        down: 0.5,
    };

    /// The square in a picture of this size: `(left, top, side)` in pixels.
    pub fn square(self, width: f64, height: f64) -> (f64, f64, f64) {
        let side = width.min(height) / within(self.zoom, 1.0, 4.0);
        let left = (width - side) * within(self.across, 0.0, 1.0);
        let top = (height - side) * within(self.down, 0.0, 1.0);
        (left, top, side)
    }

    /// After the picture was dragged by `(x, y)`, as parts of the side of the square. The picture follows the finger, so
    /// the square goes the other way, and never leaves the picture.
    #[must_use]
    pub fn dragged(self, width: f64, height: f64, (x, y): (f64, f64)) -> Self {
        let (left, top, side) = self.square(width, height);
        let to = |from: f64, by: f64, room: f64, stays: f64| {
            if room > 0.0 {
                within((from - by * side) / room, 0.0, 1.0)
            } else {
                stays
            }
        };
        Self {
            across: to(left, x, width - side, self.across),
            down: to(top, y, height - side, self.down),
            ..self
        }
    }

    /// Nearer or farther by this factor, around the middle of what is seen.
    #[must_use]
    pub fn zoomed(self, width: f64, height: f64, factor: f64) -> Self {
        let (left, top, side) = self.square(width, height);
        let nearer = Self {
            zoom: within(self.zoom * factor, 1.0, 4.0),
            ..self
        };
        let (new_left, new_top, new_side) = nearer.square(width, height);
        // Where the new square must move so that its middle is the old one's, in parts of its side.
        let shift = |new: f64, old: f64| (new + new_side / 2.0 - old - side / 2.0) / new_side;
        nearer.dragged(width, height, (shift(new_left, left), shift(new_top, top)))
    }
}

fn within(value: f64, least: f64, most: f64) -> f64 {
    if value.is_finite() {
        // Not `clamp`: its panic writes a fraction, which brings 7 KB of code along.
        value.min(most).max(least)
    } else {
        least
    }
}

/// What came of wishing for this image, `None` to remove it. `before` is the image until then, as far as it was known;
/// `after` is `None` when the settings could not be read back.
pub fn tell(
    before: Option<&str>,
    wish: Option<&str>,
    sent: &Result<(), ApiError>,
    after: Option<&UserSettings>,
) -> Outcome {
    let now = after.and_then(|after| after.image.known());
    let outcome = |severity, message: &str| Outcome {
        severity,
        message: message.to_owned(),
        detail: sent.as_ref().err().and_then(|error| error.detail.clone()),
    };
    match (now, wish, sent) {
        (Some(now), Some(wish), _) if now == wish => {
            outcome(Severity::Success, "Your profile image is saved.")
        }
        (Some(now), None, _) if now.is_empty() => {
            outcome(Severity::Success, "Your profile image is removed.")
        }
        // The service may keep its own form of a picture: a success with another picture is a success.
        (Some(now), Some(_), Ok(())) if !now.is_empty() && before != Some(now.as_str()) => outcome(
            Severity::Success,
            "Your profile image is saved. The service shows it in its own form.",
        ),
        (_, _, Err(error)) if !error.may_have_applied() => outcome(
            Severity::Error,
            &format!("{} Your profile image was not changed.", error.message),
        ),
        (Some(_), _, _) => outcome(
            Severity::Warning,
            "Your profile image was not changed: the service still shows the old one. Nothing was sent again.",
        ),
        (None, _, _) => outcome(
            Severity::Warning,
            "We do not know whether your profile image was changed: your settings could not be read back.",
        ),
    }
}
