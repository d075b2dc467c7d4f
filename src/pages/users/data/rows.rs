//! Who is listed, in which order: the filter and the order of the address run over the users, in slices, again whenever one
//! types or more users arrive. Owns the rows that the table shows. Knows no screen.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Filter, Order, View as DirectoryView};

use super::loader::UserStore;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::scheduler::{TimeSlice, after_paint};
use crate::ui::effect::effect;

/// Rows that are touched between two looks at the clock: about a millisecond.
const STEP_ROWS: u32 = 4_096;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RowQuery {
    pub(crate) filter: Filter,
    pub(crate) order: Order,
}

/// A handle; copies are the same list.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    users: UserStore,
    worker: StoredValue<Rc<RefCell<Worker>>, LocalStorage>,
    state: RwSignal<RowsState>,
    /// The newest epoch that has been painted.
    painted: RwSignal<u32>,
}

/// What the newest work came to. It changes with every change of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowsState {
    /// Never the same for two lists.
    pub(crate) epoch: u32,
    /// Changes with what is asked for, not with what arrives.
    pub(crate) query: u32,
    pub(crate) count: u32,
    /// Of so many users.
    pub(crate) total: u32,
}

/// The work under way.
struct Worker {
    rows: DirectoryView,
    generation: u32,
    query: u32,
    complete: bool,
    /// A worker is at it; it takes changes with its next step.
    working: bool,
}

impl Rows {
    /// Follows `query` and the users that arrive.
    pub(crate) fn new(users: UserStore, query: Memo<RowQuery>) -> Self {
        let client = StoredValue::new_local(use_client());
        let now_ms = move || client.with_value(Client::now_ms);
        let rows = move |query: RowQuery| DirectoryView::new(query.filter, query.order, now_ms());
        let worker = Worker {
            rows: rows(query.get_untracked()),
            generation: 0,
            query: 0,
            complete: false,
            working: false,
        };
        let list = Self {
            users,
            worker: StoredValue::new_local(Rc::new(RefCell::new(worker))),
            state: RwSignal::new(RowsState::default()),
            painted: RwSignal::new(0),
        };
        effect(move || {
            let (query, version) = (query.get(), users.version());
            let Some(shared) = list.worker.try_get_value() else {
                return;
            };
            let mut worker = shared.borrow_mut();
            if *worker.rows.filter() != query.filter || *worker.rows.order() != query.order {
                worker.query += 1;
            }
            if worker.generation != version.generation {
                worker.generation = version.generation;
                worker.rows = rows(query);
            } else {
                if *worker.rows.filter() != query.filter {
                    worker.rows.set_filter(query.filter);
                }
                if *worker.rows.order() != query.order {
                    worker.rows.set_order(query.order);
                }
            }
            worker.complete = version.complete;
            if !std::mem::replace(&mut worker.working, true) {
                drop(worker);
                spawn_local(list.work(shared));
            }
        });
        list
    }

    async fn work(self, shared: Rc<RefCell<Worker>>) {
        let mut slice = TimeSlice::start();
        loop {
            let step = self.users.with(|directory| {
                let mut worker = shared.borrow_mut();
                let progress = !worker.complete;
                worker
                    .rows
                    .step(directory, STEP_ROWS, progress)
                    .then(|| directory.len())
            });
            match step {
                None => return,
                Some(Some(total)) => {
                    let (count, query) = {
                        let mut worker = shared.borrow_mut();
                        worker.working = false;
                        (worker.rows.rows().len() as u32, worker.query)
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
                    return;
                }
                Some(None) => _ = slice.yield_if_due().await,
            }
        }
    }

    /// Tracked.
    pub(crate) fn state(self) -> RowsState {
        self.state.get()
    }

    /// The row number at a place of the list, after the edition in which it means a user; tracked.
    pub(crate) fn at(self, place: u32) -> Option<(u32, u32)> {
        self.state.track();
        self.now_at(place)
    }

    /// As [`Rows::at`] for a place that cannot be seen: told of a change only once that is painted where it can be.
    pub(crate) fn at_deferred(self, place: u32) -> Option<(u32, u32)> {
        self.painted.track();
        self.now_at(place)
    }

    fn now_at(self, place: u32) -> Option<(u32, u32)> {
        let worker = self.worker.try_get_value()?;
        let worker = worker.borrow();
        let row = worker.rows.rows().get(place as usize)?;
        Some((worker.generation, *row))
    }

    /// Looks at all row numbers, in their order. Not tracked: [`Rows::state`] is.
    pub(crate) fn with_rows<T>(self, look: impl FnOnce(&[u32]) -> T) -> T {
        match self.worker.try_get_value() {
            Some(worker) => look(worker.borrow().rows.rows()),
            None => look(&[]),
        }
    }
}
