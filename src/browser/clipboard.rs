//! Copies text to the clipboard, and reads what is being pasted.

use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::guarded::{call, get};

/// False if the browser refuses: permission denied, or no clipboard, as on pages without TLS.
pub async fn copy(text: &str) -> bool {
    let clipboard = get(&window().navigator(), "clipboard");
    let writing =
        clipboard.and_then(|clipboard| call(&clipboard, "writeText", &Array::of1(&text.into())));
    match writing {
        Some(writing) => JsFuture::from(Promise::resolve(&writing)).await.is_ok(),
        None => false,
    }
}

/// The text of a `paste` event; `None` if it has none.
pub fn pasted(event: &JsValue) -> Option<String> {
    let data = get(event, "clipboardData")?;
    call(&data, "getData", &Array::of1(&"text".into()))?.as_string()
}
