//! The charts above the table, with a legend of buttons that says what the chart shows. Knows no query: `data/charts.rs` does.

use leptos::prelude::*;
use rolecall_directory::Query;

use crate::pages::users::data::charts::{CHARTS, Chart, Segment};
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::labels::filters as labels;
use crate::pages::users::url::sync::Url;

pub(crate) fn summary_charts(url: Url, counts: Counts) -> impl IntoView {
    let charts = CHARTS
        .iter()
        .enumerate()
        .map(|(index, chart)| draw(url, counts, index, chart));
    view! { <div class="charts" role="group" aria-label=labels::CHARTS>{charts.collect_view()}</div> }
}

fn draw(url: Url, counts: Counts, index: usize, chart: &'static Chart) -> AnyView {
    let users = Memo::new(move |_| counts.segments(index));
    let selected = Memo::new(move |_| url.with(|state| chart.split(&Query::read(&state.q)).1));
    let bar = move || {
        let segments = chart.segments.iter().zip(users.get());
        segments
            .filter(|(_, users)| *users > 0)
            .map(|(segment, users)| view! { <span class=format!("tone-{}", segment.tone) style:flex-grow=users.to_string()></span> })
            .collect_view()
    };
    let legend_item = move |(index, segment): (usize, &'static Segment)| {
        let count = move || users.with(|users| users.get(index).copied().unwrap_or_default());
        let all = move || users.with(|users| users.iter().sum::<u32>());
        // Without users there is nothing to say, least of all a zero: they may still be loading.
        let share = move || {
            let (count, all) = (count(), u64::from(all()));
            let percent = (u64::from(count) * 200 + all).checked_div(2 * all)?;
            Some(labels::share(count, percent))
        };
        // An empty segment is no news, unless it is selected or all of them are empty.
        let hidden = move || count() == 0 && all() > 0 && selected.get() != Some(index);
        view! {
            <li hidden=hidden>
                <button
                    type="button"
                    class="legend"
                    aria-pressed=move || if selected.get() == Some(index) { "true" } else { "false" }
                    on:click=move |_| url.push(|state| state.q = chart.toggled(&state.q, index))
                >
                    <span class=format!("dot tone-{}", segment.tone) aria-hidden="true"></span>
                    {segment.label}" "
                    <span class="quiet">{share}</span>
                </button>
            </li>
        }
    };
    // The table comes first; the space for the legend is reserved.
    let is_counted = Memo::new(move |_| users.with(|users| !users.is_empty()));
    let legend = move || {
        let items = || chart.segments.iter().enumerate().map(legend_item);
        is_counted.get().then(|| items().collect_view())
    };
    view! {
        <section class="chart" aria-label=chart.title>
            <h2>{chart.title}</h2>
            <div class="bar" aria-hidden="true">{bar}</div>
            <ul class="legends">{legend}</ul>
        </section>
    }
    .into_any()
}
