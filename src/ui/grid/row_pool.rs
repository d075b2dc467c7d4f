//! The rows of a grid that are in the page. Knows neither scrolling nor cells: it is told which indices to show, and what a row
//! holds is handed in.
//!
//! A row that is no longer wanted is used again for one that is: what it shows changes in the elements that are there. A row that
//! stays is never taken out of the page, since it may have the focus. (`<For>` takes out and puts back all rows when two come
//! before the first.)

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, Node};

use super::viewport::OVERSCAN;

/// Rows kept out of the page: as many as a jump does without for a few frames.
const MAX_POOL: usize = 2 * OVERSCAN as usize;

/// Makes the row of an index, which may become that of another one.
pub(super) type MakeRow = Box<dyn Fn(Signal<u32>) -> AnyView>;

pub(super) struct RowPool {
    owner: Owner,
    make: MakeRow,
    /// In the page, by index.
    rows: Vec<Row>,
    /// Out of the page for the moment: dropping rows and making new ones would be most of the work of scrolling.
    pool: Vec<Row>,
}

struct Row {
    owner: Owner,
    index: u32,
    index_signal: RwSignal<u32>,
    state: AnyViewState,
    element: Element,
    /// It is in the page, in its place.
    attached: bool,
}

impl RowPool {
    /// The rows live as long as whoever calls this.
    pub(super) fn new(make: MakeRow) -> Self {
        Self {
            owner: Owner::current().unwrap_or_default(),
            make,
            rows: Vec::new(),
            pool: Vec::new(),
        }
    }

    /// From now on the rows of these indices, which ascend, are in the page.
    pub(super) fn show(&mut self, body: &Element, indices: &[u32]) {
        let (staying, mut free): (Vec<Row>, Vec<Row>) = self
            .rows
            .drain(..)
            .partition(|row| indices.binary_search(&row.index).is_ok());
        // If none stays, the others are in order already.
        let in_order = if staying.is_empty() { indices.len() } else { 0 };
        free.iter_mut().skip(in_order).for_each(Row::detach);
        let (mut staying, mut free) = (staying.into_iter().peekable(), free.into_iter());
        for &index in indices {
            let row = staying
                .next_if(|row| row.index == index)
                .or_else(|| free.next().or_else(|| self.pool.pop()))
                .or_else(|| self.build(index));
            let Some(mut row) = row else {
                continue;
            };
            if row.index != index || !row.attached {
                if row.index != index {
                    row.index = index;
                    row.index_signal.set(index);
                }
                let _ = row.element.set_attribute("data-row", &index.to_string());
                // The header is row 1.
                let aria = u64::from(index) + 2;
                let _ = row
                    .element
                    .set_attribute("aria-rowindex", &aria.to_string());
            }
            self.rows.push(row);
        }
        self.pool.extend(free);
        self.pool
            .drain(MAX_POOL.min(self.pool.len())..)
            .for_each(Row::dispose);
        let mut next: Option<&Node> = None;
        for row in self.rows.iter_mut().rev() {
            if !row.attached {
                row.attached = body.insert_before(&row.element, next).is_ok();
            }
            next = Some(&row.element);
        }
    }

    /// No row is left in the page.
    pub(super) fn clear(&mut self) {
        let rows = self.rows.drain(..).chain(self.pool.drain(..));
        rows.for_each(Row::dispose);
    }

    fn build(&self, index: u32) -> Option<Row> {
        let owner = self.owner.child();
        owner.with(|| {
            untrack(|| {
                let index_signal = RwSignal::new(index);
                let state = (self.make)(index_signal.into()).build();
                let element = state.elements().into_iter().next()?;
                Some(Row {
                    owner: owner.clone(),
                    index,
                    index_signal,
                    state,
                    element,
                    attached: false,
                })
            })
        })
    }
}

impl Row {
    fn detach(&mut self) {
        self.element.remove();
        self.attached = false;
    }

    fn dispose(mut self) {
        self.state.unmount();
        self.owner.cleanup();
    }
}

/// The index of the row that an event came from.
pub(super) fn index_of(target: Option<EventTarget>) -> Option<u32> {
    let element = target?.dyn_into::<Element>().ok()?;
    let row = element.closest("[data-row]").ok()??;
    row.get_attribute("data-row")?.parse().ok()
}

/// Whether the event is for something in the row that has a use for it.
pub(super) fn has_own_action(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let found = element.closest("a, button, input, label");
        found.is_ok_and(|found| found.is_some())
    })
}
