//! How many users each value of each filter, and each part of each picture, would leave. Counted in slices, once typing and arriving rest for a moment.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::{Count, Facet, FacetCounts, Filter, Search};

use super::loader::UserStore;
use super::rows::RowQuery;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::scheduler::TimeSlice;
use crate::pages::users::filters::pivot::Matrix;
use crate::pages::users::filters::summary_charts::CHARTS;
use crate::ui::effect::effect;

/// Rows that are looked at between two looks at the clock.
const STEP_ROWS: u32 = 2_048;
/// The table comes first.
const REST: Duration = Duration::from_millis(120);
/// Between two counts of users that still arrive: each would only tell what is no longer true.
const ARRIVING: Duration = Duration::from_secs(1);

/// A handle; copies are the same counts.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    /// By facet, in the order of [`Facet::ALL`].
    values: [RwSignal<Vec<Count>>; Facet::ALL.len()],
    /// By picture and part.
    parts: [RwSignal<Vec<u32>>; CHARTS.len()],
    matrix: RwSignal<Matrix>,
}

impl Counts {
    /// Follows `query` and the users that arrive.
    pub(crate) fn new(users: UserStore, query: Memo<RowQuery>) -> Self {
        let counts = Self {
            values: Facet::ALL.map(|_| RwSignal::new(Vec::new())),
            parts: [(); CHARTS.len()].map(|()| RwSignal::new(Vec::new())),
            matrix: RwSignal::new(Matrix::default()),
        };
        let client = StoredValue::new_local(use_client());
        let turn = StoredValue::new(0_u32);
        let timer = StoredValue::new(None::<TimeoutHandle>);
        let counted = StoredValue::new(None::<(u32, Filter)>);
        effect(move || {
            let version = users.version();
            let filter = query.with(|query| query.filter.clone());
            let of = (version.generation, filter.clone());
            let same = counted.with_value(|counted| counted.as_ref() == Some(&of));
            let hurry = version.complete || !same;
            if !hurry && timer.with_value(Option::is_some) {
                return;
            }
            if hurry {
                // What is being counted is of no use any more.
                turn.update_value(|turn| *turn += 1);
            }
            counted.set_value(Some(of));
            let work = move || {
                // The page may have been left meanwhile.
                let Some(now_ms) = client.try_with_value(Client::now_ms) else {
                    return;
                };
                timer.set_value(None);
                turn.update_value(|turn| *turn += 1);
                let mine = turn.get_value();
                let current = move || turn.try_get_value() == Some(mine);
                spawn_local(counts.count(users, filter, now_ms, current));
            };
            let rest = if hurry { REST } else { ARRIVING };
            let newer = set_timeout_with_handle(work, rest).ok();
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
    pub(crate) fn of(self, facet: Facet) -> Vec<Count> {
        let values = self.values.get(facet as usize);
        values.map(RwSignal::get).unwrap_or_default()
    }

    /// The users of each part of a picture; tracked.
    pub(crate) fn parts(self, picture: usize) -> Vec<u32> {
        let parts = self.parts.get(picture);
        parts.map(RwSignal::get).unwrap_or_default()
    }

    /// Roles and namespaces against each other; tracked.
    pub(crate) fn matrix<T>(self, look: impl FnOnce(&Matrix) -> T) -> T {
        self.matrix.with(look)
    }

    /// Counts all there is, unless something newer is to be counted.
    async fn count(
        self,
        users: UserStore,
        filter: Filter,
        now_ms: i64,
        current: impl Fn() -> bool,
    ) {
        if users.with(|directory| directory.len()) == Some(0) {
            // They may be on their way: a zero would be a claim about them.
            let _ = self.values.map(|values| values.try_set(Vec::new()));
            let _ = self.parts.map(|parts| parts.try_set(Vec::new()));
            let _ = self.matrix.try_set(Matrix::default());
            return;
        }
        let mut slice = TimeSlice::start();
        let mut facets = FacetCounts::new(&filter, now_ms);
        while users.with(|directory| facets.step(directory, STEP_ROWS)) == Some(false) {
            slice.yield_if_due().await;
            if !current() {
                return;
            }
        }
        // What is shown anew takes the browser longer than the counting: one thing a task.
        for (facet, values) in Facet::ALL.into_iter().zip(self.values) {
            let counted = users.with(|directory| facets.of(directory, facet));
            let counted = counted.unwrap_or_default();
            if values.try_with_untracked(|values| *values != counted) == Some(true) {
                let _ = values.try_set(counted);
                slice.yield_now().await;
                if !current() {
                    return;
                }
            }
        }
        let matrix = users.with(|directory| {
            facets.counts().map(|tally| Matrix {
                roles: tally.roles(directory),
                namespaces: tally.namespaces(directory),
                cells: tally.matrix(directory),
            })
        });
        let _ = self.matrix.try_set(matrix.flatten().unwrap_or_default());
        for (picture, parts) in CHARTS.iter().zip(self.parts) {
            let mut own = picture
                .filter(&filter)
                .map(|filter| Search::new(filter, now_ms));
            if let Some(search) = &mut own {
                while users.with(|directory| search.step(directory, STEP_ROWS)) == Some(false) {
                    slice.yield_if_due().await;
                    if !current() {
                        return;
                    }
                }
            }
            let rows = own.as_ref().map_or(facets.rows(), Search::rows);
            let mut counted = Vec::new();
            for query in picture.queries() {
                let mut count = 0;
                for rows in rows.chunks(STEP_ROWS as usize) {
                    let more = users.with(|directory| directory.count(rows, &query, now_ms));
                    count += more.unwrap_or_default();
                    slice.yield_if_due().await;
                    if !current() {
                        return;
                    }
                }
                counted.push(count);
            }
            if parts.try_with_untracked(|parts| *parts != counted) == Some(true) {
                let _ = parts.try_set(counted);
                slice.yield_now().await;
                if !current() {
                    return;
                }
            }
        }
    }
}
