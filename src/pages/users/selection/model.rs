//! Which users are selected. The selection follows users, not row positions: sorting, filtering and scrolling change nothing, and a newer
//! response keeps it. Knows no view.

use std::ops::ControlFlow::{Break, Continue};

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Directory, NotFound, Selection, SelectionTransfer};

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
    /// Selected users who weren't found in the latest response.
    not_found: RwSignal<NotFound>,
    /// How many selected users are being looked for in a newer response.
    looking_for: RwSignal<u32>,
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
            not_found: RwSignal::new(NotFound::default()),
            looking_for: RwSignal::new(0),
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
    pub(crate) fn not_found(self) -> NotFound {
        self.not_found.get()
    }

    /// Tracked.
    pub(crate) fn looking_for(self) -> u32 {
        self.looking_for.get()
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
        self.not_found.set(NotFound::default());
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
        let transfer = StoredValue::new(Transfer::default());
        Effect::new(move |_| {
            let version = self.users.version();
            if generation.get_value() != version.generation {
                generation.set_value(version.generation);
                self.anchor.set_value(None);
                self.not_found.set(NotFound::default());
                let before = self.selected.with_untracked(Selection::clone);
                if !before.is_empty() {
                    self.selected.set(Selection::default());
                }
                transfer.update_value(|transfer| transfer.start(before));
                if transfer.with_value(|transfer| transfer.parts.is_empty()) {
                    self.users.drop_previous();
                }
            }
            let is_open = transfer.with_value(|transfer| !transfer.parts.is_empty());
            if is_open && !is_working.get_value() {
                is_working.set_value(true);
                spawn_local(self.transfer(transfer, is_working));
            }
        });
    }

    async fn transfer(self, transfer: StoredValue<Transfer>, is_working: StoredValue<bool>) {
        let step = || {
            let step = transfer.try_update_value(|transfer| transfer.step(self));
            match step {
                None => Break(None),
                Some(Step::More) => Continue(()),
                Some(Step::Wait) => Break(Some(None)),
                Some(Step::Done(not_found)) => Break(Some(Some(not_found))),
            }
        };
        let Some(end) = TimeSlice::start().run(step).await else {
            return;
        };
        let _ = is_working.try_set_value(false);
        if let Some(not_found) = end {
            let _ = transfer.try_set_value(Transfer::default());
            let _ = self.looking_for.try_set(0);
            let _ = self.not_found.try_set(not_found);
            if not_found != NotFound::default() {
                self.announcer.announce(labels::not_found(not_found));
            }
        }
    }
}

/// The selections of older generations, on their way to the current one. Nobody is selected before all users are here: until then
/// somebody could turn out not to be the only one of the name.
#[derive(Default)]
struct Transfer {
    parts: Vec<(Selection, SelectionTransfer)>,
    /// The rows before this one are selected as they should be.
    selected_to: u32,
    /// Selected users whose response was gone too soon to say who they are.
    unclear: u32,
}

enum Step {
    More,
    /// More users must load first.
    Wait,
    Done(NotFound),
}

impl Transfer {
    /// There is a newer generation; `before` is what was selected in the one that is the previous now.
    fn start(&mut self, before: Selection) {
        self.selected_to = 0;
        self.parts.retain_mut(|(from, transfer)| {
            if transfer.is_gathered() {
                transfer.restart();
            } else {
                self.unclear += from.len();
            }
            transfer.is_gathered()
        });
        if !before.is_empty() {
            self.parts.push((before, SelectionTransfer::default()));
        }
    }

    fn step(&mut self, selection: UserSelection) -> Step {
        let users = selection.users;
        if let Some((from, transfer)) = self
            .parts
            .iter_mut()
            .find(|(_, transfer)| !transfer.is_gathered())
        {
            let gather = |previous: &_| transfer.gather(previous, from, STEP_ROWS);
            if users.with_previous(gather).is_none() {
                self.start(Selection::default());
            }
            return Step::More;
        }
        users.drop_previous();
        let wanted = self.parts.iter().map(|(_, transfer)| transfer.wanted());
        let wanted = wanted.sum();
        if selection.looking_for.get_untracked() != wanted {
            selection.looking_for.set(wanted);
        }
        let look = |new: &Directory| {
            let mut parts = self.parts.iter_mut();
            parts.all(|(_, transfer)| transfer.look(new, STEP_ROWS))
        };
        if users.with(look) == Some(false) {
            return Step::More;
        }
        if !users.version_untracked().complete {
            return Step::Wait;
        }
        let select = |new: &Directory| {
            let end = new.len().min(self.selected_to.saturating_add(STEP_ROWS));
            let is_selected = |row: &u32| {
                let mut parts = self.parts.iter();
                parts.any(|(_, transfer)| transfer.is_selected(new, *row))
            };
            let rows: Vec<u32> = (self.selected_to..end).filter(is_selected).collect();
            if !rows.is_empty() {
                selection.change(|selected| selected.set_all(&rows, true));
            }
            self.selected_to = end;
            end == new.len()
        };
        if users.with(select) == Some(false) {
            return Step::More;
        }
        let unclear = self.unclear;
        let found = self.parts.iter().map(|(_, transfer)| transfer.not_found());
        Step::Done(found.fold(
            NotFound {
                missing: 0,
                unclear,
            },
            |sum, part| NotFound {
                missing: sum.missing + part.missing,
                unclear: sum.unclear + part.unclear,
            },
        ))
    }
}
