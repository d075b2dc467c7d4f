//! One change to several accesses: which, what, and what came of it row by row. Each row is saved as the page of one access
//! saves it: read again, brought together, sent once, compared. A few at a time; a failed row is tried again by hand only.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::access::{Access, AccessPatch};
use crate::api::client::Client;
use crate::api::error::ErrorKind;
use crate::pages::access::current::Place;
use crate::pages::access::journal::Journal;
use crate::pages::access::save::{self, Outcome, Wish};
use crate::pages::context::{use_client, use_me};
use crate::policy::access::{AccessField, Roles, Values, diff, inverse};

/// How many accesses are worked on at once.
const AT_ONCE: usize = 4;
/// All that is changed here.
const FIELDS: &[AccessField] = &[AccessField::Roles];

/// What came of one row.
#[derive(Clone, PartialEq)]
pub(super) enum State {
    Waiting,
    UnderWay,
    /// Saved; what takes it back.
    Saved {
        sent: AccessPatch,
        undo: Option<AccessPatch>,
    },
    Undone,
    /// The service had it so already.
    Already,
    /// Not sent, because the service asked to slow down.
    HeldBack,
    Failed(String),
}

/// One access of the set.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) base: Values,
    pub(super) mine: Values,
    pub(super) state: State,
}

/// Copies are the same set.
#[derive(Clone, Copy)]
pub(super) struct ChangeSet {
    /// The accesses chosen, over all pages, by user and number.
    pub(super) chosen: RwSignal<BTreeMap<(String, String), Values>>,
    pub(super) add: RwSignal<Vec<String>>,
    pub(super) remove: RwSignal<Vec<String>>,
    /// What is or was worked on.
    pub(super) rows: RwSignal<Vec<Row>>,
    pub(super) running: RwSignal<bool>,
    client: StoredValue<Client, LocalStorage>,
    journal: StoredValue<Journal>,
    my_id: Memo<Option<String>>,
}

/// Which access this is, where that and its roles are known: others cannot be changed here.
pub(super) fn key_of(access: &Access) -> Option<(String, String)> {
    let (user, id) = (access.user.known()?, access.id.known()?);
    Values::of(access).roles?;
    Some((user.clone(), id.clone()))
}

