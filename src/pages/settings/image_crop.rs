//! The crop tool: a preview to drag, pinch or zoom by the wheel, the same by sliders, and the picture redrawn. Only what
//! the preview shows is sent, without the location and camera data of the original file.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, PointerEvent, WheelEvent};

use super::{image_encode, labels};
use crate::app::lazy::{LazyView, poll_ready};
use crate::domain::settings::image_change::{CropArea, SIDE};
use crate::ui::error_alert::ErrorAlert;
use crate::ui::events::on_value;

/// The picture being cropped and the selected area. Outlives the dialog, so that a failed save loses nothing.
#[derive(Clone, Copy)]
pub(super) struct Crop {
    picture: StoredValue<Option<ImageBitmap>, LocalStorage>,
    area: RwSignal<CropArea>,
}

impl Crop {
    pub(super) fn new() -> Self {
        Self {
            picture: StoredValue::new_local(None),
            area: RwSignal::new(CropArea::CENTER),
        }
    }

    /// Takes another picture, or none; frees the memory of the previous one.
    pub(super) fn set(self, picture: Option<ImageBitmap>) {
        self.area.set(CropArea::CENTER);
        if let Some(Some(old)) = self
            .picture
            .try_update_value(|slot| std::mem::replace(slot, picture))
        {
            old.close();
        }
    }

    /// Changes the area, given the size of the picture.
    fn change(self, to: impl Fn(CropArea, f64, f64) -> CropArea) {
        let size = self.picture.with_value(|picture| {
            let picture = picture.as_ref()?;
            Some((f64::from(picture.width()), f64::from(picture.height())))
        });
        if let Some((width, height)) = size {
            self.area.update(|area| *area = to(*area, width, height));
        }
    }

    /// Draws the square on white, since a JPEG has no transparency; tracked. `None` if the browser doesn't draw it.
    fn draw(self, context: &CanvasRenderingContext2d) -> Option<()> {
        let area = self.area.get();
        let whole = f64::from(SIDE);
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, whole, whole);
        self.picture.with_value(|picture| {
            let picture = picture.as_ref()?;
            let (left, top, side) =
                area.square(f64::from(picture.width()), f64::from(picture.height()));
            context
                .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    picture, left, top, side, side, 0.0, 0.0, whole, whole,
                )
                .ok()
        })
    }

    fn preview(self, canvas: &HtmlCanvasElement) -> Option<()> {
        canvas.set_width(SIDE);
        canvas.set_height(SIDE);
        let context = canvas.get_context("2d").ok()??;
        self.draw(&context.dyn_into().ok()?)
    }
}

/// Loaded lazily: few people crop, and it is as large as the other three cards.
#[wasm_split(crop, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_crop))]
fn make_crop(crop: Crop, cancel: Callback<()>, save: Callback<String>) -> LazyView {
    Ok(form(crop, cancel, save))
}

/// Loads what [`crop_form`] needs.
///
/// # Errors
/// A message for the user.
pub(super) async fn ready() -> Result<(), &'static str> {
    fetch_crop().await.map_err(|_| labels::CROP_NOT_LOADED)
}

/// The preview, the sliders and the buttons, once they are [`ready`]. `save` gets a JPEG in base64.
pub(super) fn crop_form(
    crop: Crop,
    cancel: Callback<()>,
    save: Callback<String>,
) -> Option<AnyView> {
    poll_ready(make_crop(crop, cancel, save))
}

