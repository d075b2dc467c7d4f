//! The saved views of the signed-in user in the browser's storage. Reads them before each change, because another tab may have
//! changed them. Owns where they are stored; `model` knows what they are.

use leptos::prelude::*;

use super::model;
use super::model::{ChangeError, SavedView};
use crate::api::tenant::whoami::Person;
use crate::app::current_user::use_current_user;
use crate::app::identity::use_identity;
use crate::app::resource::ApiResource;
use crate::browser::storage::{StorageArea, StorageError, owned};
use crate::pages::users::url::state::UrlState;

const VIEWS: &str = "views";

/// A handle; copies are the same views.
#[derive(Clone, Copy)]
pub(super) struct SavedViewStore {
    views: RwSignal<Vec<SavedView>>,
    is_blocked: RwSignal<bool>,
    owner: Memo<Option<u64>>,
    current_user: ApiResource<Person>,
}

impl SavedViewStore {
    pub(super) fn new() -> Self {
        let current_user = use_current_user();
        let identity = use_identity();
        let owner = Memo::new(move |_| identity.owner());
        let store = Self {
            views: RwSignal::new(Vec::new()),
            is_blocked: RwSignal::new(false),
            owner,
            current_user,
        };
        Effect::new(move |_| {
            store.owner.track();
            store.refresh();
        });
        let listener = window_event_listener_untyped("storage", move |_| store.refresh());
        on_cleanup(move || listener.remove());
        store
    }

    /// Tracked.
    pub(super) fn views(self) -> Vec<SavedView> {
        self.views.get()
    }

    /// It isn't known yet who is signed in; tracked.
    pub(super) fn is_loading(self) -> bool {
        self.owner.with(Option::is_none) && self.current_user.loading()
    }

    /// Why no view can be saved at all; tracked.
    pub(super) fn error(self) -> Option<&'static str> {
        if self.is_blocked.get() {
            Some(ChangeError::StorageBlocked.message())
        } else if self.owner.with(Option::is_none) {
            Some(ChangeError::OwnerUnknown.message())
        } else {
            None
        }
    }

    /// Saves a view; replaces the one with its name only if `may_replace`. Returns the stored name.
    pub(super) fn save(
        self,
        typed: &str,
        state: UrlState,
        may_replace: bool,
    ) -> Result<String, ChangeError> {
        self.change(|views| model::save(views, typed, state, may_replace))
    }

    /// Returns the stored name.
    pub(super) fn rename(self, name: &str, typed: &str) -> Result<String, ChangeError> {
        self.change(|views| model::rename(views, name, typed))
    }

    /// Returns the view with its index, for [`SavedViewStore::restore`]; `None` if another tab has deleted it.
    pub(super) fn delete(self, name: &str) -> Result<Option<(usize, SavedView)>, ChangeError> {
        self.change(|views| Ok(model::delete(views, name)))
    }

    pub(super) fn restore(self, index: usize, view: SavedView) -> Result<(), ChangeError> {
        self.change(|views| {
            model::restore(views, index, view);
            Ok(())
        })
    }

    /// Changes the stored views; on failure they stay as they were.
    fn change<T>(
        self,
        change: impl FnOnce(&mut Vec<SavedView>) -> Result<T, ChangeError>,
    ) -> Result<T, ChangeError> {
        self.refresh();
        let mut views = self.views.get_untracked();
        let result = change(&mut views)?;
        let owner = self.owner.get_untracked();
        let owner = owner.ok_or(ChangeError::OwnerUnknown)?;
        StorageArea::Local
            .set(&owned(VIEWS, owner), &model::write(&views))
            .map_err(|error| match error {
                StorageError::Blocked => ChangeError::StorageBlocked,
                StorageError::Full => ChangeError::StorageFull,
            })?;
        self.refresh();
        Ok(result)
    }

    fn refresh(self) {
        let Some(Some(owner)) = self.owner.try_get_untracked() else {
            return;
        };
        let text = StorageArea::Local.get(&owned(VIEWS, owner));
        self.is_blocked.set(text.is_err());
        let views = model::parse(&text.ok().flatten().unwrap_or_default());
        if self.views.with_untracked(|current| *current != views) {
            self.views.set(views);
        }
    }
}
