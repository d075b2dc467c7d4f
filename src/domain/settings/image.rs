//! The gate that a profile image passes before any pixel of it is decoded: raster formats by magic bytes,
//! bounded bytes and pixels, a data URL made anew. SVG, HTML and addresses never pass. A picture of 10 KB can
//! unfold to 700 MB in a browser (tests/PROMISES.md, group V): only the header is trusted, and only within bounds.

use super::base64;
use super::base64::Base64Error;
pub use super::image_header::MediaType;

/// Longest side in pixels.
pub const MAX_SIDE: u32 = 4096;
/// Most pixels.
pub const MAX_PIXELS: u64 = 16_000_000;
/// Most bytes, decoded.
pub const MAX_BYTES: usize = 2_000_000;

/// A picture that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeImage {
    pub media_type: MediaType,
    pub width: u32,
    pub height: u32,
    /// For `src`: typed by the magic bytes, standard base64, nothing of the sender's own prefix.
    pub data_url: String,
}

/// Why a picture is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is none: no fault of anybody.
    Empty,
    /// An address instead of a picture; fetching it would tell a stranger who looks.
    Address,
    Malformed,
    /// SVG, HTML, a document, or a format that is not among the four.
    Format,
    /// The header is cut off or says nothing sensible.
    Broken,
    TooManyBytes,
    TooManyPixels,
}

impl Refusal {
    /// The reason for a person; initials are shown instead.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "There is no profile image.",
            Self::Address => {
                "The profile image is an address on another site, which is not loaded to protect you."
            }
            Self::Malformed => "The profile image is damaged and cannot be read.",
            Self::Format => "The profile image is not a PNG, JPEG, GIF or WebP picture.",
            Self::Broken => "The profile image is cut off or damaged.",
            Self::TooManyBytes => "The profile image is larger than 2 MB.",
            Self::TooManyPixels => "The profile image has too many pixels to be shown safely.",
        }
    }
}

/// Lets a picture pass, or says why not. `image` is base64 in either alphabet with or without padding,
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
    // A scheme stands at the very beginning: look no further, the rest may be megabytes.
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
