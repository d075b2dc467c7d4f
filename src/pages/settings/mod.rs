//! `/settings`: the signed-in user's own settings, one read shared by four cards. Each shows what is known, marks what
//! isn't, and stays in place when the read fails. Knows the order of the cards, not their contents. The texts are in
//! `labels.rs`; what a status or an outcome means is worded in `domain/settings`.

mod data;
mod image;
mod image_change;
mod image_crop;
mod image_drop;
mod image_edit;
mod image_encode;
mod image_file;
mod initial_access;
mod labels;
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
use self::manual_refresh::ManualRefresh;
use self::notification_changes::NotificationChanges;
use self::notifications::notifications_card;
use self::otp::otp_card;
use self::polling::Polling;
use crate::app::resource::ErrorMessage;
use crate::app::routes::Route;
use crate::ui::page::Page;

#[component]
pub fn Settings() -> impl IntoView {
    let settings = SettingsData::new();
    let read = settings.resource;
    let polling = Polling::new(read);
    let refresh = ManualRefresh::new(read, polling);
    let notifications = NotificationChanges::new(settings);
    view! {
        <Page title=Route::Settings.title() lead=|| labels::LEAD>
            <div class="part" aria-busy=move || read.loading().then_some("true")>
                {move || read.error().map(|error| view! { <ErrorMessage error on_retry=move |()| refresh.run() /> })}
                <div class="settings-grid">
                    {initial_access_card(settings, refresh)}
                    {otp_card(settings, polling, refresh, notifications)}
                    {image_card(settings, notifications)}
                    {notifications_card(settings, notifications)}
                </div>
            </div>
        </Page>
    }
}
