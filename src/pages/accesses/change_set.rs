//! One change to several accesses: which, and what is to be made of them. What is staged survives the way to another page and over
//! the sign-in page; the work itself is `change_work`'s.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::rows::Rows;
use crate::api::access::{Access, AccessPatch};
use crate::api::client::Client;
use crate::components::live::use_announcer;
use crate::pages::access::current::Place;
use crate::pages::access::draft;
use crate::pages::access::journal::Journal;
use crate::pages::context::{use_client, use_me};
use crate::policy::access::{AccessField, Values, diff};
use crate::policy::access_set::{Change, Staged, Target};

/// An access: its user, and its number.
pub(super) type Key = (String, String);

/// What came of one row.
#[derive(Clone, PartialEq)]
pub(super) enum State {
    Waiting,
    UnderWay,
    /// Saved; what was sent, and what takes it back.
    Saved {
        sent: AccessPatch,
        undo: Option<AccessPatch>,
    },
    Undone,
    /// Still saved: why it could not be taken back. Can be tried again.
    NotUndone {
        sent: AccessPatch,
        undo: AccessPatch,
        why: String,
    },
    /// The service had it so already.
    Already,
    /// Not sent, because of what came of others.
    HeldBack,
    Failed(String),
}

/// One access of the set.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) target: Target,
    pub(super) mine: Values,
    pub(super) state: State,
}

impl Row {
    pub(super) fn place(&self) -> Place {
        Place {
            user_id: self.target.user.clone(),
            access_id: self.target.access.clone(),
        }
    }

    /// What it would send, for the review.
    pub(super) fn patch(&self) -> AccessPatch {
        diff(self.target.fields(), &self.target.values, &self.mine)
    }
}

/// Copies are the same set.
#[derive(Clone, Copy)]
pub(super) struct ChangeSet {
    /// The accesses chosen.
    pub(super) chosen: RwSignal<BTreeMap<Key, Target>>,
    pub(super) change: RwSignal<Change>,
    /// What is or was worked on.
    pub(super) rows: RwSignal<Vec<Row>>,
    pub(super) running: RwSignal<bool>,
    /// What came back from the way over another page.
    pub(super) restored: RwSignal<bool>,
    /// Where the accesses are shown.
    pub(super) list: Rows,
    pub(super) client: StoredValue<Client, LocalStorage>,
    pub(super) journal: StoredValue<Journal>,
    my_id: Memo<Option<String>>,
}

/// Which access this is, where that and something that can be changed are known: others cannot be changed here.
pub(super) fn key_of(access: &Access) -> Option<Key> {
    let (user, id) = (access.user.known()?, access.id.known()?);
    (Values::of(access) != Values::default()).then(|| (user.clone(), id.clone()))
}

fn target_of(access: &Access) -> Option<(Key, Target)> {
    let key = key_of(access)?;
    let target = Target {
        user: key.0.clone(),
        access: key.1.clone(),
        access_type: access.access_type.known().cloned(),
        values: Values::of(access),
    };
    Some((key, target))
}

impl ChangeSet {
    pub(super) fn new(list: Rows) -> Self {
        let me = use_me();
        let set = Self {
            chosen: RwSignal::new(BTreeMap::new()),
            change: RwSignal::new(Change::default()),
            rows: RwSignal::new(Vec::new()),
            running: RwSignal::new(false),
            restored: RwSignal::new(false),
            list,
            client: StoredValue::new_local(use_client()),
            journal: StoredValue::new(expect_context()),
            my_id: Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned())),
        };
        set.warn_before_closing();
        let username = Memo::new(move |_| me.value().and_then(|me| me.name.known().cloned()));
        set.keep(username);
        set
    }

    /// Puts an access into the set, or takes it out.
    pub(super) fn choose(self, access: &Access, wanted: bool) {
        self.choose_all(&mut std::iter::once(access), wanted);
    }

    /// The other way round.
    pub(super) fn turn(self, access: &Access) {
        if let Some(key) = key_of(access) {
            self.choose(access, !untrack(|| self.is_chosen(&key)));
        }
    }

    pub(super) fn choose_all(self, accesses: &mut dyn Iterator<Item = &Access>, wanted: bool) {
        self.chosen.update(|chosen| {
            for (key, target) in accesses.filter_map(target_of) {
                if wanted {
                    chosen.insert(key, target);
                } else {
                    chosen.remove(&key);
                }
            }
        });
    }

    /// Tracked.
    pub(super) fn is_chosen(self, key: &Key) -> bool {
        self.chosen.with(|chosen| chosen.contains_key(key))
    }

    /// How many of the chosen have this part.
    pub(super) fn having(self, field: AccessField) -> usize {
        self.chosen
            .with(|chosen| chosen.values().filter(|target| target.has(field)).count())
    }

    /// The rows that the change makes different, and how many it leaves as they are.
    pub(super) fn staged(self) -> (Vec<Row>, usize) {
        let change = self.change.get();
        let rows: Vec<Row> = self.chosen.with(|chosen| {
            let targets = chosen.values().filter_map(|target| {
                let mine = change.apply(target);
                (mine != target.values).then(|| Row {
                    target: target.clone(),
                    mine,
                    state: State::Waiting,
                })
            });
            targets.collect()
        });
        let same = self.chosen.with(BTreeMap::len) - rows.len();
        (rows, same)
    }

    pub(super) fn is_own(self, row: &Row) -> bool {
        self.my_id
            .with(|my_id| my_id.as_ref() == Some(&row.target.user))
    }

    /// Forgets the choice and what came of it.
    pub(super) fn clear(self) {
        if !self.running.get_untracked() {
            self.chosen.set(BTreeMap::new());
            self.change.set(Change::default());
            self.rows.set(Vec::new());
            self.restored.set(false);
        }
    }

    /// What is chosen, and what was sent and is not saved.
    fn unsaved(self) -> Staged {
        let mut targets: Vec<Target> = self
            .chosen
            .with(|chosen| chosen.values().cloned().collect());
        self.rows.with(|rows| {
            let open = rows.iter().filter(|row| {
                matches!(
                    row.state,
                    State::Waiting | State::UnderWay | State::HeldBack | State::Failed(_)
                )
            });
            targets.extend(open.map(|row| row.target.clone()));
        });
        Staged {
            targets,
            change: self.change.get(),
        }
    }

    /// Keeps what is staged for this tab once it is known whose it is; finds what is from before first. Not while it is worked
    /// on: then it stays as it was staged, and what was saved meanwhile would be found to be so already.
    fn keep(self, username: Memo<Option<String>>) {
        let announcer = use_announcer();
        Effect::new(move |looked: Option<bool>| {
            let Some(username) = username.get() else {
                return false;
            };
            let is_untouched = self.chosen.with_untracked(BTreeMap::is_empty);
            if looked != Some(true)
                && is_untouched
                && let Some(staged) = draft::staged(&username).and_then(|text| Staged::read(&text))
            {
                let targets = staged.targets.into_iter();
                let keyed =
                    targets.map(|target| ((target.user.clone(), target.access.clone()), target));
                self.chosen.set(keyed.collect());
                self.change.set(staged.change);
                self.restored.set(true);
                announcer.say("The accesses you had chosen are here again.");
            }
            if !self.running.get() {
                let unsaved = self.unsaved();
                let text = (!unsaved.targets.is_empty()).then(|| unsaved.write());
                draft::keep_staged(&username, text.as_deref());
            }
            true
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
