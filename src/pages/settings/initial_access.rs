//! The first card: the status of the user's request for initial access, and the button that makes one. The button follows
//! the last read and nothing else; it stays in the tab order when disabled, so that its reason can be reached.

use leptos::prelude::*;

use super::data::SettingsData;
use super::labels;
use super::manual_refresh::ManualRefresh;
use super::outcome_message::{note, outcome_message};
use super::reminder::reminder;
use super::request_access::AccessRequest;
use crate::api::json::field::Field;
use crate::api::tenant::settings::InitialAccess;
use crate::app::context::use_clock;
use crate::app::mutation::Stage;
use crate::domain::relative_time::remaining;
use crate::domain::settings::initial_access;
use crate::domain::settings::initial_access::AccessView;
use crate::domain::settings::initial_access_outcome;
use crate::ui::badge::MissingValue;
use crate::ui::card::{Card, Fact};
use crate::ui::events::press_once;
use crate::ui::timestamp::Timestamp;

pub(super) fn initial_access_card(settings: SettingsData, refresh: ManualRefresh) -> impl IntoView {
    let clock = use_clock();
    let request = AccessRequest::new(settings);
    let access = Memo::new(move |_| {
        let settings = settings.resource.value()?;
        Some(initial_access::view(&settings, clock.now_ms()))
    });
    let reason = Memo::new(move |_| why_disabled(settings, request, access.get(), clock.now_ms()));
    let disabled = Memo::new(move |_| reason.with(Option::is_some));
    let last = settings.part(|now| now.initial_access.clone());
    let until = Memo::new(move |_| access.get().and_then(|access| access.until));
    let send = move || {
        if !disabled.get_untracked() {
            request.send();
        }
    };
    view! {
        <Card title=labels::INITIAL_ACCESS id="initial-access">
            {move || match access.with(|access| access.as_ref().map(|access| access.message.clone())) {
                Some(message) => view! { <p class="settings-lead">{message}</p> }.into_any(),
                None => settings.placeholder(2),
            }}
            {move || last.get().map(|last| facts(last, until))}
            {reminder(settings.resource, until)}
            {move || access.with(|access| access.as_ref().map(contradictions))}
            <div class="settings-actions">
                <button
                    type="button"
                    class="button button-primary"
                    aria-disabled=move || disabled.get().then_some("true")
                    aria-describedby=move || disabled.get().then_some("request-reason")
                    // A key held down presses once.
                    on:keydown=press_once
                    on:click=move |_| send()
                >
                    {labels::REQUEST_ACCESS}
                </button>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || refresh.busy().then_some("true")
                    on:click=move |_| refresh.run()
                >
                    {labels::CHECK_AGAIN}
                </button>
                <p id="request-reason" class="quiet">
                    {move || reason.get().unwrap_or_else(|| labels::REQUEST_HINT.to_owned())}
                </p>
            </div>
            {move || progress(request.stage())}
        </Card>
    }
}

/// Why the button is disabled; `None` while it isn't.
fn why_disabled(
    settings: SettingsData,
    request: AccessRequest,
    access: Option<AccessView>,
    now_ms: i64,
) -> Option<String> {
    if request.in_flight() {
        return Some(labels::REQUEST_BUSY.to_owned());
    }
    if settings.tabs.busy_elsewhere() {
        return Some(labels::REQUEST_BUSY_ELSEWHERE.to_owned());
    }
    let Some(access) = access else {
        let message = if settings.resource.error().is_some() {
            labels::REQUEST_NOT_LOADED
        } else {
            labels::REQUEST_LOADING
        };
        return Some(message.to_owned());
    };
    if !access.button_enabled {
        return Some(
            access
                .reason
                .unwrap_or_else(|| labels::REQUEST_NOT_ALLOWED.to_owned()),
        );
    }
    let left = remaining(request.retry_at()?, now_ms)?;
    Some(labels::request_rate_limited(&left))
}

/// What is known of the last request.
fn facts(last: Field<InitialAccess>, until: Memo<Option<i64>>) -> AnyView {
    let last = match last {
        Field::Known(last) => last,
        // Null: there never was one, which the sentence above says.
        Field::Null => return ().into_any(),
        Field::Missing => return one_fact(missing(labels::NOT_REPORTED)),
        Field::Unreadable(_) => return one_fact(missing(labels::UNREADABLE)),
    };
    let never = last.requested == Field::Known(false);
    if never && last.last_requesting_time.known().is_none() && last.email_sent != Field::Known(true)
    {
        return ().into_any();
    }
    let time = match &last.last_requesting_time {
        Field::Known(time) => view! { <Timestamp ms=time.ms /> }.into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            missing(last.last_requesting_time.gap().unwrap_or_default())
        }
    };
    let email = match &last.email_sent {
        Field::Known(true) => labels::EMAIL_SENT.into_any(),
        Field::Known(false) => labels::EMAIL_NOT_SENT.into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            missing(last.email_sent.gap().unwrap_or_default())
        }
    };
    view! {
        <dl class="facts">
            <Fact label=labels::LAST_REQUEST>{time}</Fact>
            <Fact label=labels::EMAIL_TO_ADMINS>{email}</Fact>
            {move || until.get().map(|ms| view! { <Fact label=labels::NEXT_REQUEST><Timestamp ms /></Fact> })}
        </dl>
    }
    .into_any()
}

fn one_fact(value: AnyView) -> AnyView {
    view! { <dl class="facts"><Fact label=labels::LAST_REQUEST>{value}</Fact></dl> }.into_any()
}

fn missing(word: &'static str) -> AnyView {
    view! { <MissingValue word /> }.into_any()
}

fn contradictions(access: &AccessView) -> AnyView {
    let lines = access.contradictions.iter().copied();
    lines
        .map(|line| view! { <p class="callout callout-caution">{line}</p> })
        .collect_view()
        .into_any()
}

/// How far the request has got.
fn progress(stage: Stage) -> Option<AnyView> {
    match stage {
        Stage::Idle => None,
        Stage::Sending => Some(note("callout", labels::REQUEST_SENDING.to_owned(), None)),
        Stage::Verifying(sent) => Some(note(
            "callout",
            initial_access_outcome::verifying_message(&sent).to_owned(),
            None,
        )),
        Stage::Done(outcome) => Some(outcome_message(outcome)),
    }
}
