//! A picture dropped on the card of the profile image, or pasted on the page. Everywhere else files are refused before the app
//! starts (`src/boot/start.js`): a browser would leave the page for them.

use std::time::Duration;

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, File, FileList};

use crate::domain::settings::image_change::FileRefusal;

/// What was dropped or pasted.
pub(super) type Dropped = Result<File, FileRefusal>;

/// Runs `take` with what is dropped on the element `card`, or pasted. While something is dragged over it, `is_over` is true.
pub(super) fn on_drop(card: &'static str, is_over: RwSignal<bool>, take: Callback<Dropped>) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let handle = move |event: Event| {
        let is_inside = |target: Option<JsValue>| {
            let element = target.and_then(|target| target.dyn_into::<Element>().ok());
            element.is_some_and(|element| matches!(element.closest(card), Ok(Some(_))))
        };
        let target = event.target().map(JsValue::from);
        match event.type_().as_str() {
            "paste" => {
                let files = files(&get(&event, "clipboardData"));
                if !files.is_empty() && !is_dialog_open() {
                    event.prevent_default();
                    take.run(only(files));
                }
            }
            // Between two elements of the card.
            "dragleave" => {
                if !is_inside(Some(get(&event, "relatedTarget"))) {
                    is_over.set(false);
                }
            }
            // "dragover" or "drop".
            kind => {
                let data = get(&event, "dataTransfer");
                // A plain event of that name, or one of a script, has none.
                let types = get(&data, "types").dyn_into::<Array>().unwrap_or_default();
                let has = |kind: &str| types.includes(&kind.into(), 0);
                let wanted = (has("Files") || has("text/uri-list"))
                    && is_inside(target)
                    && !is_dialog_open();
                let dragging = wanted && kind == "dragover";
                if is_over.get_untracked() != dragging {
                    is_over.set(dragging);
                }
                // A browser repeats "dragover" several times a second, but may not say that a drag was canceled.
                let ends = set_timeout_with_handle(
                    move || _ = is_over.try_set(false),
                    Duration::from_secs(1),
                );
                let before = timer.try_update_value(|timer| std::mem::replace(timer, ends.ok()));
                if let Some(Some(before)) = before {
                    before.clear();
                }
                if wanted {
                    event.prevent_default();
                    let _ = Reflect::set(&data, &"dropEffect".into(), &"copy".into());
                    if kind == "drop" {
                        take.run(only(files(&data)));
                    }
                }
            }
        }
    };
    for name in ["dragover", "dragleave", "drop", "paste"] {
        let listener = window_event_listener_untyped(name, handle);
        on_cleanup(move || listener.remove());
    }
}

fn get(from: &JsValue, key: &str) -> JsValue {
    Reflect::get(from, &key.into()).unwrap_or_default()
}

fn files(data: &JsValue) -> Vec<File> {
    match get(data, "files").dyn_into::<FileList>() {
        Ok(files) => (0..files.length()).filter_map(|at| files.get(at)).collect(),
        Err(_) => Vec::new(),
    }
}

fn only(mut files: Vec<File>) -> Dropped {
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok(file),
        (Some(_), false) => Err(FileRefusal::Several),
        (None, _) => Err(FileRefusal::NoFile),
    }
}

/// What lies behind a dialog takes nothing.
fn is_dialog_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}
