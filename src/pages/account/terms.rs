//! The terms of service: what was accepted, what is in force, and whether that is the same.

use leptos::prelude::*;

use super::Me;
use super::values::{line, moment, note, text};
use crate::domain::account::whoami::{Terms, terms};
use crate::ui::badge::Tone;
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="terms" title="Terms of service">
            {move || me.with(|me| standing(terms(me)))}
            <dl class="facts">
                {line(me, "Accepted version", |me| text(&me.tos_version))}
                {line(me, "Version in force", |me| text(&me.tos_current_version))}
                {line(me, "Accepted on", |me| moment(&me.tos_accepted_at))}
                {line(me, "Accepted (older form)", |me| text(&me.tos_accepted))}
            </dl>
        </Card>
    }
    .into_any()
}

fn standing(terms: Terms) -> AnyView {
    let tone = match terms {
        Terms::Accepted => return view! { <p>{terms.message()}</p> }.into_any(),
        Terms::Outdated | Terms::NotAccepted => Tone::Warning,
        Terms::Unknown => Tone::Unknown,
    };
    note(tone, terms.message().to_owned())
}
