//! The signed-in person's settings: one read, four cards. Each shows what is known, marks what is not, and stays where
//! it is when the read fails. Knows the cards' order, not their contents.

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

use self::image::image_card;
use self::initial_access::initial_access_card;
use self::manual_refresh::Check;
use self::notification_changes::Preferences;
use self::notifications::notifications_card;
use self::otp::otp_card;
use self::polling::Follow;
use crate::api::tenant::settings;
use crate::api::tenant::settings::UserSettings;
use crate::app::resource::{ApiResource, ErrorMessage, Skeleton};
use crate::app::routes::Route;
use crate::browser::tab_sync::TabSync;
use crate::ui::badge::MissingValue;
use crate::ui::page::Page;

#[component]
pub fn Settings() -> impl IntoView {
    let read =
        ApiResource::new(|client, cancel| async move { settings::get(&client, &cancel).await });
    let follow = Follow::start(read);
    let check = Check::new(read, follow);
    let tabs = TabSync::join(read);
    let preferences = Preferences::new(read, tabs);
    view! {
        <Page title=Route::Settings.title() lead=|| "What the service knows about your account, and what you can do about it.">
            <div class="part" aria-busy=move || read.loading().then_some("true")>
                {move || read.error().map(|error| view! { <ErrorMessage error on_retry=move |()| check.run() /> })}
                <div class="settings-grid">
                    {initial_access_card(read, check, tabs)}
                    {otp_card(read, follow, check, preferences, tabs)}
                    {image_card(read, preferences, tabs)}
                    {notifications_card(read, preferences)}
                </div>
            </div>
        </Page>
    }
}

/// One part of the settings; `None` until there was a good read. Changes only when the part does, so that a new read
/// does not disturb what stays the same.
fn part_of<T: PartialEq + Send + Sync + 'static>(
    read: ApiResource<UserSettings>,
    part: fn(&UserSettings) -> T,
) -> Memo<Option<T>> {
    Memo::new(move |_| read.value().map(|settings| part(&settings)))
}

/// Stands in a card before there was a good read: grey lines while it is under way, a mark after it failed.
fn not_there(read: ApiResource<UserSettings>, lines: usize) -> AnyView {
    if read.error().is_some() {
        view! { <p><MissingValue word="Not loaded" /></p> }.into_any()
    } else {
        view! { <Skeleton lines /> }.into_any()
    }
}
