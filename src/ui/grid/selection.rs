//! Marking rows of a [`super::VirtualRows`]: a box in each row (a checkbox in a cell of class `mark-cell`), Space,
//! Shift with either for a stretch, Ctrl+A for all. Knows places, not rows; who owns the marks is told what was asked for.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent, MouseEvent};

use super::place_of;

/// What is to be marked, or let go. Places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The row at this place changes sides.
    One(u32),
    /// All rows from the one marked last to this one are marked.
    Through(u32),
    /// All rows there are.
    All,
}

/// What the grid needs to know of the marks, and tells of itself.
#[derive(Clone, Copy)]
pub struct Marking {
    /// Whether the row at a place is marked; tracked.
    pub is_marked: Callback<u32, bool>,
    pub on_mark: Callback<Mark>,
    /// Whether any row is marked.
    pub any: Signal<bool>,
    /// The places wholly in view, the end excluded; written by the grid.
    pub in_view: RwSignal<(u32, u32)>,
}

impl Marking {
    /// Whether the key marked something.
    pub(crate) fn key(self, event: &KeyboardEvent, place: u32) -> bool {
        let all = event.ctrl_key() || event.meta_key();
        let mark = match event.key().as_str() {
            // A box that has the focus itself knows what Space means.
            " " if box_of(event).is_none() && event.shift_key() => Mark::Through(place),
            " " if box_of(event).is_none() => Mark::One(place),
            "a" | "A" if all && !event.alt_key() => Mark::All,
            _ => return false,
        };
        event.prevent_default();
        self.on_mark.run(mark);
        true
    }

    /// The place of the row whose box was clicked, or the cell around it.
    pub(crate) fn click(self, event: &MouseEvent) -> Option<u32> {
        let cell = cell_of(event)?;
        let place = place_of(Some(cell.clone().into()))?;
        self.on_mark.run(match event.shift_key() {
            true => Mark::Through(place),
            false => Mark::One(place),
        });
        // The browser has turned the box over by itself, which a stretch of rows need not mean.
        if let Ok(Some(own)) = cell.query_selector("input")
            && let Ok(own) = own.dyn_into::<HtmlInputElement>()
        {
            own.set_checked(untrack(|| self.is_marked.run(place)));
        }
        Some(place)
    }

    /// The row takes the focus, not its box; and Shift marks rows, not text.
    pub(crate) fn press(event: &MouseEvent) {
        if cell_of(event).is_some() {
            event.prevent_default();
        }
    }
}

fn cell_of(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(".mark-cell").ok()?
}

fn box_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
