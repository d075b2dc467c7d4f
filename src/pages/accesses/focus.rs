//! Focus for when the button that had it leaves the page. Knows only selectors.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Focuses the first match once the page has been drawn again.
pub(crate) fn focus_after_render(selector: &'static str) {
    request_animation_frame(move || {
        if let Ok(Some(found)) = document().query_selector(selector)
            && let Ok(found) = found.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = found.focus();
        }
    });
}
