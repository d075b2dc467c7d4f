//! Switches notifications: what is in flight, what came of it, what can be undone. Belongs to the page and not to a row,
//! since rows come and go with a search. Several requests may be in flight at once, which is why this isn't one
//! [`crate::app::mutation::Mutation`]; each takes the same steps: sent once, read back, judged, announced.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::data::SettingsData;
use super::labels;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::Field;
use crate::api::tenant::notifications;
use crate::api::tenant::settings::{Notification, UserSettings};
use crate::app::context::use_client;
use crate::domain::settings::notification_outcome;
use crate::domain::settings::notification_outcome::ChangeResult;
use crate::ui::announcer::{Announcer, use_announcer};

/// Codes and their new states, as one request carries them.
pub(crate) type Changes = Vec<(String, bool)>;

/// One request.
#[derive(Clone)]
struct Batch {
    changes: Arc<Changes>,
    /// What to say once all of it is saved.
    success: Arc<str>,
}

/// The outcome of the last request that changed several.
#[derive(Clone)]
pub(crate) struct BulkOutcome {
    pub(crate) message: String,
    pub(crate) failed: bool,
    /// Reverts what was changed.
    pub(crate) undo: Changes,
}

/// What a row shows beside its switch.
#[derive(Clone, PartialEq)]
pub(crate) enum RowState {
    Idle,
    Saving,
    Settled(RowOutcome),
}

#[derive(Clone, PartialEq)]
pub(crate) struct RowOutcome {
    pub(crate) result: ChangeResult,
    /// It was switched alone, so the row itself speaks of a failure.
    pub(crate) alone: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct NotificationChanges {
    settings: SettingsData,
    announcer: Announcer,
    in_flight: RwSignal<Vec<Batch>>,
    /// By code.
    outcomes: RwSignal<BTreeMap<String, RowOutcome>>,
    bulk: RwSignal<Option<BulkOutcome>>,
    client: StoredValue<Client, LocalStorage>,
    /// All settings are being replaced, this list included: none of it may change meanwhile.
    locked: RwSignal<bool>,
}

impl NotificationChanges {
    pub(crate) fn new(settings: SettingsData) -> Self {
        Self {
            settings,
            announcer: use_announcer(),
            in_flight: RwSignal::new(Vec::new()),
            outcomes: RwSignal::new(BTreeMap::new()),
            bulk: RwSignal::new(None),
            client: StoredValue::new_local(use_client()),
            locked: RwSignal::new(false),
        }
    }

    /// Sends these changes in one request, unless one of their codes is in flight. `success` is said once all are saved.
    pub(crate) fn send(self, success: &str, changes: Changes) {
        let busy = |code: &String| untrack(|| self.pending(code)).is_some();
        if self.locked.get_untracked()
            || changes.is_empty()
            || changes.iter().any(|(code, _)| busy(code))
        {
            return;
        }
        self.outcomes.update(|outcomes| {
            // A failure of another row stays until that row is tried again, or all are.
            let alone = changes.len() == 1;
            outcomes.retain(|code, outcome| {
                alone
                    && outcome.result != ChangeResult::Saved
                    && changes.iter().all(|(changed, _)| changed != code)
            });
        });
        self.bulk.set(None);
        let batch = Batch {
            changes: Arc::new(changes),
            success: success.into(),
        };
        self.in_flight.update(|batches| batches.push(batch.clone()));
        let client = self.client.get_value();
        spawn_local(async move {
            let sent = notifications::set(&client, &batch.changes, &Cancel::default()).await;
            self.settings.tabs.post_changed();
            self.settings.resource.refetch();
            let after = self.settings.resource.settled().await;
            self.settle(&batch, &sent, after.as_deref());
        });
    }

    /// The state that a code is being switched to; tracked.
    pub(crate) fn pending(self, code: &str) -> Option<bool> {
        self.in_flight.with(|batches| {
            let mut changes = batches.iter().flat_map(|batch| batch.changes.iter());
            changes.find(|(known, _)| known == code).map(|(_, on)| *on)
        })
    }

    /// Whether anything is in flight; tracked.
    pub(crate) fn busy(self) -> bool {
        self.in_flight.with(|batches| !batches.is_empty())
    }

    /// Whether nothing may be switched; tracked.
    pub(crate) fn locked(self) -> bool {
        self.locked.get()
    }

    /// Lets nothing change while the settings are replaced as a whole.
    pub(crate) fn lock(self, locked: bool) {
        let _ = self.locked.try_set(locked);
    }

    /// What the row of a code shows; tracked.
    pub(crate) fn row(self, code: &str) -> RowState {
        if self.pending(code).is_some() {
            return RowState::Saving;
        }
        self.outcomes.with(|outcomes| {
            outcomes
                .get(code)
                .map_or(RowState::Idle, |outcome| RowState::Settled(outcome.clone()))
        })
    }

    /// The outcome of the last change of several; tracked.
    pub(crate) fn bulk(self) -> Option<BulkOutcome> {
        self.bulk.get()
    }

    /// Judges a batch by the settings read back, and announces it unless an alert does. The page may have been left.
    fn settle(self, batch: &Batch, sent: &Result<(), ApiError>, after: Option<&UserSettings>) {
        let removed = self.in_flight.try_update(|batches| {
            batches.retain(|other| !Arc::ptr_eq(&other.changes, &batch.changes));
        });
        if removed.is_none() {
            return;
        }
        let items: &[Field<Notification>] = match after.map(|now| &now.notifications) {
            Some(Field::Known(items)) => items,
            _ => &[],
        };
        let alone = batch.changes.len() == 1;
        let judge = |(code, on): &(String, bool)| {
            notification_outcome::judge(*on, sent, notification_outcome::state_of(items, code))
        };
        let results: Vec<ChangeResult> = batch.changes.iter().map(judge).collect();
        self.outcomes.update(|outcomes| {
            for ((code, _), result) in batch.changes.iter().zip(&results) {
                let result = result.clone();
                outcomes.insert(code.clone(), RowOutcome { result, alone });
            }
        });
        if alone {
            if results.first() == Some(&ChangeResult::Saved) {
                self.announcer.announce(&*batch.success);
            }
            return;
        }
        let bulk = bulk_outcome(batch, &results);
        if !bulk.failed {
            self.announcer.announce(bulk.message.clone());
        }
        self.bulk.set(Some(bulk));
    }
}

fn bulk_outcome(batch: &Batch, results: &[ChangeResult]) -> BulkOutcome {
    let undo: Changes = batch
        .changes
        .iter()
        .zip(results)
        .filter(|(_, result)| **result == ChangeResult::Saved)
        .map(|((code, on), _)| (code.clone(), !on))
        .collect();
    let failed = results.len() - undo.len();
    let reason = results.iter().find_map(|result| match result {
        ChangeResult::NotSaved(reason) | ChangeResult::Unknown(reason) => Some(reason),
        ChangeResult::Saved => None,
    });
    let message = match reason {
        None => batch.success.to_string(),
        Some(reason) => labels::not_all_changed(failed, results.len(), reason),
    };
    BulkOutcome {
        message,
        failed: failed > 0,
        undo,
    }
}
