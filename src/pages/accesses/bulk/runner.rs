//! Runs a bulk edit: each row is saved like a single access (reread, merge, send once, verify), a few at a time. Retries a failed row
//! only when the person asks. Stops when the service limits the rate, the session ends or the browser is offline.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::labels;
use super::state::{BulkEdit, Row, RowState};
use crate::api::http::client::Client;
use crate::api::http::error::ErrorKind;
use crate::domain::access::edit::inverse;
use crate::domain::access::save::Edit;
use crate::pages::accesses::detail::save;
use crate::pages::accesses::detail::save::{Outcome, SaveRequest};

/// How many accesses are saved at the same time.
const MAX_PARALLEL: usize = 4;

impl BulkEdit {
    /// Saves the staged rows.
    pub(crate) fn save(self, rows: Vec<Row>) {
        if !self.running.get_untracked() {
            self.rows.set(rows);
            self.selected.set(BTreeMap::new());
            self.restored.set(false);
            self.run(|state| matches!(state, RowState::Waiting));
        }
    }

    /// Retries the rows that failed or were not attempted; only when the person asks.
    pub(crate) fn retry(self) {
        self.run(|state| matches!(state, RowState::Failed(_) | RowState::NotAttempted));
    }

    /// Undoes all saved rows.
    pub(crate) fn undo(self) {
        self.run(|state| {
            matches!(
                state,
                RowState::Saved { undo: Some(_), .. } | RowState::NotUndone { .. }
            )
        });
    }

    fn run(self, takes: fn(&RowState) -> bool) {
        if self.running.get_untracked() {
            return;
        }
        let queue: VecDeque<usize> = self.rows.with_untracked(|rows| {
            let numbered = rows.iter().enumerate();
            let taken = numbered.filter(|(_, row)| takes(&row.state));
            taken.map(|(index, _)| index).collect()
        });
        if queue.is_empty() {
            return;
        }
        self.running.set(true);
        let workers = queue.len().min(MAX_PARALLEL);
        let queue = Rc::new(RefCell::new(queue));
        let left = Rc::new(RefCell::new(workers));
        for _ in 0..workers {
            let (queue, left, client) = (queue.clone(), left.clone(), self.client.get_value());
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some(index) = next else { break };
                    if self.process_row(&client, index).await {
                        let rest: Vec<usize> = queue.borrow_mut().drain(..).collect();
                        rest.into_iter().for_each(|index| self.skip(index));
                    }
                }
                *left.borrow_mut() -= 1;
                if *left.borrow() == 0 {
                    let _ = self.running.try_set(false);
                }
            });
        }
    }

    /// Saves or undoes one row; true if the others would fail too.
    async fn process_row(self, client: &Client, index: usize) -> bool {
        let row = self
            .rows
            .try_with_untracked(|rows| rows.get(index).cloned());
        // Once the page was left, nothing more is sent.
        let Some(row) = row.flatten() else {
            return false;
        };
        let request = SaveRequest {
            id: row.id(),
            edit: Edit {
                fields: row.target.fields(),
                own: untrack(|| self.is_own(&row)),
                base: row.target.values,
                mine: row.mine,
            },
            without_current_values: false,
        };
        let before = row.state.clone();
        self.set_state(index, RowState::Saving);
        let (outcome, is_undo) = match row.state {
            RowState::Saved {
                sent,
                undo: Some(undo),
            }
            | RowState::NotUndone { sent, undo, .. } => {
                (save::undo(client, &request, &sent, undo).await, true)
            }
            RowState::Waiting
            | RowState::Saving
            | RowState::Saved { undo: None, .. }
            | RowState::Undone
            | RowState::NoChange
            | RowState::NotAttempted
            | RowState::Failed(_) => (save::save(client, &request).await, false),
        };
        match &outcome {
            Outcome::Saved(saved) => {
                if let Some(change_log) = self.change_log.try_get_value() {
                    change_log.add(&request.id, saved, is_undo, client.now_ms());
                }
                self.on_saved.try_run(saved.now.clone());
            }
            Outcome::NoChange(now) => {
                self.on_saved.try_run((**now).clone());
            }
            Outcome::NeedsReview { .. } | Outcome::ChangedMeanwhile(_) | Outcome::Failed(_) => {}
        }
        let is_fatal = match &outcome {
            Outcome::Failed(failure) => matches!(
                failure.error.kind,
                ErrorKind::RateLimited
                    | ErrorKind::Unauthenticated
                    | ErrorKind::Offline
                    | ErrorKind::OtherUser
                    | ErrorKind::UserUnknown
            ),
            _ => false,
        };
        let state = if is_undo {
            state_after_undo(outcome, before)
        } else {
            state_after_save(outcome)
        };
        self.set_state(index, state);
        is_fatal
    }

    fn skip(self, index: usize) {
        let is_open = self.rows.try_with_untracked(|rows| {
            rows.get(index).is_some_and(|row| {
                matches!(
                    row.state,
                    RowState::Waiting | RowState::Failed(_) | RowState::NotAttempted
                )
            })
        });
        if is_open == Some(true) {
            self.set_state(index, RowState::NotAttempted);
        }
    }

    fn set_state(self, index: usize, state: RowState) {
        let _ = self.rows.try_update(|rows| {
            if let Some(row) = rows.get_mut(index) {
                row.state = state;
            }
        });
    }
}

/// The state of a row after a save.
fn state_after_save(outcome: Outcome) -> RowState {
    match outcome {
        Outcome::Saved(saved) if saved.not_as_requested.is_empty() => {
            let undo = inverse(&saved.sent, &saved.before);
            RowState::Saved {
                sent: saved.sent,
                undo,
            }
        }
        Outcome::Saved(saved) => {
            RowState::Failed(labels::not_as_requested(&saved.not_as_requested))
        }
        Outcome::NoChange(_) => RowState::NoChange,
        Outcome::NeedsReview { .. } => RowState::Failed(labels::NEEDS_REVIEW.to_owned()),
        Outcome::ChangedMeanwhile(fields) => RowState::Failed(labels::changed_meanwhile(&fields)),
        Outcome::Failed(failure) => RowState::Failed(failure.message()),
    }
}

/// The state of a row after an undo; `before` is its state before it.
fn state_after_undo(outcome: Outcome, before: RowState) -> RowState {
    let why = match outcome {
        Outcome::Saved(_) => return RowState::Undone,
        Outcome::ChangedMeanwhile(fields) => labels::not_undone_changed_meanwhile(&fields),
        Outcome::Failed(failure) => labels::not_undone(&failure.message()),
        Outcome::NoChange(_) | Outcome::NeedsReview { .. } => labels::NOT_UNDONE.to_owned(),
    };
    match before {
        RowState::Saved {
            sent,
            undo: Some(undo),
        }
        | RowState::NotUndone { sent, undo, .. } => RowState::NotUndone { sent, undo, why },
        other => other,
    }
}
