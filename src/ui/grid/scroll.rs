//! Scrolling of a grid, and which row has the focus or would get it. Owns what is measured in the page. Knows neither cells nor
//! what is selected.

use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::keyboard::Step;
use super::viewport::{Geometry, ROW_HEIGHT, Window};
use crate::browser::focus::focus;
use crate::browser::scheduler::after_paint;
use crate::ui::effect::effect;
use crate::ui::place::Places;

/// How far the left and right arrow keys scroll a table that is wider than its box, in pixels.
const SIDEWAYS: i32 = 160;

/// A handle; copies are the same grid.
#[derive(Clone, Copy)]
pub(super) struct Scroll {
    pub(super) scroller: NodeRef<html::Div>,
    pub(super) body: NodeRef<html::Tbody>,
    pub(super) count: Signal<u32>,
    pub(super) scroll_top: RwSignal<f64>,
    viewport_height: RwSignal<f64>,
    pub(super) geometry: Memo<Geometry>,
    /// Index of the row where the keyboard is, or would be.
    pub(super) active: RwSignal<u32>,
    /// Index of the row that has the focus.
    pub(super) focused: RwSignal<Option<u32>>,
    /// The next frame measures.
    is_measuring: StoredValue<bool>,
    /// Changes with each frame that may add rows.
    frame: RwSignal<u32>,
}

impl Scroll {
    pub(super) fn new(count: Signal<u32>) -> Self {
        let viewport_height = RwSignal::new(0.0);
        Self {
            scroller: NodeRef::new(),
            body: NodeRef::new(),
            count,
            scroll_top: RwSignal::new(0.0),
            viewport_height,
            geometry: Memo::new(move |_| Geometry::new(count.get(), viewport_height.get())),
            active: RwSignal::new(0),
            focused: RwSignal::new(None),
            is_measuring: StoredValue::new(false),
            frame: RwSignal::new(0),
        }
    }

    /// The rows that should be in the page: those in view at once, the others with the next frames.
    pub(super) fn window(self) -> Memo<Window> {
        let window = Memo::new(move |before: Option<&Window>| {
            self.frame.track();
            self.geometry.get().step(self.scroll_top.get(), before)
        });
        Effect::new(move |_| {
            let wanted = self.geometry.get().window(self.scroll_top.get());
            if window.get() != wanted {
                request_animation_frame(move || _ = self.frame.try_update(|frame| *frame += 1));
            }
        });
        window
    }

    /// Height of all rows. Tracked, as are the following.
    pub(super) fn height(self) -> f64 {
        self.geometry.get().height()
    }

    /// Rows of which any pixel is in view.
    pub(super) fn in_view(self) -> (u32, u32) {
        self.geometry.get().in_view(self.scroll_top.get())
    }

    /// Rows that are wholly in view.
    pub(super) fn whole_in_view(self) -> (u32, u32) {
        self.geometry.get().whole(self.scroll_top.get())
    }

    pub(super) fn first_whole(self) -> u32 {
        self.geometry.get().first_whole(self.scroll_top.get())
    }