fn form(crop: Crop, cancel: Callback<()>, save: Callback<String>) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| canvas.get().and_then(|canvas| crop.preview(&canvas)));
    let pointers = Pointers::new(crop);
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        // Neither up nor down, or no wheel at all.
        if event.delta_y().is_nan() || event.delta_y() == 0.0 {
            return;
        }
        let factor = if event.delta_y() < 0.0 {
            1.1
        } else {
            1.0 / 1.1
        };
        crop.change(|area, width, height| area.zoomed(width, height, factor));
    };
    let zoom = move |to: f64| {
        crop.change(|area, width, height| area.zoomed(width, height, to / area.zoom));
    };
    let move_x = move |x| crop.change(|area, _, _| CropArea { x, ..area });
    let move_y = move |y| crop.change(|area, _, _| CropArea { y, ..area });
    let encoding = RwSignal::new(false);
    let refused = RwSignal::new(None::<&'static str>);
    let encode = move || {
        if encoding.get_untracked() {
            return;
        }
        encoding.set(true);
        refused.set(None);
        spawn_local(async move {
            let encoded = image_encode::encode(|context| untrack(|| crop.draw(context))).await;
            // Canceled in the meantime: the form is gone.
            if encoding.try_set(false).is_some() {
                return;
            }
            match encoded {
                Ok(image) => save.run(image),
                Err(message) => refused.set(Some(message)),
            }
        });
    };
    view! {
        <canvas
            class="crop-preview"
            role="img"
            aria-label=labels::CROP_PREVIEW
            node_ref=canvas
            on:pointerdown=move |event| pointers.press(&event)
            on:pointermove=move |event| pointers.drag(&event)
            on:pointerup=move |event| pointers.release(&event)
            on:pointercancel=move |event| pointers.release(&event)
            on:wheel=wheel
        ></canvas>
        <p class="quiet small">{labels::CROP_HINT}</p>
        {slider(labels::CROP_ZOOM, "100", "400", Signal::derive(move || crop.area.get().zoom), zoom)}
        {slider(labels::CROP_X, "0", "100", Signal::derive(move || crop.area.get().x), move_x)}
        {slider(labels::CROP_Y, "0", "100", Signal::derive(move || crop.area.get().y), move_y)}
        <p class="quiet small">{labels::CROP_PRIVACY}</p>
        {move || refused.get().map(|message| view! { <ErrorAlert message takes_focus=true /> })}
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| cancel.run(())>{labels::CANCEL}</button>
            <button type="button" class="button button-primary" on:click=move |_| encode()>{labels::IMAGE_SAVE}</button>
        </div>
    }
    .into_any()
}

/// A slider in percent, for a value as a fraction.
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
                aria-valuetext=move || labels::percent(percent())
                on:input=on_value(move |percent| if let Ok(percent) = percent.parse::<i32>() { on_change(f64::from(percent) / 100.0) })
            />
        </label>
    }
    .into_any()
}

/// The pointers on the preview: one drags, two also pinch.
#[derive(Clone, Copy)]
struct Pointers {
    crop: Crop,
    /// Pointer ID and position, in CSS pixels.
    down: StoredValue<Vec<(i32, f64, f64)>>,
}

impl Pointers {
    fn new(crop: Crop) -> Self {
        Self {
            crop,
            down: StoredValue::new(Vec::new()),
        }
    }

    fn press(self, event: &PointerEvent) {
        let Some(canvas) = canvas_of(event) else {
            return;
        };
        // So that the drag continues beyond the edge of the preview.
        let _ = canvas.set_pointer_capture(event.pointer_id());
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
        let Some(canvas) = canvas_of(event) else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let before = self.down.get_value();
        let Some((_, old_x, old_y)) = before.iter().find(|(id, ..)| *id == event.pointer_id())
        else {
            return;
        };
        self.down.update_value(|down| {
            for pointer in down.iter_mut() {
                if pointer.0 == event.pointer_id() {
                    (pointer.1, pointer.2) = (x, y);
                }
            }
        });
        let other = before.iter().find(|(id, ..)| *id != event.pointer_id());
        let pinched = other.map(|(_, other_x, other_y)| {
            let far = |x: f64, y: f64| (x - other_x).hypot(y - other_y).max(1.0);
            far(x, y) / far(*old_x, *old_y)
        });
        // Each of two pointers moves the picture by half.
        let side =
            f64::from(canvas.client_width()).max(1.0) * if other.is_some() { 2.0 } else { 1.0 };
        let by = ((x - old_x) / side, (y - old_y) / side);
        self.crop.change(|area, width, height| {
            area.zoomed(width, height, pinched.unwrap_or(1.0))
                .dragged(width, height, by)
        });
    }
}

/// The preview, if a pointer did this: scripts send other events of these names.
fn canvas_of(event: &PointerEvent) -> Option<HtmlCanvasElement> {
    event.dyn_ref::<PointerEvent>()?;
    event.current_target()?.dyn_into().ok()
}
