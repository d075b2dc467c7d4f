//! Mounts the app in place of the skeleton that `index.html` paints.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

fn main() {
    console_error_panic_hook::set_once();
    let Some(root) = document().get_element_by_id("app") else {
        return;
    };
    root.set_text_content(None);
    leptos::mount::mount_to(root.unchecked_into(), rolecall::app::App).forget();
}
