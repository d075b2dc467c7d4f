//! Mounts the app in place of the skeleton in `index.html`.

use leptos::prelude::document;
use rolecall::browser::scheduler::yield_now;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

fn main() {
    console_error_panic_hook::set_once();
    let Some(root) = document().get_element_by_id("app") else {
        return;
    };
    // In a task of its own: starting the module has taken a while, so let the browser paint first.
    spawn_local(async {
        yield_now().await;
        root.set_text_content(None);
        leptos::mount::mount_to(root.unchecked_into(), rolecall::app::App).forget();
    });
}
