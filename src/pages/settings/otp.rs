//! The state of one's one-time password: one of five words, what it means, and the contradiction if there is one.

use leptos::prelude::*;

use super::data::SettingsData;
use super::manual_refresh::Check;
use super::notification_changes::Preferences;
use super::otp_switch::{otp_switch, stands_of};
use super::polling::Follow;
use crate::app::resource::Skeleton;
use crate::browser::focus;
use crate::domain::settings::otp::OtpLabel;
use crate::domain::text::displayable;
use crate::ui::badge::Tone;
use crate::ui::card::Card;

pub(super) fn otp_card(
    settings: SettingsData,
    follow: Follow,
    check: Check,
    preferences: Preferences,
) -> impl IntoView {
    let stands = settings.part(stands_of);
    let there =
        Memo::new(move |_| stands.with(Option::is_some) || settings.resource.error().is_some());
    let label = Memo::new(move |_| {
        stands
            .get()
            .map_or(OtpLabel::Unknown, |stands| stands.label)
    });
    let stuck = move || follow.has_given_up() && label.get().is_transition();
    let words = move || {
        let Some(stands) = stands.get() else {
            return view! { <p>"Whether it is on or off is not known: your settings could not be loaded."</p> }
                .into_any();
        };
        let name = stands.unknown_name.map(|name| {
            view! { <p>"The service calls it "<code dir="auto">{displayable(&name)}</code>"."</p> }
        });
        view! {
            <p class:told=stands.contradiction class:told-caution=stands.contradiction>{stands.message}</p>
            {name}
        }
        .into_any()
    };
    let content = move || {
        view! {
            // Changes while it is being followed; a status is read out when it does.
            <p role="status" class=move || tone(label.get()).class()>{move || label.get().text()}</p>
            {words}
        }
    };
    view! {
        <Card title="One-time password" id="one-time-password">
            {move || if there.get() { content().into_any() } else { view! { <Skeleton lines=2 /> }.into_any() }}
            {otp_switch(settings, preferences, stands)}
            {move || stuck().then(|| view! { <GivenUp check /> })}
        </Card>
    }
}

/// After many looks without a change.
#[component]
fn GivenUp(check: Check) -> impl IntoView {
    let part = NodeRef::<leptos::html::Div>::new();
    on_cleanup(move || {
        if let Some(Some(part)) = part.try_get_untracked() {
            focus::hand_over_focus(&part);
        }
    });
    view! {
        <div class="told" node_ref=part>
            <p>"This takes longer than usual. It is not looked up by itself any more; if it stays so, tell an admin."</p>
            <button type="button" class="button" on:click=move |_| check.run()>"Look again"</button>
        </div>
    }
}

fn tone(label: OtpLabel) -> Tone {
    match label {
        OtpLabel::On => Tone::Good,
        // Off is a choice, and a risk only to be named by the sentence.
        OtpLabel::Off => Tone::Plain,
        OtpLabel::BeingTurnedOn | OtpLabel::BeingTurnedOff => Tone::Busy,
        OtpLabel::Unknown => Tone::Unknown,
    }
}
