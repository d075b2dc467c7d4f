//! Saves content that the app made as a file. Nothing is sent anywhere.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::guarded::call;

/// Downloads `text` as a file; false if the browser refuses.
pub fn download(text: &str, media_type: &str, name: &str) -> bool {
    let bytes = js_sys::Uint8Array::from(text.as_bytes());
    download_pieces(&js_sys::Array::of1(&bytes), media_type, name)
}

/// As [`download`], for bytes in chunks (`Uint8Array`s), which need not be joined first.
pub fn download_pieces(pieces: &js_sys::Array, media_type: &str, name: &str) -> bool {
    offer(pieces, media_type, name).is_ok()
}

fn offer(pieces: &js_sys::Array, media_type: &str, name: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(pieces, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    call(&link, "click", &js_sys::Array::new()).ok_or(JsValue::NULL)?;
    // Once the download has started, it keeps the bytes itself.
    set_timeout(
        move || _ = Url::revoke_object_url(&address),
        Duration::from_secs(60),
    );
    Ok(())
}
