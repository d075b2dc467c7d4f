//! Selecting rows of a [`super::VirtualRows`]: a checkbox in each row and one in the header, Space, Shift with either for a range,
//! Ctrl+A for all. Knows indices, not rows: the owner of the selection is told what to do.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlInputElement, MouseEvent};

use super::row_pool::index_of;
use crate::ui::events::KeyPress;

/// Id of the checkbox in the header.
pub const SELECT_IN_VIEW: &str = "select-in-view";

/// What to select. Indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Select {
    /// Select this row, or deselect it if it is selected.
    Toggle(u32),
    /// Select all rows from the one selected last to this one.
    Range(u32),
    /// Select or deselect the rows in view, `end` excluded.
    InView {
        first: u32,
        end: u32,
        selected: bool,
    },
    /// Select all rows that are listed.
    All,
}

/// What the grid needs to know of a selection, and tells it.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Whether the row at an index is selected; `None` if it cannot be. Tracked.
    pub is_selected: Callback<u32, Option<bool>>,
    pub on_select: Callback<Select>,
    /// Whether any row is selected.
    pub any: Signal<bool>,
    /// The indices wholly in view, the end excluded. Written by the grid.
    in_view: RwSignal<(u32, u32)>,
}

impl Selection {
    pub fn new(
        is_selected: impl Fn(u32) -> Option<bool> + Send + Sync + 'static,
        on_select: impl Fn(Select) + Send + Sync + 'static,
        any: Signal<bool>,
    ) -> Self {
        Self {
            is_selected: Callback::new(is_selected),
            on_select: Callback::new(on_select),
            any,
            in_view: RwSignal::new((0, 0)),
        }
    }

    /// The cell with the checkbox of a row, called `label`.
    pub fn cell(
        self,
        index: Signal<u32>,
        label: impl Fn() -> String + Send + Sync + 'static,
    ) -> AnyView {
        let checked = move || self.is_selected.run(index.get()) == Some(true);
        // Not a tab stop of its own: Space on the row does the same.
        view! {
            <td role="gridcell" class="select-cell">
                <input type="checkbox" class="select-box" tabindex="-1" aria-label=label prop:checked=checked />
            </td>
        }
        .into_any()
    }

    /// The header cell with the checkbox for the rows in view: all of them, some or none.
    pub fn header(self) -> AnyView {
        let input = NodeRef::<html::Input>::new();
        let state = Memo::new(move |_| {
            let (first, end) = self.in_view.get();
            let (mut all, mut some) = (first < end, false);
            for index in first..end {
                match self.is_selected.run(index) {
                    Some(true) => some = true,
                    Some(false) => all = false,
                    None => {}
                }
            }
            (all && some, some && !all)
        });
        let sync = move |(all, some): (bool, bool)| {
            if let Some(input) = input.get_untracked() {
                input.set_checked(all);
                input.set_indeterminate(some);
            }
        };
        Effect::new(move |_| {
            input.track();
            sync(state.get());
        });
        let on_click = move |_| {
            let (first, end) = self.in_view.get_untracked();
            let (all, _) = state.get_untracked();
            self.on_select.run(Select::InView {
                first,
                end,
                selected: !all,
            });
            // The browser has toggled it by itself.
            sync(state.get_untracked());
        };
        view! {
            <th role="columnheader" scope="col" class="select-head">
                <input
                    type="checkbox"
                    class="select-box"
                    id=SELECT_IN_VIEW
                    node_ref=input
                    aria-label="Select the rows in view"
                    on:click=on_click
                />
            </th>
        }
        .into_any()
    }

    pub(super) fn set_in_view(self, in_view: (u32, u32)) {
        if self.in_view.get_untracked() != in_view {
            self.in_view.set(in_view);
        }
    }

    /// Whether the key, pressed on the row at `index`, selected something.
    pub(super) fn key(self, press: &KeyPress, index: u32) -> bool {
        let all = press.ctrl() || press.meta();
        let select = match press.key() {
            // A focused checkbox handles Space itself.
            " " if is_input(press.target()) => return false,
            " " if press.shift() => Select::Range(index),
            " " => Select::Toggle(index),
            "a" | "A" if all && !press.alt() => Select::All,
            _ => return false,
        };
        press.prevent_default();
        self.on_select.run(select);
        true
    }

    /// Handles a click on the checkbox of a row or the cell around it, and returns the index of that row.
    pub(super) fn click(self, event: &MouseEvent) -> Option<u32> {
        let cell = cell_of(event)?;
        let index = index_of(Some(cell.clone().into()))?;
        self.on_select.run(match event.shift_key() {
            true => Select::Range(index),
            false => Select::Toggle(index),
        });
        // The browser has toggled the checkbox by itself, which is wrong for a range.
        if let Ok(Some(input)) = cell.query_selector("input")
            && let Ok(input) = input.dyn_into::<HtmlInputElement>()
        {
            input.set_checked(untrack(|| self.is_selected.run(index)) == Some(true));
        }
        Some(index)
    }

    /// The row takes the focus, not its checkbox; and Shift selects rows, not text.
    pub(super) fn press(event: &MouseEvent) {
        if cell_of(event).is_some() {
            event.prevent_default();
        }
    }
}

fn cell_of(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(".select-cell").ok()?
}

fn is_input(target: Option<EventTarget>) -> bool {
    target.is_some_and(|target| target.dyn_into::<HtmlInputElement>().is_ok())
}
