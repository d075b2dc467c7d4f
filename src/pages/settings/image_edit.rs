//! Choosing, cropping, saving and removing one's profile image. A file passes the gate before the browser decodes it, and
//! what is sent is drawn anew: neither place nor camera travel with it.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::image_change::ImageChange;
use super::image_file;
use super::preferences::Preferences;
use super::tabs::Tabs;
use super::told::told;
use crate::api::settings::UserSettings;
use crate::components::dialog::Dialog;
use crate::components::trouble::Trouble;
use crate::pages::load::Read;
use crate::policy::image_change::{SIDE, reason, square};

pub(super) fn image_edit(
    read: Read<UserSettings>,
    preferences: Preferences,
    tabs: Tabs,
) -> impl IntoView {
    let change = ImageChange::new(read, preferences, tabs);
    let picture = StoredValue::new_local(None::<ImageBitmap>);
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
        spawn_local(async move {
            match image_file::open(&file).await {
                Ok(opened) => {
                    picture.set_value(Some(opened));
                    cropping.set(true);
                }
                Err(refusal) => refused.set(Some(reason(refusal))),
            }
            // So that the same file can be chosen again.
            input.set_value("");
        });
    };
    let removing = RwSignal::new(false);
    let none = Memo::new(move |_| {
        read.value()
            .is_none_or(|now| now.image.known().is_none_or(String::is_empty))
    });
    let off = Memo::new(move |_| change.busy());
    view! {
        <div class="settings-actions">
            <label class="button file-button" aria-disabled=move || off.get().then_some("true")>
                "Choose an image"
                <input
                    class="visually-hidden"
                    type="file"
                    accept="image/png,image/jpeg,image/gif,image/webp"
                    node_ref=input
                    disabled=off
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
        {move || refused.get().map(|sentence| view! { <Trouble sentence /> })}
        {move || change.under_way().then(|| view! { <p class="note">"Saving your profile image…"</p> })}
        {move || change.outcome().map(told)}
        <Dialog
            id="image-crop"
            title=Signal::stored("Crop your profile image".to_owned())
            open=cropping
            on_close=move |()| cropping.set(false)
        >
            {crop(picture, cropping, change)}
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
                        change.send(None);
                    }
                >
                    "Remove it"
                </button>
            </div>
        </Dialog>
    }
}

/// The preview, three sliders that place the square, and the way out.
fn crop(
    picture: StoredValue<Option<ImageBitmap>, LocalStorage>,
    open: RwSignal<bool>,
    change: ImageChange,
) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    let zoom = RwSignal::new("1".to_owned());
    let across = RwSignal::new("0.5".to_owned());
    let down = RwSignal::new("0.5".to_owned());
    Effect::new(move |_| {
        let value = |text: RwSignal<String>| text.with(|text| text.parse().unwrap_or(f64::NAN));
        let place = (value(zoom), value(across), value(down));
        if let Some(canvas) = canvas.get() {
            picture.with_value(|picture| {
                picture
                    .as_ref()
                    .and_then(|picture| draw(&canvas, picture, place))
            });
        }
    });
    let save = move || {
        let drawn = canvas.get_untracked().and_then(|canvas| jpeg(&canvas));
        open.set(false);
        if let Some(image) = drawn {
            change.send(Some(image));
        }
    };
    view! {
        <canvas class="crop-preview" role="img" aria-label="Preview of your profile image" node_ref=canvas></canvas>
        {slider("Zoom", "1", "4", zoom)}
        {slider("Left to right", "0", "1", across)}
        {slider("Top to bottom", "0", "1", down)}
        <p class="quiet small">"It is drawn anew before it is sent: where and with what it was taken does not travel with it."</p>
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
            <button type="button" class="button button-primary" on:click=move |_| save()>"Save image"</button>
        </div>
    }
    .into_any()
}

fn slider(
    label: &'static str,
    min: &'static str,
    max: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    view! {
        <label class="field">
            {label}
            <input class="slider" type="range" min=min max=max step="0.01" bind:value=value />
        </label>
    }
    .into_any()
}

/// Draws the square on white, for what is sent knows no transparency.
fn draw(canvas: &HtmlCanvasElement, picture: &ImageBitmap, place: (f64, f64, f64)) -> Option<()> {
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    let (zoom, across, down) = place;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (left, top, side) = square(width, height, zoom, across, down);
    let whole = f64::from(SIDE);
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, whole, whole);
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            picture, left, top, side, side, 0.0, 0.0, whole, whole,
        )
        .ok()
}

/// What is drawn, as a JPEG in base64.
fn jpeg(canvas: &HtmlCanvasElement) -> Option<String> {
    let url = canvas
        .to_data_url_with_type_and_encoder_options("image/jpeg", &0.9.into())
        .ok()?;
    Some(url.strip_prefix("data:image/jpeg;base64,")?.to_owned())
}
