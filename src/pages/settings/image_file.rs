//! Opens a picture file of the user's: its first bytes are checked, then the browser decodes it, rotated as its metadata
//! says. Makes no request and no object URL.

use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ImageBitmap};

use crate::domain::settings::image_change;
use crate::domain::settings::image_change::{FileRefusal, MAX_FILE_BYTES};

/// Headers are shorter than this, embedded previews included.
const HEAD_BYTES: f64 = 1_000_000.0;

/// Opens the file, or says why not.
pub(super) async fn open(file: &File) -> Result<ImageBitmap, FileRefusal> {
    if file.size() > MAX_FILE_BYTES {
        return Err(FileRefusal::TooManyBytes);
    }
    let not_readable = |_: JsValue| FileRefusal::NotReadable;
    let broken = |_: JsValue| FileRefusal::Broken;
    let head = file
        .slice_with_f64_and_f64(0.0, HEAD_BYTES)
        .map_err(not_readable)?;
    let head = JsFuture::from(head.array_buffer())
        .await
        .map_err(not_readable)?;
    image_change::open(&Uint8Array::new(&head).to_vec())?;
    let decoding = window()
        .create_image_bitmap_with_blob(file)
        .map_err(broken)?;
    let picture = JsFuture::from(decoding).await.map_err(broken)?;
    picture.dyn_into().map_err(broken)
}
