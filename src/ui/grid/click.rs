//! What a click on a row means. It opens the row, unless it is one of two that select a word, ends a selection of text, or is for
//! the browser: the link of the row opens elsewhere with Ctrl, Shift or the middle button, as links do.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, MouseEvent, PointerEvent};

use super::row_pool::{has_own_action, index_of};

/// Marks the link in a row that leads to what the row opens.
const ROW_LINK: &str = "[data-row-link]";

/// How long a click of the mouse waits for a second one. Keys and fingers do not wait.
const SECOND_CLICK: Duration = Duration::from_millis(250);

#[derive(Clone, Copy)]
pub(super) struct Clicks {
    open: Callback<u32>,
    pending: StoredValue<Option<TimeoutHandle>>,
}

impl Clicks {
    pub(super) fn new(open: Callback<u32>) -> Self {
        let clicks = Self {
            open,
            pending: StoredValue::new(None),
        };
        on_cleanup(move || clicks.cancel());
        clicks
    }

    pub(super) fn click(self, event: &MouseEvent) {
        self.cancel();
        let target = event.target();
        let on_link = closest(target.clone(), ROW_LINK).is_some();
        if !on_link && has_own_action(target.clone()) {
            return;
        }
        let elsewhere = event.ctrl_key() || event.meta_key();
        if elsewhere || event.shift_key() || event.alt_key() {
            if elsewhere
                && !on_link
                && let Some(href) = href_of(target)
            {
                let _ = window().open_with_url_and_target(&href, "_blank");
            }
            return;
        }
        if on_link {
            event.prevent_default();
            // The row takes the focus, not its link.
            if let Some(row) = closest(target.clone(), "[data-row]") {
                let _ = row.unchecked_ref::<HtmlElement>().focus();
            }
        }
        let Some(index) = index_of(target.clone()) else {
            return;
        };
        match event.detail() {
            _ if is_text_selected() => {}
            0 => self.open.run(index),
            1 if is_touch(event) => self.open.run(index),
            1 => {
                let href = href_of(target.clone());
                let open = move || {
                    // The row may have become another one's.
                    if !is_text_selected() && href_of(target.clone()) == href {
                        self.open.run(index);
                    }
                };
                self.pending
                    .set_value(set_timeout_with_handle(open, SECOND_CLICK).ok());
            }
            _ => {}
        }
    }

    fn cancel(self) {
        if let Some(pending) = self.pending.try_update_value(Option::take).flatten() {
            pending.clear();
        }
    }
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Where the link of the row leads.
fn href_of(target: Option<EventTarget>) -> Option<String> {
    let row = closest(target, "[data-row]")?;
    row.query_selector(ROW_LINK).ok()??.get_attribute("href")
}

fn is_touch(event: &MouseEvent) -> bool {
    let pointer = event.dyn_ref::<PointerEvent>();
    pointer.is_some_and(|pointer| pointer.pointer_type() == "touch")
}

/// Whether the click ended selecting text, to be copied.
fn is_text_selected() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}
