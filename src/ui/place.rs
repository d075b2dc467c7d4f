//! Where somebody was in a page, so that Back returns there: how far it was scrolled, and the row of its grid. Rows are known again
//! by a hash, so that a list that has changed meanwhile shows the same row, and nothing personal is kept. Knows no history.

use leptos::prelude::*;

/// A row, and where it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowPlace {
    pub index: u32,
    /// A hash of what makes the row the one that it is.
    pub key: u32,
    /// Pixels from the first row in view down to it.
    pub below: i32,
    /// It takes the focus.
    pub is_focused: bool,
}

/// How far the rows of a grid are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListState {
    /// They are about to be others.
    Changing,
    /// More may come.
    Loading,
    Complete,
}

/// How a grid knows a row again.
#[derive(Clone, Copy)]
pub struct RowIdentity {
    /// The hash of the row at an index.
    pub key: Callback<u32, Option<u32>>,
    pub state: Signal<ListState>,
}

/// Between the grid of a page and whoever keeps places. Shared by context; copies are the same.
#[derive(Clone, Copy)]
pub struct Places {
    wanted: RwSignal<Option<RowPlace>>,
    current: StoredValue<Option<Callback<(), Option<RowPlace>>>>,
}

impl Places {
    #[must_use]
    pub fn new() -> Self {
        Self {
            wanted: RwSignal::new(None),
            current: StoredValue::new(None),
        }
    }

    /// The row where somebody is now.
    #[must_use]
    pub fn current(self) -> Option<RowPlace> {
        let current = self.current.try_get_value().flatten()?;
        current.try_run(()).flatten()
    }

    /// The row that the grid goes to once it has it. `None`: none any more.
    pub fn want(self, place: Option<RowPlace>) {
        let _ = self.wanted.try_set(place);
    }

    /// Tracked.
    #[must_use]
    pub(super) fn wanted(self) -> Option<RowPlace> {
        self.wanted.try_get().flatten()
    }

    #[must_use]
    pub(super) fn is_wanted(self) -> bool {
        let wanted = self.wanted.try_with_untracked(Option::is_some);
        wanted.unwrap_or_default()
    }

    /// The grid of the page answers for where somebody is, until its owner is disposed of.
    pub(super) fn answer(self, current: impl Fn() -> Option<RowPlace> + Send + Sync + 'static) {
        // Disposed of with its owner, it answers nothing.
        self.current
            .set_value(Some(Callback::new(move |()| current())));
    }
}

impl Default for Places {
    fn default() -> Self {
        Self::new()
    }
}
