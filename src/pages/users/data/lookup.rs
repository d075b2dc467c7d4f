//! From the name of a user in the address to the row, in slices and while users still arrive. Knows no screen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Directory, User};

use super::loader::Users;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::labels;

/// Rows that are looked through between two looks at the clock.
const STEP_ROWS: u32 = 2_048;

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Nobody,
    Looking,
    Row { edition: u32, row: u32 },
}

/// Finds the user whom the address names, also while users arrive. `opened` is the row that was activated: of two users of one
/// name it is the one.
pub(crate) fn find(
    id: Memo<Option<String>>,
    users: Users,
    opened: RwSignal<Option<u32>>,
) -> RwSignal<Found> {
    let found = RwSignal::new(Found::Nobody);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let id = id.get();
        let version = users.version();
        let Some(id) = id else {
            turn.update_value(|turn| *turn += 1);
            opened.set(None);
            found.set(Found::Nobody);
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
            Found::Row { edition, row } if edition == version.edition => Some(row),
            _ => None,
        };
        let edition = version.edition;
        if let Some(row) = opened.get_untracked().or(known).filter(|row| is_row(*row)) {
            found.set(Found::Row { edition, row });
            return;
        }
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        if !version.settled || version.rows > 0 {
            found.set(Found::Looking);
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
                Some(row) => Found::Row { edition, row },
                None if version.settled => Found::Nobody,
                None => Found::Looking,
            });
        });
    });
    found
}

/// Draws the user found, if there is one; tracked.
pub(crate) fn look<T>(
    users: Users,
    found: RwSignal<Found>,
    draw: impl FnOnce(&User<'_>) -> T,
) -> Option<T> {
    match found.get() {
        Found::Row { row, .. } => users
            .with(|directory| directory.user(row).map(|user| draw(&user)))
            .flatten(),
        Found::Nobody | Found::Looking => None,
    }
}
