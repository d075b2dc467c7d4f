//! How the outcome of a change is shown: done, not known, or failed.

use leptos::prelude::*;

use crate::domain::outcome::{Outcome, Severity};
use crate::ui::error_alert::ErrorAlert;

/// A failure is an alert; what else came of it is said by the page's live region.
pub(crate) fn told(outcome: Outcome) -> AnyView {
    show(outcome, false)
}

/// As [`told`], after a form has failed: the focus goes to what went wrong.
pub(crate) fn told_of_form(outcome: Outcome) -> AnyView {
    show(outcome, true)
}

fn show(outcome: Outcome, takes_focus: bool) -> AnyView {
    let Outcome {
        severity,
        message,
        detail,
    } = outcome;
    match severity {
        Severity::Success => note("told told-good", message, detail),
        Severity::Warning => note("told told-caution", message, detail),
        Severity::Error => view! { <ErrorAlert message detail takes_focus /> }.into_any(),
    }
}

/// A sentence in its box, with the server's own words on demand.
pub(crate) fn note(class: &'static str, message: String, detail: Option<String>) -> AnyView {
    view! {
        <div class=class>
            <p>{message}</p>
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
