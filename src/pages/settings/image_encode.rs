//! Encodes the cropped picture, and looks at the result before it may be sent: a browser that guards against fingerprinting
//! gives a page noise or nothing for its pixels, and says nothing. Believes no answer of the browser that it can check.

use js_sys::{Object, Promise, Reflect, Uint8Array, Uint8ClampedArray};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::labels;
use crate::domain::settings::base64;
use crate::domain::settings::canvas_truth::{FIELD, pattern, shows_pattern, shows_same};
use crate::domain::settings::image::MAX_BYTES;
use crate::domain::settings::image_change::SIDE;

/// What `draw` paints, as a JPEG in base64.
///
/// # Errors
/// A message for the user: it couldn't be drawn, or the browser hides what was.
pub(super) async fn encode(
    draw: impl FnOnce(&CanvasRenderingContext2d) -> Option<()>,
) -> Result<String, &'static str> {
    let (canvas, context) = canvas().ok_or(labels::IMAGE_HIDDEN)?;
    draw(&context).ok_or(labels::IMAGE_NOT_DRAWN)?;
    check(&canvas, &context).await.ok_or(labels::IMAGE_HIDDEN)
}

/// The picture on this canvas as a JPEG in base64, if the browser tells the truth about it.
async fn check(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d) -> Option<String> {
    let (known, painter) = self::canvas()?;
    let fields = (0..SIDE).step_by(FIELD as usize);
    for (x, y) in fields
        .clone()
        .flat_map(|y| fields.clone().map(move |x| (x, y)))
    {
        let [red, green, blue] = pattern(x, y);
        painter.set_fill_style_str(&format!("rgb({red},{green},{blue})"));
        let side = f64::from(FIELD);
        painter.fill_rect(x.into(), y.into(), side, side);
    }
    let truthful =
        shows_pattern(&pixels(&painter)?) && shows_pattern(&decoded_pixels(&jpeg(&known)?).await?);
    let encoded = jpeg(canvas)?;
    let same = truthful && shows_same(&pixels(context)?, &decoded_pixels(&encoded).await?);
    same.then_some(encoded)
}

/// A canvas of the size that is sent.
fn canvas() -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let options = Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
    let context = canvas
        .get_context_with_context_options("2d", &options)
        .ok()??;
    Some((canvas, context.dyn_into().ok()?))
}

/// What the browser says is on the canvas, as RGBA. Guards replace this call: its answer may be anything.
fn pixels(context: &CanvasRenderingContext2d) -> Option<Vec<u8>> {
    let side = f64::from(SIDE);
    let data = context.get_image_data(0.0, 0.0, side, side).ok()?;
    let data = Reflect::get(&data, &"data".into()).ok()?;
    Some(data.dyn_into::<Uint8ClampedArray>().ok()?.to_vec())
}

/// The canvas as a JPEG in base64.
fn jpeg(canvas: &HtmlCanvasElement) -> Option<String> {
    let url = canvas
        .to_data_url_with_type_and_encoder_options("image/jpeg", &0.9.into())
        .ok()?;
    Some(url.strip_prefix("data:image/jpeg;base64,")?.to_owned())
}

/// The pixels of a JPEG in base64 once it is decoded again.
async fn decoded_pixels(jpeg: &str) -> Option<Vec<u8>> {
    let bytes = base64::decode(jpeg, MAX_BYTES).ok()?;
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let decoding = window().create_image_bitmap_with_blob(&blob).ok()?;
    let decoded: JsValue = JsFuture::from(Promise::resolve(&decoding)).await.ok()?;
    let picture: ImageBitmap = decoded.dyn_into().ok()?;
    let is_ours = picture.width() == SIDE && picture.height() == SIDE;
    let (_, context) = canvas()?;
    context
        .draw_image_with_image_bitmap(&picture, 0.0, 0.0)
        .ok()?;
    picture.close();
    pixels(&context).filter(|_| is_ours)
}
