//! Finds the user whom the address means, in slices and while users load. Knows no view.

use std::ops::ControlFlow::{Break, Continue};

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Key, Match, Resolution, Resolver, User};

use super::latest::Latest;
use super::loader::{UserStore, Version};
use super::user_keys::UserKeys;
use crate::browser::scheduler::TimeSlice;

/// Rows checked between two looks at the clock.
const STEP_ROWS: u32 = 2_048;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    Missing,
    /// Nobody is named, or it isn't known yet who is.
    Searching,
    Found {
        generation: u32,
        row: u32,
        by: Match,
    },
    /// It can't be told who is meant; the person chooses.
    Choose(Candidates),
}

/// Users one of whom may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidates {
    pub(crate) generation: u32,
    /// The first of them.
    pub(crate) rows: Vec<u32>,
    pub(crate) count: u32,
    pub(crate) why: Why,
}

/// Why it can't be told who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Several match equally well.
    Several(Match),
    /// Nobody matches fully any more.
    Changed,
    /// Not all users could be loaded.
    Incomplete,
}

/// A user whom the address names. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) key: Memo<Option<Key>>,
    pub(crate) lookup: RwSignal<Lookup>,
    /// The row that a person clicked or chose, and the generation it belongs to: decides between users of the same key.
    chosen: RwSignal<Option<(u32, u32, Key)>>,
}

impl Target {
    /// Finds the user of `key`, also while users load.
    pub(crate) fn new(key: Memo<Option<Key>>, users: UserStore) -> Self {
        let chosen = RwSignal::new(None);
        Self {
            key,
            lookup: find(key, users, chosen),
            chosen,
        }
    }

    /// The person means the user in this row, whose key goes to the address.
    pub(crate) fn choose(self, keys: UserKeys, row: u32) -> Option<Key> {
        let key = keys.of_row(row)?;
        let generation = keys.users.version_untracked().generation;
        self.chosen.set(Some((generation, row, key.clone())));
        Some(key)
    }
}

fn find(
    key: Memo<Option<Key>>,
    users: UserStore,
    chosen: RwSignal<Option<(u32, u32, Key)>>,
) -> RwSignal<Lookup> {
    let lookup = RwSignal::new(Lookup::Searching);
    let latest = Latest::new();
    let resolver = StoredValue::new_local(None::<(u32, Resolver)>);
    Effect::new(move |_| {
        let (key, version, all_here) = (key.get(), users.version(), users.all_here());
        let ticket = latest.start();
        let Some(key) = key else {
            if chosen.with_untracked(Option::is_some) {
                chosen.set(None);
            }
            resolver.set_value(None);
            lookup.set(Lookup::Searching);
            return;
        };
        let generation = version.generation;
        resolver.update_value(|resolver| {
            let is_current =
                |(of, resolver): &mut (u32, Resolver)| *of == generation && *resolver.key() == key;
            if resolver.take_if(|resolver| !is_current(resolver)).is_some() || resolver.is_none() {
                *resolver = Some((generation, Resolver::new(key.clone())));
                if lookup.with_untracked(|lookup| *lookup != Lookup::Searching) {
                    lookup.set(Lookup::Searching);
                }
            }
        });
        let with_resolver = move |step: &mut dyn FnMut(&mut Resolver) -> bool| {
            let step = |resolver: &mut Option<(u32, Resolver)>| {
                resolver.as_mut().map(|(_, resolver)| step(resolver))
            };
            resolver.try_update_value(step).flatten()
        };
        if let Some((of, row, chosen)) = chosen.get()
            && (of, &chosen) == (generation, &key)
            && with_resolver(&mut |resolver| is_meant(users, resolver, row)) == Some(true)
        {
            let by = Match::Exact;
            lookup.set(Lookup::Found {
                generation,
                row,
                by,
            });
            return;
        }
        spawn_local(async move {
            let step = || {
                if !ticket.is_latest() {
                    return Break(false);
                }
                let is_done = with_resolver(&mut |resolver| {
                    let step = users.with(|directory| resolver.step(directory, STEP_ROWS));
                    step.unwrap_or(true)
                });
                match is_done {
                    Some(false) => Continue(()),
                    is_done => Break(is_done.is_some()),
                }
            };
            if !TimeSlice::start().run(step).await {
                return;
            }
            let found = resolver.try_with_value(|resolver| {
                let (_, resolver) = resolver.as_ref()?;
                Some(outcome(resolver, version, all_here))
            });
            if let Some(Some(found)) = found
                && lookup.try_with_untracked(|lookup| *lookup != found) == Some(true)
            {
                let _ = lookup.try_set(found);
            }
        });
    });
    lookup
}

fn is_meant(users: UserStore, resolver: &Resolver, row: u32) -> bool {
    let is_meant = |user: User<'_>| resolver.means(&user);
    let found = users.with(|directory| directory.user(row).is_some_and(is_meant));
    found == Some(true)
}

/// What the resolver has found in the users that are here.
fn outcome(resolver: &Resolver, version: Version, all_here: bool) -> Lookup {
    let generation = version.generation;
    let choose = |rows, count, why| {
        Lookup::Choose(Candidates {
            generation,
            rows,
            count,
            why,
        })
    };
    match resolver.resolution(all_here) {
        // No more will come, so nothing better can be found.
        Resolution::Open if version.complete => match resolver.resolution(true) {
            Resolution::Found { row, .. } => choose(vec![row], 1, Why::Incomplete),
            Resolution::Several { rows, count, .. } | Resolution::Changed { rows, count } => {
                choose(rows, count, Why::Incomplete)
            }
            Resolution::Open | Resolution::Missing => Lookup::Missing,
        },
        Resolution::Open => Lookup::Searching,
        Resolution::Missing => Lookup::Missing,
        Resolution::Found { row, by } => Lookup::Found {
            generation,
            row,
            by,
        },
        Resolution::Several { by, rows, count } => choose(rows, count, Why::Several(by)),
        Resolution::Changed { rows, count } => choose(rows, count, Why::Changed),
    }
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
        Lookup::Missing | Lookup::Searching | Lookup::Choose(_) => None,
    }
}
