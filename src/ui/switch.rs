//! A switch as ARIA draws it: its label never changes, its state does.

use leptos::prelude::*;

/// A control that is on or off.
#[component]
pub fn Switch(
    /// The constant name of what is switched.
    #[prop(into)]
    label: String,
    #[prop(into)] on: Signal<bool>,
    /// Runs with the wish, not with a fact: who owns `on` decides.
    #[prop(into)]
    on_change: Callback<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Id of the text that explains it.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// The label stands beside it already: only its name is kept.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    // aria-disabled keeps it in the tab order, so that the reason can be reached.
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || if on.get() { "true" } else { "false" }
            aria-disabled=move || disabled.get().then_some("true")
            aria-describedby=described_by
            // A key held down switches once.
            on:keydown=move |event: web_sys::KeyboardEvent| if event.repeat() { event.prevent_default() }
            on:click=move |_| {
                if !disabled.get_untracked() {
                    on_change.run(!on.get_untracked());
                }
            }
        >
            <span class=if bare { "visually-hidden" } else { "switch-label" }>{label}</span>
            <span class="switch-track" aria-hidden="true"></span>
        </button>
    }
}
