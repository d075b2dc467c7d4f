//! What users are called in an address. A username alone says who it is once all users are here and nobody else has it; until then,
//! and for namesakes, a mark goes with it. Looks for namesakes in slices. Knows no page.

use std::ops::ControlFlow::{Break, Continue};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Key, Namesakes, User};

use super::latest::Latest;
use super::loader::UserStore;
use crate::browser::scheduler::TimeSlice;
use crate::ui::effect::effect;

/// Rows looked at between two looks at the clock.
const STEP_ROWS: u32 = 4_096;

/// A handle; copies are the same keys.
#[derive(Clone, Copy)]
pub(crate) struct UserKeys {
    pub(crate) users: UserStore,
    /// Who isn't the only one of the name, and in which generation; `None` while that isn't known.
    namesakes: RwSignal<Option<(u32, Rc<Namesakes>)>, LocalStorage>,
}

impl UserKeys {
    pub(crate) fn new(users: UserStore) -> Self {
        let keys = Self {
            users,
            namesakes: RwSignal::new_local(None),
        };
        let latest = Latest::new();
        effect(move || {
            let generation = users.version().generation;
            let ticket = latest.start();
            if keys.namesakes.with_untracked(Option::is_some) {
                keys.namesakes.set(None);
            }
            if !users.all_here() {
                return;
            }
            spawn_local(async move {
                let mut namesakes = Namesakes::default();
                let step = || {
                    if !ticket.is_latest() {
                        return Break(false);
                    }
                    match users.with(|directory| namesakes.step(directory, STEP_ROWS)) {
                        Some(false) => Continue(()),
                        is_done => Break(is_done.is_some()),
                    }
                };
                if TimeSlice::start().run(step).await {
                    let found = (generation, Rc::new(namesakes));
                    let _ = keys.namesakes.try_set(Some(found));
                }
            });
        });
        keys
    }

    /// The value of `user=` and `which=`; tracked.
    pub(crate) fn of(self, user: &User<'_>) -> Key {
        let generation = self.users.version_untracked().generation;
        let is_only = self.namesakes.with(|namesakes| {
            namesakes
                .as_ref()
                .is_some_and(|(of, namesakes)| *of == generation && !namesakes.contains(user.row()))
        });
        Key::of(user, is_only)
    }

    /// As [`UserKeys::of`], for the user in a row; not tracked.
    pub(crate) fn of_row(self, row: u32) -> Option<Key> {
        let key = |user: User<'_>| untrack(|| self.of(&user));
        self.users
            .with(|directory| directory.user(row).map(key))
            .flatten()
    }
}
