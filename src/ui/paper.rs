//! What is only on paper: made at once when the page is about to be printed, and thrown away after. For lists of which the screen
//! has only the rows in view. The sheets hide it on screen, and what it replaces in print.

use js_sys::{Function, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// Most rows of a list on paper: about 100 sheets.
pub const MAX_ROWS: usize = 2_000;

#[derive(Clone, Copy)]
struct Paper {
    host: NodeRef<html::Div>,
    content: StoredValue<Box<dyn Fn() -> AnyView>, LocalStorage>,
    owner: StoredValue<Owner>,
    /// While it is being printed.
    printed: StoredValue<Option<(Owner, AnyViewState)>, LocalStorage>,
}

/// A place in the page that holds `content` while the page is printed, and nothing otherwise.
pub fn on_paper(content: impl Fn() -> AnyView + 'static) -> AnyView {
    let paper = Paper {
        host: NodeRef::new(),
        content: StoredValue::new_local(Box::new(content)),
        owner: StoredValue::new(Owner::current().unwrap_or_default()),
        printed: StoredValue::new_local(None),
    };
    let before = window_event_listener_untyped("beforeprint", move |_| paper.fill());
    let after = window_event_listener_untyped("afterprint", move |_| paper.clear());
    let media = on_print_media(move |prints| if prints { paper.fill() } else { paper.clear() });
    let media = StoredValue::new_local(media);
    on_cleanup(move || {
        before.remove();
        after.remove();
        if let Some(Some((media, listener))) = media.try_update_value(Option::take) {
            let listener = listener.as_ref().unchecked_ref();
            let _ = media.remove_event_listener_with_callback("change", listener);
        }
        paper.clear();
    });
    view! { <div class="paper" node_ref=paper.host></div> }.into_any()
}

impl Paper {
    /// May be called by several events.
    fn fill(self) {
        let (Some(Some(host)), Some(owner)) =
            (self.host.try_get_untracked(), self.owner.try_get_value())
        else {
            return;
        };
        if self.printed.try_with_value(Option::is_some) != Some(false) {
            return;
        }
        let owner = owner.child();
        let state = self
            .content
            .try_with_value(|content| owner.with(|| untrack(content).build()));
        let Some(mut state) = state else { return };
        state.mount(&host, None);
        self.printed.set_value(Some((owner, state)));
    }

    fn clear(self) {
        if let Some(Some((owner, mut state))) = self.printed.try_update_value(Option::take) {
            state.unmount();
            owner.cleanup();
        }
    }
}

type Listener = Closure<dyn FnMut(Event)>;

/// Runs whenever the page begins or ends to be shown as on paper. Some browsers say that, but send no `beforeprint`.
fn on_print_media(run: impl Fn(bool) + 'static) -> Option<(EventTarget, Listener)> {
    let window = window();
    let query = Reflect::get(&window, &"matchMedia".into()).ok()?;
    let query: Function = query.dyn_into().ok()?;
    let media: EventTarget = query
        .call1(&window, &"print".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let matches = |media: &JsValue| {
        Reflect::get(media, &"matches".into()).is_ok_and(|matches| matches.is_truthy())
    };
    let target = media.clone();
    let listener = Closure::new(move |_: Event| run(matches(&target)));
    media
        .add_event_listener_with_callback("change", listener.as_ref().unchecked_ref())
        .ok()?;
    Some((media, listener))
}
