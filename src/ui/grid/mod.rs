//! A grid of which only the rows in view are in the page. Owns scrolling, the truth of `aria-rowcount` and `aria-rowindex`, and the
//! keyboard: one tab stop, arrows, Home, End, Page Up and Page Down, Enter, and Space where rows can be chosen; marking of
//! stretches of rows is `virtual_marks`'. Knows no API and no row: cells are handed in. A link or a box inside of a row does
//! its own work.
//!
//! A row of the page stands for a *place* (the third of those listed), whoever is there at the moment: when the order changes its
//! cells change and the focus stays. A row that has the focus stays in the page, however far it is scrolled away.

pub mod header;
pub mod row_pool;
pub mod selection;
pub mod viewport;

use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent};

use self::row_pool::Body;
use self::selection::Marking;
use self::viewport::{Geometry, ROW, Window};
use super::effect::effect;
use crate::browser::scheduler::after_paint;

/// How far an arrow to the side scrolls a table that is wider than its box, in pixels.
const ASIDE: i32 = 160;

/// Which rows are chosen, and what turns that round. Space on a row does.
#[derive(Clone, Copy)]
pub struct Choice {
    /// Whether the row at a place is chosen; what it reads is tracked.
    pub chosen: Callback<u32, bool>,
    pub turn: Callback<u32>,
}

/// Where a row stands, which may be elsewhere in a moment.
#[derive(Clone, Copy)]
pub struct Spot {
    pub place: Signal<u32>,
    /// It can be seen. Others are kept ready on either side, and need not hurry.
    pub in_view: Signal<bool>,
}

/// What moves when one scrolls or walks.
#[derive(Clone, Copy)]
struct Rows {
    scroller: NodeRef<html::Div>,
    body: NodeRef<html::Tbody>,
    count: Signal<u32>,
    scrolled: RwSignal<f64>,
    opening: RwSignal<f64>,
    geometry: Memo<Geometry>,
    /// Where the keyboard is, or would be.
    active: RwSignal<u32>,
    /// The place that has the focus.
    held: RwSignal<Option<u32>>,
    /// A measurement is on its way with the next frame.
    pending: StoredValue<bool>,
    /// Changes with each frame that may add rows.
    frame: RwSignal<u32>,
}

