//! The status of the user's one-time password: one of five labels, what it means, and a contradiction if there is one.

use leptos::prelude::*;

use super::data::SettingsData;
use super::labels;
use super::manual_refresh::ManualRefresh;
use super::notification_changes::NotificationChanges;
use super::otp_switch::{otp_switch, otp_view};
use super::polling::Polling;
use crate::app::resource::Skeleton;
use crate::browser::focus;
use crate::domain::settings::otp::OtpLabel;
use crate::domain::text::displayable;
use crate::ui::badge::Tone;
use crate::ui::card::Card;

pub(super) fn otp_card(
    settings: SettingsData,
    polling: Polling,
    refresh: ManualRefresh,
    notifications: NotificationChanges,
) -> impl IntoView {
    let otp = settings.part(otp_view);
    let ready =
        Memo::new(move |_| otp.with(Option::is_some) || settings.resource.error().is_some());
    let label = Memo::new(move |_| otp.get().map_or(OtpLabel::Unknown, |otp| otp.label));
    let stuck = move || polling.has_given_up() && label.get().is_transition();
    let explanation = move || {
        let Some(otp) = otp.get() else {
            return view! { <p>{labels::OTP_NOT_LOADED}</p> }.into_any();
        };
        let name = otp.unknown_name.map(|name| {
            view! { <p>{labels::OTP_REPORTED_STATUS} " " <code translate="no" dir="auto">{displayable(&name)}</code></p> }
        });
        view! {
            <p class:callout=otp.contradiction class:callout-caution=otp.contradiction>{otp.message}</p>
            {name}
        }
        .into_any()
    };
    let content = move || {
        view! {
            // Changes while the page polls; a status is read out when it does.
            <p role="status" class=move || tone(label.get()).class()>{move || label.get().text()}</p>
            {explanation}
        }
    };
    view! {
        <Card title=labels::OTP id="one-time-password">
            {move || if ready.get() { content().into_any() } else { view! { <Skeleton lines=2 /> }.into_any() }}
            {otp_switch(settings, notifications, otp)}
            {move || stuck().then(|| view! { <Stuck refresh /> })}
        </Card>
    }
}

/// After many reads without a change.
#[component]
fn Stuck(refresh: ManualRefresh) -> impl IntoView {
    let part = NodeRef::<leptos::html::Div>::new();
    on_cleanup(move || {
        if let Some(Some(part)) = part.try_get_untracked() {
            focus::hand_over_focus(&part);
        }
    });
    view! {
        <div class="callout" node_ref=part>
            <p>{labels::OTP_STUCK}</p>
            <button type="button" class="button" on:click=move |_| refresh.run()>{labels::CHECK_AGAIN}</button>
        </div>
    }
}

fn tone(label: OtpLabel) -> Tone {
    match label {
        OtpLabel::On => Tone::Good,
        // Off is the user's decision; only the sentence names the risk.
        OtpLabel::Off => Tone::Plain,
        OtpLabel::BeingTurnedOn | OtpLabel::BeingTurnedOff => Tone::Busy,
        OtpLabel::Unknown => Tone::Unknown,
    }
}
