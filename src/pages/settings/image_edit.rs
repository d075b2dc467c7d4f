//! Chooses, saves and removes the user's profile image. A file is checked before the browser decodes it; a picture that
//! couldn't be saved is kept for another try.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use super::image_change::ImageChange;
use super::image_crop;
use super::image_crop::{Crop, crop_form};
use super::image_drop::{Dropped, on_drop};
use super::image_file;
use super::labels;
use super::notification_changes::NotificationChanges;
use super::outcome_message::form_outcome_message;
use crate::domain::outcome::Severity;
use crate::domain::settings::image_change::FileRefusal;
use crate::ui::dialog::Dialog;
use crate::ui::effect::effect;
use crate::ui::error_alert::ErrorAlert;

pub(super) fn image_edit(
    settings: SettingsData,
    notifications: NotificationChanges,
) -> impl IntoView {
    let change = ImageChange::new(settings, notifications);
    let crop = Crop::new();
    // A picture was sent and isn't confirmed yet.
    let unsaved = RwSignal::new(false);
    let cropping = RwSignal::new(false);
    let rejected = RwSignal::new(None::<&'static str>);
    let input = NodeRef::<html::Input>::new();
    let take = move |file: Dropped| {
        if untrack(|| change.busy()) {
            return;
        }
        rejected.set(None);
        unsaved.set(false);
        change.reset();
        spawn_local(async move {
            let opened = async {
                let opened = match file {
                    Ok(file) => image_file::open(&file).await,
                    Err(refusal) => Err(refusal),
                };
                let opened = opened.map_err(FileRefusal::reason)?;
                image_crop::ready().await?;
                Ok(opened)
            };
            match opened.await {
                Ok(opened) => {
                    crop.set(Some(opened));
                    cropping.set(true);
                }
                Err(message) => {
                    let _ = rejected.try_set(Some(message));
                }
            }
        });
    };
    let choose = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(Ok(file));
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let is_over = RwSignal::new(false);
    on_drop("#profile-image", is_over, Callback::new(take));
    let save = move |image| {
        cropping.set(false);
        unsaved.set(true);
        change.send(Some(image));
    };
    effect(move || {
        let saved = change
            .outcome()
            .is_some_and(|outcome| outcome.severity == Severity::Success);
        if saved && unsaved.get_untracked() {
            unsaved.set(false);
            crop.set(None);
        }
    });
    let removing = RwSignal::new(false);
    let empty = Memo::new(move |_| {
        settings
            .resource
            .value()
            .is_none_or(|now| now.image.known().is_none_or(String::is_empty))
    });
    let disabled = Memo::new(move |_| change.busy());
    let can_continue = Memo::new(move |_| unsaved.get() && change.outcome().is_some());
    view! {
        <div class="settings-actions">
            <label class="button file-button" aria-disabled=move || disabled.get().then_some("true")>
                {labels::IMAGE_CHOOSE}
                <input
                    class="visually-hidden"
                    type="file"
                    accept="image/png,image/jpeg,image/gif,image/webp"
                    node_ref=input
                    // Not `disabled`, which would lose the focus that the dialog gives back.
                    aria-disabled=move || disabled.get().then_some("true")
                    on:click=move |event| if disabled.get_untracked() { event.prevent_default() }
                    on:change=move |_| choose()
                />
            </label>
            <button
                type="button"
                class="button"
                aria-disabled=move || (disabled.get() || empty.get()).then_some("true")
                on:click=move |_| if !disabled.get_untracked() && !empty.get_untracked() { removing.set(true) }
            >
                {labels::IMAGE_REMOVE}
            </button>
        </div>
        {move || is_over.get().then(|| view! { <p class="drop-here">{labels::IMAGE_DROP}</p> })}
        {move || rejected.get().map(|message| view! { <ErrorAlert message /> })}
        {move || change.in_flight().then(|| view! { <p class="callout">{labels::IMAGE_SAVING}</p> })}
        {move || change.outcome().map(form_outcome_message)}
        {move || can_continue.get().then(|| view! {
            <button type="button" class="button back-to-picture" on:click=move |_| cropping.set(true)>{labels::IMAGE_CONTINUE}</button>
        })}
        <Dialog
            id="image-crop"
            title=Signal::stored(labels::CROP_TITLE.to_owned())
            open=cropping
            on_close=move |()| cropping.set(false)
        >
            {crop_form(crop, Callback::new(move |()| cropping.set(false)), Callback::new(save))}
        </Dialog>
        <Dialog
            id="image-remove"
            title=Signal::stored(labels::IMAGE_REMOVE_QUESTION.to_owned())
            open=removing
            on_close=move |()| removing.set(false)
        >
            <p>{labels::IMAGE_REMOVE_CONSEQUENCE}</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| removing.set(false)>{labels::CANCEL}</button>
                <button
                    type="button"
                    class="button button-primary"
                    on:click=move |_| {
                        removing.set(false);
                        unsaved.set(false);
                        change.send(None);
                    }
                >
                    {labels::IMAGE_REMOVE_CONFIRM}
                </button>
            </div>
        </Dialog>
    }
}
