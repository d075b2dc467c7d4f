//! The status around the table: how many accesses there are, loading progress, why loading stopped or waits, and why nothing is
//! listed. Knows nothing of requests; `loader` does.

use leptos::prelude::*;

use super::labels;
use super::loader::{AccessLoader, Phase};
use super::url_state::UrlState;
use crate::api::http::error::ErrorKind;
use crate::app::current_user::use_current_user;
use crate::app::resource::{ErrorMessage, Skeleton};
use crate::app::router::A;
use crate::browser::focus::focus_soon;
use crate::browser::intl::date_time;
use crate::ui::error_alert::ErrorAlert;

/// How many accesses are listed.
pub(crate) fn count(loader: AccessLoader) -> impl IntoView {
    let label = move || {
        let phase = loader.phase.get();
        let count = loader.count();
        let is_known = count.loaded > 0
            || matches!(
                phase,
                Phase::Complete | Phase::Incomplete | Phase::Repeating
            );
        is_known.then(|| labels::count(count, phase == Phase::Complete))
    };
    // Silent while it changes with every page.
    let live = move || (loader.phase.get() == Phase::Loading).then_some("off");
    view! { <p class="tools-count" role="status" aria-live=live>{label}</p> }
}

/// The progress bar and the button that stops loading.
pub(crate) fn progress(loader: AccessLoader) -> impl IntoView {
    let is_loading = Memo::new(move |_| loader.phase.get() == Phase::Loading);
    let has_rows = Memo::new(move |_| loader.count().loaded > 0);
    let total = move || loader.count().total;
    view! {
        <Show when=move || is_loading.get()>
            <div class="arriving">
                <progress
                    aria-label=labels::LOADING
                    max=move || total().map(|total| total.to_string())
                    value=move || total().map(|_| loader.count().loaded.to_string())
                ></progress>
                <span class="quiet small">{move || labels::progress(loader.count())}</span>
                <Show when=move || has_rows.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        loader.stop();
                        focus_soon(".rest button");
                    }>{labels::STOP}</button>
                </Show>
            </div>
        </Show>
    }
}

/// Why not all rows have loaded, and how to get the others.
pub(crate) fn rest(loader: AccessLoader, view: Memo<UrlState>) -> impl IntoView {
    // Rendered again when the reason changes, not with every page.
    let phase = Memo::new(move |_| loader.phase.get());
    let own_accesses = own_accesses(view);
    move || {
        let view = match phase.get() {
            Phase::Loading | Phase::Complete => return None,
            Phase::Failed(error) => {
                let is_forbidden = error.kind == ErrorKind::Forbidden;
                let ready = ready(loader)
                    .map(|message| view! { <p class="quiet">{message}</p> });
                let own = is_forbidden.then(own_accesses);
                view! {
                    <section class="part" aria-label=labels::REST>
                        <ErrorMessage error on_retry=move |()| loader.resume() />
                        {ready}
                        {own}
                    </section>
                }
                .into_any()
            }
            Phase::Waiting(until_ms) => {
                note(loader, labels::rate_limited(&date_time(until_ms)), None)
            }
            Phase::Stopped => {
                note(loader, labels::STOPPED.to_owned(), Some(labels::LOAD_REST))
            }
            Phase::Repeating => view! {
                <div class="rest">
                    <ErrorAlert message=labels::REPEATING note=ready(loader) on_retry=Callback::new(move |()| loader.reload()) />
                </div>
            }
            .into_any(),
            Phase::LimitReached => note(loader, labels::LIMIT_REACHED.to_owned(), None),
            Phase::Incomplete => view! {
                <div class="rest">
                    <ErrorAlert message=labels::INCOMPLETE note=ready(loader) on_retry=Callback::new(move |()| loader.resume()) />
                </div>
            }
            .into_any(),
        };
        Some(view)
    }
}

/// How many shared numbers are named.
const MAX_NAMED: usize = 4;

/// Says that the list gives a number to several accesses.
pub(crate) fn shared(loader: AccessLoader) -> impl IntoView {
    let count = Memo::new(move |_| loader.count().shared);
    move || {
        (count.get() > 0).then(|| {
            let first = untrack(|| loader.first_shared(MAX_NAMED));
            view! { <p class="rest" dir="auto">{labels::shared(count.get(), &first)}</p> }
        })
    }
}

/// A link for people who may not see the accesses of others.
fn own_accesses(view: Memo<UrlState>) -> impl Fn() -> Option<AnyView> + Copy {
    let me = use_current_user();
    move || {
        let user = me.value()?.user_uuid.known().cloned()?;
        if view.with_untracked(|view| view.user == user) {
            return None;
        }
        let own = UrlState {
            user,
            ..UrlState::default()
        };
        Some(view! { <p><A href=own.href()>{labels::OWN_ACCESSES}</A></p> }.into_any())
    }
}

fn note(loader: AccessLoader, message: String, resume: Option<&'static str>) -> AnyView {
    let ready = ready(loader);
    view! {
        <div class="rest" role="status">
            <p>{message} " " {ready}</p>
            {resume.map(|label| view! { <button type="button" class="button" on:click=move |_| {
                loader.resume();
                focus_soon("main h1");
            }>{label}</button> })}
        </div>
    }
    .into_any()
}

fn ready(loader: AccessLoader) -> Option<String> {
    labels::ready(untrack(|| loader.count()))
}

#[derive(Clone, Copy, PartialEq)]
enum Empty {
    /// The first rows are still loading.
    Loading,
    NoMatch,
    NoAccesses,
}

/// A skeleton, or why nothing is listed.
pub(crate) fn nothing(loader: AccessLoader, view: Memo<UrlState>) -> impl IntoView {
    let empty = Memo::new(move |_| {
        let count = loader.count();
        match loader.phase.get() {
            Phase::Loading if count.loaded == 0 => Some(Empty::Loading),
            Phase::Complete if count.listed == 0 => Some(if view.with(UrlState::is_filtered) {
                Empty::NoMatch
            } else {
                Empty::NoAccesses
            }),
            Phase::Loading
            | Phase::Complete
            | Phase::Waiting(_)
            | Phase::Incomplete
            | Phase::Repeating
            | Phase::LimitReached
            | Phase::Stopped
            | Phase::Failed(_) => None,
        }
    });
    move || {
        let (title, hint) = match empty.get()? {
            Empty::Loading => return Some(view! { <Skeleton lines=12 /> }.into_any()),
            Empty::NoMatch => (labels::NO_MATCH, labels::NO_MATCH_HINT),
            Empty::NoAccesses => (labels::NONE, labels::NONE_HINT),
        };
        Some(
            view! {
                <div class="empty">
                    <h2>{title}</h2>
                    <p>{hint}</p>
                </div>
            }
            .into_any(),
        )
    }
}
