//! A modal dialog: the browser's own `<dialog>`, which traps focus, closes on Escape and returns the focus.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::effect::effect;
use crate::browser::focus::{find, recover_focus};

/// A dialog named by its title. It is in the page only while `open`.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    /// The title is somebody's name, which no page translator may change.
    #[prop(optional)]
    is_name: bool,
    /// Unique in the page; the title's id is derived from it.
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    /// Runs on Escape or a button; the owner of `open` decides.
    #[prop(into)]
    on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            <Modal title is_name id on_close>{children.with_value(|children| children())}</Modal>
        </Show>
    }
}

#[component]
fn Modal(
    title: Signal<String>,
    is_name: bool,
    id: &'static str,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new_local(document().active_element());
    effect(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Where it cannot be modal, it can still be read.
            if dialog.show_modal().is_err() {
                let _ = dialog.set_attribute("open", "");
            }
        }
    });
    on_cleanup(move || {
        // The element is removed, not closed, so the browser does not return the focus by itself.
        if let Some(Some(opener)) = opener.try_get_value() {
            return_focus(opener);
        }
    });
    let heading = format!("{id}-heading");
    view! {
        <dialog
            class="dialog"
            id=id
            node_ref=dialog
            aria-labelledby=heading.clone()
            on:cancel=move |event: web_sys::Event| {
                // Not the one of a field for files within.
                if event.target() == event.current_target() {
                    event.prevent_default();
                    on_close.run(());
                }
            }
        >
            <h2 id=heading.clone() tabindex="-1" dir="auto" translate=is_name.then_some("no")>{title}</h2>
            {children()}
        </dialog>
    }
}

/// After the dialog has left the page, the focus returns to the element that opened it; if that is gone too, to the page's error
/// or heading. Whatever took the focus in the meantime keeps it.
fn return_focus(opener: web_sys::Element) {
    recover_focus(move || {
        if opener.is_connected() {
            return opener.dyn_into().ok();
        }
        find("main .error-alert-text[tabindex]").or_else(|| find("main h1"))
    });
}
