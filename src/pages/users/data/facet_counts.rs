//! How many users each value of each filter, and each segment of each chart, would leave. Counted in slices, once typing and loading
//! pause. Knows no view.

use std::ops::ControlFlow::{Break, Continue};
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rolecall_directory::time::Now;
use rolecall_directory::{Count, Facet, FacetCounts, Filter, MatrixCell, Query, Search};

use super::charts::CHARTS;
use super::latest::{Latest, Ticket};
use super::loader::UserStore;
use super::local_now::local_now;
use super::rows::RowQuery;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::browser::scheduler::TimeSlice;
use crate::ui::effect::effect;

/// Rows counted between two looks at the clock.
const STEP_ROWS: u32 = 2_048;
/// Gives the table a head start.
const PAUSE: Duration = Duration::from_millis(120);
/// While users load, each count is soon out of date.
const PAUSE_WHILE_LOADING: Duration = Duration::from_secs(1);

/// How many users have which role where. Cells hold indexes into the two lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matrix {
    pub(crate) roles: Vec<Count>,
    pub(crate) namespaces: Vec<Count>,
    pub(crate) cells: Vec<MatrixCell>,
}

/// A handle; copies are the same counts.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    /// By facet, in the order of [`Facet::ALL`].
    values: [RwSignal<Vec<Count>>; Facet::ALL.len()],
    /// By chart and segment.
    segments: [RwSignal<Vec<u32>>; CHARTS.len()],
    matrix: RwSignal<Matrix>,
}

impl Counts {
    /// Follows `query` and the users that load.
    pub(crate) fn new(users: UserStore, query: Memo<RowQuery>) -> Self {
        let counts = Self {
            values: Facet::ALL.map(|_| RwSignal::new(Vec::new())),
            segments: [(); CHARTS.len()].map(|()| RwSignal::new(Vec::new())),
            matrix: RwSignal::new(Matrix::default()),
        };
        let client = StoredValue::new_local(use_client());
        let latest = Latest::new();
        let timer = StoredValue::new(None::<TimeoutHandle>);
        let counted = StoredValue::new(None::<(u32, Filter)>);
        effect(move || {
            let version = users.version();
            let filter = query.with(|query| query.filter.clone());
            let subject = (version.generation, filter.clone());
            let is_same = counted.with_value(|counted| counted.as_ref() == Some(&subject));
            let is_urgent = version.complete || !is_same;
            if !is_urgent && timer.with_value(Option::is_some) {
                return;
            }
            if is_urgent {
                latest.cancel();
            }
            counted.set_value(Some(subject));
            let work = move || {
                // The page may be gone by now.
                let Some(now) = client.try_with_value(Client::now_ms).map(local_now) else {
                    return;
                };
                timer.set_value(None);
                let ticket = latest.start();
                spawn_local(async move {
                    let _ = counts.count(users, filter, now, ticket).await;
                });
            };
            let pause = if is_urgent {
                PAUSE
            } else {
                PAUSE_WHILE_LOADING
            };
            let newer = set_timeout_with_handle(work, pause).ok();
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

    /// The values of a filter that anybody in the tenant has, with the users they would leave; tracked.
    pub(crate) fn of(self, facet: Facet) -> Vec<Count> {
        let values = self.values.get(facet as usize);
        values.map(RwSignal::get).unwrap_or_default()
    }

    /// The users in each segment of a chart; tracked.
    pub(crate) fn segments(self, chart: usize) -> Vec<u32> {
        let segments = self.segments.get(chart);
        segments.map(RwSignal::get).unwrap_or_default()
    }

    /// Roles by namespace; tracked.
    pub(crate) fn matrix<T>(self, look: impl FnOnce(&Matrix) -> T) -> T {
        self.matrix.with(look)
    }

    /// Counts everything; `None` if something newer is to be counted.
    async fn count(self, users: UserStore, filter: Filter, now: Now, ticket: Ticket) -> Option<()> {
        if users.with(|directory| directory.len()) == Some(0) {
            // Users may still be loading: a zero would be a claim about them.
            let _ = self.values.map(|values| values.try_set(Vec::new()));
            let _ = self.segments.map(|counts| counts.try_set(Vec::new()));
            let _ = self.matrix.try_set(Matrix::default());
            return Some(());
        }
        let mut slice = TimeSlice::start();
        let mut facets = FacetCounts::new(&filter, now);
        slice
            .run(|| {
                if !ticket.is_latest() {
                    return Break(None);
                }
                match users.with(|directory| facets.step(directory, STEP_ROWS)) {
                    Some(false) => Continue(()),
                    Some(true) => Break(Some(())),
                    None => Break(None),
                }
            })
            .await?;
        for (facet, values) in Facet::ALL.into_iter().zip(self.values) {
            let counted = users.with(|directory| facets.of(directory, facet))?;
            publish(values, counted, &mut slice, ticket).await?;
        }
        let matrix = users.with(|directory| {
            facets.counts().map(|counts| Matrix {
                roles: counts.roles(directory),
                namespaces: counts.namespaces(directory),
                cells: counts.matrix(directory),
            })
        });
        let _ = self.matrix.try_set(matrix.flatten().unwrap_or_default());
        for (chart, segments) in CHARTS.iter().zip(self.segments) {
            let mut search = chart.filter(&filter).map(|filter| Search::new(filter, now));
            if let Some(search) = &mut search {
                slice
                    .run(|| {
                        if !ticket.is_latest() {
                            return Break(None);
                        }
                        match users.with(|directory| search.step(directory, STEP_ROWS)) {
                            Some(false) => Continue(()),
                            Some(true) => Break(Some(())),
                            None => Break(None),
                        }
                    })
                    .await?;
            }
            let rows = search.as_ref().map_or(facets.rows(), Search::rows);
            let mut counted = Vec::new();
            for query in chart.queries() {
                counted.push(count_rows(users, rows, &query, now, &mut slice, ticket).await?);
            }
            publish(segments, counted, &mut slice, ticket).await?;
        }
        Some(())
    }
}

async fn count_rows(
    users: UserStore,
    rows: &[u32],
    query: &Query,
    now: Now,
    slice: &mut TimeSlice,
    ticket: Ticket,
) -> Option<u32> {
    let mut chunks = rows.chunks(STEP_ROWS as usize);
    let mut count = 0;
    slice
        .run(|| {
            if !ticket.is_latest() {
                return Break(None);
            }
            let Some(rows) = chunks.next() else {
                return Break(Some(count));
            };
            match users.with(|directory| directory.count(rows, query, now)) {
                Some(more) => {
                    count += more;
                    Continue(())
                }
                None => Break(None),
            }
        })
        .await
}

/// Drawing takes the browser longer than counting: each change gets a task of its own.
async fn publish<T: PartialEq + Send + Sync + 'static>(
    signal: RwSignal<T>,
    counted: T,
    slice: &mut TimeSlice,
    ticket: Ticket,
) -> Option<()> {
    if signal.try_with_untracked(|current| *current != counted) == Some(true) {
        let _ = signal.try_set(counted);
        slice.yield_now().await;
    }
    ticket.is_latest().then_some(())
}
