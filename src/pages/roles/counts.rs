//! How many users have each value of each filter. Counted in slices, once the list stands still for a moment.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{ACTIVE, DISABLED, Directory, Facet, Flag, Identity, NONE, OFF, ON, Reading, UNKNOWN};

use super::breath::Slice;
use super::users::Users;

/// Rows that are looked at between two looks at the clock.
const STEP_ROWS: u32 = 1_024;
/// Counting waits until arriving or typing rests.
const REST: Duration = Duration::from_millis(120);

type Tally = HashMap<String, u32>;

/// A handle; copies are the same counts.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    values: RwSignal<Rc<[Vec<(String, u32)>; Facet::ALL.len()]>, LocalStorage>,
}

impl Counts {
    pub(super) fn new(users: Users) -> Self {
        let counts = Self { values: RwSignal::new_local(Rc::default()) };
        let turn = StoredValue::new(0_u32);
        Effect::new(move |_| {
            users.version();
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            set_timeout(move || spawn_local(counts.count(users, turn, mine)), REST);
        });
        counts
    }

    /// The values of a filter, those with most users first; tracked.
    pub(super) fn of(self, facet: Facet) -> Vec<(String, u32)> {
        self.values.with(|values| values[facet as usize].clone())
    }

    async fn count(self, users: Users, turn: StoredValue<u32>, mine: u32) {
        let mut slice = Slice::new();
        let mut tallies: [Tally; Facet::ALL.len()] = Default::default();
        let mut next = 0;
        loop {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            let step = |directory: &Directory| {
                let end = directory.len().min(next + STEP_ROWS);
                (next..end).for_each(|row| add(directory, row, &mut tallies));
                next = end;
                end == directory.len()
            };
            match users.with(step) {
                None => return,
                Some(true) => break,
                Some(false) => slice.breathe().await,
            }
        }
        let values = tallies.map(|tally| {
            let mut values: Vec<_> = tally.into_iter().collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            values
        });
        let _ = self.values.try_set(Rc::new(values));
    }
}

fn add(directory: &Directory, row: u32, tallies: &mut [Tally; Facet::ALL.len()]) {
    let Some(user) = directory.user(row) else {
        return;
    };
    let mut one = |facet: Facet, value: &str| match tallies[facet as usize].get_mut(value) {
        Some(count) => *count += 1,
        None => _ = tallies[facet as usize].insert(value.to_owned(), 1),
    };
    for (facet, mut held) in [
        (Facet::Role, user.grants().filter_map(|grant| grant.role).collect::<Vec<_>>()),
        (Facet::Namespace, user.grants().filter_map(|grant| grant.namespace).collect()),
    ] {
        held.sort_unstable();
        held.dedup();
        held.iter().for_each(|value| one(facet, value));
        match user.grants_reading() {
            Reading::Whole if held.is_empty() => one(facet, NONE),
            Reading::Unknown => one(facet, UNKNOWN),
            Reading::Whole | Reading::Partly => (),
        }
    }
    let flag = |flag, yes, no| match flag {
        Flag::Yes => yes,
        Flag::No => no,
        Flag::Unknown => UNKNOWN,
    };
    one(Facet::Identity, match user.identity() {
        Identity::Sso => "SSO",
        Identity::Managed => "VOLTERRA_MANAGED",
        Identity::Undefined => "UNDEFINED",
        Identity::Other(other) => other,
        Identity::Unknown => UNKNOWN,
    });
    one(Facet::Otp, flag(user.otp_enabled(), ON, OFF));
    one(Facet::Status, flag(user.disabled(), DISABLED, ACTIVE));
}
