//! What surrounds the table: the progress of loading, the error, the unreadable rows, and why nothing is listed.

use leptos::prelude::*;
use rolecall_directory::Query;

use super::data::loader::UserStore;
use super::data::rows::Rows;
use super::filters::search_box::focus_search;
use super::labels::filters::CLEAR_FILTERS;
use super::labels::loading as labels;
use super::url::state::UrlState;
use super::url::sync::Url;
use crate::domain::text::displayable;
use crate::ui::error_alert::ErrorAlert;

/// While users load.
pub(crate) fn progress(users: UserStore) -> impl IntoView {
    let is_loading = Memo::new(move |_| users.progress().is_some());
    let part = move || users.progress().and_then(|progress| progress.part);
    let so_far = move || {
        let loaded = users.progress().map_or(0, |progress| progress.users);
        labels::loaded_so_far(loaded)
    };
    view! {
        <Show when=move || is_loading.get()>
            <div class="arriving">
                <progress aria-label=labels::LOADING_USERS max="1000" value=move || part().map(|part| (part * 1000.0) as u32)></progress>
                <span class="quiet small">{so_far}</span>
            </div>
        </Show>
    }
}

pub(crate) fn load_error(users: UserStore) -> impl IntoView {
    move || {
        users.error().map(|error| {
            let on_retry = error
                .can_retry
                .then(|| Callback::new(move |()| users.refetch()));
            view! { <ErrorAlert message=error.message detail=error.detail on_retry /> }
        })
    }
}

/// How many rows are unreadable, and on demand which. Stays open while more users load.
pub(crate) fn unreadable_rows(users: UserStore) -> impl IntoView {
    let broken = Memo::new(move |_| users.broken());
    let any = Memo::new(move |_| broken.with(|(count, _)| *count > 0));
    let title = move || labels::unreadable_rows(broken.with(|(count, _)| *count));
    let rows = move || {
        let (count, first) = broken.get();
        let more = count - first.len() as u64;
        let rows = first.into_iter().map(|row| {
            view! { <li>{labels::unreadable_row(row.index + 1, row.reason)}</li> }
        });
        view! {
            {rows.collect_view()}
            {(more > 0).then(|| view! { <li>{labels::more_unreadable_rows(more)}</li> })}
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

/// Explains a mistyped filter, such as `is:purple`.
fn mistyped_filters(state: &UrlState) -> Option<String> {
    let query = Query::read(&state.q);
    let words: Vec<String> = query.doubtful().map(displayable).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    labels::not_filters(&words)
}

/// Why the table is empty.
pub(crate) fn empty(url: Url, users: UserStore, rows: Rows) -> impl IntoView {
    let reason = Memo::new(move |_| {
        let state = rows.state();
        let is_complete = users.version().complete && users.progress().is_none();
        let has_no_users = state.total == 0 && is_complete && users.error().is_none();
        let has_no_matches = state.total > 0 && state.count == 0 && is_complete;
        (has_no_users, has_no_matches)
    });
    move || {
        match reason.get() {
        (true, _) => view! { <p class="empty">{labels::NO_USERS}</p> }.into_any(),
        (false, true) => view! {
            <div class="empty">
                <p>{labels::NO_MATCHES}</p>
                {move || url.with(mistyped_filters).map(|hint| view! { <p class="small" dir="auto">{hint}</p> })}
                <button type="button" class="button" on:click=move |_| {
                    url.push(UrlState::clear);
                    focus_search();
                }>{CLEAR_FILTERS}</button>
            </div>
        }
        .into_any(),
        (false, false) => ().into_any(),
    }
    }
}
