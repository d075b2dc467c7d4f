//! Which users are selected. By who they are: sorting, narrowing and scrolling change nothing, and a newer answer keeps them.
//! Owns the selection; `marks_bar` shows it and `table` marks rows.

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
use crate::ui::grid::selection::{Mark, Marking};

/// Rows that are looked at between two looks at the clock.
const STEP_ROWS: u32 = 4_096;

/// A handle; copies are the same selection.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) users: UserStore,
    pub(crate) list: Rows,
    marked: RwSignal<Selection>,
    /// The row that was marked last, where a stretch begins.
    anchor: StoredValue<Option<u32>>,
    summary: Memo<Summary>,
    /// Selected users whom the newest answer does not name any more.
    lost: RwSignal<u32>,
    pub(crate) marking: Marking,
    announcer: Announcer,
}

/// The selection in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) marked: u32,
    /// Of those, how many are listed.
    pub(crate) listed: u32,
    /// How many are listed at all.
    pub(crate) count: u32,
}

impl Summary {
    /// Selected, and not listed at present.
    pub(crate) fn hidden(self) -> u32 {
        self.marked - self.listed
    }
}

impl Marks {
    pub(crate) fn new(users: UserStore, list: Rows) -> Self {
        let marked = RwSignal::new(Selection::default());
        let summary = Memo::new(move |_| {
            let count = list.state().count;
            marked.with(|marked| Summary {
                marked: marked.len(),
                listed: match marked.is_empty() {
                    true => 0,
                    false => list.with_rows(|rows| marked.among(rows)),
                },
                count,
            })
        });
        let is_marked = Callback::new(move |place: u32| {
            let row = list.at(place);
            marked.with(|marked| row.is_some_and(|(_, row)| marked.contains(row)))
        });
        let on_mark = StoredValue::new(None::<Callback<Mark>>);
        let marks = Self {
            users,
            list,
            marked,
            anchor: StoredValue::new(None),
            summary,
            lost: RwSignal::new(0),
            marking: Marking {
                is_marked,
                on_mark: Callback::new(move |mark| {
                    if let Some(on_mark) = on_mark.get_value() {
                        on_mark.run(mark);
                    }
                }),
                any: Signal::derive(move || summary.with(|summary| summary.marked > 0)),
                in_view: RwSignal::new((0, 0)),
            },
            announcer: use_announcer(),
        };
        on_mark.set_value(Some(Callback::new(move |mark| marks.mark(mark))));
        marks.follow();
        marks
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
        let in_order = |marked: &Selection| self.list.with_rows(|rows| marked.in_order(rows));
        self.marked.with_untracked(in_order)
    }

    fn mark(self, mark: Mark) {
        let at = |place: u32| {
            self.list
                .with_rows(|rows| rows.get(place as usize).copied())
        };
        match mark {
            Mark::All => return self.all(),
            Mark::One(place) => {
                let Some(row) = at(place) else { return };
                self.anchor.set_value(Some(row));
                self.change(|marked| marked.set(row, !marked.contains(row)));
            }
            Mark::Through(place) => {
                let Some(row) = at(place) else { return };
                let anchor = self.anchor.get_value().unwrap_or(row);
                let place = place as usize;
                self.change(|marked| {
                    self.list.with_rows(|rows| {
                        let from = rows.iter().position(|row| *row == anchor).unwrap_or(place);
                        let stretch = from.min(place)..=from.max(place);
                        marked.set_all(rows.get(stretch).unwrap_or_default(), true);
                    });
                });
            }
        }
        self.announce();
    }

    /// Selects all that match.
    pub(crate) fn all(self) {
        self.change(|marked| self.list.with_rows(|rows| marked.set_all(rows, true)));
        let all = self.list.with_rows(|rows| rows.len() as u32);
        self.announcer.announce(format!(
            "{} selected: all that are listed.",
            labels::users(all)
        ));
    }

    /// How many of the rows in view there are, and how many of them are selected; tracked.
    pub(crate) fn in_view(self) -> (u32, u32) {
        self.list.state();
        let (first, end) = self.marking.in_view.get();
        self.marked.with(|marked| {
            self.list.with_rows(|rows| {
                let end = rows.len().min(end as usize);
                let shown = rows.get(first as usize..end).unwrap_or_default();
                (shown.len() as u32, marked.among(shown))
            })
        })
    }

    /// Selects the rows in view; if they are, lets them go.
    pub(crate) fn turn_in_view(self) {
        let (shown, marked) = untrack(|| self.in_view());
        let (first, end) = self.marking.in_view.get_untracked();
        self.change(|own| {
            self.list.with_rows(|rows| {
                let end = rows.len().min(end as usize);
                let rows = rows.get(first as usize..end).unwrap_or_default();
                own.set_all(rows, marked < shown);
            });
        });
        self.announce();
    }

    pub(crate) fn clear(self) {
        self.change(|marked| *marked = Selection::default());
        self.anchor.set_value(None);
        self.announce();
    }

    fn change(self, change: impl FnOnce(&mut Selection)) {
        self.lost.set(0);
        self.marked.update(change);
    }

    fn announce(self) {
        let Summary { marked, .. } = self.summary.get_untracked();
        self.announcer.announce(match marked {
            0 => "Nothing is selected.".to_owned(),
            _ => format!("{} selected.", number(marked.into())),
        });
    }

    /// Takes the selection along into each newer edition.
    fn follow(self) {
        let generation = StoredValue::new(self.users.version_untracked().generation);
        let working = StoredValue::new(false);
        let carry = StoredValue::new(None::<(Selection, SelectionTransfer)>);
        Effect::new(move |_| {
            let version = self.users.version();
            if generation.get_value() != version.generation {
                generation.set_value(version.generation);
                self.anchor.set_value(None);
                let before = self.marked.with_untracked(Selection::clone);
                if before.is_empty() && carry.with_value(Option::is_none) {
                    self.users.forget_old();
                    return;
                }
                self.marked.set(Selection::default());
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
                self.marked.try_maybe_update(|marked| {
                    let before = marked.len();
                    let step = |new: &_| carry.step(new, marked, STEP_ROWS);
                    done = self.users.with(step).unwrap_or(true);
                    (marked.len() != before, ())
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
