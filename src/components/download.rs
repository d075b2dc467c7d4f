//! Hands a text made here to the browser as a file. Nothing leaves the machine.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers `text` as a file called `name`; false when the browser does not let us.
pub fn download(text: &str, media_type: &str, name: &str) -> bool {
    offer(text, media_type, name).is_ok()
}

fn offer(text: &str, media_type: &str, name: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let pieces = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&pieces, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the bytes once it has begun.
    set_timeout(
        move || _ = Url::revoke_object_url(&address),
        Duration::from_secs(60),
    );
    Ok(())
}
