//! The switch of the one-time password, the question it asks first, and what came of it.

use leptos::prelude::*;

use super::notification_changes::Preferences;
use super::otp_change::OtpChange;
use super::outcome_message::told;
use crate::api::tenant::settings::UserSettings;
use crate::app::current_user::use_current_user;
use crate::app::mutation::Stage;
use crate::app::resource::ApiResource;
use crate::browser::tab_sync::TabSync;
use crate::domain::settings::otp;
use crate::domain::settings::otp::{OtpLabel, OtpView};
use crate::domain::settings::otp_change::locked;
use crate::domain::settings::replace::{refusal, with_otp};
use crate::ui::dialog::Dialog;
use crate::ui::switch::Switch;

/// `stands` is how it stands, `None` while that is not loaded.
pub(super) fn otp_switch(
    read: ApiResource<UserSettings>,
    preferences: Preferences,
    stands: Memo<Option<OtpView>>,
    tabs: TabSync,
) -> impl IntoView {
    let change = OtpChange::new(read, preferences, tabs);
    let me = use_current_user();
    // On its way it stands where it was put.
    let on = Memo::new(move |_| {
        let label = stands.with(|stands| stands.as_ref().map(|stands| stands.label));
        matches!(label, Some(OtpLabel::On | OtpLabel::BeingTurnedOn))
    });
    // A switch is on or off: of what is not known there is none.
    let there = Memo::new(move |_| {
        stands.with(|stands| {
            stands
                .as_ref()
                .is_some_and(|stands| stands.label != OtpLabel::Unknown)
        })
    });
    let why_not = Memo::new(move |_| {
        let stands = stands.get()?;
        if let Some(reason) = locked(&stands) {
            return Some(reason.to_owned());
        }
        if change.busy() {
            return Some("A change is under way.".to_owned());
        }
        if preferences.busy() || preferences.locked() {
            return Some("Another change is being saved.".to_owned());
        }
        // A change sends everything, so it is refused here already when something could not be read.
        let settings = read.value()?;
        match me.value() {
            Some(me) => with_otp(&settings, &me, true)
                .err()
                .map(|missing| refusal(&missing)),
            None if me.error().is_some() => Some(refusal(&["first name", "last name"])),
            None => Some("It is not known yet who is signed in.".to_owned()),
        }
    });
    let asking = RwSignal::new(false);
    view! {
        {move || there.get().then(|| view! {
            <Switch
                label="One-time password when signing in"
                on
                disabled=Signal::derive(move || why_not.with(Option::is_some))
                described_by="otp-reason"
                on_change=move |_| asking.set(true)
            />
        })}
        <p id="otp-reason" class="quiet small">{move || why_not.get()}</p>
        {move || match change.stage() {
            Stage::Idle => None,
            Stage::Sending => Some(view! { <p class="told">"Sending the change…"</p> }.into_any()),
            Stage::Verifying(_) => Some(view! { <p class="told">"Reading how it stands now…"</p> }.into_any()),
            Stage::Done(outcome) => Some(told(outcome)),
        }}
        <Dialog
            id="otp-question"
            title=Signal::derive(move || question(!on.get()).to_owned())
            open=asking
            on_close=move |()| asking.set(false)
        >
            <p>{move || meaning(!on.get())}</p>
            <p class="quiet">"The service takes all settings at once: the others are read afresh and sent back as they are."</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| asking.set(false)>"Cancel"</button>
                <button
                    type="button"
                    class="button button-primary"
                    on:click=move |_| {
                        asking.set(false);
                        change.send(!on.get_untracked());
                    }
                >
                    {move || if on.get() { "Turn off" } else { "Turn on" }}
                </button>
            </div>
        </Dialog>
    }
}

fn question(turn_on: bool) -> &'static str {
    if turn_on {
        "Turn on the one-time password?"
    } else {
        "Turn off the one-time password?"
    }
}

fn meaning(turn_on: bool) -> &'static str {
    if turn_on {
        "From then on you are asked for a one-time password when you sign in. Have your authenticator app at hand before you sign out."
    } else {
        "From then on your password alone lets anyone in who knows it. Only turn it off if you must."
    }
}

/// How it stands by the settings.
pub(super) fn stands_of(settings: &UserSettings) -> OtpView {
    otp::view(&settings.otp_status, &settings.otp_enabled)
}
