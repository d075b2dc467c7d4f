//! Changing the profile image: which file may be opened, which square of it is used, and the outcome of saving it. The old
//! image stays on screen until the service shows the new one. Looks at no pixel.

use super::image::MAX_PIXELS;
use super::image_header::MediaType;
use crate::api::http::error::ApiError;
use crate::api::tenant::settings::UserSettings;
use crate::domain::outcome::{Outcome, Severity};

/// Largest file that is opened, in bytes; what is sent is a small picture made from it.
pub const MAX_FILE_BYTES: f64 = 20_000_000.0;
/// Longest side of a file that is opened, in pixels.
const MAX_FILE_SIDE: u32 = 8192;
/// Most pixels of a file that is opened.
const MAX_FILE_PIXELS: u64 = 4 * MAX_PIXELS;
/// Side of the picture that is sent, in pixels.
pub const SIDE: u32 = 512;

/// Why a file isn't opened: the rule that it breaks, or the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRefusal {
    /// There are several.
    Several,
    /// There is an address instead, as when a picture is dragged from another page.
    NoFile,
    /// It can't be read at all, as a folder can't.
    NotReadable,
    Empty,
    TooManyBytes,
    /// Not one of the four formats.
    Format,
    /// Its header or its pixels can't be read.
    Broken,
    TooLongSide,
    TooManyPixels,
}

/// Size in pixels of a file that may be opened, or why it may not.
///
/// # Errors
/// The refusal, which says it in words.
pub fn open(bytes: &[u8]) -> Result<(u32, u32), FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    let media_type = MediaType::of_bytes(bytes).ok_or(FileRefusal::Format)?;
    let (width, height) = media_type.size(bytes).ok_or(FileRefusal::Broken)?;
    if width == 0 || height == 0 {
        return Err(FileRefusal::Broken);
    }
    if width.max(height) > MAX_FILE_SIDE {
        return Err(FileRefusal::TooLongSide);
    }
    if u64::from(width) * u64::from(height) > MAX_FILE_PIXELS {
        return Err(FileRefusal::TooManyPixels);
    }
    Ok((width, height))
}

impl FileRefusal {
    /// What is wrong with the file, and what helps.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Several => "Choose one image. You dropped several files.",
            Self::NoFile => {
                "This isn't a file. Save the image first, then choose or drop the file."
            }
            Self::NotReadable => {
                "This can't be read: it may be a folder, or it has been moved or changed. Choose an image file."
            }
            Self::Empty => "This file is empty.",
            Self::TooManyBytes => "This file is larger than 20 MB.",
            Self::Format => "This isn't a PNG, JPEG, GIF or WebP image.",
            Self::Broken => "This image is incomplete or damaged.",
            Self::TooLongSide => {
                "This image has too many pixels. Use one that is at most 8,192 pixels wide and high."
            }
            Self::TooManyPixels => {
                "This image has too many pixels. Use one with at most 64 megapixels, such as 8,000 × 8,000."
            }
        }
    }
}

/// The square of a picture that is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CropArea {
    /// 1 for as much as possible, up to 4.
    pub zoom: f64,
    /// 0 is leftmost, 1 rightmost.
    pub x: f64,
    /// 0 is topmost, 1 bottommost.
    pub y: f64,
}

impl CropArea {
    /// As much as possible, centered.
    pub const CENTER: Self = Self {
        zoom: 1.0,
        x: 0.5,
        y: 0.5,
    };

    /// The square in a picture of this size: `(left, top, side)` in pixels.
    pub fn square(self, width: f64, height: f64) -> (f64, f64, f64) {
        let side = width.min(height) / within(self.zoom, 1.0, 4.0);
        let left = (width - side) * within(self.x, 0.0, 1.0);
        let top = (height - side) * within(self.y, 0.0, 1.0);
        (left, top, side)
    }

    /// After dragging the picture by `(x, y)`, in fractions of the side of the square. The picture follows the pointer, so
    /// the square moves the other way, and never leaves the picture.
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
            x: to(left, x, width - side, self.x),
            y: to(top, y, height - side, self.y),
            ..self
        }
    }

    /// Zoomed by this factor, around the center of the square.
    #[must_use]
    pub fn zoomed(self, width: f64, height: f64, factor: f64) -> Self {
        let (left, top, side) = self.square(width, height);
        let nearer = Self {
            zoom: within(self.zoom * factor, 1.0, 4.0),
            ..self
        };
        let (new_left, new_top, new_side) = nearer.square(width, height);
        // How far the new square must move to have the old center, in fractions of its side.
        let shift = |new: f64, old: f64| (new + new_side / 2.0 - old - side / 2.0) / new_side;
        nearer.dragged(width, height, (shift(new_left, left), shift(new_top, top)))
    }
}

fn within(value: f64, least: f64, most: f64) -> f64 {
    if value.is_finite() {
        // Not `clamp`: its panic message formats a float, which costs 7 KB of code.
        value.min(most).max(least)
    } else {
        least
    }
}

/// The outcome of saving `image`, or of removing it where there is `None`. `before` is the image until then, as far as we
/// know; `after` is `None` when the settings couldn't be read back.
pub fn outcome(
    before: Option<&str>,
    image: Option<&str>,
    sent: &Result<(), ApiError>,
    after: Option<&UserSettings>,
) -> Outcome {
    let now = after.and_then(|after| after.image.known());
    let success = |message: &str| Outcome::new(Severity::Success, message);
    let warning = |message: &str| Outcome::new(Severity::Warning, message);
    let outcome = match (now, image, sent) {
        (Some(now), Some(image), _) if now == image => success("Profile image saved."),
        (Some(now), None, _) if now.is_empty() => success("Profile image removed."),
        // The service may store a form of its own: a success with another picture is a success.
        (Some(now), Some(_), Ok(())) if !now.is_empty() && before != Some(now.as_str()) => {
            success("Profile image saved. The service converted it.")
        }
        (_, _, Err(error)) if !error.may_have_applied() => Outcome::new(
            Severity::Error,
            format!("{} Your profile image was not changed.", error.message),
        ),
        (Some(_), _, _) => warning(
            "Your profile image was not changed: the service still shows the old one. Nothing was resent.",
        ),
        (None, _, _) => warning(
            "We don't know whether your profile image was changed: your settings couldn't be read back.",
        ),
    };
    match sent {
        Ok(()) => outcome,
        Err(error) => outcome.with_detail(error),
    }
}
