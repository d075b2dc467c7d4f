//! Choosing, saving and removing one's profile image. A file passes the gate before the browser decodes it; a picture that
//! could not be saved is kept for another try.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use super::image_change::ImageChange;
use super::image_crop;
use super::image_crop::{Crop, crop_form};
use super::image_file;
use super::notification_changes::Preferences;
use super::outcome_message::told_of_form;
use crate::domain::outcome::Severity;
use crate::domain::settings::image_change::reason;
use crate::ui::dialog::Dialog;
use crate::ui::effect::effect;
use crate::ui::error_alert::ErrorAlert;

pub(super) fn image_edit(settings: SettingsData, preferences: Preferences) -> impl IntoView {
    let change = ImageChange::new(settings, preferences);
    let crop = Crop::new();
    // There is a picture that was sent and is not confirmed.
    let unsaved = RwSignal::new(false);
    let cropping = RwSignal::new(false);
    let refused = RwSignal::new(None::<&'static str>);
    let input = NodeRef::<html::Input>::new();
    let pick = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        refused.set(None);
        unsaved.set(false);
        change.forget();
        spawn_local(async move {
            let opened = async {
                let opened = image_file::open(&file).await.map_err(reason)?;
                image_crop::ready().await?;
                Ok(opened)
            };
            match opened.await {
                Ok(opened) => {
                    crop.set(Some(opened));
                    cropping.set(true);
                }
                Err(message) => {
                    let _ = refused.try_set(Some(message));
                }
            }
            // So that the same file can be chosen again.
            input.set_value("");
        });
    };
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
    let none = Memo::new(move |_| {
        settings
            .resource
            .value()
            .is_none_or(|now| now.image.known().is_none_or(String::is_empty))
    });
    let off = Memo::new(move |_| change.busy());
    let kept = Memo::new(move |_| unsaved.get() && change.outcome().is_some());
    view! {
        <div class="settings-actions">
            <label class="button file-button" aria-disabled=move || off.get().then_some("true")>
                "Choose an image"
                <input
                    class="visually-hidden"
                    type="file"
                    accept="image/png,image/jpeg,image/gif,image/webp"
                    node_ref=input
                    // Not `disabled`, which would drop the focus that comes back to it from the dialog.
                    aria-disabled=move || off.get().then_some("true")
                    on:click=move |event| if off.get_untracked() { event.prevent_default() }
                    on:change=move |_| pick()
                />
            </label>
            <button
                type="button"
                class="button"
                aria-disabled=move || (off.get() || none.get()).then_some("true")
                on:click=move |_| if !off.get_untracked() && !none.get_untracked() { removing.set(true) }
            >
                "Remove image"
            </button>
        </div>
        {move || refused.get().map(|message| view! { <ErrorAlert message /> })}
        {move || change.under_way().then(|| view! { <p class="told">"Saving your profile image…"</p> })}
        {move || change.outcome().map(told_of_form)}
        {move || kept.get().then(|| view! {
            <button type="button" class="button back-to-picture" on:click=move |_| cropping.set(true)>"Back to your picture"</button>
        })}
        <Dialog
            id="image-crop"
            title=Signal::stored("Crop your profile image".to_owned())
            open=cropping
            on_close=move |()| cropping.set(false)
        >
            {crop_form(crop, Callback::new(move |()| cropping.set(false)), Callback::new(save))}
        </Dialog>
        <Dialog
            id="image-remove"
            title=Signal::stored("Remove your profile image?".to_owned())
            open=removing
            on_close=move |()| removing.set(false)
        >
            <p>"Your initials are shown instead. You can choose another image at any time."</p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| removing.set(false)>"Cancel"</button>
                <button
                    type="button"
                    class="button button-primary"
                    on:click=move |_| {
                        removing.set(false);
                        unsaved.set(false);
                        change.send(None);
                    }
                >
                    "Remove it"
                </button>
            </div>
        </Dialog>
    }
}
