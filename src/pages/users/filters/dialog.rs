//! All filters at once: each value of each facet with its count, and three ways to have it. For several values at a time, which a
//! single list to choose from cannot say.

use leptos::prelude::*;
use rolecall_directory::{Count, Facet, Pick};

use super::toolbar::count;
use crate::browser::intl::number;
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels;
use crate::pages::users::url::state::UrlState;
use crate::pages::users::url::sync::Url;
use crate::ui::dialog::Dialog;

/// More values than these are reached by typing.
const MOST: usize = 100;
/// So many values can be taken in at a glance.
const FEW: usize = 8;

/// What a user must be in respect of a value.
const WAYS: [(&str, Option<bool>); 3] = [
    ("Either", None),
    ("With", Some(true)),
    ("Without", Some(false)),
];

/// The button and its sheet.
pub(crate) fn several(view: Url, users: UserStore, list: Rows, counts: Counts) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = Memo::new(move |_| view.with(|shown| shown.picks().len()));
    let any = Memo::new(move |_| chosen.get() > 0);
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            "All filters"
            {move || any.get().then(|| view! { <span class="several-count">{chosen}</span> })}
        </button>
        <Dialog id="several" title="Filters" open on_close=move |()| open.set(false)>
            <button type="button" class="button sheet-close" on:click=move |_| open.set(false)>"Close"</button>
            <p class="quiet small">
                "Of one kind, any value that one must have is enough. A number says how many users choosing that value alone would leave."
            </p>
            {Facet::ALL.map(|facet| section(view, counts, facet)).into_iter().collect_view()}
            <div class="several-foot">
                <p role="status">{move || count(users, list)}</p>
                <button
                    type="button"
                    class="button button-small"
                    aria-disabled=move || (!any.get()).then_some("true")
                    on:click=move |_| if any.get_untracked() { view.push(UrlState::clear_filters) }
                >"Clear all"</button>
            </div>
        </Dialog>
    }
}

fn section(view: Url, counts: Counts, facet: Facet) -> AnyView {
    let title = labels::facet(facet);
    let values = Memo::new(move |_| counts.of(facet));
    let typed = RwSignal::new(String::new());
    let many = Memo::new(move |_| values.with(|values| values.len() > FEW));
    // What is chosen stands first, as it did when the sheet was opened: nothing moves under the hand.
    let first: Vec<String> = view.with_untracked(|shown| {
        let own = shown.picks().iter().filter(|pick| pick.facet == facet);
        own.map(|pick| pick.value.clone()).collect()
    });
    let found = Memo::new(move |_| {
        let needle = typed.with(|typed| typed.trim().to_lowercase());
        let matches = |value: &str| labels::value(facet, value).to_lowercase().contains(&needle);
        let others = values.with(|values| {
            let rest = values.iter().filter(|count| !first.contains(&count.value));
            rest.map(|count| count.value.clone()).collect::<Vec<_>>()
        });
        let all = first.iter().cloned().chain(others);
        all.filter(|value| matches(value)).collect::<Vec<_>>()
    });
    // Names, not counts: what is in the page stays while the counts change.
    let shown = move || {
        let shown = found.with(|found| found.iter().take(MOST).cloned().collect::<Vec<_>>());
        let lines = shown.into_iter();
        lines
            .map(|value| line(view, values, facet, value))
            .collect_view()
    };
    let left = move || {
        let left = found.with(Vec::len).saturating_sub(MOST);
        (left > 0).then(|| view! { <p class="quiet small">{format!("And {} more: type to find them.", number(left as u64))}</p> })
    };
    let none = move || {
        found
            .with(Vec::is_empty)
            .then(|| view! { <p class="quiet small">"Nothing matches."</p> })
    };
    let id = format!("several-{}", facet as u8);
    view! {
        <section aria-labelledby=id.clone()>
            <h3 id=id.clone()>{title}</h3>
            <Show when=move || many.get()>
                <input
                    type="search"
                    class="input"
                    aria-label=format!("Find a {}", title.to_lowercase())
                    placeholder="Find"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </Show>
            <div class="several-values">
                {shown}
            </div>
            {none}
            {left}
        </section>
    }
    .into_any()
}

/// A value: its name, its count, and what one must be.
fn line(view: Url, values: Memo<Vec<Count>>, facet: Facet, value: String) -> AnyView {
    let label = labels::value(facet, &value);
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
    let way = Memo::new(move |_| {
        value.with_value(|value| {
            view.with(|shown| {
                let mut picks = shown.picks().iter();
                let own = picks.find(|pick| pick.facet == facet && pick.value == *value);
                own.map(|pick| pick.with)
            })
        })
    });
    let group = value.with_value(|value| format!("{}-{value}", facet as u8));
    let ways = WAYS.map(|(word, own)| {
        let choose = move |_| view.push(|shown| {
            let value = value.get_value();
            match own {
                None => shown.remove_filter(facet, &value),
                Some(with) => shown.add_filter(Pick { facet, value, with }),
            }
        });
        view! {
            <label class="way">
                <input type="radio" name=group.clone() prop:checked=move || way.get() == own on:change=choose />
                <span>{word}</span>
            </label>
        }
    });
    let called = label.clone();
    view! {
        <div
            class="several-line"
            role="radiogroup"
            aria-label=move || format!("{called}, {}", labels::users(users.get()))
            class:several-on=move || way.get().is_some()
        >
            <span class="several-name" aria-hidden="true"><bdi>{label}</bdi>" "<span class="quiet">{move || number(users.get().into())}</span></span>
            <span class="ways">{ways.into_iter().collect_view()}</span>
        </div>
    }
    .into_any()
}
