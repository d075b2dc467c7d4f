//! The card that comes first: how one's request for initial access stands, and the button that asks. The button follows
//! the last read and nothing else; it stays in the tab order when it is off, so that its reason can be reached.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::data::SettingsData;
use super::manual_refresh::Check;
use super::outcome_message::{note, told};
use super::reminder::reminder;
use super::request_access::Request;
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
use crate::ui::timestamp::Timestamp;

pub(super) fn initial_access_card(settings: SettingsData, check: Check) -> impl IntoView {
    let clock = use_clock();
    let read = settings.resource;
    let request = Request::new(settings);
    let stands = Memo::new(move |_| {
        read.value()
            .map(|settings| initial_access::view(&settings, clock.now_ms()))
    });
    let reason = Memo::new(move |_| reason(settings, request, stands.get(), clock.now_ms()));
    let off = Memo::new(move |_| reason.with(Option::is_some));
    let last = settings.part(|now| now.initial_access.clone());
    let until = Memo::new(move |_| stands.get().and_then(|stands| stands.until));
    let press = move || {
        if !off.get_untracked() {
            request.send();
        }
    };
    view! {
        <Card title="Initial access" id="initial-access">
            {move || match stands.with(|stands| stands.as_ref().map(|stands| stands.message.clone())) {
                Some(message) => view! { <p class="settings-lead">{message}</p> }.into_any(),
                None => settings.placeholder(2),
            }}
            {move || last.get().map(|last| facts(last, until))}
            {reminder(read, until)}
            {move || stands.with(|stands| stands.as_ref().map(contradictions))}
            <div class="settings-actions">
                <button
                    type="button"
                    class="button button-primary"
                    aria-disabled=move || off.get().then_some("true")
                    aria-describedby=move || off.get().then_some("request-reason")
                    // A key held down presses once.
                    on:keydown=move |event: KeyboardEvent| if event.repeat() { event.prevent_default() }
                    on:click=move |_| press()
                >
                    "Request access"
                </button>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || check.busy().then_some("true")
                    on:click=move |_| check.run()
                >
                    "Check again"
                </button>
                <p id="request-reason" class="quiet">
                    {move || reason.get().unwrap_or_else(|| "The admins of your tenant get a mail.".to_owned())}
                </p>
            </div>
            {move || mutation(request.stage())}
        </Card>
    }
}

/// Why the button is off; `None` while it is on.
fn reason(
    settings: SettingsData,
    request: Request,
    stands: Option<AccessView>,
    now_ms: i64,
) -> Option<String> {
    if request.in_flight() {
        return Some("Your request is under way.".to_owned());
    }
    if settings.tabs.busy_elsewhere() {
        return Some(
            "Your request is under way in another tab. Check again in a moment.".to_owned(),
        );
    }
    let Some(stands) = stands else {
        return Some(if settings.resource.error().is_some() {
            "Whether you may ask is not known: your settings could not be loaded.".to_owned()
        } else {
            "Your settings are being loaded.".to_owned()
        });
    };
    if !stands.button_enabled {
        return Some(
            stands
                .reason
                .unwrap_or_else(|| "The service does not let you ask at the moment.".to_owned()),
        );
    }
    let left = remaining(request.hold()?, now_ms)?;
    Some(format!(
        "The service wants you to wait. You may ask again in {left}."
    ))
}

/// What is known of the last request.
fn facts(last: Field<InitialAccess>, until: Memo<Option<i64>>) -> AnyView {
    let last = match last {
        Field::Known(last) => last,
        // Null: there never was one, which the sentence above says.
        Field::Null => return ().into_any(),
        Field::Missing => return one_fact("Last request", gap("Not reported")),
        Field::Unreadable(_) => return one_fact("Last request", gap("Unreadable")),
    };
    let never = last.requested == Field::Known(false);
    if never && last.last_requesting_time.known().is_none() && last.email_sent != Field::Known(true)
    {
        return ().into_any();
    }
    let time = match &last.last_requesting_time {
        Field::Known(time) => view! { <Timestamp ms=time.ms /> }.into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            gap(last.last_requesting_time.gap().unwrap_or_default())
        }
    };
    let mail = match &last.email_sent {
        Field::Known(true) => "Sent".into_any(),
        Field::Known(false) => "Not sent yet".into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            gap(last.email_sent.gap().unwrap_or_default())
        }
    };
    view! {
        <dl class="facts">
            <Fact label="Last request">{time}</Fact>
            <Fact label="Mail to the admins">{mail}</Fact>
            {move || until.get().map(|ms| view! { <Fact label="Next request from"><Timestamp ms /></Fact> })}
        </dl>
    }
    .into_any()
}

fn one_fact(label: &'static str, value: AnyView) -> AnyView {
    view! { <dl class="facts"><Fact label=label>{value}</Fact></dl> }.into_any()
}

fn gap(word: &'static str) -> AnyView {
    view! { <MissingValue word /> }.into_any()
}

fn contradictions(stands: &AccessView) -> AnyView {
    let lines = stands.contradictions.iter().copied();
    lines
        .map(|line| view! { <p class="told told-caution">{line}</p> })
        .collect_view()
        .into_any()
}

/// What has come of the request so far.
fn mutation(stage: Stage) -> Option<AnyView> {
    match stage {
        Stage::Idle => None,
        Stage::Sending => Some(note("told", "Sending your request…".to_owned(), None)),
        Stage::Verifying(sent) => Some(note(
            "told",
            initial_access_outcome::while_looking(&sent).to_owned(),
            None,
        )),
        Stage::Done(outcome) => Some(told(outcome)),
    }
}
