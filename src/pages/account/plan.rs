//! The tenant's plan, and what its billing complains of.

use leptos::prelude::*;

use super::Me;
use super::listing::lost_note;
use super::values::{line, note, or_gap, quiet, text, word};
use crate::api::tenant::whoami::Whoami;
use crate::domain::account::{billing, whoami};
use crate::ui::badge::{MissingValue, Tone};
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="plan" title="Plan and billing">
            {move || me.with(|me| warnings(me))}
            <dl class="facts">
                {line(me, "Plan", |me| word(whoami::plan_type(&me.plan_type)))}
                {line(me, "Billing plan", |me| text(&me.billing_plan_name))}
                {line(me, "Change of plan", |me| or_gap(&me.active_plan_transition_uid, |uid| transition(uid)))}
                {line(me, "Billing checks", checks)}
            </dl>
        </Card>
    }
    .into_any()
}

fn transition(uid: &str) -> AnyView {
    if uid.is_empty() {
        return quiet("None under way");
    }
    view! { "Under way, " <code><bdi>{crate::domain::text::displayable(uid)}</bdi></code> }
        .into_any()
}

/// Each check that failed, in words, with what to do about it.
fn warnings(me: &Whoami) -> Vec<AnyView> {
    billing::view(&me.billing_flags)
        .warnings
        .into_iter()
        .map(|warning| {
            let tone = if warning.certain {
                Tone::Warning
            } else {
                Tone::Unknown
            };
            let parts = [Some(warning.message), warning.advice, warning.info];
            note(
                tone,
                parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
            )
        })
        .collect()
}

fn checks(me: &Whoami) -> AnyView {
    let view = billing::view(&me.billing_flags);
    if !view.reported {
        return view! { <MissingValue word=me.billing_flags.gap().unwrap_or_default() /> }
            .into_any();
    }
    let words = match view.warnings.len() {
        0 if view.unreadable > 0 => None,
        0 => Some("No problem reported".to_owned()),
        1 => Some("1 problem, see above".to_owned()),
        more => Some(format!("{more} problems, see above")),
    };
    view! { {words} {lost_note(view.unreadable)} }.into_any()
}
