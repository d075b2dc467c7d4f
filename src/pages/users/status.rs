//! What stands around the table: how far the list is, why it stopped, which rows could not be read, and that nobody is listed.

use leptos::prelude::*;
use rolecall_directory::Query;

use super::data::loader::UserStore;
use super::data::rows::Rows;
use super::filters::search_box::focus_search;
use super::labels;
use super::url::state::UrlState;
use super::url::sync::Url;
use crate::browser::intl::number;
use crate::domain::text::displayable;
use crate::ui::error_alert::ErrorAlert;

/// While users arrive.
pub(crate) fn progress(users: UserStore) -> impl IntoView {
    let waiting = Memo::new(move |_| users.progress().is_some());
    let part = move || users.progress().and_then(|progress| progress.part);
    let so_far = move || match users.progress().map_or(0, |progress| progress.users) {
        0 => "Asking for the users".to_owned(),
        count => format!("{} so far", labels::users(count)),
    };
    view! {
        <Show when=move || waiting.get()>
            <div class="arriving">
                <progress aria-label="Users arriving" max="1000" value=move || part().map(|part| (part * 1000.0) as u32)></progress>
                <span class="quiet small">{so_far}</span>
            </div>
        </Show>
    }
}

/// Why the newest read did not come to a good end.
pub(crate) fn stopped(users: UserStore) -> impl IntoView {
    move || {
        users.error().map(|stop| {
            let on_retry = stop.again.then(|| Callback::new(move |()| users.again()));
            view! { <ErrorAlert message=stop.message detail=stop.detail on_retry /> }
        })
    }
}

/// Items of the answer that are no users: how many, and on demand which. Stays open while more arrive.
pub(crate) fn broken_rows(users: UserStore) -> impl IntoView {
    let broken = Memo::new(move |_| users.broken());
    let any = Memo::new(move |_| broken.with(|(count, _)| *count > 0));
    let title = move || match broken.with(|(count, _)| *count) {
        1 => "1 row unreadable".to_owned(),
        count => format!("{} rows unreadable", number(count)),
    };
    let rows = move || {
        let (count, first) = broken.get();
        let more = count - first.len() as u64;
        let rows = first.into_iter().map(|row| {
            let place = number(row.index + 1);
            view! { <li>{format!("Row {place} is {}.", row.reason.description())}</li> }
        });
        view! {
            {rows.collect_view()}
            {(more > 0).then(|| view! { <li>{format!("And {} more.", number(more))}</li> })}
        }
    };
    view! {
        <Show when=move || any.get()>
            <details class="broken">
                <summary>{title}</summary>
                <ul>{rows}</ul>
            </details>
        </Show>
    }
}

/// Words that look like filters and are none: somebody who mistyped one would wonder.
fn misread(shown: &UrlState) -> Option<String> {
    let query = Query::read(&shown.q);
    let words: Vec<String> = query
        .doubtful()
        .map(|word| format!("“{}”", displayable(word)))
        .collect();
    match words.as_slice() {
        [] => None,
        [one] => Some(format!(
            "{one} is no filter: it was searched for as it stands."
        )),
        all => Some(format!(
            "{} are no filters: they were searched for as they stand.",
            all.join(", ")
        )),
    }
}

/// An empty table says why it is empty.
pub(crate) fn nobody(view: Url, users: UserStore, list: Rows) -> impl IntoView {
    let state = Memo::new(move |_| {
        let listed = list.state();
        let complete = users.version().complete && users.progress().is_none();
        let without = listed.total == 0 && complete && users.error().is_none();
        let unmatched = listed.total > 0 && listed.count == 0 && complete;
        (without, unmatched)
    });
    move || {
        match state.get() {
        (true, _) => view! { <p class="empty">"This tenant has no users."</p> }.into_any(),
        (false, true) => view! {
            <div class="empty">
                <p>"No users match"</p>
                {move || view.with(misread).map(|told| view! { <p class="small" dir="auto">{told}</p> })}
                <button type="button" class="button" on:click=move |_| {
                    view.push(UrlState::clear);
                    focus_search();
                }>"Clear filters"</button>
            </div>
        }
        .into_any(),
        (false, false) => ().into_any(),
    }
    }
}
