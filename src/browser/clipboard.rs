//! Copies text to the clipboard, and reads what is being pasted.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// False if the browser refuses: permission denied, or no clipboard, as on pages without TLS.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let there = Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    // Without TLS there is no clipboard, and using it would throw.
    if !there.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}

/// The text of a `paste` event; `None` if it has none.
pub fn pasted(event: &JsValue) -> Option<String> {
    let data = Reflect::get(event, &JsValue::from_str("clipboardData")).ok()?;
    let get = Reflect::get(&data, &JsValue::from_str("getData")).ok()?;
    let get: Function = get.dyn_into().ok()?;
    get.call1(&data, &JsValue::from_str("text"))
        .ok()?
        .as_string()
}
