//! The saved views of whoever is signed in, as the browser keeps them. Read before each change, for another tab may have changed
//! them. Owns where they lie; `saved` knows what they are, `views` shows them.

use leptos::prelude::*;
use rolecall_text::fnv;

use super::model;
use super::model::SavedView;
use crate::api::tenant::whoami::Person;
use crate::app::current_user::use_current_user;
use crate::app::resource::ApiResource;
use crate::browser::storage::{StorageArea, StorageError};

/// A handle; copies are the same views.
#[derive(Clone, Copy)]
pub(crate) struct SavedViewStore {
    views: RwSignal<Vec<SavedView>>,
    blocked: RwSignal<bool>,
    /// Whose they are, as a number: a name would be readable to whoever looks into the browser later.
    owner: Memo<Option<u64>>,
    me: ApiResource<Person>,
}

impl SavedViewStore {
    pub(crate) fn new() -> Self {
        let me = use_current_user();
        let owner = Memo::new(move |_| {
            let me = me.value()?;
            let name = me.name.known().filter(|name| !name.is_empty())?;
            Some(fnv::hash(name.bytes()))
        });
        let kept = Self {
            views: RwSignal::new(Vec::new()),
            blocked: RwSignal::new(false),
            owner,
            me,
        };
        Effect::new(move |_| {
            kept.owner.track();
            kept.refresh();
        });
        let listener = window_event_listener_untyped("storage", move |_| kept.refresh());
        on_cleanup(move || listener.remove());
        kept
    }

    /// Tracked.
    pub(crate) fn views(self) -> Vec<SavedView> {
        self.views.get()
    }

    pub(crate) fn views_untracked(self) -> Vec<SavedView> {
        self.views.get_untracked()
    }

    /// Whose views they are is still being asked; tracked.
    pub(crate) fn waiting(self) -> bool {
        self.owner.with(Option::is_none) && self.me.loading()
    }

    /// Why no view can be kept at all; tracked.
    pub(crate) fn trouble(self) -> Option<&'static str> {
        if self.blocked.get() {
            Some(BLOCKED)
        } else if self.owner.with(Option::is_none) {
            Some(
                "Views are kept for whoever is signed in, and who that is is not known at present.",
            )
        } else {
            None
        }
    }

    /// Changes the views as they are kept now. On failure they stay as they were, and the sentence says why.
    pub(crate) fn change(
        self,
        change: impl FnOnce(&mut Vec<SavedView>),
    ) -> Result<(), &'static str> {
        self.refresh();
        let mut views = self.views.get_untracked();
        change(&mut views);
        let Some(owner) = self.owner.get_untracked() else {
            return Err("It is not known who is signed in.");
        };
        StorageArea::Local.set(&key(owner), &model::write(&views)).map_err(|refused| match refused {
            StorageError::Blocked => BLOCKED,
            StorageError::Full => {
                "The browser has no room left for this page. Delete a view, or the data of other pages of this address, and try again."
            }
        })?;
        self.refresh();
        Ok(())
    }

    /// Reads them as they are now.
    fn refresh(self) {
        let Some(Some(owner)) = self.owner.try_get_untracked() else {
            return;
        };
        let text = StorageArea::Local.get(&key(owner));
        self.blocked.set(text.is_err());
        let views = model::read(&text.ok().flatten().unwrap_or_default());
        if self.views.with_untracked(|own| *own != views) {
            self.views.set(views);
        }
    }
}

const BLOCKED: &str = "The settings of this browser do not let the page keep anything, so views cannot be saved. A bookmark of the address does the same.";

fn key(owner: u64) -> String {
    format!("views:{owner:016x}")
}
