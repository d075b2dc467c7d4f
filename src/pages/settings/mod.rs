//! The signed-in person's settings: one read, four cards. Each shows what is known, marks what is not, and stays where
//! it is when the read fails. Knows the cards' order, not their contents.

mod data;
mod image;
mod image_change;
mod image_crop;
mod image_edit;
mod image_file;
mod initial_access;
mod manual_refresh;
mod notification_changes;
mod notification_row;
mod notifications;
mod otp;
mod otp_change;
mod otp_switch;
mod outcome_message;
mod polling;
mod reminder;
mod request_access;

use leptos::prelude::*;

use self::data::SettingsData;
use self::image::image_card;
use self::initial_access::initial_access_card;
use self::manual_refresh::Check;
use self::notification_changes::Preferences;
use self::notifications::notifications_card;
use self::otp::otp_card;
use self::polling::Follow;
use crate::app::resource::ErrorMessage;
use crate::ui::page::Page;

#[component]
pub fn Settings() -> impl IntoView {
    let settings = SettingsData::new();
    let read = settings.resource;
    let follow = Follow::start(read);
    let check = Check::new(read, follow);
    let preferences = Preferences::new(settings);
    view! {
        <Page title="Settings" lead=|| "What the service knows about your account, and what you can do about it.">
            <div class="part" aria-busy=move || read.loading().then_some("true")>
                {move || read.error().map(|error| view! { <ErrorMessage error on_retry=move |()| check.run() /> })}
                <div class="settings-grid">
                    {initial_access_card(settings, check)}
                    {otp_card(settings, follow, check, preferences)}
                    {image_card(settings, preferences)}
                    {notifications_card(settings, preferences)}
                </div>
            </div>
        </Page>
    }
}
