//! The tenant's plan, and the problems with its billing.

use leptos::prelude::*;

use super::labels;
use super::listing::unreadable_note;
use super::values::{Me, line, note, or_missing, quiet, text, word};
use crate::api::tenant::whoami::Whoami;
use crate::domain::account::{billing, whoami};
use crate::ui::badge::{MissingValue, Tone};
use crate::ui::card::Card;

pub(super) fn card(me: Me) -> AnyView {
    view! {
        <Card id="plan" title=labels::PLAN_AND_BILLING>
            {move || me.with(|me| warnings(me))}
            <dl class="facts">
                {line(me, labels::PLAN, |me| word(whoami::plan_type(&me.plan_type)))}
                {line(me, labels::BILLING_PLAN, |me| text(&me.billing_plan_name))}
                {line(me, labels::PLAN_CHANGE, |me| or_missing(&me.active_plan_transition_uid, |uid| transition(uid)))}
                {line(me, labels::BILLING_CHECKS, checks)}
            </dl>
        </Card>
    }
    .into_any()
}

fn transition(uid: &str) -> AnyView {
    if uid.is_empty() {
        return quiet(labels::PLAN_CHANGE_NONE);
    }
    view! { {labels::PLAN_CHANGE_IN_PROGRESS} " " <code translate="no"><bdi>{crate::domain::text::displayable(uid)}</bdi></code> }
        .into_any()
}

/// Each failed check in words, with what to do about it.
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
    let text = match view.warnings.len() {
        0 if view.unreadable > 0 => None,
        0 => Some(labels::NO_BILLING_PROBLEMS.to_owned()),
        count => Some(labels::billing_problems(count)),
    };
    view! { {text} {unreadable_note(view.unreadable)} }.into_any()
}
