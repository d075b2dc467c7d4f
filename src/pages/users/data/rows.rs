//! Who is listed, in which order: the filter and the order of the address run over the users, in slices, again whenever one
//! types or more users arrive. Owns the rows that the table shows. Knows no screen.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Filter, Order, View as Rows};

use super::loader::Users;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::scheduler::{TimeSlice, after_paint};
use crate::ui::effect::effect;

/// Rows that are touched between two looks at the clock: about a millisecond.
const STEP_ROWS: u32 = 4_096;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wish {
    pub(crate) filter: Filter,
    pub(crate) order: Order,
}

/// A handle; copies are the same list.
#[derive(Clone, Copy)]
pub(crate) struct List {
    users: Users,
    desk: StoredValue<Rc<RefCell<Desk>>, LocalStorage>,
    state: RwSignal<Listed>,
    /// The newest epoch that has been painted.
    painted: RwSignal<u32>,
}

/// What the newest work came to. It changes with every change of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Never the same for two lists.
    pub(crate) epoch: u32,
    /// Changes with what is asked for, not with what arrives.
    pub(crate) wish: u32,
    pub(crate) count: u32,
    /// Of so many users.
    pub(crate) total: u32,
}

/// The work under way.
struct Desk {
    rows: Rows,
    edition: u32,
    wish: u32,
    settled: bool,
    /// A worker is at it; it takes changes with its next step.
    working: bool,
}

impl List {
    /// Follows `wish` and the users that arrive.
    pub(crate) fn new(users: Users, wish: Memo<Wish>) -> Self {
        let client = StoredValue::new_local(use_client());
        let now_ms = move || client.with_value(Client::now_ms);
        let rows = move |wish: Wish| Rows::new(wish.filter, wish.order, now_ms());
        let desk = Desk {
            rows: rows(wish.get_untracked()),
            edition: 0,
            wish: 0,
            settled: false,
            working: false,
        };
        let list = Self {
            users,
            desk: StoredValue::new_local(Rc::new(RefCell::new(desk))),
            state: RwSignal::new(Listed::default()),
            painted: RwSignal::new(0),
        };
        effect(move || {
            let (wish, version) = (wish.get(), users.version());
            let Some(shared) = list.desk.try_get_value() else {
                return;
            };
            let mut desk = shared.borrow_mut();
            if *desk.rows.filter() != wish.filter || *desk.rows.order() != wish.order {
                desk.wish += 1;
            }
            if desk.edition != version.edition {
                desk.edition = version.edition;
                desk.rows = rows(wish);
            } else {
                if *desk.rows.filter() != wish.filter {
                    desk.rows.set_filter(wish.filter);
                }
                if *desk.rows.order() != wish.order {
                    desk.rows.set_order(wish.order);
                }
            }
            desk.settled = version.settled;
            if !std::mem::replace(&mut desk.working, true) {
                drop(desk);
                spawn_local(list.work(shared));
            }
        });
        list
    }

    async fn work(self, shared: Rc<RefCell<Desk>>) {
        let mut slice = TimeSlice::start();
        loop {
            let step = self.users.with(|directory| {
                let mut desk = shared.borrow_mut();
                let arriving = !desk.settled;
                desk.rows
                    .step(directory, STEP_ROWS, arriving)
                    .then(|| directory.len())
            });
            match step {
                None => return,
                Some(Some(total)) => {
                    let (count, wish) = {
                        let mut desk = shared.borrow_mut();
                        desk.working = false;
                        (desk.rows.rows().len() as u32, desk.wish)
                    };
                    let epoch = self.state.try_update(|state| {
                        *state = Listed {
                            epoch: state.epoch + 1,
                            wish,
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
    pub(crate) fn state(self) -> Listed {
        self.state.get()
    }

    /// The row number at a place of the list, after the edition in which it means a user; tracked.
    pub(crate) fn at(self, place: u32) -> Option<(u32, u32)> {
        self.state.track();
        self.now_at(place)
    }

    /// As [`List::at`] for a place that cannot be seen: told of a change only once that is painted where it can be.
    pub(crate) fn at_leisure(self, place: u32) -> Option<(u32, u32)> {
        self.painted.track();
        self.now_at(place)
    }

    fn now_at(self, place: u32) -> Option<(u32, u32)> {
        let desk = self.desk.try_get_value()?;
        let desk = desk.borrow();
        let row = desk.rows.rows().get(place as usize)?;
        Some((desk.edition, *row))
    }

    /// Looks at all row numbers, in their order. Not tracked: [`List::state`] is.
    pub(crate) fn with_rows<T>(self, look: impl FnOnce(&[u32]) -> T) -> T {
        match self.desk.try_get_value() {
            Some(desk) => look(desk.borrow().rows.rows()),
            None => look(&[]),
        }
    }
}
