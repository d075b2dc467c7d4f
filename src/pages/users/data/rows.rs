//! Which users are listed, and in which order: filters and sorts in slices, again whenever the query changes or more users load. Owns
//! the rows that the table shows. Knows no view.

use std::cell::RefCell;
use std::ops::ControlFlow::{Break, Continue};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Filter, Order, View as DirectoryView};

use super::loader::UserStore;
use super::local_now::local_now;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::scheduler::{TimeSlice, after_paint};
use crate::ui::effect::effect;
use crate::ui::place::ListState;

/// Rows handled between two looks at the clock: about a millisecond.
const STEP_ROWS: u32 = 4_096;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RowQuery {
    pub(crate) filter: Filter,
    pub(crate) order: Order,
}

/// A handle; copies are the same rows.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    users: UserStore,
    worker: StoredValue<Rc<RefCell<Worker>>, LocalStorage>,
    state: RwSignal<RowsState>,
    query: Memo<RowQuery>,
    /// The latest epoch that has been painted.
    painted: RwSignal<u32>,
}

/// The latest result. It changes with every change of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowsState {
    /// Different for each result.
    pub(crate) epoch: u32,
    /// Changes with the query, not when users load.
    pub(crate) query: u32,
    pub(crate) count: u32,
    /// The number of users, matching or not.
    pub(crate) total: u32,
}

struct Worker {
    view: DirectoryView,
    generation: u32,
    query: u32,
    complete: bool,
    /// A task is running; it picks up changes with its next step.
    is_working: bool,
}

impl Rows {
    /// Follows `query` and the users that load.
    pub(crate) fn new(users: UserStore, query: Memo<RowQuery>) -> Self {
        let client = StoredValue::new_local(use_client());
        let now = move || local_now(client.with_value(Client::now_ms));
        let view = move |query: RowQuery| DirectoryView::new(query.filter, query.order, now());
        let worker = Worker {
            view: view(query.get_untracked()),
            generation: 0,
            query: 0,
            complete: false,
            is_working: false,
        };
        let rows = Self {
            users,
            worker: StoredValue::new_local(Rc::new(RefCell::new(worker))),
            state: RwSignal::new(RowsState::default()),
            query,
            painted: RwSignal::new(0),
        };
        effect(move || {
            let (query, version) = (query.get(), users.version());
            let Some(shared) = rows.worker.try_get_value() else {
                return;
            };
            let mut worker = shared.borrow_mut();
            let is_new_filter = *worker.view.filter() != query.filter;
            let is_new_order = *worker.view.order() != query.order;
            if is_new_filter || is_new_order {
                worker.query += 1;
            }
            if worker.generation != version.generation {
                worker.generation = version.generation;
                worker.view = view(query);
            } else {
                if is_new_filter {
                    worker.view.set_filter(query.filter);
                }
                if is_new_order {
                    worker.view.set_order(query.order);
                }
            }
            worker.complete = version.complete;
            if !std::mem::replace(&mut worker.is_working, true) {
                drop(worker);
                spawn_local(rows.work(shared));
            }
        });
        rows
    }

    async fn work(self, shared: Rc<RefCell<Worker>>) {
        let step = || {
            let total = self.users.with(|directory| {
                let mut worker = shared.borrow_mut();
                let may_grow = !worker.complete;
                let is_done = worker.view.step(directory, STEP_ROWS, may_grow);
                is_done.then(|| directory.len())
            });
            match total {
                None => Break(None),
                Some(None) => Continue(()),
                Some(total) => Break(total),
            }
        };
        let Some(total) = TimeSlice::start().run(step).await else {
            return;
        };
        let (count, query) = {
            let mut worker = shared.borrow_mut();
            worker.is_working = false;
            (worker.view.rows().len() as u32, worker.query)
        };
        let epoch = self.state.try_update(|state| {
            *state = RowsState {
                epoch: state.epoch + 1,
                query,
                count,
                total,
            };
            state.epoch
        });
        after_paint().await;
        let _ = epoch.map(|epoch| self.painted.try_set(epoch));
    }

    /// Tracked.
    pub(crate) fn state(self) -> RowsState {
        self.state.get()
    }

    /// How far the rows are; tracked.
    pub(crate) fn list_state(self) -> ListState {
        self.state.track();
        let (query, version) = (self.query.get(), self.users.version());
        let Some(worker) = self.worker.try_get_value() else {
            return ListState::Changing;
        };
        let worker = worker.borrow();
        let is_current =
            *worker.view.filter() == query.filter && *worker.view.order() == query.order;
        let is_done = version.complete && worker.complete && !worker.is_working;
        match (is_current, is_done) {
            (false, _) => ListState::Changing,
            (true, false) => ListState::Loading,
            (true, true) => ListState::Complete,
        }
    }

    /// The generation and the row number of the user at an index of the list; tracked.
    pub(crate) fn at(self, index: u32) -> Option<(u32, u32)> {
        self.state.track();
        self.at_untracked(index)
    }

    /// As [`Rows::at`] for rows out of view: they change only once the rows in view have been painted.
    pub(crate) fn at_deferred(self, index: u32) -> Option<(u32, u32)> {
        self.painted.track();
        self.at_untracked(index)
    }

    fn at_untracked(self, index: u32) -> Option<(u32, u32)> {
        let worker = self.worker.try_get_value()?;
        let worker = worker.borrow();
        let row = worker.view.rows().get(index as usize)?;
        Some((worker.generation, *row))
    }

    /// All row numbers, in the order of the list. Not tracked: [`Rows::state`] is.
    pub(crate) fn with_rows<T>(self, look: impl FnOnce(&[u32]) -> T) -> T {
        match self.worker.try_get_value() {
            Some(worker) => look(worker.borrow().view.rows()),
            None => look(&[]),
        }
    }
}
