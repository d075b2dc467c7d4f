//! One notification: its texts and code, On or Off, and a switch where it can be switched.

use leptos::prelude::*;

use super::labels;
use super::notification_changes::{NotificationChanges, RowOutcome, RowState};
use crate::api::json::field::Field;
use crate::api::tenant::settings::Notification;
use crate::domain::settings::notification_outcome;
use crate::domain::settings::notification_outcome::ChangeResult;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::switch::Switch;

/// `index` is the position in the list: codes and labels need not be unique.
pub(super) fn row(
    index: usize,
    item: Memo<Option<Field<Notification>>>,
    notifications: NotificationChanges,
) -> AnyView {
    // All but whether it is on: switching then doesn't recreate the row, and the focus stays.
    let texts = Memo::new(move |_| {
        item.get().map(|item| {
            item.map(|item| Notification {
                enabled: item.enabled.map(|_| false),
                ..item
            })
        })
    });
    let enabled =
        Memo::new(move |_| item.with(|item| item.as_ref()?.known()?.enabled.known().copied()));
    let content = move || match texts.get()? {
        Field::Known(item) => Some(readable(index, &item, enabled, notifications)),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            Some(view! { <MissingValue word=labels::UNREADABLE /> }.into_any())
        }
    };
    view! { <li class="notification">{content}</li> }.into_any()
}

fn readable(
    index: usize,
    item: &Notification,
    enabled: Memo<Option<bool>>,
    notifications: NotificationChanges,
) -> AnyView {
    let description = format!("notification-{index}");
    let code = notification_outcome::switchable(item).map(str::to_owned);
    let control = match code.clone() {
        Some(code) => switch(
            code,
            enabled,
            name(item),
            description.clone(),
            notifications,
        ),
        None => (move || state(enabled.get())).into_any(),
    };
    view! {
        <div class="notification-text">
            <div>
                <h3>{text(&item.label, labels::NO_LABEL)}</h3>
                <p class="small quiet">{labels::CODE} " " <code translate="no">{text(&item.code, labels::NO_CODE)}</code></p>
            </div>
            <p class="quiet" id=description>{text(&item.description, labels::NO_DESCRIPTION)}</p>
            {code.map(|code| move || outcome(notifications.row(&code)))}
        </div>
        <div class="notification-control">{control}</div>
    }
    .into_any()
}

/// The state as a badge, and the switch. While a change is being saved both show the new state.
fn switch(
    code: String,
    enabled: Memo<Option<bool>>,
    label: String,
    described_by: String,
    notifications: NotificationChanges,
) -> AnyView {
    let code = StoredValue::new(code);
    let pending = Memo::new(move |_| code.with_value(|code| notifications.pending(code)));
    let on = Memo::new(move |_| pending.get().or(enabled.get()));
    let name = label.clone();
    view! {
        {move || state(on.get())}
        <Switch
            label
            bare=true
            on=Signal::derive(move || on.get() == Some(true))
            disabled=Signal::derive(move || pending.get().is_some() || notifications.locked())
            described_by
            on_change=move |on| {
                notifications.send(&labels::notification_saved(&name, on), vec![(code.get_value(), on)])
            }
        />
    }
    .into_any()
}

fn state(on: Option<bool>) -> AnyView {
    let (tone, text) = match on {
        Some(true) => (Tone::Good, labels::ON),
        Some(false) => (Tone::Plain, labels::OFF),
        None => (Tone::Unknown, labels::UNKNOWN),
    };
    view! { <Badge tone text /> }.into_any()
}

/// The name of the switch: the label, or else the code.
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
    let RowOutcome { result, alone } = match state {
        RowState::Idle => return None,
        RowState::Saving => {
            return Some(view! { <p class="small quiet">{labels::SAVING}</p> }.into_any());
        }
        RowState::Settled(outcome) => outcome,
    };
    let message = match result {
        ChangeResult::Saved => {
            return Some(view! { <p class="small row-saved">{labels::SAVED}</p> }.into_any());
        }
        ChangeResult::NotSaved(reason) => labels::not_saved(&reason),
        ChangeResult::Unknown(reason) => labels::not_confirmed(&reason),
    };
    // After a change of several one alert speaks, not each row. Another element than that of "Saving…": an alert is read out
    // when it appears, not when a paragraph turns into one.
    let role = alone.then_some("alert");
    Some(view! { <div class="field-error" role=role>{message}</div> }.into_any())
}

/// A text of the service, isolated from the writing direction around it; otherwise why there is none.
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
