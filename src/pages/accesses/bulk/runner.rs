//! The work on a change set: each row is saved as the page of one access saves it, read again, brought together, sent once,
//! compared. A few at a time; a failed row is tried again by hand only. When the service asks to slow down, or nobody is signed
//! in any more, the rest is not sent.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{ChangeSet, Row, State};
use crate::api::http::client::Client;
use crate::api::http::error::ErrorKind;
use crate::domain::access::edit::{AccessField, inverse};
use crate::domain::access::save::Edit;
use crate::pages::accesses::detail::save;
use crate::pages::accesses::detail::save::{Outcome, Wish};

/// How many accesses are worked on at once.
const AT_ONCE: usize = 4;

impl ChangeSet {
    /// Saves what is staged.
    pub(crate) fn save(self, rows: Vec<Row>) {
        if !self.running.get_untracked() {
            self.rows.set(rows);
            self.chosen.set(BTreeMap::new());
            self.restored.set(false);
            self.run(|state| matches!(state, State::Waiting));
        }
    }

    /// Tries again what failed or was held back; only ever on the person's word.
    pub(crate) fn retry(self) {
        self.run(|state| matches!(state, State::Failed(_) | State::HeldBack));
    }

    /// Takes back all that was saved.
    pub(crate) fn undo(self) {
        self.run(|state| {
            matches!(
                state,
                State::Saved { undo: Some(_), .. } | State::NotUndone { .. }
            )
        });
    }

    fn run(self, takes: fn(&State) -> bool) {
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
        let workers = queue.len().min(AT_ONCE);
        let queue = Rc::new(RefCell::new(queue));
        let left = Rc::new(RefCell::new(workers));
        for _ in 0..workers {
            let (queue, left, client) = (queue.clone(), left.clone(), self.client.get_value());
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some(index) = next else { break };
                    if self.work(&client, index).await {
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

    /// Saves or takes back one row; true when the others would fail too.
    async fn work(self, client: &Client, index: usize) -> bool {
        let row = self
            .rows
            .try_with_untracked(|rows| rows.get(index).cloned());
        // Nothing more is sent once the page was left.
        let Some(row) = row.flatten() else {
            return false;
        };
        let wish = Wish {
            place: row.place(),
            edit: Edit {
                fields: row.target.fields(),
                own: untrack(|| self.is_own(&row)),
                base: row.target.values,
                mine: row.mine,
            },
            unseen: false,
        };
        let before = row.state.clone();
        self.set_state(index, State::UnderWay);
        let (outcome, is_undo) = match row.state {
            State::Saved {
                sent,
                undo: Some(undo),
            }
            | State::NotUndone { sent, undo, .. } => {
                (save::undo(client, &wish, &sent, undo).await, true)
            }
            State::Waiting
            | State::UnderWay
            | State::Saved { undo: None, .. }
            | State::Undone
            | State::Already
            | State::HeldBack
            | State::Failed(_) => (save::save(client, &wish).await, false),
        };
        match &outcome {
            Outcome::Saved(saved) => {
                if let Some(journal) = self.journal.try_get_value() {
                    journal.note(&wish.place, saved, is_undo, client.now_ms());
                }
                self.list.replace(&saved.now);
            }
            Outcome::Already(now) => self.list.replace(now),
            Outcome::Look { .. } | Outcome::ChangedSince(_) | Outcome::Failed(_) => {}
        }
        let is_over = match &outcome {
            Outcome::Failed(failure) => matches!(
                failure.error.kind,
                ErrorKind::RateLimited | ErrorKind::Unauthenticated | ErrorKind::Offline
            ),
            _ => false,
        };
        let state = if is_undo {
            taken_back(outcome, before)
        } else {
            saved(outcome)
        };
        self.set_state(index, state);
        is_over
    }

    fn hold_back(self, index: usize) {
        let waits = self.rows.try_with_untracked(|rows| {
            rows.get(index).is_some_and(|row| {
                matches!(
                    row.state,
                    State::Waiting | State::Failed(_) | State::HeldBack
                )
            })
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
}

fn labels(fields: &[AccessField]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
    labels.join(", ")
}

/// What a row comes to by saving it.
fn saved(outcome: Outcome) -> State {
    match outcome {
        Outcome::Saved(saved) if saved.otherwise.is_empty() => {
            let undo = inverse(&saved.sent, &saved.before);
            State::Saved { sent: saved.sent, undo }
        }
        Outcome::Saved(saved) => State::Failed(format!(
            "The service answered, but shows something else than was asked for in: {}. Open the access to see it.",
            labels(&saved.otherwise)
        )),
        Outcome::Already(_) => State::Already,
        Outcome::Look { .. } => State::Failed(
            "Somebody else changed it meanwhile, and together this would mean something else than was reviewed. Nothing was sent; open the access to decide.".to_owned(),
        ),
        Outcome::ChangedSince(fields) => State::Failed(format!("Somebody else has changed {}.", labels(&fields))),
        Outcome::Failed(failure) => State::Failed(failure.message()),
    }
}

/// What a row comes to by taking it back; `before` is what it was.
fn taken_back(outcome: Outcome, before: State) -> State {
    let why = match outcome {
        Outcome::Saved(_) => return State::Undone,
        Outcome::ChangedSince(fields) => format!(
            "Not undone: somebody else has changed {} since.",
            labels(&fields)
        ),
        Outcome::Failed(failure) => format!("Not undone: {}", failure.message()),
        Outcome::Already(_) | Outcome::Look { .. } => "Not undone.".to_owned(),
    };
    match before {
        State::Saved {
            sent,
            undo: Some(undo),
        }
        | State::NotUndone { sent, undo, .. } => State::NotUndone { sent, undo, why },
        other => other,
    }
}
