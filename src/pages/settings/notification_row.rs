//! One notification: what it tells, its code, On or Off, and its switch where it can be switched.

use leptos::prelude::*;

use super::notification_changes::{Preferences, RowState};
use crate::api::json::field::Field;
use crate::api::tenant::settings::Notification;
use crate::domain::settings::notification_outcome;
use crate::domain::settings::notification_outcome::Kept;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::switch::Switch;

/// `index` is its place in the list: codes and labels need not be unique.
pub(super) fn row(
    index: usize,
    item: Memo<Option<Field<Notification>>>,
    preferences: Preferences,
) -> AnyView {
    // All but whether it is on: then switching does not make the row anew, and focus stays.
    let texts = Memo::new(move |_| {
        item.get().map(|item| {
            item.map(|item| Notification {
                enabled: item.enabled.map(|_| false),
                ..item
            })
        })
    });
    let fact =
        Memo::new(move |_| item.with(|item| item.as_ref()?.known()?.enabled.known().copied()));
    let content = move || match texts.get()? {
        Field::Known(item) => Some(readable(index, &item, fact, preferences)),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            Some(view! { <MissingValue word="Unreadable" /> }.into_any())
        }
    };
    view! { <li class="notification">{content}</li> }.into_any()
}

fn readable(
    index: usize,
    item: &Notification,
    fact: Memo<Option<bool>>,
    preferences: Preferences,
) -> AnyView {
    let about = format!("notification-{index}");
    let code = notification_outcome::switchable(item).map(str::to_owned);
    let control = match code.clone() {
        Some(code) => switch(code, fact, name(item), about.clone(), preferences),
        None => (move || state(fact.get())).into_any(),
    };
    view! {
        <div class="notification-text">
            <div>
                <h3>{text(&item.label, "No label")}</h3>
                <p class="small quiet">"Code "<code>{text(&item.code, "none")}</code></p>
            </div>
            <p class="quiet" id=about>{text(&item.description, "No description")}</p>
            {code.map(|code| move || outcome(preferences.row(&code)))}
        </div>
        <div class="notification-control">{control}</div>
    }
    .into_any()
}

/// The state in a word, and the switch. While it is being saved both show the wish.
fn switch(
    code: String,
    fact: Memo<Option<bool>>,
    label: String,
    described_by: String,
    preferences: Preferences,
) -> AnyView {
    let code = StoredValue::new(code);
    let wish = Memo::new(move |_| code.with_value(|code| preferences.wish(code)));
    let on = Memo::new(move |_| wish.get().or(fact.get()));
    let about = label.clone();
    view! {
        {move || state(on.get())}
        <Switch
            label
            bare=true
            on=Signal::derive(move || on.get() == Some(true))
            disabled=Signal::derive(move || wish.get().is_some() || preferences.locked())
            described_by
            on_change=move |wish| preferences.send(&about, vec![(code.get_value(), wish)])
        />
    }
    .into_any()
}

fn state(on: Option<bool>) -> AnyView {
    let (tone, text) = match on {
        Some(true) => (Tone::Good, "On"),
        Some(false) => (Tone::Plain, "Off"),
        None => (Tone::Unknown, "Unknown"),
    };
    view! { <Badge tone text /> }.into_any()
}

/// What the switch is called: the label, or else the code.
fn name(item: &Notification) -> String {
    let known = |field: &Field<String>| {
        let text = field.known()?;
        (!text.trim().is_empty()).then(|| displayable(text))
    };
    known(&item.label)
        .or_else(|| known(&item.code))
        .unwrap_or_default()
}

fn outcome(state: RowState) -> Option<AnyView> {
    let (kept, alone) = match state {
        RowState::Still => return None,
        RowState::Saving => return Some(view! { <p class="small quiet">"Saving…"</p> }.into_any()),
        RowState::Kept(kept, alone) => (kept, alone),
    };
    let (word, why) = match kept {
        Kept::Saved => return Some(view! { <p class="small row-saved">"Saved"</p> }.into_any()),
        Kept::NotSaved(why) => ("Not saved.", why),
        Kept::Unsure(why) => ("Not known.", why),
    };
    // Of several at once one alert speaks, not each row. Another element than "Saving…" has: an alert is read out when it
    // comes, not when a paragraph that is there becomes one.
    let role = alone.then_some("alert");
    Some(view! { <div class="field-error" role=role>{format!("{word} {why}")}</div> }.into_any())
}

/// Foreign text of a field, kept apart from the writing direction around it; the word for its gap otherwise.
fn text(field: &Field<String>, empty: &'static str) -> AnyView {
    match field {
        Field::Known(text) if text.trim().is_empty() => {
            view! { <span class="quiet">{empty}</span> }.into_any()
        }
        Field::Known(text) => view! { <bdi>{displayable(text)}</bdi> }.into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            view! { <MissingValue word=field.gap().unwrap_or_default() /> }.into_any()
        }
    }
}