/// The grid, named `label`. Places count from 0.
#[component]
pub fn VirtualRows(
    label: &'static str,
    /// A CSS length. In less room than that, the table scrolls sideways.
    min_width: &'static str,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<u32>,
    /// The cells of the header row.
    #[prop(into)]
    head: ViewFn,
    /// The cells of a row, which is at one place and then at another: what changes in them is up to them.
    cells: Callback<Spot, AnyView>,
    /// Enter or a click on the row at a place.
    on_open: Callback<u32>,
    /// Whenever this changes, the first row comes into view.
    #[prop(into)]
    from_top: Signal<u32>,
    /// Given where rows can be chosen one by one.
    #[prop(optional)]
    choice: Option<Choice>,
    /// Given where rows can be marked in stretches and all at once.
    #[prop(optional)]
    marking: Option<Marking>,
) -> impl IntoView {
    let scrolled = RwSignal::new(0.0);
    let opening = RwSignal::new(0.0);
    let rows = Rows {
        scroller: NodeRef::new(),
        body: NodeRef::new(),
        count,
        scrolled,
        opening,
        geometry: Memo::new(move |_| Geometry::new(count.get(), opening.get())),
        active: RwSignal::new(0),
        held: RwSignal::new(None),
        pending: StoredValue::new(false),
        frame: RwSignal::new(0),
    };
    let window = Memo::new(move |before: Option<&Window>| {
        rows.frame.track();
        rows.geometry.get().step(scrolled.get(), before)
    });
    Effect::new(move |_| {
        let wanted = rows.geometry.get().window(scrolled.get());
        if window.get() != wanted {
            request_animation_frame(move || _ = rows.frame.try_update(|frame| *frame += 1));
        }
    });
    let in_page = move || {
        let (window, count) = (window.get(), count.get());
        let mut places: Vec<u32> = (window.first..window.end).collect();
        // The focus, and where it is about to go.
        if let Some(held) = rows.held.get() {
            for place in [held, rows.active.get()] {
                if place < count
                    && let Err(at) = places.binary_search(&place)
                {
                    places.insert(at, place);
                }
            }
        }
        places
    };
    let in_view = Memo::new(move |_| rows.geometry.get().in_view(scrolled.get()));
    let tab_stop = Memo::new(move |_| {
        let (window, active) = (window.get(), rows.active.get());
        let reachable = (window.first..window.end).contains(&active) || rows.held.get().is_some();
        match reachable {
            true => active,
            false => rows.geometry.get().first_whole(scrolled.get()),
        }
    });
    let is_chosen = choice
        .map(|choice| choice.chosen)
        .or(marking.map(|marking| marking.is_marked));
    let row = move |place: Signal<u32>| {
        let away = move || {
            let (window, place) = (window.get(), place.get());
            !(window.first..window.end).contains(&place)
        };
        let seen = Memo::new(move |_| {
            let (first, end) = in_view.get();
            (first..end).contains(&place.get())
        });
        let spot = Spot {
            place,
            in_view: seen.into(),
        };
        view! {
            <tr
                role="row"
                class:row-away=away
                aria-selected=move || is_chosen.map(|is_chosen| if is_chosen.run(place.get()) { "true" } else { "false" })
                tabindex=move || if tab_stop.get() == place.get() { "0" } else { "-1" }
            >
                {cells.run(spot)}
            </tr>
        }
        .into_any()
    };
    let body = StoredValue::new_local(Body::new(Box::new(row)));
    Effect::new(move |_| {
        if let Some(element) = rows.body.get() {
            let places = in_page();
            body.update_value(|body| body.show(&element, &places));
        }
    });
    // The elements around may be used again by the next grid.
    on_cleanup(move || _ = body.try_update_value(Body::clear));
    rows.follow(from_top);
    if let Some(marking) = marking {
        effect(move || {
            // What says how many are marked takes room from the rows.
            marking.any.track();
            rows.measure_soon();
        });
        effect(move || {
            let shown = rows.geometry.get().whole(scrolled.get());
            if marking.in_view.get_untracked() != shown {
                marking.in_view.set(shown);
            }
        });
    }
    let open = move |place: Option<u32>| {
        if let Some(place) = place {
            rows.active.set(place);
            on_open.run(place);
        }
    };
    view! {
        <div class="rows-box" node_ref=rows.scroller on:scroll=move |_| rows.scrolled()>
            <div class="rows-runway" style:min-width=min_width style:height=move || pixels(rows.geometry.get().height() + ROW)>
                <table
                    class="rows"
                    role="grid"
                    aria-label=label
                    aria-readonly="true"
                    aria-multiselectable=is_chosen.map(|_| "true")
                    aria-rowcount=move || count.get() + 1
                    style:top=move || pixels(window.get().top)
                >
                    <thead role="rowgroup">
                        <tr role="row" aria-rowindex="1">{head.run()}</tr>
                    </thead>
                    <tbody
                        role="rowgroup"
                        node_ref=rows.body
                        on:focusin=move |event| {
                            if let Some(place) = place_of(event.target()) {
                                rows.active.set(place);
                                rows.held.set(Some(place));
                            }
                        }
                        on:focusout=move |_| rows.held.set(None)
                        on:keydown=move |event| {
                            let target = event.target();
                            let place = rows.active.get_untracked();
                            match (event.key().as_str(), choice) {
                                ("Enter" | " ", _) if works_itself(target.clone()) => {}
                                ("Enter", _) => {
                                    event.prevent_default();
                                    open(place_of(target));
                                }
                                (" ", Some(choice)) => {
                                    event.prevent_default();
                                    if let Some(place) = place_of(target) {
                                        choice.turn.run(place);
                                    }
                                }
                                _ if marking.is_some_and(|marking| marking.key(&event, place)) => {}
                                _ => rows.walk(&event),
                            }
                        }
                        on:mousedown=move |event| if marking.is_some() { Marking::press(&event) }
                        on:click=move |event| {
                            if let Some(place) = marking.and_then(|marking| marking.click(&event)) {
                                rows.focus(place);
                            } else if !selecting() && !works_itself(event.target()) {
                                open(place_of(event.target()));
                            }
                        }
                    ></tbody>
                </table>
            </div>
        </div>
    }
}

