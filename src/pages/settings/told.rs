//! How the outcome of a change is shown: done, not known, or failed.

use leptos::prelude::*;

use crate::components::trouble::Trouble;
use crate::policy::request_outcome::{Outcome, Weight};

/// A failure is an alert; what else came of it is said by the page's live region.
pub(super) fn told(outcome: Outcome) -> AnyView {
    let Outcome {
        weight,
        sentence,
        detail,
    } = outcome;
    match weight {
        Weight::Good => note("note note-good", sentence, detail),
        Weight::Caution => note("note note-caution", sentence, detail),
        Weight::Bad => view! { <Trouble sentence detail /> }.into_any(),
    }
}

/// A sentence in its box, with the server's own words on demand.
pub(super) fn note(class: &'static str, sentence: String, detail: Option<String>) -> AnyView {
    view! {
        <div class=class>
            <p>{sentence}</p>
            {detail.map(|detail| view! {
                <details class="trouble-detail">
                    <summary>"What the server said"</summary>
                    <p dir="auto">{detail}</p>
                </details>
            })}
        </div>
    }
    .into_any()
}
