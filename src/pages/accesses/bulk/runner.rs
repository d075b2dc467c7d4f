//! The work on a change set: each row is saved as the page of one access saves it, read again, brought together, sent once,
//! compared. A few at a time; a failed row is tried again by hand only. When the service asks to slow down, or nobody is signed
//! in any more, the rest is not sent.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{BulkEdit, Row, RowState};
use crate::api::http::client::Client;
use crate::api::http::error::ErrorKind;
use crate::domain::access::edit::{AccessField, inverse};
use crate::domain::access::save::Edit;
use crate::pages::accesses::detail::save;
use crate::pages::accesses::detail::save::{Outcome, SaveRequest};

/// How many accesses are worked on at once.
const MAX_PARALLEL: usize = 4;

impl BulkEdit {
    /// Saves what is staged.
    pub(crate) fn save(self, rows: Vec<Row>) {
        if !self.running.get_untracked() {
            self.rows.set(rows);
            self.selected.set(BTreeMap::new());
            self.restored.set(false);
            self.run(|state| matches!(state, RowState::Waiting));
        }
    }

    /// Tries again what failed or was held back; only ever on the person's word.
    pub(crate) fn retry(self) {
        self.run(|state| matches!(state, RowState::Failed(_) | RowState::NotAttempted));
    }

    /// Takes back all that was saved.
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

    /// Saves or takes back one row; true when the others would fail too.
    async fn process_row(self, client: &Client, index: usize) -> bool {
        let row = self
            .rows
            .try_with_untracked(|rows| rows.get(index).cloned());
        // Nothing more is sent once the page was left.
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
                self.list.replace(&saved.now);
            }
            Outcome::NoChange(now) => self.list.replace(now),
            Outcome::NeedsReview { .. } | Outcome::ChangedMeanwhile(_) | Outcome::Failed(_) => {}
        }
        let is_over = match &outcome {
            Outcome::Failed(failure) => matches!(
                failure.error.kind,
                ErrorKind::RateLimited | ErrorKind::Unauthenticated | ErrorKind::Offline
            ),
            _ => false,
        };
        let state = if is_undo {
            state_after_undo(outcome, before)
        } else {
            state_after_save(outcome)
        };
        self.set_state(index, state);
        is_over
    }

    fn skip(self, index: usize) {
        let waits = self.rows.try_with_untracked(|rows| {
            rows.get(index).is_some_and(|row| {
                matches!(
                    row.state,
                    RowState::Waiting | RowState::Failed(_) | RowState::NotAttempted
                )
            })
        });
        if waits == Some(true) {
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

fn labels(fields: &[AccessField]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
    labels.join(", ")
}

/// What a row comes to by saving it.
fn state_after_save(outcome: Outcome) -> RowState {
    match outcome {
        Outcome::Saved(saved) if saved.not_as_requested.is_empty() => {
            let undo = inverse(&saved.sent, &saved.before);
            RowState::Saved { sent: saved.sent, undo }
        }
        Outcome::Saved(saved) => RowState::Failed(format!(
            "The service answered, but shows something else than was asked for in: {}. Open the access to see it.",
            labels(&saved.not_as_requested)
        )),
        Outcome::NoChange(_) => RowState::NoChange,
        Outcome::NeedsReview { .. } => RowState::Failed(
            "Somebody else changed it meanwhile, and together this would mean something else than was reviewed. Nothing was sent; open the access to decide.".to_owned(),
        ),
        Outcome::ChangedMeanwhile(fields) => RowState::Failed(format!("Somebody else has changed {}.", labels(&fields))),
        Outcome::Failed(failure) => RowState::Failed(failure.message()),
    }
}

/// What a row comes to by taking it back; `before` is what it was.
fn state_after_undo(outcome: Outcome, before: RowState) -> RowState {
    let why = match outcome {
        Outcome::Saved(_) => return RowState::Undone,
        Outcome::ChangedMeanwhile(fields) => format!(
            "Not undone: somebody else has changed {} since.",
            labels(&fields)
        ),
        Outcome::Failed(failure) => format!("Not undone: {}", failure.message()),
        Outcome::NoChange(_) | Outcome::NeedsReview { .. } => "Not undone.".to_owned(),
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
