//! Loads the rows of the list, page by page: from the start when the query changes, otherwise from where it stopped. When the service
//! limits the rate, waits as long as asked and continues. Owns the rows and the progress. Knows no view.

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
use crate::browser::online::on_back_online;
use crate::domain::access::identity::AccessKey;
use crate::domain::access::row_store::{AfterPage, Count, FIRST_PAGE, RowStore};

/// A timer in the browser overflows at 24 days; nobody waits longer than a day.
const MAX_WAIT_S: u32 = 24 * 60 * 60;

/// How far loading has got.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phase {
    Loading,
    /// Rate limited; continues at this time, in ms since the epoch.
    Waiting(i64),
    /// All rows are loaded.
    Complete,
    /// The service reports more rows, but sends none.
    Incomplete,
    /// The service sends the same rows again instead of others.
    Repeating,
    /// There are more rows than we load.
    LimitReached,
    /// Stopped by the person.
    Stopped,
    Failed(ApiError),
}

/// Copies are the same loader.
#[derive(Clone, Copy)]
pub(crate) struct AccessLoader {
    store: StoredValue<RowStore, LocalStorage>,
    view: Memo<UrlState>,
    /// Changes with every change of the rows.
    version: RwSignal<u32>,
    pub(crate) phase: RwSignal<Phase>,
    /// Changes whenever the list starts over or is rearranged.
    pub(crate) generation: RwSignal<u32>,
    client: StoredValue<Client, LocalStorage>,
    request: StoredValue<Cancel, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl AccessLoader {
    /// Loads what `view` asks for, and follows it. Ends when the page is left.
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
        // A new order needs no new request: the loaded rows are sorted here.
        let query = Memo::new(move |_| {
            let query = view.with(UrlState::to_list_query);
            ListQuery {
                sort: String::new(),
                ..query
            }
        });
        Effect::new(move |_| {
            // Read, not only tracked: a memo that nobody reads is never updated.
            query.with(|_| ());
            loader.reload();
        });
        let arrangement = Memo::new(move |_| view.with(|view| (view.filter(), view.order)));
        Effect::new(move |_| {
            let (filter, order) = arrangement.get();
            let now_ms = loader.now_ms();
            loader
                .store
                .update_value(|store| store.arrange(filter, order, now_ms));
            loader.generation.update(|generation| *generation += 1);
            loader.changed();
        });
        on_back_online(move || {
            let is_waiting = loader.phase.try_with_untracked(
                |phase| matches!(phase, Phase::Failed(error) if error.kind.is_about_connection()),
            );
            if is_waiting == Some(true) {
                loader.resume();
            }
        });
        on_cleanup(move || {
            let _ = loader.request.try_with_value(Cancel::cancel);
            loader.cancel_timer();
        });
        loader
    }

    /// Starts over. The old rows stay on screen until the first new ones have loaded.
    pub(crate) fn reload(self) {
        self.start(true);
    }

    /// Continues where it stopped.
    pub(crate) fn resume(self) {
        let is_empty = self.store.with_value(|store| store.next_page().1 == 0);
        self.start(is_empty);
    }

    /// Loads no further pages until resumed.
    pub(crate) fn stop(self) {
        self.cancel_timer();
        self.request.with_value(Cancel::cancel);
        self.phase.set(Phase::Stopped);
    }

    fn start(self, from_start: bool) {
        self.cancel_timer();
        let cancel = supersede(self.request);
        let _ = self.phase.try_set(Phase::Loading);
        if let Some(client) = self.client.try_get_value() {
            spawn_local(self.read(client, cancel, from_start));
        }
    }

    async fn read(self, client: Client, cancel: Cancel, mut from_start: bool) {
        loop {
            let Some(view) = self.view.try_get_untracked() else {
                return;
            };
            let next = self.store.try_with_value(RowStore::next_page);
            let (limit, offset) = if from_start {
                (FIRST_PAGE, 0)
            } else {
                next.unwrap_or_default()
            };
            let response = fetch_page(&client, &view, limit, offset, &cancel).await;
            // Superseded by a newer request, or the page was left.
            if cancel.is_cancelled() {
                return;
            }
            let ended = match response {
                Ok(page) => self.receive(page, limit, std::mem::take(&mut from_start)),
                Err(error) => Some(self.after_error(error)),
            };
            if let Some(phase) = ended {
                let _ = self.phase.try_set(phase);
                return;
            }
        }
    }

    /// Adds a page of rows; `None` while there are more to load.
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
            Some(AfterPage::Repeating) => Some(Phase::Repeating),
            Some(AfterPage::LimitReached) => Some(Phase::LimitReached),
            Some(AfterPage::Complete) | None => Some(Phase::Complete),
        }
    }

    /// Waits if rate limited; shows other errors.
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

    /// Replaces an access after it was saved.
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

    /// The row at a position of the list; tracked.
    pub(crate) fn at(self, position: u32) -> Option<Field<Access>> {
        self.version.track();
        self.store
            .try_with_value(|store| store.at(position).cloned())
            .flatten()
    }

    /// The listed accesses; tracked.
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

    /// Whether another access of the user has the same number; tracked.
    pub(crate) fn is_shared(self, access: &Access) -> bool {
        match (access.user.known(), access.id.known()) {
            (Some(user), Some(id)) => self.is_shared_address(user, id),
            _ => false,
        }
    }

    /// Whether several accesses of the user have this number; tracked.
    pub(crate) fn is_shared_address(self, user: &str, id: &str) -> bool {
        self.version.track();
        self.store.try_with_value(|store| store.is_shared(user, id)) == Some(true)
    }

    /// The first accesses that share their number with another one; tracked.
    pub(crate) fn first_shared(self, most: usize) -> Vec<AccessKey> {
        self.version.track();
        self.store
            .try_with_value(|store| store.first_shared(most))
            .unwrap_or_default()
    }

    /// All roles on any of the rows; tracked.
    pub(crate) fn roles(self) -> Vec<String> {
        self.version.track();
        self.store
            .try_with_value(RowStore::roles)
            .unwrap_or_default()
    }
}

/// Requests a page. A single user's accesses come from that user's own list: it has no pages, and also works for people who may see
/// only their own. A service without it is asked for the list of all.
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
            response => {
                // It is never cut into pages: these are all, whatever total it reports.
                let mut list = response?;
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
