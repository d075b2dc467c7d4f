//! Lets an older piece of work notice that a newer one has replaced it. Knows no work.

use leptos::prelude::*;

/// A handle; copies count the same work.
#[derive(Clone, Copy)]
pub(crate) struct Latest(StoredValue<u32>);

/// One piece of work.
#[derive(Clone, Copy)]
pub(crate) struct Ticket {
    latest: Latest,
    number: u32,
}

impl Latest {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// Starts a piece of work; the ones before are out of date.
    pub(crate) fn start(self) -> Ticket {
        self.cancel();
        Ticket {
            latest: self,
            number: self.0.get_value(),
        }
    }

    /// All work so far is out of date.
    pub(crate) fn cancel(self) {
        self.0.update_value(|number| *number += 1);
    }
}

impl Ticket {
    /// Whether nothing newer has started and the page is still there.
    pub(crate) fn is_latest(self) -> bool {
        self.latest.0.try_get_value() == Some(self.number)
    }
}
