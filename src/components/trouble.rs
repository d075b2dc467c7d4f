//! A part that could not be loaded or saved: one sentence, the server's own words on demand, and a way on.

use leptos::prelude::*;

/// An alert inside the part that failed.
#[component]
pub fn Trouble(
    /// What happened and what the person can do.
    #[prop(into)]
    sentence: String,
    /// The server's message, as inert text.
    #[prop(optional_no_strip, into)]
    detail: Option<String>,
    /// Given where trying again may help; the button is left out otherwise.
    #[prop(optional_no_strip, into)]
    again: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="trouble" role="alert">
            <p class="trouble-text">{sentence}</p>
            {detail.map(|detail| view! {
                <details class="trouble-detail">
                    <summary>"What the server said"</summary>
                    <p dir="auto">{detail}</p>
                </details>
            })}
            {again.map(|again| view! {
                <button type="button" class="button" on:click=move |_| again.run(())>"Try again"</button>
            })}
        </div>
    }
}
