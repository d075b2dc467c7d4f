//! Moves the keyboard focus, so that it never falls to the page's body when the focused element leaves the page. Knows no page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Focuses the first element that matches the selector; false if there is none.
pub fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|found| found.focus().is_ok())
}

/// As [`focus`] after the next frame, for an element that is about to be drawn.
pub fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || _ = focus(&selector));
}

/// After the next frame, focuses what `find` returns, unless something has the focus then.
pub fn recover_focus(find: impl FnOnce() -> Option<HtmlElement> + 'static) {
    let find: Box<dyn FnOnce() -> Option<HtmlElement>> = Box::new(find);
    request_animation_frame(move || {
        if is_lost()
            && let Some(element) = find()
        {
            let _ = element.focus();
        }
    });
}

/// For an element that is about to leave the page: if it has the focus, or contains what has it, the nearest heading around it
/// takes over.
pub fn hand_over_focus(leaving: &Element) {
    let has_focus = document()
        .active_element()
        .is_some_and(|focused| leaving.contains(Some(&focused)));
    if !has_focus {
        return;
    }
    let Some(heading) = heading_around(leaving) else {
        return;
    };
    recover_focus(move || {
        let _ = heading.set_attribute("tabindex", "-1");
        Some(heading).filter(|heading| heading.is_connected())
    });
}

/// The first element that matches the selector.
pub fn find(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok().flatten()?;
    found.dyn_into().ok()
}

/// Whether the focus is where nobody put it: on nothing, or on the heading that took it when the page came.
pub fn is_idle() -> bool {
    let heading = find("main h1");
    is_lost()
        || heading.is_some_and(|heading| {
            document()
                .active_element()
                .is_some_and(|focused| *heading == focused)
        })
}

fn is_lost() -> bool {
    let focused = document().active_element();
    focused.is_none_or(|focused| focused.tag_name() == "BODY")
}

/// The heading of the nearest section, dialog or page around an element.
fn heading_around(element: &Element) -> Option<HtmlElement> {
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
