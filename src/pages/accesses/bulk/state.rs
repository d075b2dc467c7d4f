//! The state of a bulk edit: the selected accesses, the change and the results. Survives a detour to another page or the sign-in page.
//! Sends nothing; `runner` does.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::app::identity::use_identity;
use crate::domain::access::bulk::{BulkChange, StagedEdit, Target};
use crate::domain::access::edit::{AccessField, Values, diff};
use crate::domain::access::identity::AccessKey;
use crate::pages::accesses::change_log::ChangeLog;
use crate::pages::accesses::detail::load::AccessId;
use crate::pages::accesses::{draft, labels};
use crate::ui::announcer::use_announcer;

/// How far a row has got.
#[derive(Clone, PartialEq)]
pub(crate) enum RowState {
    Waiting,
    Saving,
    /// Saved; the patch that was sent, and the one that undoes it.
    Saved {
        sent: AccessPatch,
        undo: Option<AccessPatch>,
    },
    Undone,
    /// Still saved: why it could not be undone. Can be retried.
    NotUndone {
        sent: AccessPatch,
        undo: AccessPatch,
        why: String,
    },
    /// The service already had these values.
    NoChange,
    /// Not sent, because others failed for a reason that affects all.
    NotAttempted,
    Failed(String),
}

/// One access of the bulk edit.
#[derive(Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) target: Target,
    pub(crate) mine: Values,
    pub(crate) state: RowState,
}

impl Row {
    pub(crate) fn id(&self) -> AccessId {
        AccessId {
            user_id: self.target.key.user.clone(),
            access_id: self.target.key.access.clone(),
            // Accesses that share their number are left out.
            customer: None,
        }
    }

    /// What would be sent.
    pub(crate) fn patch(&self) -> AccessPatch {
        diff(self.target.fields(), &self.target.values, &self.mine)
    }
}

/// Copies are the same edit.
#[derive(Clone, Copy)]
pub(crate) struct BulkEdit {
    /// The selected accesses.
    pub(crate) selected: RwSignal<BTreeMap<AccessKey, Target>>,
    pub(crate) change: RwSignal<BulkChange>,
    /// The rows being saved, then the results.
    pub(crate) rows: RwSignal<Vec<Row>>,
    pub(crate) running: RwSignal<bool>,
    /// Restored after a detour to another page.
    pub(crate) restored: RwSignal<bool>,
    /// Runs with each access that was reread after a save.
    pub(crate) on_saved: Callback<Access>,
    /// Whether several accesses of a user have this number; tracked.
    is_shared: Callback<(String, String), bool>,
    pub(crate) client: StoredValue<Client, LocalStorage>,
    pub(crate) change_log: StoredValue<ChangeLog>,
    my_id: Memo<Option<String>>,
}

/// The key of an access; `None` if it is unknown or has no known editable value, so that it cannot be selected.
pub(crate) fn key_of(access: &Access) -> Option<AccessKey> {
    let key = AccessKey::of(access)?;
    (Values::of(access) != Values::default()).then_some(key)
}

fn target_of(access: &Access) -> Option<(AccessKey, Target)> {
    let key = key_of(access)?;
    let target = Target {
        key: key.clone(),
        access_type: access.access_type.known().cloned(),
        values: Values::of(access),
    };
    Some((key, target))
}

impl BulkEdit {
    pub(crate) fn new(
        on_saved: Callback<Access>,
        is_shared: Callback<(String, String), bool>,
    ) -> Self {
        let me = use_current_user();
        let edit = Self {
            selected: RwSignal::new(BTreeMap::new()),
            change: RwSignal::new(BulkChange::default()),
            rows: RwSignal::new(Vec::new()),
            running: RwSignal::new(false),
            restored: RwSignal::new(false),
            on_saved,
            is_shared,
            client: StoredValue::new_local(use_client()),
            change_log: StoredValue::new(expect_context()),
            my_id: Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned())),
        };
        edit.warn_before_closing();
        edit.sync_draft();
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
    pub(crate) fn is_selected(self, key: &AccessKey) -> bool {
        self.selected.with(|selected| selected.contains_key(key))
    }

    /// How many of the selected accesses have this field.
    pub(crate) fn count_with(self, field: AccessField) -> usize {
        self.selected
            .with(|selected| selected.values().filter(|target| target.has(field)).count())
    }

    /// The rows that the change affects, and the number of those it does not.
    pub(crate) fn staged(self) -> (Vec<Row>, usize) {
        let change = self.change.get();
        let rows: Vec<Row> = self.selected.with(|selected| {
            let targets = selected.values().filter_map(|target| {
                // The service could change the other one of the same number.
                if self.is_ambiguous(target) {
                    return None;
                }
                let mine = change.apply(target);
                (mine != target.values).then(|| Row {
                    target: target.clone(),
                    mine,
                    state: RowState::Waiting,
                })
            });
            targets.collect()
        });
        let unchanged = self.selected.with(BTreeMap::len) - rows.len();
        (rows, unchanged)
    }

    /// How many of the selected accesses share their number with another one, so that they are left out; tracked.
    pub(crate) fn ambiguous(self) -> usize {
        let is_ambiguous = |target: &&Target| self.is_ambiguous(target);
        self.selected
            .with(|selected| selected.values().filter(is_ambiguous).count())
    }

    fn is_ambiguous(self, target: &Target) -> bool {
        let (user, access) = target.key.address();
        let address = (user.to_owned(), access.to_owned());
        self.is_shared.try_run(address) == Some(true)
    }

    pub(crate) fn is_own(self, row: &Row) -> bool {
        self.my_id
            .with(|my_id| my_id.as_ref() == Some(&row.target.key.user))
    }

    /// Clears the selection, the change and the results.
    pub(crate) fn clear(self) {
        if !self.running.get_untracked() {
            self.selected.set(BTreeMap::new());
            self.change.set(BulkChange::default());
            self.rows.set(Vec::new());
            self.restored.set(false);
        }
    }

    /// The selected accesses, and those sent but not saved.
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

    /// Stores the edit for this tab as soon as the user is known; restores an earlier one first. Not while saving: then the stored edit
    /// stays as it was staged, and rows saved meanwhile turn out to need no change.
    fn sync_draft(self) {
        let identity = use_identity();
        let announcer = use_announcer();
        Effect::new(move |has_restored: Option<bool>| {
            let Some(owner) = identity.owner() else {
                return false;
            };
            let is_untouched = self.selected.with_untracked(BTreeMap::is_empty);
            if has_restored != Some(true)
                && is_untouched
                && let Some(staged) =
                    draft::load_bulk_edit(owner).and_then(|text| StagedEdit::from_json(&text))
            {
                let targets = staged.targets.into_iter();
                let keyed = targets.map(|target| (target.key.clone(), target));
                self.selected.set(keyed.collect());
                self.change.set(staged.change);
                self.restored.set(true);
                announcer.announce(labels::SELECTION_RESTORED);
            }
            if !self.running.get() {
                let unsaved = self.unsaved();
                let text = (!unsaved.targets.is_empty()).then(|| unsaved.to_json());
                draft::store_bulk_edit(owner, text.as_deref());
            }
            true
        });
    }

    /// The browser asks before closing a tab with unsaved or running changes.
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
