//! Checks a profile image before any pixel of it is decoded: raster formats by magic bytes, a limit on bytes and pixels, a
//! data URL built afresh. SVG, HTML and addresses never pass. A picture of 10 KB can unfold to 700 MB in a browser
//! (tests/PROMISES.md, group V): only the header is trusted, and only within limits.

use super::base64;
use super::base64::Base64Error;
pub use super::image_header::MediaType;

/// Longest side in pixels.
pub const MAX_SIDE: u32 = 4096;
/// Largest number of pixels.
pub const MAX_PIXELS: u64 = 16_000_000;
/// Largest size in bytes, decoded.
pub const MAX_BYTES: usize = 2_000_000;

/// A picture that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeImage {
    pub media_type: MediaType,
    pub width: u32,
    pub height: u32,
    /// For `src`: typed by the magic bytes, standard base64, without the sender's own prefix.
    pub data_url: String,
}

/// Why a picture is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is none, which is fine.
    Empty,
    /// An address instead of a picture; fetching it would reveal the user to a third party.
    Address,
    Malformed,
    /// SVG, HTML, a document, or a format that is not among the four.
    Format,
    /// The header is incomplete or makes no sense.
    Broken,
    TooManyBytes,
    TooManyPixels,
}

impl Refusal {
    /// The reason as a message; initials are shown instead.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "You don't have a profile image.",
            Self::Address => {
                "Your profile image is a link to another site. To protect you, it isn't loaded."
            }
            Self::Malformed => "Your profile image is damaged and can't be read.",
            Self::Format => "Your profile image isn't a PNG, JPEG, GIF or WebP image.",
            Self::Broken => "Your profile image is incomplete or damaged.",
            Self::TooManyBytes => "Your profile image is larger than 2 MB.",
            Self::TooManyPixels => "Your profile image has too many pixels to be shown safely.",
        }
    }
}

/// The picture if it may be shown, or why not. `image` is base64 in either alphabet with or without padding,
/// or a data URL, as the settings carry it.
pub fn check(image: &str) -> Result<SafeImage, Refusal> {
    let image = image.trim_ascii();
    let bytes = base64::decode(payload(image)?, MAX_BYTES).map_err(|error| match error {
        Base64Error::Malformed => Refusal::Malformed,
        Base64Error::TooLong => Refusal::TooManyBytes,
    })?;
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let media_type = MediaType::of_bytes(&bytes).ok_or(Refusal::Format)?;
    let (width, height) = media_type.size(&bytes).ok_or(Refusal::Broken)?;
    if width == 0 || height == 0 {
        return Err(Refusal::Broken);
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    let data_url = format!(
        "data:{};base64,{}",
        media_type.name(),
        base64::encode(&bytes)
    );
    Ok(SafeImage {
        media_type,
        width,
        height,
        data_url,
    })
}

/// The base64 part. A data URL loses its prefix, whatever type it claims; other addresses are refused.
fn payload(image: &str) -> Result<&str, Refusal> {
    // A scheme is at the very beginning: no need to read further, the rest may be megabytes.
    let head: String = image.chars().take(32).collect();
    let head = head.to_ascii_lowercase();
    if head.starts_with("data:") {
        let (prefix, payload) = image.split_once(',').ok_or(Refusal::Malformed)?;
        let is_base64 = prefix
            .trim_ascii_end()
            .to_ascii_lowercase()
            .ends_with(";base64");
        // A data URL without base64 is percent-encoded text: SVG or HTML.
        return if is_base64 {
            Ok(payload)
        } else {
            Err(Refusal::Format)
        };
    }
    if head.contains(':') || head.starts_with("//") || head.starts_with("www.") {
        return Err(Refusal::Address);
    }
    if head.starts_with('<') {
        return Err(Refusal::Format);
    }
    Ok(image)
}