impl ChangeSet {
    pub(super) fn new() -> Self {
        let me = use_me();
        let set = Self {
            chosen: RwSignal::new(BTreeMap::new()),
            add: RwSignal::new(Vec::new()),
            remove: RwSignal::new(Vec::new()),
            rows: RwSignal::new(Vec::new()),
            running: RwSignal::new(false),
            client: StoredValue::new_local(use_client()),
            journal: StoredValue::new(expect_context()),
            my_id: Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned())),
        };
        set.warn_before_closing();
        set
    }

    /// Puts an access into the set, or takes it out.
    pub(super) fn choose(self, access: &Access, wanted: bool) {
        let Some(key) = key_of(access) else { return };
        self.chosen.update(|chosen| {
            if wanted {
                chosen.insert(key, Values::of(access));
            } else {
                chosen.remove(&key);
            }
        });
    }

    /// The rows that the change makes different, and how many it leaves as they are.
    pub(super) fn staged(self) -> (Vec<Row>, usize) {
        let (add, remove) = (self.add.get(), self.remove.get());
        let rows: Vec<Row> = self.chosen.with(|chosen| {
            chosen
                .iter()
                .filter_map(|((user_id, access_id), base)| {
                    let mut mine = base.clone();
                    mine.roles = Some(changed(base.roles.as_ref()?, &add, &remove));
                    (mine != *base).then(|| Row {
                        place: Place {
                            user_id: user_id.clone(),
                            access_id: access_id.clone(),
                        },
                        base: base.clone(),
                        mine,
                        state: State::Waiting,
                    })
                })
                .collect()
        });
        let same = self.chosen.with(BTreeMap::len) - rows.len();
        (rows, same)
    }

    pub(super) fn is_own(self, row: &Row) -> bool {
        self.my_id
            .with(|my_id| my_id.as_ref() == Some(&row.place.user_id))
    }

    /// Forgets the choice and what came of it.
    pub(super) fn clear(self) {
        if !self.running.get_untracked() {
            self.chosen.set(BTreeMap::new());
            self.add.set(Vec::new());
            self.remove.set(Vec::new());
            self.rows.set(Vec::new());
        }
    }

    /// Saves what is staged.
    pub(super) fn save(self, rows: Vec<Row>) {
        if !self.running.get_untracked() {
            self.rows.set(rows);
            self.chosen.set(BTreeMap::new());
            self.run(|row| matches!(row.state, State::Waiting));
        }
    }

    /// Tries again what failed or was held back; only ever on the person's word.
    pub(super) fn retry(self) {
        self.run(|row| matches!(row.state, State::Failed(_) | State::HeldBack));
    }

    /// Takes back all that was saved.
    pub(super) fn undo(self) {
        self.run(|row| matches!(row.state, State::Saved { undo: Some(_), .. }));
    }

    fn run(self, takes: fn(&Row) -> bool) {
        if self.running.get_untracked() {
            return;
        }
        let queue: VecDeque<usize> = self.rows.with_untracked(|rows| {
            let numbered = rows.iter().enumerate().filter(|(_, row)| takes(row));
            numbered.map(|(index, _)| index).collect()
        });
        if queue.is_empty() {
            return;
        }
        self.running.set(true);
        let workers = queue.len().min(AT_ONCE);
        let queue = Rc::new(RefCell::new(queue));
        let left = Rc::new(RefCell::new(workers));
        for _ in 0..workers {
            let (queue, left, client) = (queue.clone(), left.clone(), self.client.get_value());
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some(index) = next else { break };
                    let is_slowed = self.work(&client, index).await;
                    if is_slowed {
                        let rest: Vec<usize> = queue.borrow_mut().drain(..).collect();
                        rest.into_iter().for_each(|index| self.hold_back(index));
                    }
                }
                *left.borrow_mut() -= 1;
                if *left.borrow() == 0 {
                    let _ = self.running.try_set(false);
                }
            });
        }
    }

    /// Saves or takes back one row; true when the service asked to slow down.
    async fn work(self, client: &Client, index: usize) -> bool {
        let Some(row) = self
            .rows
            .try_with_untracked(|rows| rows.get(index).cloned())
            .flatten()
        else {
            return false;
        };
        let wish = Wish {
            own: untrack(|| self.is_own(&row)),
            place: row.place,
            fields: FIELDS,
            base: row.base,
            mine: row.mine,
            unseen: false,
        };
        self.set_state(index, State::UnderWay);
        let (outcome, before) = match row.state {
            State::Saved {
                sent,
                undo: Some(undo),
            } => {
                let before = State::Saved {
                    sent: sent.clone(),
                    undo: Some(undo.clone()),
                };
                (save::undo(client, &wish, &sent, undo).await, Some(before))
            }
            _ => (save::save(client, &wish).await, None),
        };
        if let (Outcome::Saved(saved), Some(journal)) = (&outcome, self.journal.try_get_value()) {
            journal.note(&wish.place, saved, before.is_some(), client.now_ms());
        }
        let is_slowed = matches!(&outcome, Outcome::Failed(failure) if failure.error.kind == ErrorKind::TooFrequent);
        self.set_state(index, settled(outcome, before));
        is_slowed
    }

    fn hold_back(self, index: usize) {
        let waits = self.rows.try_with_untracked(|rows| {
            rows.get(index)
                .is_some_and(|row| !matches!(row.state, State::Saved { .. }))
        });
        if waits == Some(true) {
            self.set_state(index, State::HeldBack);
        }
    }

    fn set_state(self, index: usize, state: State) {
        let _ = self.rows.try_update(|rows| {
            if let Some(row) = rows.get_mut(index) {
                row.state = state;
            }
        });
    }

    /// The browser asks before it closes a tab in which something is staged or under way.
    fn warn_before_closing(self) {
        let listener = window_event_listener_untyped("beforeunload", move |event| {
            let is_running = self.running.try_get_untracked() == Some(true);
            let is_staged = untrack(|| !self.staged().0.is_empty());
            if is_running || is_staged {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// The roles after the change. What is both added and removed is removed.
fn changed(base: &Roles, add: &[String], remove: &[String]) -> Roles {
    Roles::of(
        base.names()
            .iter()
            .chain(add)
            .filter(|name| !remove.contains(name))
            .cloned(),
    )
}

/// What is shown of an outcome; `before` is what an undo started from.
fn settled(outcome: Outcome, before: Option<State>) -> State {
    match (outcome, before) {
        (Outcome::Saved(_), Some(_)) => State::Undone,
        (Outcome::Saved(saved), None) if saved.otherwise.is_empty() => {
            let undo = inverse(&saved.sent, &saved.before);
            State::Saved { sent: saved.sent, undo }
        }
        (Outcome::Saved(_), None) => {
            State::Failed("The service answered, but its roles are not as asked for. Open the access to see them.".to_owned())
        }
        (Outcome::Already(_), _) => State::Already,
        (Outcome::Look { .. }, _) => {
            State::Failed("Somebody else changed it meanwhile, and together this would mean more than was reviewed. Nothing was sent; open the access to decide.".to_owned())
        }
        (Outcome::ChangedSince(_), _) => {
            State::Failed("Not undone: somebody else has changed its roles since.".to_owned())
        }
        // An undo that failed can be tried again as it was.
        (Outcome::Failed(failure), Some(before)) if !failure.error.may_have_arrived() => before,
        (Outcome::Failed(failure), _) => State::Failed(failure.sentence()),
    }
}

/// What a row would send, for the review.
pub(super) fn patch_of(row: &Row) -> AccessPatch {
    diff(FIELDS, &row.base, &row.mine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(names: &[&str]) -> Roles {
        Roles::of(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn a_change_touches_only_the_roles_it_names() {
        let add = ["b".to_owned(), "c".to_owned()];
        let remove = ["a".to_owned()];
        assert_eq!(
            changed(&roles(&["a", "b", "z"]), &add, &remove),
            roles(&["b", "c", "z"])
        );
        assert_eq!(changed(&roles(&["z"]), &[], &remove), roles(&["z"]));
    }
}
