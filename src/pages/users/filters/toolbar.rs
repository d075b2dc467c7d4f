//! The toolbar: the search box, the filters with their counts, and how many users match.

use leptos::prelude::*;
use rolecall_directory::{Facet, Pick};

use super::dialog::filter_dialog;
use super::match_count::match_count;
use super::pivot::perspectives;
use super::search_box::{focus_search, search};
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels::facets;
use crate::pages::users::labels::filters as filter_labels;
use crate::pages::users::saved_views::dialog::saved_views;
use crate::pages::users::url::state::{UrlState, parse_pick, write_pick};
use crate::pages::users::url::sync::Url;
use crate::ui::events::on_value;

pub(crate) fn toolbar(url: Url, users: UserStore, rows: Rows, counts: Counts) -> impl IntoView {
    let is_filtered = Memo::new(move |_| url.with(UrlState::is_filtered));
    view! {
        <search class="tools">
            <div class="tools-row">
                {search(url, users)}
                <Show when=move || is_filtered.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        url.push(UrlState::clear);
                        // The button disappears; the focus stays nearby.
                        focus_search();
                    }>{filter_labels::CLEAR_FILTERS}</button>
                </Show>
                <div class="tools-more">{filter_dialog(url, users, rows, counts)}{saved_views(url)}</div>
                <p class="tools-count" role="status" aria-live=move || users.progress().map(|_| "off")>
                    {move || match_count(users, rows)}
                </p>
            </div>
            <div class="tools-row">
                {perspectives(url)}
                <div class="tools-filters">{Facet::ALL.map(|facet| filter(url, counts, facet)).collect_view()}</div>
            </div>
            {chips(url)}
        </search>
    }
}

/// The filters with several values, which a `<select>` can't show; each chip removes its value.
fn chips(url: Url) -> impl IntoView {
    let picks = Memo::new(move |_| {
        url.with(|state| {
            let of = |facet: Facet| state.picks().iter().filter(move |pick| pick.facet == facet);
            let several = Facet::ALL
                .into_iter()
                .filter(|facet| of(*facet).count() > 1);
            several.flat_map(of).cloned().collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| picks.with(|picks| !picks.is_empty()));
    let chip = move |pick: Pick| {
        let text = filter_labels::filter(&pick);
        let label = filter_labels::remove(&text);
        let remove = move |_| {
            url.push(|state| state.remove_filter(pick.facet, &pick.value));
            focus_search();
        };
        view! { <li><button type="button" class="pick" aria-label=label dir="auto" translate="no" on:click=remove>{text}<span aria-hidden="true">" ×"</span></button></li> }
    };
    view! {
        <Show when=move || any.get()>
            <ul class="picks" aria-label=filter_labels::FILTERS_WITH_SEVERAL_VALUES>{move || picks.get().into_iter().map(chip).collect_view()}</ul>
        </Show>
    }
}

/// A filter: any value, one value, or all but one.
fn filter(url: Url, counts: Counts, facet: Facet) -> AnyView {
    let picks = Memo::new(move |_| {
        let own = |state: &UrlState| {
            state
                .picks()
                .iter()
                .filter(|pick| pick.facet == facet)
                .cloned()
                .collect::<Vec<_>>()
        };
        url.with(own)
    });
    let select = move |text: String| {
        url.push(|state| {
            for pick in picks.get_untracked() {
                state.remove_filter(facet, &pick.value);
            }
            if let Some(pick) = parse_pick(facet, &text) {
                state.add_filter(pick);
            }
        });
    };
    let values = Memo::new(move |_| counts.of(facet));
    // Names, not words of ours.
    let names = matches!(facet, Facet::Role | Facet::Namespace);
    let options = move || {
        let (values, picks) = (values.get(), picks.get());
        // The URL may ask for a value that nobody has, or for several.
        let extra = match picks.as_slice() {
            [] => None,
            [pick] if values.iter().any(|count| count.value == pick.value) => None,
            [pick] => Some(filter_labels::option(pick, None)),
            picks => Some(filter_labels::values_selected(picks.len())),
        };
        let option = |with: bool, value: &str, count: Option<u32>| {
            let pick = Pick {
                facet,
                value: value.to_owned(),
                with,
            };
            let selected = extra.is_none() && picks.contains(&pick);
            view! { <option value=write_pick(&pick) translate=names.then_some("no") prop:selected=selected>{filter_labels::option(&pick, count)}</option> }
        };
        let included = values
            .iter()
            .map(|count| option(true, &count.value, Some(count.users)));
        let excluded = values.iter().map(|count| option(false, &count.value, None));
        view! {
            <option value="" prop:selected=picks.is_empty()>{filter_labels::ANY}</option>
            {extra.clone().map(|extra| view! { <option value="" disabled=true prop:selected=true>{extra}</option> })}
            {included.collect_view()}
            <optgroup label=filter_labels::EXCLUDE>{excluded.collect_view()}</optgroup>
        }
    };
    view! {
        <label class="filter" class:filter-on=move || !picks.get().is_empty()>
            <span class="filter-name">{facets::facet(facet)}</span>
            <select class="filter-select" on:change=on_value(select)>{options}</select>
        </label>
    }
    .into_any()
}
