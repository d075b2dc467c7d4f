//! From the name of a user in the address to the row, in slices and while users still arrive. Knows no screen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Directory, User};

use super::loader::UserStore;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::labels;

/// Rows that are looked through between two looks at the clock.
const STEP_ROWS: u32 = 2_048;

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    Missing,
    Searching,
    Found { generation: u32, row: u32 },
}

/// Finds the user whom the address names, also while users arrive. `opened` is the row that was activated: of two users of one
/// name it is the one.
pub(crate) fn find(
    id: Memo<Option<String>>,
    users: UserStore,
    opened: RwSignal<Option<u32>>,
) -> RwSignal<Lookup> {
    let found = RwSignal::new(Lookup::Missing);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let id = id.get();
        let version = users.version();
        let Some(id) = id else {
            turn.update_value(|turn| *turn += 1);
            opened.set(None);
            found.set(Lookup::Missing);
            return;
        };
        let is_row = |row: u32| {
            let meant = |directory: &Directory| {
                directory
                    .user(row)
                    .is_some_and(|user| labels::is_meant(&user, &id))
            };
            users.with(meant) == Some(true)
        };
        let known = match found.get_untracked() {
            Lookup::Found { generation, row } if generation == version.generation => Some(row),
            _ => None,
        };
        let generation = version.generation;
        if let Some(row) = opened.get_untracked().or(known).filter(|row| is_row(*row)) {
            found.set(Lookup::Found { generation, row });
            return;
        }
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        if !version.complete || version.rows > 0 {
            found.set(Lookup::Searching);
        }
        spawn_local(async move {
            let mut slice = TimeSlice::start();
            let mut next = 0;
            let row = loop {
                let look = |directory: &Directory| {
                    let end = directory.len().min(next + STEP_ROWS);
                    let row = (next..end).find(|row| {
                        directory
                            .user(*row)
                            .is_some_and(|user| labels::is_meant(&user, &id))
                    });
                    next = end;
                    (row, end == directory.len())
                };
                match users.with(look) {
                    None => return,
                    Some((Some(row), _)) => break Some(row),
                    Some((None, true)) => break None,
                    Some((None, false)) => _ = slice.yield_if_due().await,
                }
                if turn.try_get_value() != Some(mine) {
                    return;
                }
            };
            let _ = found.try_set(match row {
                Some(row) => Lookup::Found { generation, row },
                None if version.complete => Lookup::Missing,
                None => Lookup::Searching,
            });
        });
    });
    found
}

/// Draws the user found, if there is one; tracked.
pub(crate) fn look<T>(
    users: UserStore,
    found: RwSignal<Lookup>,
    draw: impl FnOnce(&User<'_>) -> T,
) -> Option<T> {
    match found.get() {
        Lookup::Found { row, .. } => users
            .with(|directory| directory.user(row).map(|user| draw(&user)))
            .flatten(),
        Lookup::Missing | Lookup::Searching => None,
    }
}
