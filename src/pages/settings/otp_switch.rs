//! The switch of the one-time password, the question it asks first, and the outcome.

use leptos::prelude::*;

use super::data::SettingsData;
use super::labels;
use super::notification_changes::NotificationChanges;
use super::otp_change::OtpChange;
use super::outcome_message::{note, outcome_message};
use crate::api::tenant::settings::UserSettings;
use crate::app::current_user::use_current_user;
use crate::app::mutation::Stage;
use crate::domain::settings::otp;
use crate::domain::settings::otp::why_locked;
use crate::domain::settings::otp::{OtpLabel, OtpView};
use crate::domain::settings::replace::{missing_message, with_otp};
use crate::ui::dialog::Dialog;
use crate::ui::switch::Switch;

/// `otp` is `None` while the settings aren't loaded.
pub(super) fn otp_switch(
    settings: SettingsData,
    notifications: NotificationChanges,
    otp: Memo<Option<OtpView>>,
) -> impl IntoView {
    let change = OtpChange::new(settings, notifications);
    let me = use_current_user();
    let label = Memo::new(move |_| otp.with(|otp| otp.as_ref().map(|otp| otp.label)));
    // During a transition the switch shows where it is going.
    let on = Memo::new(move |_| label.get().is_some_and(OtpLabel::is_on_or_turning_on));
    // A switch is either on or off, so there is none for an unknown status.
    let known = Memo::new(move |_| label.get().is_some_and(|label| label != OtpLabel::Unknown));
    let why_disabled = Memo::new(move |_| {
        let otp = otp.get()?;
        if let Some(reason) = why_locked(&otp) {
            return Some(reason.to_owned());
        }
        if change.busy() {
            return Some(labels::OTP_SENDING.to_owned());
        }
        if notifications.busy() || notifications.locked() {
            return Some(labels::OTHER_CHANGE_SAVING.to_owned());
        }
        // A change sends everything, so it is refused here already when something couldn't be read.
        let now = settings.resource.value()?;
        match me.value() {
            Some(me) => with_otp(&now, &me, true)
                .err()
                .map(|missing| missing_message(&missing)),
            None if me.error().is_some() => {
                Some(missing_message(&[labels::FIRST_NAME, labels::LAST_NAME]))
            }
            None => Some(labels::OTP_LOADING_USER.to_owned()),
        }
    });
    let confirming = RwSignal::new(false);
    view! {
        {move || known.get().then(|| view! {
            <Switch
                label=labels::OTP_SWITCH
                on
                disabled=Signal::derive(move || why_disabled.with(Option::is_some))
                described_by="otp-reason"
                on_change=move |_| confirming.set(true)
            />
        })}
        <p id="otp-reason" class="quiet small">{move || why_disabled.get()}</p>
        {move || match change.stage() {
            Stage::Idle => None,
            Stage::Sending => Some(note("callout", labels::OTP_SENDING.to_owned(), None)),
            Stage::Verifying(_) => Some(note("callout", labels::CHECKING.to_owned(), None)),
            Stage::Done(outcome) => Some(outcome_message(outcome)),
        }}
        <Dialog
            id="otp-question"
            title=Signal::derive(move || labels::otp_question(!on.get()).to_owned())
            open=confirming
            on_close=move |()| confirming.set(false)
        >
            <p>{move || labels::otp_consequence(!on.get())}</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| confirming.set(false)>{labels::CANCEL}</button>
                <button
                    type="button"
                    class="button button-primary"
                    on:click=move |_| {
                        confirming.set(false);
                        change.send(!on.get_untracked());
                    }
                >
                    {move || labels::otp_confirm(!on.get())}
                </button>
            </div>
        </Dialog>
    }
}

/// The one-time password by the settings.
pub(super) fn otp_view(settings: &UserSettings) -> OtpView {
    otp::view(&settings.otp_status, &settings.otp_enabled)
}
