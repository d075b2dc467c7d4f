//! The rows of the list: read page by page while the first ones are in use, from the beginning when something else is asked for,
//! from where it stopped otherwise. When the service asks to slow down, the rest waits as long as asked and follows by itself.
//! Owns what arrived and how far it is. Knows no screen.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::row_store::{Count, Shelf, Then};
use super::url_state::ViewState;
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

/// A browser's timer cannot count further than this; and nobody waits for longer.
const LONGEST_WAIT_S: u32 = 24 * 60 * 60;

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phase {
    Reading,
    /// The service asked to slow down; goes on by itself at this time, in ms since the epoch.
    Waiting(i64),
    /// All rows that are asked for are there.
    Whole,
    /// The service says that there are more, and does not give them.
    Short,
    /// There are more than a browser is asked to hold.
    Full,
    /// The person stopped it.
    Stopped,
    Failed(ApiError),
}

/// A handle; copies are the same rows.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    shelf: StoredValue<Shelf, LocalStorage>,
    view: Memo<ViewState>,
    /// Changes with every change of the rows.
    version: RwSignal<u32>,
    pub(crate) phase: RwSignal<Phase>,
    /// Changes whenever other rows are asked for.
    pub(crate) wish: RwSignal<u32>,
    client: StoredValue<Client, LocalStorage>,
    under_way: StoredValue<Cancel, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Rows {
    /// Begins to read what `view` shows, and follows it. Leaving the page ends it.
    pub(crate) fn of(view: Memo<ViewState>) -> Self {
        let rows = Self {
            shelf: StoredValue::new_local(Shelf::default()),
            view,
            version: RwSignal::new(0),
            phase: RwSignal::new(Phase::Reading),
            wish: RwSignal::new(0),
            client: StoredValue::new_local(use_client()),
            under_way: StoredValue::new_local(Cancel::default()),
            timer: StoredValue::new(None),
        };
        // The order alone never asks the service again: what is there is sorted here.
        let asked = Memo::new(move |_| {
            let query = view.with(ViewState::to_list_query);
            ListQuery {
                sort: String::new(),
                ..query
            }
        });
        Effect::new(move |_| {
            // Read, not only tracked: a memo that nobody reads follows nothing.
            asked.with(|_| ());
            rows.again();
        });
        let here = Memo::new(move |_| view.with(|view| (view.narrow(), view.order)));
        Effect::new(move |_| {
            let (narrow, order) = here.get();
            let now_ms = rows.now_ms();
            rows.shelf
                .update_value(|shelf| shelf.arrange(narrow, order, now_ms));
            rows.wish.update(|wish| *wish += 1);
            rows.changed();
        });
        on_back_online(move || {
            let waits = rows.phase.try_with_untracked(
                |phase| matches!(phase, Phase::Failed(error) if error.kind == ErrorKind::Offline),
            );
            if waits == Some(true) {
                rows.go_on();
            }
        });
        on_cleanup(move || {
            let _ = rows.under_way.try_with_value(Cancel::cancel);
            rows.drop_timer();
        });
        rows
    }

    /// From the beginning. What is on screen stays until the first rows of the new answer are there.
    pub(crate) fn again(self) {
        self.start(true);
    }

    /// From where it stopped.
    pub(crate) fn go_on(self) {
        let is_empty = self.shelf.with_value(|shelf| shelf.next().1 == 0);
        self.start(is_empty);
    }

    /// No further pages until the person says so.
    pub(crate) fn stop(self) {
        self.drop_timer();
        self.under_way.with_value(Cancel::cancel);
        self.phase.set(Phase::Stopped);
    }

    fn start(self, from_the_beginning: bool) {
        self.drop_timer();
        let cancel = supersede(self.under_way);
        let _ = self.phase.try_set(Phase::Reading);
        if let Some(client) = self.client.try_get_value() {
            spawn_local(self.read(client, cancel, from_the_beginning));
        }
    }

    async fn read(self, client: Client, cancel: Cancel, mut from_the_beginning: bool) {
        loop {
            let Some(asked) = self.view.try_get_untracked() else {
                return;
            };
            let next = self.shelf.try_with_value(Shelf::next);
            let (limit, offset) = if from_the_beginning {
                (super::row_store::FIRST, 0)
            } else {
                next.unwrap_or_default()
            };
            let answer = ask(&client, &asked, limit, offset, &cancel).await;
            // A newer wish has taken over, or the page is gone.
            if cancel.is_cancelled() {
                return;
            }
            let ended = match answer {
                Ok(page) => self.take(page, limit, std::mem::take(&mut from_the_beginning)),
                Err(error) => Some(self.failed(error)),
            };
            if let Some(phase) = ended {
                let _ = self.phase.try_set(phase);
                return;
            }
        }
    }

    /// Puts a page of rows to the others; `None` while there are more to come.
    fn take(self, page: AccessList, limit: u32, is_first: bool) -> Option<Phase> {
        let (narrow, order) = self
            .view
            .try_with_untracked(|view| (view.narrow(), view.order))?;
        let now_ms = self.now_ms();
        let then = self.shelf.try_update_value(|shelf| {
            if is_first {
                *shelf = Shelf::default();
                shelf.arrange(narrow, order, now_ms);
            }
            shelf.take(page, limit)
        });
        if is_first {
            let _ = self.wish.try_update(|wish| *wish += 1);
        }
        self.changed();
        match then {
            Some(Then::More) => None,
            Some(Then::Short) => Some(Phase::Short),
            Some(Then::Full) => Some(Phase::Full),
            Some(Then::Whole) | None => Some(Phase::Whole),
        }
    }

    /// Obeys a request to slow down; other failures are for the person to see.
    fn failed(self, error: ApiError) -> Phase {
        let (ErrorKind::RateLimited, Some(seconds)) = (error.kind, error.retry_after) else {
            return Phase::Failed(error);
        };
        let seconds = seconds.clamp(1, LONGEST_WAIT_S);
        let timer =
            set_timeout_with_handle(move || self.go_on(), Duration::from_secs(seconds.into()));
        self.timer.set_value(timer.ok());
        Phase::Waiting(self.now_ms() + i64::from(seconds) * 1000)
    }

    fn drop_timer(self) {
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
        let _ = self.shelf.try_update_value(|shelf| shelf.replace(access));
        self.changed();
    }

    /// Tracked.
    pub(crate) fn count(self) -> Count {
        self.version.track();
        self.shelf.try_with_value(Shelf::count).unwrap_or_default()
    }

    /// The row at a place of the list; tracked.
    pub(crate) fn at(self, place: u32) -> Option<Field<Access>> {
        self.version.track();
        self.shelf
            .try_with_value(|shelf| shelf.at(place).cloned())
            .flatten()
    }

    /// The accesses that are listed; tracked.
    pub(crate) fn with_listed<T>(
        self,
        look: impl FnOnce(&mut dyn Iterator<Item = &Access>) -> T,
    ) -> Option<T> {
        self.version.track();
        self.shelf.try_with_value(|shelf| look(&mut shelf.listed()))
    }

    /// The accesses at these indices that could be read, each with its index.
    pub(crate) fn with_range(
        self,
        indices: std::ops::Range<u32>,
        look: impl FnOnce(&mut dyn Iterator<Item = (u32, &Access)>),
    ) {
        let _ = self.shelf.try_with_value(|shelf| {
            let at = |index| Some((index, shelf.at(index)?.known()?));
            look(&mut indices.filter_map(at));
        });
    }

    /// The roles on any of the rows; tracked.
    pub(crate) fn roles(self) -> Vec<String> {
        self.version.track();
        self.shelf.try_with_value(Shelf::roles).unwrap_or_default()
    }
}

/// Asks for a page. One user's accesses are asked for at their own address: it answers whole, and also those who may see only
/// their own. Where that is not known, the list is asked as for anybody.
async fn ask(
    client: &Client,
    view: &ViewState,
    limit: u32,
    offset: u32,
    cancel: &Cancel,
) -> Result<AccessList, ApiError> {
    if let Some(user) = view.one_user()
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
