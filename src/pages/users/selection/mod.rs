//! Which users are selected. By who they are: sorting, filtering and scrolling change nothing, and a newer answer keeps them.
//! Owns the selection; `bar` says what is selected and what can be done with it, the grid shows it in the rows.

pub(crate) mod bar;
pub(crate) mod copy_emails;
pub(crate) mod export;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Selection, SelectionTransfer};

use super::data::loader::UserStore;
use super::data::rows::Rows;
use super::labels;
use crate::browser::intl::number;
use crate::browser::scheduler::TimeSlice;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::grid::selection::{self as grid, Select};

/// Rows that are looked at between two looks at the clock.
const STEP_ROWS: u32 = 4_096;

/// A handle; copies are the same selection.
#[derive(Clone, Copy)]
pub(crate) struct UserSelection {
    pub(crate) users: UserStore,
    pub(crate) list: Rows,
    selected: RwSignal<Selection>,
    /// The row that was selected last, where a range begins.
    anchor: StoredValue<Option<u32>>,
    summary: Memo<Summary>,
    /// Selected users who are not in the newest answer.
    lost: RwSignal<u32>,
    announcer: Announcer,
}

/// The selection in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) selected: u32,
    /// How many of the selected users are listed.
    pub(crate) listed: u32,
    /// How many users are listed at all.
    pub(crate) count: u32,
}

impl Summary {
    /// Selected, and not listed.
    pub(crate) fn hidden(self) -> u32 {
        self.selected - self.listed
    }
}

impl UserSelection {
    pub(crate) fn new(users: UserStore, list: Rows) -> Self {
        let selected = RwSignal::new(Selection::default());
        let summary = Memo::new(move |_| {
            let count = list.state().count;
            selected.with(|selected| Summary {
                selected: selected.len(),
                listed: match selected.is_empty() {
                    true => 0,
                    false => list.with_rows(|rows| selected.among(rows)),
                },
                count,
            })
        });
        let selection = Self {
            users,
            list,
            selected,
            anchor: StoredValue::new(None),
            summary,
            lost: RwSignal::new(0),
            announcer: use_announcer(),
        };
        selection.follow();
        selection
    }

    /// The same, as the grid sees it.
    pub(crate) fn in_grid(self) -> grid::Selection {
        let is_selected = move |index| {
            let (_, row) = self.list.at(index)?;
            Some(self.selected.with(|selected| selected.contains(row)))
        };
        let any = Signal::derive(move || self.any());
        grid::Selection::new(is_selected, move |what| self.select(what), any)
    }

    /// Tracked.
    pub(crate) fn any(self) -> bool {
        self.summary.with(|summary| summary.selected > 0)
    }

    /// Tracked.
    pub(crate) fn summary(self) -> Summary {
        self.summary.get()
    }

    /// Tracked.
    pub(crate) fn lost(self) -> u32 {
        self.lost.get()
    }

    /// The selected rows: those listed in their order, then the others.
    pub(crate) fn rows(self) -> Vec<u32> {
        let in_order = |selected: &Selection| self.list.with_rows(|rows| selected.in_order(rows));
        self.selected.with_untracked(in_order)
    }

    fn select(self, what: Select) {
        let at = |index: u32| {
            self.list
                .with_rows(|rows| rows.get(index as usize).copied())
        };
        match what {
            Select::All => return self.all(),
            Select::Toggle(index) => {
                let Some(row) = at(index) else { return };
                self.anchor.set_value(Some(row));
                self.change(|selected| selected.set(row, !selected.contains(row)));
            }
            Select::Range(index) => {
                let Some(row) = at(index) else { return };
                let anchor = self.anchor.get_value().unwrap_or(row);
                let index = index as usize;
                self.change(|selected| {
                    self.list.with_rows(|rows| {
                        let from = rows.iter().position(|row| *row == anchor).unwrap_or(index);
                        let range = from.min(index)..=from.max(index);
                        selected.set_all(rows.get(range).unwrap_or_default(), true);
                    });
                });
            }
            Select::InView {
                first,
                end,
                selected,
            } => self.change(|own| {
                self.list.with_rows(|rows| {
                    let end = rows.len().min(end as usize);
                    let rows = rows.get(first as usize..end).unwrap_or_default();
                    own.set_all(rows, selected);
                });
            }),
        }
        self.announce();
    }

    /// Selects all users that are listed.
    pub(crate) fn all(self) {
        self.change(|selected| self.list.with_rows(|rows| selected.set_all(rows, true)));
        let all = self.list.with_rows(|rows| rows.len() as u32);
        self.announcer.announce(format!(
            "{} selected: all that are listed.",
            labels::users(all)
        ));
    }

    pub(crate) fn clear(self) {
        self.change(|selected| *selected = Selection::default());
        self.anchor.set_value(None);
        self.announce();
    }

    fn change(self, change: impl FnOnce(&mut Selection)) {
        self.lost.set(0);
        self.selected.update(change);
    }

    fn announce(self) {
        let Summary { selected, .. } = self.summary.get_untracked();
        self.announcer.announce(match selected {
            0 => "Nothing is selected.".to_owned(),
            _ => format!("{} selected.", number(selected.into())),
        });
    }

    /// Carries the selection over to each newer edition.
    fn follow(self) {
        let generation = StoredValue::new(self.users.version_untracked().generation);
        let working = StoredValue::new(false);
        let carry = StoredValue::new(None::<(Selection, SelectionTransfer)>);
        Effect::new(move |_| {
            let version = self.users.version();
            if generation.get_value() != version.generation {
                generation.set_value(version.generation);
                self.anchor.set_value(None);
                let before = self.selected.with_untracked(Selection::clone);
                if before.is_empty() && carry.with_value(Option::is_none) {
                    self.users.forget_old();
                    return;
                }
                self.selected.set(Selection::default());
                carry.update_value(|carry| match carry {
                    Some((from, carry)) => {
                        *from = before;
                        carry.restart();
                    }
                    None => *carry = Some((before, SelectionTransfer::default())),
                });
            }
            if carry.with_value(Option::is_some) && !working.get_value() {
                working.set_value(true);
                spawn_local(self.carry(carry, working));
            }
        });
    }

    async fn carry(
        self,
        carry: StoredValue<Option<(Selection, SelectionTransfer)>>,
        working: StoredValue<bool>,
    ) {
        let mut slice = TimeSlice::start();
        loop {
            let step = carry.try_update_value(|carry| {
                let (from, carry) = carry.as_mut()?;
                let gathered = self
                    .users
                    .with_old(|old| carry.gather(old, from, STEP_ROWS))
                    .unwrap_or(true);
                if !gathered {
                    return Some((false, 0));
                }
                self.users.forget_old();
                let mut done = false;
                self.selected.try_maybe_update(|selected| {
                    let before = selected.len();
                    let step = |new: &_| carry.step(new, selected, STEP_ROWS);
                    done = self.users.with(step).unwrap_or(true);
                    (selected.len() != before, ())
                })?;
                Some((done, carry.missing()))
            });
            match step.flatten() {
                None => return,
                Some((false, _)) => _ = slice.yield_if_due().await,
                Some((true, missing)) => {
                    let _ = working.try_set_value(false);
                    if self.users.version_untracked().complete {
                        let _ = carry.try_set_value(None);
                        let _ = self.lost.try_set(missing);
                    }
                    return;
                }
            }
        }
    }
}
