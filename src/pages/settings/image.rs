//! The profile image behind its gate, or initials and the reason why there is no image to be seen.

use leptos::prelude::*;

use super::image_edit::image_edit;
use super::notification_changes::Preferences;
use super::{not_there, part_of};
use crate::api::json::field::Field;
use crate::api::tenant::settings::UserSettings;
use crate::app::current_user::use_current_user;
use crate::app::resource::ApiResource;
use crate::browser::tab_sync::TabSync;
use crate::domain::settings::image;
use crate::domain::settings::image::{MediaType, Refusal, SafeImage};
use crate::domain::text::{display_name, initials};
use crate::ui::card::Card;

pub(super) fn image_card(
    read: ApiResource<UserSettings>,
    preferences: Preferences,
    tabs: TabSync,
) -> impl IntoView {
    let picture = part_of(read, |settings| {
        settings.image.clone().map(|image| image::check(&image))
    });
    view! {
        <Card title="Profile image" id="profile-image">
            {move || match picture.get() {
                None => not_there(read, 2),
                Some(Field::Known(Ok(picture))) => view! { <Picture picture /> }.into_any(),
                Some(Field::Known(Err(refusal))) => without(refusal.reason(), refusal != Refusal::Empty),
                Some(Field::Null) => without(Refusal::Empty.reason(), false),
                Some(Field::Missing) => without("The service did not tell whether there is a profile image.", true),
                Some(Field::Unreadable(_)) => without("The profile image could not be read.", true),
            }}
            {image_edit(read, preferences, tabs)}
        </Card>
    }
}

/// A picture that passed the gate; the browser may still find it damaged.
#[component]
fn Picture(picture: SafeImage) -> impl IntoView {
    let broken = RwSignal::new(false);
    let facts = format!(
        "{}, {} × {} pixels",
        name(picture.media_type),
        picture.width,
        picture.height
    );
    let url = picture.data_url;
    move || {
        if broken.get() {
            return without(Refusal::Broken.reason(), true);
        }
        view! {
            <div class="avatar-row">
                <img
                    class="avatar"
                    alt="Profile image"
                    width="96"
                    height="96"
                    decoding="async"
                    src=url.clone()
                    on:error=move |_| broken.set(true)
                />
                <p class="quiet">{facts.clone()}</p>
            </div>
        }
        .into_any()
    }
}

/// Initials and why; `odd` when somebody should wonder.
fn without(reason: &'static str, odd: bool) -> AnyView {
    let me = use_current_user();
    let letters = move || {
        me.value().map_or_else(
            || "?".to_owned(),
            |me| {
                initials(&display_name(
                    &me.first_name,
                    &me.last_name,
                    &me.name,
                    &me.email,
                ))
            },
        )
    };
    view! {
        <div class="avatar-row">
            <span class="avatar avatar-initials">{letters}</span>
            <p class:quiet=!odd class:told=odd class:told-caution=odd>{reason}</p>
        </div>
    }
    .into_any()
}

fn name(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Png => "PNG",
        MediaType::Jpeg => "JPEG",
        MediaType::Gif => "GIF",
        MediaType::Webp => "WebP",
    }
}
