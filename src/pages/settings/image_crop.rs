//! The crop: a preview that is dragged, pinched or turned by the wheel, the same by sliders, and the picture drawn anew. What
//! is sent is what the preview shows: neither place nor camera travel with it.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlInputElement, ImageBitmap, PointerEvent,
    WheelEvent,
};

use crate::app::lazy::{LazyView, poll_ready};
use crate::domain::settings::image_change::{Place, SIDE};

/// The picture under the crop and what of it is kept. Outlives the dialog, so that a failed save loses nothing.
#[derive(Clone, Copy)]
pub(super) struct Crop {
    picture: StoredValue<Option<ImageBitmap>, LocalStorage>,
    place: RwSignal<Place>,
}

impl Crop {
    pub(super) fn new() -> Self {
        Self {
            picture: StoredValue::new_local(None),
            place: RwSignal::new(Place::MIDDLE),
        }
    }

    /// Takes another picture, or none; the memory of the one before is given back.
    pub(super) fn set(self, picture: Option<ImageBitmap>) {
        self.place.set(Place::MIDDLE);
        if let Some(Some(old)) = self
            .picture
            .try_update_value(|slot| std::mem::replace(slot, picture))
        {
            old.close();
        }
    }

    /// Changes the place, given the size of the picture.
    fn change(self, to: impl Fn(Place, f64, f64) -> Place) {
        let size = self.picture.with_value(|picture| {
            let picture = picture.as_ref()?;
            Some((f64::from(picture.width()), f64::from(picture.height())))
        });
        if let Some((width, height)) = size {
            self.place
                .update(|place| *place = to(*place, width, height));
        }
    }

    /// Draws the square on white, for what is sent knows no transparency; tracked.
    fn draw(self, canvas: &HtmlCanvasElement) -> Option<()> {
        let place = self.place.get();
        canvas.set_width(SIDE);
        canvas.set_height(SIDE);
        let context = canvas.get_context("2d").ok()??;
        let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
        let whole = f64::from(SIDE);
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, whole, whole);
        self.picture.with_value(|picture| {
            let picture = picture.as_ref()?;
            let (left, top, side) =
                place.square(f64::from(picture.width()), f64::from(picture.height()));
            context
                .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    picture, left, top, side, side, 0.0, 0.0, whole, whole,
                )
                .ok()
        })
    }
}

/// Comes apart from the page: few people crop, and it weighs as much as the other three cards.
#[wasm_split(crop, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_crop))]
fn make_crop(crop: Crop, cancel: Callback<()>, save: Callback<String>) -> LazyView {
    Ok(form(crop, cancel, save))
}

/// Brings what [`crop_form`] needs.
///
/// # Errors
/// A sentence for the person.
pub(super) async fn ready() -> Result<(), &'static str> {
    fetch_crop().await.map_err(
        |_| "The crop could not be fetched. Check your network and choose the image again.",
    )
}

/// The preview, the sliders and the way out, once they are [`ready`]. `save` gets a JPEG in base64.
pub(super) fn crop_form(
    crop: Crop,
    cancel: Callback<()>,
    save: Callback<String>,
) -> Option<AnyView> {
    poll_ready(make_crop(crop, cancel, save))
}

