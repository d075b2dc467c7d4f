//! The rows of a grid that are in the page. Knows neither scrolling nor cells: which places there are is told, what a row holds is
//! handed in.
//!
//! A row that is no longer wanted stands in for one that is: what it shows changes in the elements that are there. A row that stays
//! is never taken out of the page, since it may have the focus. (`<For>` takes out and puts back all rows when two come before
//! the first.)

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use web_sys::{Element, Node};

use super::viewport::OVERSCAN;

/// Rows kept out of the page: as many as a jump does without for a few frames.
const SPARE: usize = 2 * OVERSCAN as usize;

/// Makes the row of a place, which may become that of another one.
pub(crate) type Make = Box<dyn Fn(Signal<u32>) -> AnyView>;

pub(crate) struct Body {
    owner: Owner,
    make: Make,
    /// In the order of their places.
    rows: Vec<Row>,
    /// Out of the page for the moment: to drop rows and to make them anew is what scrolling would mostly do.
    spare: Vec<Row>,
}

struct Row {
    owner: Owner,
    at: u32,
    place: RwSignal<u32>,
    state: AnyViewState,
    element: Element,
    /// It stands where it should.
    stands: bool,
}

impl Body {
    /// The rows live as long as whoever calls this.
    pub(crate) fn new(make: Make) -> Self {
        Self {
            owner: Owner::current().unwrap_or_default(),
            make,
            rows: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// From now on the rows of these places, which ascend, are in the page.
    pub(crate) fn show(&mut self, body: &Element, places: &[u32]) {
        let (staying, mut free): (Vec<Row>, Vec<Row>) = self
            .rows
            .drain(..)
            .partition(|row| places.binary_search(&row.at).is_ok());
        // Where nobody stays, the others are in order already.
        let in_order = if staying.is_empty() { places.len() } else { 0 };
        free.iter_mut().skip(in_order).for_each(Row::take_out);
        let (mut staying, mut free) = (staying.into_iter().peekable(), free.into_iter());
        for &place in places {
            let row = staying
                .next_if(|row| row.at == place)
                .or_else(|| free.next().or_else(|| self.spare.pop()))
                .or_else(|| self.build(place));
            let Some(mut row) = row else {
                continue;
            };
            if row.at != place || !row.stands {
                if row.at != place {
                    row.at = place;
                    row.place.set(place);
                }
                let _ = row.element.set_attribute("data-row", &place.to_string());
                let index = u64::from(place) + 2;
                let _ = row
                    .element
                    .set_attribute("aria-rowindex", &index.to_string());
            }
            self.rows.push(row);
        }
        self.spare.extend(free);
        self.spare
            .drain(SPARE.min(self.spare.len())..)
            .for_each(Row::end);
        let mut next: Option<&Node> = None;
        for row in self.rows.iter_mut().rev() {
            if !row.stands {
                row.stands = body.insert_before(&row.element, next).is_ok();
            }
            next = Some(&row.element);
        }
    }

    /// No row is left in the page.
    pub(crate) fn clear(&mut self) {
        let rows = self.rows.drain(..).chain(self.spare.drain(..));
        rows.for_each(Row::end);
    }

    fn build(&self, place: u32) -> Option<Row> {
        let owner = self.owner.child();
        owner.with(|| {
            untrack(|| {
                let at = RwSignal::new(place);
                let state = (self.make)(at.into()).build();
                let element = state.elements().into_iter().next()?;
                Some(Row {
                    owner: owner.clone(),
                    at: place,
                    place: at,
                    state,
                    element,
                    stands: false,
                })
            })
        })
    }
}

impl Row {
    fn take_out(&mut self) {
        self.element.remove();
        self.stands = false;
    }

    fn end(mut self) {
        self.state.unmount();
        self.owner.cleanup();
    }
}
