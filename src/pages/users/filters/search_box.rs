//! The search box, and what the word being typed may become once it has a prefix such as `role:`.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::focus::focus;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::url::sync::Url;

/// More than these are reached by typing on.
const MOST: usize = 8;

/// What may be chosen instead of the last word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Suggestions {
    before: String,
    terms: Vec<String>,
    more: usize,
}

fn offer(users: UserStore, q: &str) -> Suggestions {
    let found = users.with(|directory| directory.complete(q, MOST));
    let Some(found) = found else {
        return Suggestions::default();
    };
    let word = q.get(found.before.len()..).unwrap_or_default();
    let terms: Vec<String> = found.terms.iter().map(ToString::to_string).collect();
    // Words without a prefix narrow the table as they are; a finished one needs nothing more.
    if !word.contains(':') || terms.iter().any(|term| term == word) {
        return Suggestions::default();
    }
    Suggestions {
        before: found.before,
        more: found.total - terms.len(),
        terms,
    }
}

pub(crate) fn search(view: Url, users: UserStore) -> impl IntoView {
    let closed = RwSignal::new(false);
    let offer = Memo::new(move |_| {
        users.version();
        match closed.get() {
            true => Suggestions::default(),
            false => view.with(|shown| offer(users, &shown.q)),
        }
    });
    let retype = move |q: String| {
        closed.set(false);
        view.replace_soon(q);
    };
    let choose = move |place: usize| {
        let chosen = offer.with_untracked(|offer| {
            let term = offer.terms.get(place)?;
            Some(format!("{}{term} ", offer.before))
        });
        if let Some(q) = chosen {
            retype(q);
            focus_search();
        }
    };
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Escape" if offer.with_untracked(|offer| !offer.terms.is_empty()) => {
                event.prevent_default();
                closed.set(true);
                return focus_search();
            }
            _ => return,
        };
        if step_focus(step) {
            event.prevent_default();
        }
    };
    let list = move || {
        let offer = offer.get();
        let buttons = offer.terms.into_iter().enumerate().map(|(place, term)| {
            view! { <li><button type="button" class="suggestion" data-suggestion=place dir="auto" on:click=move |_| choose(place)>{term}</button></li> }
        });
        let more = (offer.more > 0).then(|| view! { <li class="quiet small suggestion-more">{format!("and {} more", offer.more)}</li> });
        view! { {buttons.collect_view()}{more} }
    };
    view! {
        <div class="tools-search" on:keydown=keys>
            <input
                type="search"
                id="search-users"
                class="input"
                aria-label="Search users"
                placeholder="Name, e-mail, role, namespace or group; or role: ns: group: grant: is: otp: login:"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || view.with(|shown| shown.q.clone())
                on:input:target=move |event| retype(event.target().value())
            />
            <ul
                class="suggestions"
                aria-label="Suggestions"
                hidden=move || offer.with(|offer| offer.terms.is_empty())
            >
                {list}
            </ul>
        </div>
    }
}

/// For a button that leaves with what it did: the focus stays nearby.
pub(crate) fn focus_search() {
    focus("#search-users");
}

/// Moves the focus among the box and the suggestions; whether there was somewhere to go.
fn step_focus(step: i32) -> bool {
    let focused = document().active_element();
    let place = focused.and_then(|focused| focused.get_attribute("data-suggestion")?.parse().ok());
    match place.unwrap_or(-1) + step {
        -1 if step < 0 => {
            focus_search();
            true
        }
        to => focus(&format!("[data-suggestion=\"{to}\"]")),
    }
}
