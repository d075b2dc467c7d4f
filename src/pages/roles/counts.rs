//! How many users each value of each filter would leave. Counted in slices, once typing and arriving rest for a moment.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Count, Facet, FacetCounts};

use super::breath::Slice;
use super::list::Wish;
use super::users::Users;
use crate::api::client::Client;
use crate::pages::context::use_client;

/// Rows that are looked at between two looks at the clock.
const STEP_ROWS: u32 = 8_192;
/// The table comes first.
const REST: Duration = Duration::from_millis(120);

/// A handle; copies are the same counts.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    /// By facet, in the order of [`Facet::ALL`].
    values: RwSignal<Vec<Vec<Count>>>,
}

impl Counts {
    /// Follows `wish` and the users that arrive.
    pub(super) fn new(users: Users, wish: Memo<Wish>) -> Self {
        let counts = Self {
            values: RwSignal::new(Vec::new()),
        };
        let client = StoredValue::new_local(use_client());
        let turn = StoredValue::new(0_u32);
        let timer = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |_| {
            users.version();
            let filter = wish.with(|wish| wish.filter.clone());
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            let work = move || {
                let now_ms = client.with_value(Client::now_ms);
                spawn_local(counts.count(users, FacetCounts::new(&filter, now_ms), turn, mine));
            };
            let newer = set_timeout_with_handle(work, REST).ok();
            if let Some(older) = timer
                .try_update_value(|timer| std::mem::replace(timer, newer))
                .flatten()
            {
                older.clear();
            }
        });
        on_cleanup(move || {
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
        });
        counts
    }

    /// The values of a filter that anybody of the tenant has, with the users they would leave; tracked.
    pub(super) fn of(self, facet: Facet) -> Vec<Count> {
        self.values
            .with(|values| values.get(facet as usize).cloned().unwrap_or_default())
    }

    async fn count(self, users: Users, mut work: FacetCounts, turn: StoredValue<u32>, mine: u32) {
        let mut slice = Slice::new();
        loop {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            match users.with(|directory| work.step(directory, STEP_ROWS)) {
                None => return,
                Some(true) => break,
                Some(false) => _ = slice.breathe().await,
            }
        }
        let values =
            users.with(|directory| Facet::ALL.map(|facet| work.of(directory, facet)).to_vec());
        if let Some(values) = values {
            let _ = self.values.try_set(values);
        }
    }
}
