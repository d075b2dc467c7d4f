//! Shows the outcome of a write: done, not known, or failed.

use leptos::prelude::*;

use super::labels;
use crate::domain::outcome::{Outcome, Severity};
use crate::ui::error_alert::ErrorAlert;

/// A failure is an alert; any other outcome was announced by the mutation.
pub(crate) fn outcome_message(outcome: Outcome) -> AnyView {
    show(outcome, false)
}

/// As [`outcome_message`], after a form: a failure takes the focus.
pub(crate) fn form_outcome_message(outcome: Outcome) -> AnyView {
    show(outcome, true)
}

fn show(outcome: Outcome, takes_focus: bool) -> AnyView {
    let Outcome {
        severity,
        message,
        detail,
    } = outcome;
    match severity {
        Severity::Success => note("callout callout-good", message, detail),
        Severity::Warning => note("callout callout-caution", message, detail),
        Severity::Error => view! { <ErrorAlert message detail takes_focus /> }.into_any(),
    }
}

/// A message in its box, with the server's own words on demand.
pub(crate) fn note(class: &'static str, message: String, detail: Option<String>) -> AnyView {
    view! {
        <div class=class>
            <p>{message}</p>
            {detail.map(|detail| view! {
                <details class="error-alert-detail">
                    <summary>{labels::SERVER_DETAIL}</summary>
                    <p dir="auto">{detail}</p>
                </details>
            })}
        </div>
    }
    .into_any()
}
