//! One change to several accesses: which, and what is to be made of them. What is staged survives the way to another page and over
//! the sign-in page; the work itself is `change_work`'s.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::domain::access::bulk::{BulkChange, StagedEdit, Target};
use crate::domain::access::edit::{AccessField, Values, diff};
use crate::pages::accesses::change_log::ChangeLog;
use crate::pages::accesses::detail::load::AccessId;
use crate::pages::accesses::draft;
use crate::pages::accesses::list::loader::AccessLoader;
use crate::ui::announcer::use_announcer;

/// An access: its user, and its number.
pub(crate) type Key = (String, String);

/// What came of one row.
#[derive(Clone, PartialEq)]
pub(crate) enum RowState {
    Waiting,
    Saving,
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
    NoChange,
    /// Not sent, because of what came of others.
    NotAttempted,
    Failed(String),
}

/// One access of the edit.
#[derive(Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) target: Target,
    pub(crate) mine: Values,
    pub(crate) state: RowState,
}

impl Row {
    pub(crate) fn id(&self) -> AccessId {
        AccessId {
            user_id: self.target.user.clone(),
            access_id: self.target.access.clone(),
        }
    }

    /// What it would send, for the review.
    pub(crate) fn patch(&self) -> AccessPatch {
        diff(self.target.fields(), &self.target.values, &self.mine)
    }
}

/// Copies are the same edit.
#[derive(Clone, Copy)]
pub(crate) struct BulkEdit {
    /// The accesses selected.
    pub(crate) selected: RwSignal<BTreeMap<Key, Target>>,
    pub(crate) change: RwSignal<BulkChange>,
    /// What is or was worked on.
    pub(crate) rows: RwSignal<Vec<Row>>,
    pub(crate) running: RwSignal<bool>,
    /// What came back from the way over another page.
    pub(crate) restored: RwSignal<bool>,
    /// Where the accesses are shown.
    pub(crate) list: AccessLoader,
    pub(crate) client: StoredValue<Client, LocalStorage>,
    pub(crate) change_log: StoredValue<ChangeLog>,
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

impl BulkEdit {
    pub(crate) fn new(list: AccessLoader) -> Self {
        let me = use_current_user();
        let edit = Self {
            selected: RwSignal::new(BTreeMap::new()),
            change: RwSignal::new(BulkChange::default()),
            rows: RwSignal::new(Vec::new()),
            running: RwSignal::new(false),
            restored: RwSignal::new(false),
            list,
            client: StoredValue::new_local(use_client()),
            change_log: StoredValue::new(expect_context()),
            my_id: Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned())),
        };
        edit.warn_before_closing();
        let username = Memo::new(move |_| me.value().and_then(|me| me.name.known().cloned()));
        edit.sync_draft(username);
        edit
    }

    /// Selects accesses, or deselects them.
    pub(crate) fn select_all(self, accesses: &mut dyn Iterator<Item = &Access>, wanted: bool) {
        self.selected.update(|selected| {
            for (key, target) in accesses.filter_map(target_of) {
                if wanted {
                    selected.insert(key, target);
                } else {
                    selected.remove(&key);
                }
            }
        });
    }

    /// Tracked.
    pub(crate) fn is_selected(self, key: &Key) -> bool {
        self.selected.with(|selected| selected.contains_key(key))
    }

    /// How many of the selected have this part.
    pub(crate) fn count_with(self, field: AccessField) -> usize {
        self.selected
            .with(|selected| selected.values().filter(|target| target.has(field)).count())
    }

    /// The rows that the change makes different, and how many it leaves as they are.
    pub(crate) fn staged(self) -> (Vec<Row>, usize) {
        let change = self.change.get();
        let rows: Vec<Row> = self.selected.with(|selected| {
            let targets = selected.values().filter_map(|target| {
                let mine = change.apply(target);
                (mine != target.values).then(|| Row {
                    target: target.clone(),
                    mine,
                    state: RowState::Waiting,
                })
            });
            targets.collect()
        });
        let same = self.selected.with(BTreeMap::len) - rows.len();
        (rows, same)
    }

    pub(crate) fn is_own(self, row: &Row) -> bool {
        self.my_id
            .with(|my_id| my_id.as_ref() == Some(&row.target.user))
    }

    /// Forgets the choice and what came of it.
    pub(crate) fn clear(self) {
        if !self.running.get_untracked() {
            self.selected.set(BTreeMap::new());
            self.change.set(BulkChange::default());
            self.rows.set(Vec::new());
            self.restored.set(false);
        }
    }

    /// What is selected, and what was sent and is not saved.
    fn unsaved(self) -> StagedEdit {
        let mut targets: Vec<Target> = self
            .selected
            .with(|selected| selected.values().cloned().collect());
        self.rows.with(|rows| {
            let open = rows.iter().filter(|row| {
                matches!(
                    row.state,
                    RowState::Waiting
                        | RowState::Saving
                        | RowState::NotAttempted
                        | RowState::Failed(_)
                )
            });
            targets.extend(open.map(|row| row.target.clone()));
        });
        StagedEdit {
            targets,
            change: self.change.get(),
        }
    }

    /// Keeps what is staged for this tab once it is known whose it is; finds what is from before first. Not while it is worked
    /// on: then it stays as it was staged, and what was saved meanwhile would be found to be so already.
    fn sync_draft(self, username: Memo<Option<String>>) {
        let announcer = use_announcer();
        Effect::new(move |looked: Option<bool>| {
            let Some(username) = username.get() else {
                return false;
            };
            let is_untouched = self.selected.with_untracked(BTreeMap::is_empty);
            if looked != Some(true)
                && is_untouched
                && let Some(staged) =
                    draft::staged(&username).and_then(|text| StagedEdit::from_json(&text))
            {
                let targets = staged.targets.into_iter();
                let keyed =
                    targets.map(|target| ((target.user.clone(), target.access.clone()), target));
                self.selected.set(keyed.collect());
                self.change.set(staged.change);
                self.restored.set(true);
                announcer.announce("The accesses you had chosen are here again.");
            }
            if !self.running.get() {
                let unsaved = self.unsaved();
                let text = (!unsaved.targets.is_empty()).then(|| unsaved.to_json());
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