    /// Keeps what is measured in step with whatever may change it.
    pub(super) fn follow(self, from_top: Signal<u32>, places: Places) {
        Effect::new(move |before: Option<u32>| {
            let (is_there, count) = (self.scroller.get().is_some(), self.count.get());
            // More rows than the box can show leave its height alone; reading it makes the browser lay out the page.
            let full = |count: u32| self.geometry.with_untracked(|now| now.is_filled_by(count));
            if is_there && !(before.is_some_and(full) && full(count)) {
                // The first rows are seen sooner if the browser lays them out when it wants to.
                match self.viewport_height.get_untracked() > 0.0 {
                    true => self.measure_soon(),
                    false => spawn_local(async move {
                        after_paint().await;
                        self.measure();
                    }),
                }
            }
            if is_there { count } else { 0 }
        });
        Effect::new(move |before: Option<u32>| {
            let now = from_top.get();
            if before.is_some_and(|before| before != now)
                // Somebody is on the way back to a row.
                && !places.is_wanted()
                && let Some(scroller) = self.scroller.get_untracked()
            {
                // If it is there already, setting it would only make the browser lay out the page.
                if self.scroll_top.get_untracked() != 0.0 {
                    scroller.set_scroll_top(0);
                }
                self.active.set(0);
                self.measure_soon();
            }
            now
        });
        // With fewer rows than the focused one's index, the focus moves to the last row, never to the page.
        effect(move || {
            let count = self.count.get();
            let focused = self.focused.get_untracked();
            let is_beyond = focused.is_some_and(|focused| focused >= count);
            if self.active.get_untracked() >= count {
                self.active.set(count.saturating_sub(1));
            }
            if is_beyond {
                self.focused.set(None);
                match count {
                    0 => focus_heading(),
                    _ => self.focus(count - 1),
                }
            }
        });
        let listener = window_event_listener_untyped("resize", move |_| self.measure_soon());
        on_cleanup(move || listener.remove());
    }

    /// The browser calls this once per frame, while its layout is still valid.
    pub(super) fn on_scroll(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let scroll_top = f64::from(scroller.scroll_top());
            if self.scroll_top.get_untracked() != scroll_top {
                self.scroll_top.set(scroll_top);
            }
        }
    }

    /// Once per frame is enough.
    pub(super) fn measure_soon(self) {
        if self.is_measuring.try_get_value() == Some(false) {
            self.is_measuring.set_value(true);
            request_animation_frame(move || {
                let _ = self.is_measuring.try_set_value(false);
                self.measure();
            });
        }
    }

    pub(super) fn measure(self) {
        let Some(Some(scroller)) = self.scroller.try_get_untracked() else {
            return;
        };
        let scroller: &Element = &scroller;
        let viewport_height = f64::from(scroller.client_height()) - ROW_HEIGHT;
        let scroll_top = f64::from(scroller.scroll_top());
        if self.viewport_height.try_get_untracked() != Some(viewport_height) {
            let _ = self.viewport_height.try_set(viewport_height);
        }
        if self.scroll_top.try_get_untracked() != Some(scroll_top) {
            let _ = self.scroll_top.try_set(scroll_top);
        }
    }

    pub(super) fn step(self, step: Step) {
        let index = self.active.get_untracked();
        let page = self.geometry.get_untracked().page();
        let last = self.count.get_untracked().saturating_sub(1);
        let to = match step {
            Step::Down => index.saturating_add(1),
            Step::Up => index.saturating_sub(1),
            Step::PageDown => index.saturating_add(page),
            Step::PageUp => index.saturating_sub(page),
            Step::First => 0,
            Step::Last => last,
            Step::Right => return self.scroll_sideways(SIDEWAYS),
            Step::Left => return self.scroll_sideways(-SIDEWAYS),
        };
        self.focus(to.min(last));
    }

    fn scroll_sideways(self, by: i32) {
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_left(scroller.scroll_left() + by);
        }
    }

    /// Scrolls the row at an index into view and focuses it.
    pub(super) fn focus(self, index: u32) {
        self.active.set(index);
        if let Some(scroller) = self.scroller.get_untracked() {
            let geometry = self.geometry.get_untracked();
            if let Some(to) = geometry.scroll_to(index, f64::from(scroller.scroll_top())) {
                scroller.set_scroll_top(to.round() as i32);
                self.measure();
            }
        }
        spawn_local(async move {
            // The row may come into the page only now.
            tick().await;
            let Some(Some(body)) = self.body.try_get_untracked() else {
                return;
            };
            let body: &Element = &body;
            let row = body.query_selector(&format!("[data-row=\"{index}\"]"));
            if let Ok(Some(row)) = row
                && let Ok(row) = row.dyn_into::<HtmlElement>()
            {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = row.focus_with_options(&options);
            }
        });
    }
}

/// Where the focus goes when no row is left to have it.
fn focus_heading() {
    focus("h1");
}
