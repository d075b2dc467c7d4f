//! A switch as ARIA defines it: its label never changes, its state does.

use leptos::prelude::*;

use super::events::press_once;

/// A control that is on or off.
#[component]
pub fn Switch(
    /// The name of what is switched; never changes.
    #[prop(into)]
    label: String,
    #[prop(into)] on: Signal<bool>,
    /// Runs with the requested state; the owner of `on` decides.
    #[prop(into)]
    on_change: Callback<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Id of the text that explains it.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Its label is already beside it, so here it is for screen readers only.
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
            on:keydown=press_once
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
