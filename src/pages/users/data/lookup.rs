//! Finds the row of the user that the URL names, in slices and while users load. Knows no view.

use std::ops::ControlFlow::{Break, Continue};

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Directory, User};

use super::latest::Latest;
use super::loader::UserStore;
use super::user_id::has_id;
use crate::browser::scheduler::TimeSlice;

/// Rows checked between two looks at the clock.
const STEP_ROWS: u32 = 2_048;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    Missing,
    Searching,
    Found { generation: u32, row: u32 },
}

/// Finds the user with `id`, also while users load. `activated` is the row that was clicked, if one was: it decides between users
/// with the same id.
pub(crate) fn find(
    id: Memo<Option<String>>,
    users: UserStore,
    activated: RwSignal<Option<u32>>,
) -> RwSignal<Lookup> {
    let lookup = RwSignal::new(Lookup::Missing);
    let latest = Latest::new();
    Effect::new(move |_| {
        let id = id.get();
        let version = users.version();
        let Some(id) = id else {
            latest.cancel();
            activated.set(None);
            lookup.set(Lookup::Missing);
            return;
        };
        let is_row = |row: u32| users.with(|directory| is_named(directory, row, &id)) == Some(true);
        let generation = version.generation;
        let known = match lookup.get_untracked() {
            Lookup::Found {
                generation: found_in,
                row,
            } if found_in == generation => Some(row),
            _ => None,
        };
        let candidate = activated.get_untracked().or(known);
        if let Some(row) = candidate.filter(|row| is_row(*row)) {
            lookup.set(Lookup::Found { generation, row });
            return;
        }
        let ticket = latest.start();
        if !version.complete || version.rows > 0 {
            lookup.set(Lookup::Searching);
        }
        spawn_local(async move {
            let mut next = 0;
            let step = || {
                if !ticket.is_latest() {
                    return Break(None);
                }
                let found = users.with(|directory| {
                    let end = directory.len().min(next + STEP_ROWS);
                    let row = (next..end).find(|row| is_named(directory, *row, &id));
                    next = end;
                    (row, end == directory.len())
                });
                match found {
                    None => Break(None),
                    Some((None, false)) => Continue(()),
                    Some((row, _)) => Break(Some(row)),
                }
            };
            let Some(row) = TimeSlice::start().run(step).await else {
                return;
            };
            let _ = lookup.try_set(match row {
                Some(row) => Lookup::Found { generation, row },
                None if version.complete => Lookup::Missing,
                None => Lookup::Searching,
            });
        });
    });
    lookup
}

fn is_named(directory: &Directory, row: u32, id: &str) -> bool {
    directory.user(row).is_some_and(|user| has_id(&user, id))
}

/// Draws the user, if there is one; tracked.
pub(crate) fn with_user<T>(
    users: UserStore,
    lookup: RwSignal<Lookup>,
    draw: impl FnOnce(&User<'_>) -> T,
) -> Option<T> {
    match lookup.get() {
        Lookup::Found { row, .. } => users
            .with(|directory| directory.user(row).map(|user| draw(&user)))
            .flatten(),
        Lookup::Missing | Lookup::Searching => None,
    }
}
