//! The rows of the list: read page by page while the first ones are in use, from the beginning when something else is asked for,
//! from where it stopped otherwise. When the service asks to slow down, the rest waits as long as asked and follows by itself.
//! Owns what arrived and how far it is. Knows no screen.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::url_state::UrlState;
use crate::api::access::access_list;
use crate::api::access::access_list::ListQuery;
use crate::api::access::access_of_user;
use crate::api::access::access_of_user::{Access, AccessList};
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::json::field::Field;
use crate::app::context::use_client;
use crate::app::resource::supersede;
use crate::domain::access::row_store::{AfterPage, Count, FIRST_PAGE, RowStore};

/// A browser's timer cannot count further than this; and nobody waits for longer.
const MAX_WAIT_S: u32 = 24 * 60 * 60;

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phase {
    Loading,
    /// The service asked to slow down; goes on by itself at this time, in ms since the epoch.
    Waiting(i64),
    /// All rows that are asked for are there.
    Complete,
    /// The service says that there are more, and does not give them.
    Incomplete,
    /// There are more than a browser is asked to hold.
    LimitReached,
    /// The person stopped it.
    Stopped,
    Failed(ApiError),
}

/// A handle; copies are the same rows.
#[derive(Clone, Copy)]
pub(crate) struct AccessLoader {
    store: StoredValue<RowStore, LocalStorage>,
    view: Memo<UrlState>,
    /// Changes with every change of the rows.
    version: RwSignal<u32>,
    pub(crate) phase: RwSignal<Phase>,
    /// Changes whenever other rows are asked for.
    pub(crate) generation: RwSignal<u32>,
    client: StoredValue<Client, LocalStorage>,
    request: StoredValue<Cancel, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl AccessLoader {
    /// Begins to read what `view` shows, and follows it. Leaving the page ends it.
    pub(crate) fn new(view: Memo<UrlState>) -> Self {
        let loader = Self {
            store: StoredValue::new_local(RowStore::default()),
            view,
            version: RwSignal::new(0),
            phase: RwSignal::new(Phase::Loading),
            generation: RwSignal::new(0),
            client: StoredValue::new_local(use_client()),
            request: StoredValue::new_local(Cancel::default()),
            timer: StoredValue::new(None),
        };
        // The order alone never asks the service reload: what is there is sorted here.
        let asked = Memo::new(move |_| {
            let query = view.with(UrlState::to_list_query);
            ListQuery {
                sort: String::new(),
                ..query
            }
        });
        Effect::new(move |_| {
            // Read, not only tracked: a memo that nobody reads follows nothing.
            asked.with(|_| ());
            loader.reload();
        });
        let here = Memo::new(move |_| view.with(|view| (view.filter(), view.order)));
        Effect::new(move |_| {
            let (filter, order) = here.get();
            let now_ms = loader.now_ms();
            loader
                .store
                .update_value(|store| store.arrange(filter, order, now_ms));
            loader.generation.update(|generation| *generation += 1);
            loader.changed();
        });
        let listener = window_event_listener_untyped("online", move |_| {
            let waits = loader.phase.try_with_untracked(
                |phase| matches!(phase, Phase::Failed(error) if error.kind == ErrorKind::Offline),
            );
            if waits == Some(true) {
                loader.resume();
            }
        });
        on_cleanup(move || {
            listener.remove();
            let _ = loader.request.try_with_value(Cancel::cancel);
            loader.cancel_timer();
        });
        loader
    }

    /// From the beginning. What is on screen stays until the first rows of the new answer are there.
    pub(crate) fn reload(self) {
        self.start(true);
    }

    /// From where it stopped.
    pub(crate) fn resume(self) {
        let is_empty = self.store.with_value(|store| store.next_page().1 == 0);
        self.start(is_empty);
    }

    /// No further pages until the person says so.
    pub(crate) fn stop(self) {
        self.cancel_timer();
        self.request.with_value(Cancel::cancel);
        self.phase.set(Phase::Stopped);
    }

    fn start(self, from_the_beginning: bool) {
        self.cancel_timer();
        let cancel = supersede(self.request);
        let _ = self.phase.try_set(Phase::Loading);
        if let Some(client) = self.client.try_get_value() {
            spawn_local(self.read(client, cancel, from_the_beginning));
        }
    }

    async fn read(self, client: Client, cancel: Cancel, mut from_the_beginning: bool) {
        loop {
            let Some(asked) = self.view.try_get_untracked() else {
                return;
            };
            let next = self.store.try_with_value(RowStore::next_page);
            let (limit, offset) = if from_the_beginning {
                (FIRST_PAGE, 0)
            } else {
                next.unwrap_or_default()
            };
            let answer = fetch_page(&client, &asked, limit, offset, &cancel).await;
            // A newer generation has taken over, or the page is gone.
            if cancel.is_cancelled() {
                return;
            }
            let ended = match answer {
                Ok(page) => self.receive(page, limit, std::mem::take(&mut from_the_beginning)),
                Err(error) => Some(self.after_error(error)),
            };
            if let Some(phase) = ended {
                let _ = self.phase.try_set(phase);
                return;
            }
        }
    }

    /// Puts a page of rows to the others; `None` while there are more to come.
    fn receive(self, page: AccessList, limit: u32, is_first: bool) -> Option<Phase> {
        let (filter, order) = self
            .view
            .try_with_untracked(|view| (view.filter(), view.order))?;
        let now_ms = self.now_ms();
        let after = self.store.try_update_value(|store| {
            if is_first {
                *store = RowStore::default();
                store.arrange(filter, order, now_ms);
            }
            store.add_page(page, limit)
        });
        if is_first {
            let _ = self.generation.try_update(|generation| *generation += 1);
        }
        self.changed();
        match after {
            Some(AfterPage::More) => None,
            Some(AfterPage::Incomplete) => Some(Phase::Incomplete),
            Some(AfterPage::LimitReached) => Some(Phase::LimitReached),
            Some(AfterPage::Complete) | None => Some(Phase::Complete),
        }
    }

    /// Obeys a request to slow down; other failures are for the person to see.
    fn after_error(self, error: ApiError) -> Phase {
        let (ErrorKind::RateLimited, Some(seconds)) = (error.kind, error.retry_after) else {
            return Phase::Failed(error);
        };
        let seconds = seconds.clamp(1, MAX_WAIT_S);
        let timer =
            set_timeout_with_handle(move || self.resume(), Duration::from_secs(seconds.into()));
        self.timer.set_value(timer.ok());
        Phase::Waiting(self.now_ms() + i64::from(seconds) * 1000)
    }

    fn cancel_timer(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }

    fn now_ms(self) -> i64 {
        self.client
            .try_with_value(Client::now_ms)
            .unwrap_or_default()
    }

    fn changed(self) {
        let _ = self.version.try_update(|version| *version += 1);
    }

    /// An access as it is now, after it was saved.
    pub(crate) fn replace(self, access: &Access) {
        let _ = self.store.try_update_value(|store| store.replace(access));
        self.changed();
    }

    /// Tracked.
    pub(crate) fn count(self) -> Count {
        self.version.track();
        self.store
            .try_with_value(RowStore::count)
            .unwrap_or_default()
    }

    /// The row at a place of the list; tracked.
    pub(crate) fn at(self, place: u32) -> Option<Field<Access>> {
        self.version.track();
        self.store
            .try_with_value(|store| store.at(place).cloned())
            .flatten()
    }

    /// The accesses that are listed; tracked.
    pub(crate) fn with_listed<T>(
        self,
        look: impl FnOnce(&mut dyn Iterator<Item = &Access>) -> T,
    ) -> Option<T> {
        self.version.track();
        self.store.try_with_value(|store| look(&mut store.listed()))
    }

    /// The accesses at these indices that could be read, each with its index.
    pub(crate) fn with_range(
        self,
        indices: std::ops::Range<u32>,
        look: impl FnOnce(&mut dyn Iterator<Item = (u32, &Access)>),
    ) {
        let _ = self.store.try_with_value(|store| {
            let at = |index| Some((index, store.at(index)?.known()?));
            look(&mut indices.filter_map(at));
        });
    }

    /// The roles on any of the rows; tracked.
    pub(crate) fn roles(self) -> Vec<String> {
        self.version.track();
        self.store
            .try_with_value(RowStore::roles)
            .unwrap_or_default()
    }
}

/// Asks for a page. One user's accesses are asked for at their own address: it answers whole, and also those who may see only
/// their own. Where that is not known, the list is asked as for anybody.
async fn fetch_page(
    client: &Client,
    view: &UrlState,
    limit: u32,
    offset: u32,
    cancel: &Cancel,
) -> Result<AccessList, ApiError> {
    if let Some(user) = view.single_user()
        && offset == 0
    {
        match access_of_user::of_user(client, user, cancel).await {
            Err(error) if error.kind == ErrorKind::NotFound => {}
            answer => {
                // It has no limit: what it answers is all there is, whatever it says of a total.
                let mut list = answer?;
                list.total = Field::Known(list.results.len() as i64);
                return Ok(list);
            }
        }
    }
    let query = ListQuery {
        limit,
        offset,
        ..view.to_list_query()
    };
    access_list::list(client, &query, cancel).await
}
