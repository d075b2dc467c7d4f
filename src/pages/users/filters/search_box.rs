//! The search box, and the completions of the word being typed once it has a prefix such as `role:`.

use leptos::attr::custom::custom_attribute;
use leptos::ev::ClipboardEvent;
use leptos::html;
use leptos::prelude::*;
use rolecall_directory::fold;

use crate::browser::clipboard::pasted;
use crate::browser::focus::focus;
use crate::browser::local_day;
use crate::pages::users::data::loader::UserStore;
use crate::pages::users::labels::filters as labels;
use crate::pages::users::url::sync::Url;
use crate::ui::events::{on_key, on_value};

/// The note about dates.
const DAYS_ID: &str = "search-days";
/// Typing on finds the others.
const MAX_SUGGESTIONS: usize = 8;

/// What can replace the last word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Suggestions {
    before: String,
    terms: Vec<String>,
    more: usize,
}

fn suggestions(users: UserStore, q: &str) -> Suggestions {
    let completions = users.with(|directory| directory.complete(q, MAX_SUGGESTIONS));
    let Some(completions) = completions else {
        return Suggestions::default();
    };
    let word = q.get(completions.before.len()..).unwrap_or_default();
    let terms: Vec<String> = completions.terms.iter().map(ToString::to_string).collect();
    // Words without a prefix filter the table as they are, and a complete term needs no completion.
    if !word.contains(':') || terms.iter().any(|term| term == word) {
        return Suggestions::default();
    }
    Suggestions {
        before: completions.before,
        more: completions.total - terms.len(),
        terms,
    }
}

pub(crate) fn search(url: Url, users: UserStore) -> impl IntoView {
    let is_closed = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let offered = Memo::new(move |_| {
        users.version();
        if is_closed.get() {
            Suggestions::default()
        } else {
            url.with(|state| suggestions(users, &state.q))
        }
    });
    let set_search = move |q: String| {
        // Form fillers send "change" alone, browsers after "input".
        if url.with_untracked(|state| state.q == q) {
            return;
        }
        is_closed.set(false);
        url.replace_soon(q);
    };
    let complete = move |index: usize| {
        let q = offered.with_untracked(|offered| {
            let term = offered.terms.get(index)?;
            Some(format!("{}{term} ", offered.before))
        });
        if let Some(q) = q {
            set_search(q);
            focus_search();
        }
    };
    let keys = on_key(move |press| {
        let step = match press.key() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Escape" if offered.with_untracked(|offered| !offered.terms.is_empty()) => {
                press.prevent_default();
                is_closed.set(true);
                return focus_search();
            }
            _ => return,
        };
        if step_focus(step) {
            press.prevent_default();
        }
    });
    // A box of one line drops line breaks, and what stood on two lines would become one word.
    let paste = move |event: ClipboardEvent| {
        let text = pasted(&event).filter(|text| text.trim().contains(['\n', '\r', '\t']));
        let Some((text, input)) = text.zip(input.get_untracked()) else {
            return;
        };
        let lines = text.trim().replace(['\n', '\r', '\t'], " ");
        if input.set_range_text(&lines).is_ok() {
            event.prevent_default();
            let end = input.value().encode_utf16().count() as u32;
            let _ = input.set_selection_range(end, end);
            set_search(input.value());
        }
    };
    let about_days = Memo::new(move |_| url.with(|state| fold(&state.q).contains("login:")));
    let days = move || {
        about_days.get().then(|| {
            let zone = local_day::zone();
            view! { <p class="quiet small" id=DAYS_ID>{labels::days_are_local(zone.as_deref())}</p> }
        })
    };
    let list = move || {
        let offered = offered.get();
        let buttons = offered.terms.into_iter().enumerate().map(|(index, term)| {
            view! { <li><button type="button" class="suggestion" data-suggestion=index dir="auto" translate="no" on:click=move |_| complete(index)>{term}</button></li> }
        });
        let more = (offered.more > 0).then(|| view! { <li class="quiet small suggestion-more">{labels::more_suggestions(offered.more)}</li> });
        view! { {buttons.collect_view()}{more} }
    };
    view! {
        <div class="tools-search" on:keydown=keys>
            <input
                type="search"
                id="search-users"
                class="input"
                node_ref=input
                aria-describedby=move || about_days.get().then_some(DAYS_ID)
                aria-label=labels::SEARCH
                placeholder=labels::SEARCH_HINT
                autocomplete="off"
                data-lpignore="true"
                {..custom_attribute("data-1p-ignore", "")}
                data-bwignore="true"
                data-form-type="other"
                spellcheck="false"
                prop:value=move || url.with(|state| state.q.clone())
                on:input=on_value(set_search)
                on:change=on_value(set_search)
                on:paste=paste
            />
            <ul
                class="suggestions"
                aria-label=labels::SUGGESTIONS
                hidden=move || offered.with(|offered| offered.terms.is_empty())
            >
                {list}
            </ul>
            {days}
        </div>
    }
}

/// For a button that disappears when activated: the focus stays nearby.
pub(crate) fn focus_search() {
    focus("#search-users");
}

/// Moves the focus between the box and the suggestions; returns whether it moved.
fn step_focus(step: i32) -> bool {
    let focused = document().active_element();
    let index = focused.and_then(|focused| focused.get_attribute("data-suggestion")?.parse().ok());
    match index.unwrap_or(-1) + step {
        -1 if step < 0 => {
            focus_search();
            true
        }
        to => focus(&format!("[data-suggestion=\"{to}\"]")),
    }
}
