//! Focus that would fall to the page's body because its element leaves: handed to the heading of the part it was in.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// To be called while `leaving` is still in the page: if the focus is inside of it, then after it has left, the nearest
/// heading around it takes the focus, unless something else has.
pub fn hand_over_focus(leaving: &web_sys::Element) {
    let within = document()
        .active_element()
        .is_some_and(|focused| leaving.contains(Some(&focused)));
    if !within {
        return;
    }
    let Some(heading) = heading_around(leaving) else {
        return;
    };
    request_animation_frame(move || {
        let lost = document()
            .active_element()
            .is_none_or(|focused| focused.tag_name() == "BODY");
        if lost && heading.is_connected() {
            let _ = heading.set_attribute("tabindex", "-1");
            let _ = heading.focus();
        }
    });
}

/// The heading of the nearest region, dialog or page around an element.
fn heading_around(element: &web_sys::Element) -> Option<web_sys::HtmlElement> {
    let mut around = element.parent_element();
    while let Some(part) = around {
        if part.matches("section, dialog, .page").unwrap_or(false)
            && let Ok(Some(heading)) = part.query_selector("h1, h2, h3")
        {
            return heading.dyn_into().ok();
        }
        around = part.parent_element();
    }
    None
}
