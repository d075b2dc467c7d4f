//! The dialog "Filters": each value of each facet with its count, to include or exclude. For several values at a time, which the
//! `<select>` of the toolbar can't do.

use leptos::prelude::*;
use rolecall_directory::{Count, Facet, Pick, fold};

use super::match_count::match_count;
use crate::browser::intl::number;
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels;
use crate::pages::users::labels::facets;
use crate::pages::users::labels::filters as filter_labels;
use crate::pages::users::url::state::UrlState;
use crate::pages::users::url::sync::Url;
use crate::ui::dialog::Dialog;
use crate::ui::events::on_value;

/// Typing finds the others.
const MAX_VALUES: usize = 100;
/// Up to this many, nobody needs to type.
const FEW_VALUES: usize = 8;

/// The options of a value, and whether users must have it.
const OPTIONS: [(&str, Option<bool>); 3] = [
    (filter_labels::ANY, None),
    (filter_labels::INCLUDE, Some(true)),
    (filter_labels::EXCLUDE, Some(false)),
];

/// The button and its dialog.
pub(crate) fn filter_dialog(
    url: Url,
    users: UserStore,
    rows: Rows,
    counts: Counts,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let selected = Memo::new(move |_| url.with(|state| state.picks().len()));
    let any = Memo::new(move |_| selected.get() > 0);
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {filter_labels::ALL_FILTERS}
            {move || any.get().then(|| view! { <span class="filter-dialog-count">{selected}</span> })}
        </button>
        <Dialog id="filter-dialog" title=filter_labels::FILTERS open on_close=move |()| open.set(false)>
            <button type="button" class="button sheet-close" on:click=move |_| open.set(false)>{labels::CLOSE}</button>
            <p class="quiet small">{filter_labels::FILTERS_EXPLAINED}</p>
            {Facet::ALL.map(|facet| section(url, counts, facet)).into_iter().collect_view()}
            <div class="filter-dialog-foot">
                <p role="status">{move || match_count(users, rows)}</p>
                <button
                    type="button"
                    class="button button-small"
                    aria-disabled=move || (!any.get()).then_some("true")
                    on:click=move |_| if any.get_untracked() { url.push(UrlState::clear_filters) }
                >{filter_labels::CLEAR_ALL}</button>
            </div>
        </Dialog>
    }
}

fn section(url: Url, counts: Counts, facet: Facet) -> AnyView {
    let values = Memo::new(move |_| counts.of(facet));
    let typed = RwSignal::new(String::new());
    let has_many = Memo::new(move |_| values.with(|values| values.len() > FEW_VALUES));
    // The values selected when the dialog opened come first, and stay there: nothing moves while one clicks.
    let first: Vec<String> = url.with_untracked(|state| {
        let own = state.picks().iter().filter(|pick| pick.facet == facet);
        own.map(|pick| pick.value.clone()).collect()
    });
    let matches = Memo::new(move |_| {
        let needle = typed.with(|typed| fold(typed.trim()));
        let matches = |value: &str| fold(&facets::value(facet, value)).contains(&needle);
        let others = values.with(|values| {
            let rest = values.iter().filter(|count| !first.contains(&count.value));
            rest.map(|count| count.value.clone()).collect::<Vec<_>>()
        });
        let all = first.iter().cloned().chain(others);
        all.filter(|value| matches(value)).collect::<Vec<_>>()
    });
    // Depends on names only, so that a row stays in the page while its count changes.
    let rows = move || {
        let listed = matches.with(|matches| matches.iter().take(MAX_VALUES).cloned().collect());
        let listed: Vec<String> = listed;
        listed
            .into_iter()
            .map(|value| row(url, values, facet, value))
            .collect_view()
    };
    let more = move || {
        let more = matches.with(Vec::len).saturating_sub(MAX_VALUES);
        (more > 0).then(|| view! { <p class="quiet small">{filter_labels::more_values(more)}</p> })
    };
    let none = move || {
        matches
            .with(Vec::is_empty)
            .then(|| view! { <p class="quiet small">{filter_labels::NO_VALUES}</p> })
    };
    let id = format!("filter-{}", facet as u8);
    view! {
        <section aria-labelledby=id.clone()>
            <h3 id=id.clone()>{facets::facet(facet)}</h3>
            <Show when=move || has_many.get()>
                <input
                    type="search"
                    class="input"
                    aria-label=facets::find_value(facet)
                    placeholder=filter_labels::FIND
                    autocomplete="off"
                data-lpignore="true"
                data-form-type="other"
                    spellcheck="false"
                    prop:value=typed
                    on:input=on_value(move |text| typed.set(text))
                />
            </Show>
            <div class="filter-dialog-values">
                {rows}
            </div>
            {none}
            {more}
        </section>
    }
    .into_any()
}

/// A value: its name, its count and its options.
fn row(url: Url, values: Memo<Vec<Count>>, facet: Facet, value: String) -> AnyView {
    let label = facets::value(facet, &value);
    let value = StoredValue::new(value);
    let users = Memo::new(move |_| {
        values.with(|values| {
            let own = value.with_value(|value| {
                values
                    .iter()
                    .find(|count| count.value == *value)
                    .map(|count| count.users)
            });
            own.unwrap_or_default()
        })
    });
    let selected = Memo::new(move |_| {
        value.with_value(|value| {
            url.with(|state| {
                let mut picks = state.picks().iter();
                let own = picks.find(|pick| pick.facet == facet && pick.value == *value);
                own.map(|pick| pick.with)
            })
        })
    });
    let group = value.with_value(|value| format!("{}-{value}", facet as u8));
    let options = OPTIONS.map(|(text, option)| {
        let select = move |_| url.push(|state| {
            let value = value.get_value();
            match option {
                None => state.remove_filter(facet, &value),
                Some(with) => state.add_filter(Pick { facet, value, with }),
            }
        });
        view! {
            <label class="tri-state-option">
                <input type="radio" name=group.clone() prop:checked=move || selected.get() == option on:change=select />
                <span>{text}</span>
            </label>
        }
    });
    let name = label.clone();
    view! {
        <div
            class="filter-dialog-line"
            role="radiogroup"
            aria-label=move || filter_labels::value_with_users(&name, users.get())
            class:filter-dialog-on=move || selected.get().is_some()
        >
            <span class="filter-dialog-name" aria-hidden="true"><bdi translate="no">{label}</bdi>" "<span class="quiet">{move || number(users.get().into())}</span></span>
            <span class="tri-state">{options.into_iter().collect_view()}</span>
        </div>
    }
    .into_any()
}
