//! The terms of service: which version was accepted, which is current, and whether they match.

use leptos::prelude::*;

use super::labels;
use super::values::{Me, line, note, text, timestamp};
use crate::domain::account::whoami::{Terms, terms};
use crate::ui::badge::Tone;
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="terms" title=labels::TERMS>
            {move || me.with(|me| standing(terms(me)))}
            <dl class="facts">
                {line(me, labels::ACCEPTED_VERSION, |me| text(&me.tos_version))}
                {line(me, labels::CURRENT_VERSION, |me| text(&me.tos_current_version))}
                {line(me, labels::ACCEPTED_ON, |me| timestamp(&me.tos_accepted_at))}
                {line(me, labels::ACCEPTED_OLDER_FIELD, |me| text(&me.tos_accepted))}
            </dl>
        </Card>
    }
    .into_any()
}

fn standing(terms: Terms) -> AnyView {
    let tone = match &terms {
        Terms::Accepted => return view! { <p>{terms.message()}</p> }.into_any(),
        Terms::Outdated { .. } | Terms::NotAccepted => Tone::Warning,
        Terms::Unknown => Tone::Unknown,
    };
    note(tone, terms.message())
}
