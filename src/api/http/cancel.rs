//! Ends a request under way: because its page was left, or because a newer request replaces it. Knows nothing of HTTP.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::AbortController;

/// Handed to one call after another. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Cancel(Rc<State>);

#[derive(Default)]
struct State {
    cancelled: Cell<bool>,
    current: RefCell<Option<AbortController>>,
}

impl Cancel {
    /// Ends the request under way; later ones with this token end at once.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        self.abort_current();
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    /// The request that [`Cancel::cancel`] ends from now on.
    pub(crate) fn set_current(&self, controller: AbortController) {
        self.0.current.replace(Some(controller));
    }

    pub(crate) fn abort_current(&self) {
        if let Some(controller) = self.0.current.take() {
            controller.abort();
        }
    }
}
