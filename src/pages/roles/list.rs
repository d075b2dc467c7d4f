//! Who is listed, in which order: the filter and the order of the address run over the users, in slices, again whenever one
//! types or more users arrive. Owns the row numbers that the table shows. Knows no screen.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Filter, Order, Search, Sorter};

use super::breath::Slice;
use super::users::Users;
use crate::pages::context::use_client;

/// Rows that are looked at between two looks at the clock: well below a millisecond.
const STEP_ROWS: u32 = 8_192;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wish {
    pub(super) filter: Filter,
    pub(super) order: Order,
}

/// A handle; copies are the same list.
#[derive(Clone, Copy)]
pub(super) struct List {
    users: Users,
    rows: StoredValue<Rc<Vec<u32>>, LocalStorage>,
    state: RwSignal<Listed>,
    desk: StoredValue<Rc<RefCell<Desk>>, LocalStorage>,
}

/// What the newest work came to. It changes with every change of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Never the same for two lists.
    pub(super) epoch: u32,
    /// Changes with what is asked for, not with what arrives.
    pub(super) wish: u32,
    pub(super) count: u32,
    /// Of so many users.
    pub(super) total: u32,
}

/// The work under way.
#[derive(Default)]
struct Desk {
    wish: Wish,
    /// Counts wishes; work for an older one ends.
    turn: u32,
    edition: u32,
    search: Option<Search>,
    working: bool,
    /// More users came while it worked.
    again: bool,
}

impl List {
    /// Follows `wish` and the users that arrive.
    pub(super) fn new(users: Users, wish: Memo<Wish>) -> Self {
        let list = Self {
            users,
            rows: StoredValue::new_local(Rc::default()),
            state: RwSignal::new(Listed::default()),
            desk: StoredValue::new_local(Rc::default()),
        };
        let client = StoredValue::new_local(use_client());
        Effect::new(move |_| {
            let (wish, version) = (wish.get(), users.version());
            let Some(desk) = list.desk.try_get_value() else {
                return;
            };
            let mut now = desk.borrow_mut();
            if now.wish != wish || now.edition != version.edition || now.search.is_none() {
                now.turn += u32::from(now.wish != wish);
                let now_ms = client.with_value(|client| client.now_ms());
                now.search = Some(Search::new(wish.filter.clone(), now_ms));
                (now.wish, now.edition, now.working) = (wish, version.edition, false);
            }
            if now.working {
                now.again = true;
                return;
            }
            now.working = true;
            let (turn, edition) = (now.turn, now.edition);
            drop(now);
            let now_ms = client.with_value(|client| client.now_ms());
            spawn_local(list.work(desk, turn, edition, now_ms));
        });
        list
    }

    async fn work(self, desk: Rc<RefCell<Desk>>, turn: u32, edition: u32, now_ms: i64) {
        let mut slice = Slice::new();
        // A newer wish has its own worker.
        let overtaken = |desk: &Desk| desk.turn != turn || desk.edition != edition;
        loop {
            loop {
                let step = |directory: &_| {
                    let mut desk = desk.borrow_mut();
                    match (overtaken(&desk), &mut desk.search) {
                        (false, Some(search)) => Some(search.step(directory, STEP_ROWS)),
                        _ => None,
                    }
                };
                match self.users.with(step).flatten() {
                    None => return,
                    Some(true) => break,
                    Some(false) => slice.breathe().await,
                }
            }
            let (found, order) = {
                let desk = desk.borrow();
                let found = desk.search.as_ref().map(|search| search.rows().to_vec());
                (found.unwrap_or_default(), desk.wish.order.clone())
            };
            let mut sorter = Sorter::new(found, order, now_ms);
            loop {
                let done = self.users.with(|directory| sorter.step(directory, STEP_ROWS as usize));
                match done {
                    None => return,
                    Some(true) => break,
                    Some(false) => slice.breathe().await,
                }
                if overtaken(&desk.borrow()) {
                    return;
                }
            }
            self.publish(sorter.into_rows(), turn);
            let mut desk = desk.borrow_mut();
            if overtaken(&desk) {
                return;
            }
            if !std::mem::take(&mut desk.again) {
                desk.working = false;
                return;
            }
        }
    }

    fn publish(self, rows: Vec<u32>, wish: u32) {
        let count = rows.len() as u32;
        let total = self.users.with(|directory| directory.len()).unwrap_or_default();
        let _ = self.rows.try_set_value(Rc::new(rows));
        let _ = self.state.try_update(|state| {
            *state = Listed { epoch: state.epoch + 1, wish, count, total };
        });
    }

    /// Tracked.
    pub(super) fn state(self) -> Listed {
        self.state.get()
    }

    /// The row number at a place of the list; tracked.
    pub(super) fn at(self, place: u32) -> Option<u32> {
        self.state.track();
        self.rows.try_with_value(|rows| rows.get(place as usize).copied()).flatten()
    }

    /// All row numbers, in their order. Not tracked.
    pub(super) fn rows(self) -> Rc<Vec<u32>> {
        self.rows.try_get_value().unwrap_or_default()
    }
}
