//! The profile image once it has passed its checks, or initials and the reason why no image is shown.

use leptos::prelude::*;

use super::data::SettingsData;
use super::image_edit::image_edit;
use super::labels;
use super::notification_changes::NotificationChanges;
use crate::api::json::field::Field;
use crate::app::current_user::use_current_user;
use crate::domain::settings::image;
use crate::domain::settings::image::{MediaType, Refusal, SafeImage};
use crate::domain::text::{display_name, initials};
use crate::ui::card::Card;

pub(super) fn image_card(
    settings: SettingsData,
    notifications: NotificationChanges,
) -> impl IntoView {
    let picture = settings.part(|now| now.image.clone().map(|image| image::check(&image)));
    view! {
        <Card title=labels::PROFILE_IMAGE id="profile-image">
            {move || match picture.get() {
                None => settings.placeholder(2),
                Some(Field::Known(Ok(picture))) => view! { <Picture picture /> }.into_any(),
                Some(Field::Known(Err(refusal))) => placeholder(refusal.reason(), refusal != Refusal::Empty),
                Some(Field::Null) => placeholder(Refusal::Empty.reason(), false),
                Some(Field::Missing) => placeholder(labels::IMAGE_NOT_REPORTED, true),
                Some(Field::Unreadable(_)) => placeholder(labels::IMAGE_UNREADABLE, true),
            }}
            {image_edit(settings, notifications)}
        </Card>
    }
}

/// A picture that passed the checks; the browser may still find it damaged.
#[component]
fn Picture(picture: SafeImage) -> impl IntoView {
    let broken = RwSignal::new(false);
    let facts = labels::image_facts(name(picture.media_type), picture.width, picture.height);
    let url = picture.data_url;
    move || {
        if broken.get() {
            return placeholder(Refusal::Broken.reason(), true);
        }
        view! {
            <div class="avatar-row">
                <img
                    class="avatar"
                    alt=labels::PROFILE_IMAGE
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

/// Initials and why; `odd` when it should catch the eye.
fn placeholder(reason: &'static str, odd: bool) -> AnyView {
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