impl Rows {
    /// Keeps what is measured in step with what may change it.
    fn follow(self, from_top: Signal<u32>) {
        Effect::new(move |before: Option<u32>| {
            let (there, count) = (self.scroller.get().is_some(), self.count.get());
            // More rows than the box can show leave its height alone; to ask for it makes the browser lay out the page.
            let full = |count: u32| self.geometry.with_untracked(|now| now.is_filled_by(count));
            if there && !(before.is_some_and(full) && full(count)) {
                // The first rows are seen sooner when the browser lays them out when it wants to.
                match self.opening.get_untracked() > 0.0 {
                    true => self.measure_soon(),
                    false => spawn_local(async move {
                        after_paint().await;
                        self.measure();
                    }),
                }
            }
            if there { count } else { 0 }
        });
        Effect::new(move |before: Option<u32>| {
            let now = from_top.get();
            if before.is_some_and(|before| before != now)
                && let Some(scroller) = self.scroller.get_untracked()
            {
                // Where it is there already, to say so would only make the browser lay out the page.
                if self.scrolled.get_untracked() != 0.0 {
                    scroller.set_scroll_top(0);
                }
                self.active.set(0);
                self.measure_soon();
            }
            now
        });
        // Fewer rows than where the focus was: it goes to the last one, never to the page.
        effect(move || {
            let count = self.count.get();
            let beyond = self.held.get_untracked().is_some_and(|held| held >= count);
            if self.active.get_untracked() >= count {
                self.active.set(count.saturating_sub(1));
            }
            if beyond {
                self.held.set(None);
                match count {
                    0 => focus_main(),
                    _ => self.focus(count - 1),
                }
            }
        });
        let listener = window_event_listener_untyped("resize", move |_| self.measure_soon());
        on_cleanup(move || listener.remove());
    }

    /// The browser tells once per frame, while its layout is still good.
    fn scrolled(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let scrolled = f64::from(scroller.scroll_top());
            if self.scrolled.get_untracked() != scrolled {
                self.scrolled.set(scrolled);
            }
        }
    }

    /// Once per frame is enough.
    fn measure_soon(self) {
        if self.pending.try_get_value() == Some(false) {
            self.pending.set_value(true);
            request_animation_frame(move || {
                let _ = self.pending.try_set_value(false);
                self.measure();
            });
        }
    }

    fn measure(self) {
        let Some(Some(scroller)) = self.scroller.try_get_untracked() else {
            return;
        };
        let scroller: &Element = &scroller;
        let opening = f64::from(scroller.client_height()) - ROW;
        let scrolled = f64::from(scroller.scroll_top());
        if self.opening.try_get_untracked() != Some(opening) {
            let _ = self.opening.try_set(opening);
        }
        if self.scrolled.try_get_untracked() != Some(scrolled) {
            let _ = self.scrolled.try_set(scrolled);
        }
    }

    fn walk(self, event: &KeyboardEvent) {
        if event.alt_key() || event.meta_key() {
            return;
        }
        let (at, page) = (
            self.active.get_untracked(),
            self.geometry.get_untracked().page(),
        );
        let last = self.count.get_untracked().saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowDown" => at.saturating_add(1),
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at.saturating_add(page),
            "PageUp" => at.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "ArrowRight" => return self.aside(event, ASIDE),
            "ArrowLeft" => return self.aside(event, -ASIDE),
            _ => return,
        };
        event.prevent_default();
        self.focus(to.min(last));
    }

    fn aside(self, event: &KeyboardEvent, by: i32) {
        if let Some(scroller) = self.scroller.get_untracked() {
            event.prevent_default();
            scroller.set_scroll_left(scroller.scroll_left() + by);
        }
    }

    /// Brings the row at a place into view and gives it the focus.
    fn focus(self, place: u32) {
        self.active.set(place);
        if let Some(scroller) = self.scroller.get_untracked() {
            let geometry = self.geometry.get_untracked();
            if let Some(to) = geometry.reveal(place, f64::from(scroller.scroll_top())) {
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
            let row = body.query_selector(&format!("[data-row=\"{place}\"]"));
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

/// The place of the row that an event came from.
pub(crate) fn place_of(target: Option<web_sys::EventTarget>) -> Option<u32> {
    let element = target?.dyn_into::<Element>().ok()?;
    let row = element.closest("[data-row]").ok()??;
    row.get_attribute("data-row")?.parse().ok()
}

/// Whether the event is for something in the row that has its own use for it.
fn works_itself(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let found = element.closest("a, button, input, label");
        found.is_ok_and(|found| found.is_some())
    })
}

/// Whether the click ended the marking of text, to be copied.
fn selecting() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Where the focus goes when there is no row left to have it.
fn focus_main() {
    if let Ok(Some(heading)) = document().query_selector("h1")
        && let Ok(heading) = heading.dyn_into::<HtmlElement>()
    {
        let _ = heading.focus();
    }
}

/// Whole pixels: Rust's writer of fractions would be 25 KB of WebAssembly for this alone.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
