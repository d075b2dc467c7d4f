//! What could not be loaded or saved: a message, the server's message on demand, and a way to try again.

use leptos::html;
use leptos::prelude::*;

use super::effect::effect;
use crate::browser::focus;

/// An alert inside the part that failed.
#[component]
pub fn ErrorAlert(
    /// What happened, and what the person can do.
    #[prop(into)]
    message: String,
    /// What that means for what they were doing.
    #[prop(optional_no_strip, into)]
    note: Option<String>,
    /// The server's message, as inert text.
    #[prop(optional_no_strip, into)]
    detail: Option<String>,
    /// Given if trying again may help; without it there is no button.
    #[prop(optional_no_strip, into)]
    on_retry: Option<Callback<()>>,
    /// Whether the message takes the focus, as when something the person did has failed.
    #[prop(optional)]
    takes_focus: bool,
) -> impl IntoView {
    let alert = NodeRef::<html::Div>::new();
    let text = NodeRef::<html::P>::new();
    // "Try again" leaves with the error that it ends.
    on_cleanup(move || {
        if let Some(Some(alert)) = alert.try_get_untracked() {
            focus::hand_over_focus(&alert);
        }
    });
    if takes_focus {
        effect(move || {
            let Some(text) = text.get() else { return };
            // After the frame in which a dialog returns the focus.
            request_animation_frame(move || {
                let _ = text.focus();
            });
        });
    }
    view! {
        <div class="error-alert" role="alert" node_ref=alert>
            <p class="error-alert-text" tabindex="-1" node_ref=text>{message}</p>
            {note.map(|note| view! { <p>{note}</p> })}
            {detail.map(|detail| view! {
                <details class="error-alert-detail">
                    <summary>"What the server said"</summary>
                    <p dir="auto">{detail}</p>
                </details>
            })}
            {on_retry.map(|on_retry| view! {
                <button type="button" class="button" on:click=move |_| on_retry.run(())>"Try again"</button>
            })}
        </div>
    }
}
