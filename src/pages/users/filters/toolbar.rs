//! What narrows the table: the search box, the filters with their counts, and how many users that leaves.

use leptos::prelude::*;
use rolecall_directory::{Facet, Pick};

use super::dialog::several;
use super::pivot::sides;
use super::search_box::{focus_search, search};
use crate::browser::intl::number;
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels;
use crate::pages::users::saved_views::dialog::views;
use crate::pages::users::url::state::{UrlState, read_pick, write_pick};
use crate::pages::users::url::sync::Url;

pub(crate) fn toolbar(view: Url, users: UserStore, list: Rows, counts: Counts) -> impl IntoView {
    let narrowed = Memo::new(move |_| view.with(|shown| shown.is_filtered()));
    view! {
        <search class="tools">
            <div class="tools-row">
                {search(view, users)}
                <Show when=move || narrowed.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        view.push(UrlState::clear);
                        // The button goes with what it clears; the focus stays nearby.
                        focus_search();
                    }>"Clear filters"</button>
                </Show>
                <div class="tools-more">{several(view, users, list, counts)}{views(view)}</div>
                <p class="tools-count" role="status" aria-live=move || users.progress().map(|_| "off")>
                    {move || count(users, list)}
                </p>
            </div>
            <div class="tools-row">
                {sides(view)}
                <div class="tools-filters">{Facet::ALL.map(|facet| filter(view, counts, facet)).collect_view()}</div>
            </div>
            {chips(view)}
        </search>
    }
}

/// "N of M users", once there is anything to count.
pub(crate) fn count(users: UserStore, list: Rows) -> Option<String> {
    let listed = list.state();
    let version = users.version();
    // An answer without a list is not a list without users.
    let counted = listed.total > 0 || (version.complete && users.error().is_none());
    let unit = if listed.total == 1 { "user" } else { "users" };
    counted.then(|| {
        format!(
            "{} of {} {unit}",
            number(listed.count.into()),
            number(listed.total.into())
        )
    })
}

/// Filters that a single list to choose from cannot show: several values of one kind, each with its way out.
fn chips(view: Url) -> impl IntoView {
    let crowded = Memo::new(move |_| {
        view.with(|shown| {
            let of = |facet: Facet| shown.picks().iter().filter(move |pick| pick.facet == facet);
            let crowded = Facet::ALL
                .into_iter()
                .filter(|facet| of(*facet).count() > 1);
            crowded.flat_map(of).cloned().collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| crowded.with(|picks| !picks.is_empty()));
    let line = move |pick: Pick| {
        let says = format!("{}: {}", labels::facet(pick.facet), label(&pick, None));
        let name = format!("Remove {says}");
        let remove = move |_| {
            view.push(|shown| shown.remove_filter(pick.facet, &pick.value));
            focus_search();
        };
        view! { <li><button type="button" class="pick" aria-label=name dir="auto" on:click=remove>{says}<span aria-hidden="true">" ×"</span></button></li> }
    };
    view! {
        <Show when=move || any.get()>
            <ul class="picks" aria-label="Filters of several values">{move || crowded.get().into_iter().map(line).collect_view()}</ul>
        </Show>
    }
}

/// A filter: any value, one of those there are, or all but one of them.
fn filter(view: Url, counts: Counts, facet: Facet) -> AnyView {
    let picks = Memo::new(move |_| {
        let own = |shown: &UrlState| {
            shown
                .picks()
                .iter()
                .filter(|pick| pick.facet == facet)
                .cloned()
                .collect::<Vec<_>>()
        };
        view.with(own)
    });
    let choose = move |text: String| {
        view.push(|shown| {
            for pick in picks.get_untracked() {
                shown.remove_filter(facet, &pick.value);
            }
            if let Some(pick) = read_pick(facet, &text) {
                shown.add_filter(pick);
            }
        });
    };
    let values = Memo::new(move |_| counts.of(facet));
    let options = move || {
        let (values, picks) = (values.get(), picks.get());
        // What the address asks for need not be there, and may be more than one.
        let odd = match picks.as_slice() {
            [] => None,
            [pick] if values.iter().any(|count| count.value == pick.value) => None,
            [pick] => Some(label(pick, None)),
            picks => Some(format!("{} chosen", picks.len())),
        };
        let option = |with: bool, value: &str, count: Option<u32>| {
            let pick = Pick {
                facet,
                value: value.to_owned(),
                with,
            };
            let selected = odd.is_none() && picks.contains(&pick);
            view! { <option value=write_pick(&pick) prop:selected=selected>{label(&pick, count)}</option> }
        };
        let with = values
            .iter()
            .map(|count| option(true, &count.value, Some(count.users)));
        let without = values.iter().map(|count| option(false, &count.value, None));
        view! {
            <option value="" prop:selected=picks.is_empty()>"Any"</option>
            {odd.clone().map(|odd| view! { <option value="" disabled=true prop:selected=true>{odd}</option> })}
            {with.collect_view()}
            <optgroup label="Without">{without.collect_view()}</optgroup>
        }
    };
    view! {
        <label class="filter" class:filter-on=move || !picks.get().is_empty()>
            <span class="filter-name">{labels::facet(facet)}</span>
            <select class="filter-select" on:change:target=move |event| choose(event.target().value())>{options}</select>
        </label>
    }
    .into_any()
}

fn label(pick: &Pick, count: Option<u32>) -> String {
    let value = labels::value(pick.facet, &pick.value);
    match (pick.with, count) {
        (true, Some(count)) => format!("{value} ({})", number(count.into())),
        (true, None) => value,
        (false, _) => format!("Without {value}"),
    }
}
