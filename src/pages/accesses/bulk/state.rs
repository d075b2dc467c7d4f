//! One change to several accesses: which, and what is to be made of them. What is staged survives the way to another page and over
//! the sign-in page; the work itself is `change_work`'s.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::domain::access::bulk::{Change, Staged, Target};
use crate::domain::access::edit::{AccessField, Values, diff};
use crate::pages::accesses::change_log::Journal;
use crate::pages::accesses::detail::load::Place;
use crate::pages::accesses::draft;
use crate::pages::accesses::list::loader::Rows;
use crate::ui::announcer::use_announcer;

/// An access: its user, and its number.
pub(crate) type Key = (String, String);

/// What came of one row.
#[derive(Clone, PartialEq)]
pub(crate) enum State {
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
pub(crate) struct Row {
    pub(crate) target: Target,
    pub(crate) mine: Values,
    pub(crate) state: State,
}

impl Row {
    pub(crate) fn place(&self) -> Place {
        Place {
            user_id: self.target.user.clone(),
            access_id: self.target.access.clone(),
        }
    }

    /// What it would send, for the review.
    pub(crate) fn patch(&self) -> AccessPatch {
        diff(self.target.fields(), &self.target.values, &self.mine)
    }
}

/// Copies are the same set.
#[derive(Clone, Copy)]
pub(crate) struct ChangeSet {
    /// The accesses chosen.
    pub(crate) chosen: RwSignal<BTreeMap<Key, Target>>,
    pub(crate) change: RwSignal<Change>,
    /// What is or was worked on.
    pub(crate) rows: RwSignal<Vec<Row>>,
    pub(crate) running: RwSignal<bool>,
    /// What came back from the way over another page.
    pub(crate) restored: RwSignal<bool>,
    /// Where the accesses are shown.
    pub(crate) list: Rows,
    pub(crate) client: StoredValue<Client, LocalStorage>,
    pub(crate) journal: StoredValue<Journal>,
    my_id: Memo<Option<String>>,
}

/// Which access this is, where that and something that can be changed are known: others cannot be changed here.
pub(crate) fn key_of(access: &Access) -> Option<Key> {
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
    pub(crate) fn new(list: Rows) -> Self {
        let me = use_current_user();
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

    /// Selects accesses, or deselects them.
    pub(crate) fn choose_all(self, accesses: &mut dyn Iterator<Item = &Access>, wanted: bool) {
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
    pub(crate) fn is_chosen(self, key: &Key) -> bool {
        self.chosen.with(|chosen| chosen.contains_key(key))
    }

    /// How many of the chosen have this part.
    pub(crate) fn having(self, field: AccessField) -> usize {
        self.chosen
            .with(|chosen| chosen.values().filter(|target| target.has(field)).count())
    }

    /// The rows that the change makes different, and how many it leaves as they are.
    pub(crate) fn staged(self) -> (Vec<Row>, usize) {
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

    pub(crate) fn is_own(self, row: &Row) -> bool {
        self.my_id
            .with(|my_id| my_id.as_ref() == Some(&row.target.user))
    }

    /// Forgets the choice and what came of it.
    pub(crate) fn clear(self) {
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
                announcer.announce("The accesses you had chosen are here again.");
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
