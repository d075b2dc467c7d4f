//! Which users are selected. The selection follows users, not row positions: sorting, filtering and scrolling change nothing, and a newer
//! response keeps it. Knows no view.

use std::ops::ControlFlow::{Break, Continue};

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Selection, SelectionTransfer};

use crate::browser::scheduler::TimeSlice;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels::selection as labels;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::grid::selection::{self as grid, Select};

/// Rows handled between two looks at the clock.
const STEP_ROWS: u32 = 4_096;

/// A handle; copies are the same selection.
#[derive(Clone, Copy)]
pub(crate) struct UserSelection {
    pub(crate) users: UserStore,
    pub(crate) listed: Rows,
    selected: RwSignal<Selection>,
    /// The row selected last, where a range starts.
    anchor: StoredValue<Option<u32>>,
    summary: Memo<Summary>,
    /// Selected users who are not in the latest response.
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
    pub(crate) fn new(users: UserStore, listed: Rows) -> Self {
        let selected = RwSignal::new(Selection::default());
        let summary = Memo::new(move |_| {
            let count = listed.state().count;
            selected.with(|selected| Summary {
                selected: selected.len(),
                listed: if selected.is_empty() {
                    0
                } else {
                    listed.with_rows(|rows| selected.among(rows))
                },
                count,
            })
        });
        let selection = Self {
            users,
            listed,
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
            let (_, row) = self.listed.at(index)?;
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
        let in_order = |selected: &Selection| self.listed.with_rows(|rows| selected.in_order(rows));
        self.selected.with_untracked(in_order)
    }

    fn select(self, what: Select) {
        let at = |index: u32| {
            self.listed
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
                    self.listed.with_rows(|rows| {
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
                self.listed.with_rows(|rows| {
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
        self.change(|selected| self.listed.with_rows(|rows| selected.set_all(rows, true)));
        let count = self.listed.with_rows(|rows| rows.len() as u32);
        self.announcer.announce(labels::all_selected(count));
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
        self.announcer.announce(labels::selected(selected));
    }

    /// Transfers the selection to each newer generation of users.
    fn follow(self) {
        let generation = StoredValue::new(self.users.version_untracked().generation);
        let is_working = StoredValue::new(false);
        let transfer = StoredValue::new(None::<(Selection, SelectionTransfer)>);
        Effect::new(move |_| {
            let version = self.users.version();
            if generation.get_value() != version.generation {
                generation.set_value(version.generation);
                self.anchor.set_value(None);
                let before = self.selected.with_untracked(Selection::clone);
                if before.is_empty() && transfer.with_value(Option::is_none) {
                    self.users.drop_previous();
                    return;
                }
                self.selected.set(Selection::default());
                transfer.update_value(|transfer| match transfer {
                    Some((from, transfer)) => {
                        *from = before;
                        transfer.restart();
                    }
                    None => *transfer = Some((before, SelectionTransfer::default())),
                });
            }
            if transfer.with_value(Option::is_some) && !is_working.get_value() {
                is_working.set_value(true);
                spawn_local(self.transfer(transfer, is_working));
            }
        });
    }

    async fn transfer(
        self,
        transfer: StoredValue<Option<(Selection, SelectionTransfer)>>,
        is_working: StoredValue<bool>,
    ) {
        let step = || {
            let step = transfer.try_update_value(|transfer| {
                let (from, transfer) = transfer.as_mut()?;
                let is_gathered = self
                    .users
                    .with_previous(|previous| transfer.gather(previous, from, STEP_ROWS))
                    .unwrap_or(true);
                if !is_gathered {
                    return Some(None);
                }
                self.users.drop_previous();
                let mut is_done = false;
                self.selected.try_maybe_update(|selected| {
                    let before = selected.len();
                    let step = |new: &_| transfer.step(new, selected, STEP_ROWS);
                    is_done = self.users.with(step).unwrap_or(true);
                    (selected.len() != before, ())
                })?;
                Some(is_done.then(|| transfer.missing()))
            });
            match step.flatten() {
                None => Break(None),
                Some(None) => Continue(()),
                Some(missing) => Break(missing),
            }
        };
        let Some(missing) = TimeSlice::start().run(step).await else {
            return;
        };
        let _ = is_working.try_set_value(false);
        if self.users.version_untracked().complete {
            let _ = transfer.try_set_value(None);
            let _ = self.lost.try_set(missing);
        }
    }
}