fn form(crop: Crop, cancel: Callback<()>, save: Callback<String>) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| canvas.get().and_then(|canvas| crop.draw(&canvas)));
    let fingers = Fingers::new(crop);
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let factor = if event.delta_y() < 0.0 {
            1.1
        } else {
            1.0 / 1.1
        };
        crop.change(|place, width, height| place.zoomed(width, height, factor));
    };
    let zoom = move |to: f64| {
        crop.change(|place, width, height| place.zoomed(width, height, to / place.zoom));
    };
    let across = move |across| crop.change(|place, _, _| Place { across, ..place });
    let down = move |down| crop.change(|place, _, _| Place { down, ..place });
    view! {
        <canvas
            class="crop-preview"
            role="img"
            aria-label="Preview of your profile image"
            node_ref=canvas
            on:pointerdown=move |event| fingers.press(&event)
            on:pointermove=move |event| fingers.drag(&event)
            on:pointerup=move |event| fingers.release(&event)
            on:pointercancel=move |event| fingers.release(&event)
            on:wheel=wheel
        ></canvas>
        <p class="quiet small">"Drag the picture, or use the sliders."</p>
        {slider("Zoom", "100", "400", Signal::derive(move || crop.place.get().zoom), zoom)}
        {slider("Left to right", "0", "100", Signal::derive(move || crop.place.get().across), across)}
        {slider("Top to bottom", "0", "100", Signal::derive(move || crop.place.get().down), down)}
        <p class="quiet small">"It is drawn anew before it is sent: where and with what it was taken does not travel with it."</p>
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| cancel.run(())>"Cancel"</button>
            <button
                type="button"
                class="button button-primary"
                on:click=move |_| if let Some(image) = canvas.get_untracked().and_then(|canvas| jpeg(&canvas)) { save.run(image) }
            >
                "Save image"
            </button>
        </div>
    }
    .into_any()
}

/// A slider in percent for a value in parts.
fn slider(
    label: &'static str,
    min: &'static str,
    max: &'static str,
    value: Signal<f64>,
    on_change: impl Fn(f64) + 'static,
) -> AnyView {
    let percent = move || (value.get() * 100.0).round() as i32;
    view! {
        <label class="field">
            {label}
            <input
                class="slider"
                type="range"
                min=min
                max=max
                step="1"
                prop:value=percent
                aria-valuetext=move || format!("{} percent", percent())
                on:input=move |event| on_change(event_target::<HtmlInputElement>(&event).value_as_number() / 100.0)
            />
        </label>
    }
    .into_any()
}

/// The fingers, pens and mice on the preview: one drags, two also pinch.
#[derive(Clone, Copy)]
struct Fingers {
    crop: Crop,
    /// Pointer and where it is, in CSS pixels.
    down: StoredValue<Vec<(i32, f64, f64)>>,
}

impl Fingers {
    fn new(crop: Crop) -> Self {
        Self {
            crop,
            down: StoredValue::new(Vec::new()),
        }
    }

    fn press(self, event: &PointerEvent) {
        // So that the drag goes on beyond the edge of the preview.
        let _ = event_target::<HtmlCanvasElement>(event).set_pointer_capture(event.pointer_id());
        let at = (
            event.pointer_id(),
            event.client_x().into(),
            event.client_y().into(),
        );
        self.down.update_value(|down| down.push(at));
    }

    fn release(self, event: &PointerEvent) {
        self.down
            .update_value(|down| down.retain(|(id, ..)| *id != event.pointer_id()));
    }

    fn drag(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let before = self.down.get_value();
        let Some((_, old_x, old_y)) = before.iter().find(|(id, ..)| *id == event.pointer_id())
        else {
            return;
        };
        self.down.update_value(|down| {
            for finger in down.iter_mut() {
                if finger.0 == event.pointer_id() {
                    (finger.1, finger.2) = (x, y);
                }
            }
        });
        let other = before.iter().find(|(id, ..)| *id != event.pointer_id());
        let pinched = other.map(|(_, other_x, other_y)| {
            let far = |x: f64, y: f64| (x - other_x).hypot(y - other_y).max(1.0);
            far(x, y) / far(*old_x, *old_y)
        });
        // Of two fingers each moves the picture half of its way.
        let side = f64::from(event_target::<HtmlCanvasElement>(event).client_width()).max(1.0)
            * if other.is_some() { 2.0 } else { 1.0 };
        let by = ((x - old_x) / side, (y - old_y) / side);
        self.crop.change(|place, width, height| {
            place
                .zoomed(width, height, pinched.unwrap_or(1.0))
                .dragged(width, height, by)
        });
    }
}

/// What is drawn, as a JPEG in base64.
fn jpeg(canvas: &HtmlCanvasElement) -> Option<String> {
    let url = canvas
        .to_data_url_with_type_and_encoder_options("image/jpeg", &0.9.into())
        .ok()?;
    Some(url.strip_prefix("data:image/jpeg;base64,")?.to_owned())
}
