//! What stands around the table: how many there are, how far the reading is, why it stopped or waits, and that nothing is listed.

use leptos::prelude::*;

use super::loader::{AccessLoader, Phase};
use super::url_state::UrlState;
use crate::app::current_user::use_current_user;
use crate::app::resource::{ErrorMessage, Skeleton};
use crate::app::router::A;
use crate::browser::intl::{date_time, number};
use crate::domain::access::row_store::Count;
use crate::ui::error_alert::ErrorAlert;

/// "312 of 329 accesses; 1 row could not be read"
pub(crate) fn count(loader: AccessLoader) -> impl IntoView {
    let words = move || {
        let phase = loader.phase.get();
        let count = loader.count();
        let counted = count.loaded > 0 || matches!(phase, Phase::Complete | Phase::Incomplete);
        counted.then(|| counts(count, phase == Phase::Complete))
    };
    let arriving = move || (loader.phase.get() == Phase::Loading).then_some("off");
    view! { <p class="tools-count" role="status" aria-live=arriving>{words}</p> }
}

fn counts(count: Count, is_whole: bool) -> String {
    let unit = if count.loaded == 1 {
        "access"
    } else {
        "accesses"
    };
    let mut words = format!(
        "{} of {} {unit}",
        number(count.listed.into()),
        number(count.loaded.into())
    );
    if !is_whole {
        words.push_str(" so far");
    }
    for (rows, one, more) in [
        (
            count.unreadable,
            "row could not be read",
            "rows could not be read",
        ),
        (
            count.undecided.saturating_sub(count.unreadable),
            "may belong to these, but what decides it is not known",
            "may belong to these, but what decides it is not known",
        ),
    ] {
        match rows {
            0 => {}
            1 => words.push_str(&format!("; 1 {one}")),
            rows => words.push_str(&format!("; {} {more}", number(rows.into()))),
        }
    }
    words
}

/// While rows arrive, and where the rest of them waits.
pub(crate) fn progress(loader: AccessLoader) -> impl IntoView {
    let reading = Memo::new(move |_| loader.phase.get() == Phase::Loading);
    let any = Memo::new(move |_| loader.count().loaded > 0);
    let total = move || loader.count().total;
    let so_far = move || {
        let count = loader.count();
        match (count.loaded, count.total) {
            (0, _) => "Asking for the accesses".to_owned(),
            (arrived, Some(total)) => {
                format!("{} of {} are here", number(arrived.into()), number(total))
            }
            (arrived, None) => format!("{} are here", number(arrived.into())),
        }
    };
    view! {
        <Show when=move || reading.get()>
            <div class="arriving">
                <progress
                    aria-label="Accesses arriving"
                    max=move || total().map(|total| total.to_string())
                    value=move || total().map(|_| loader.count().loaded.to_string())
                ></progress>
                <span class="quiet small">{so_far}</span>
                <Show when=move || any.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        loader.stop();
                        crate::browser::focus::focus_soon(".rest button");
                    }>"Stop here"</button>
                </Show>
            </div>
        </Show>
    }
}

/// Why not all rows are there, and the way to the rest.
pub(crate) fn rest(loader: AccessLoader, view: Memo<UrlState>) -> impl IntoView {
    let me = use_current_user();
    // Made anew when the reason changes, not with every page of rows.
    let phase = Memo::new(move |_| loader.phase.get());
    move || {
        match phase.get() {
        Phase::Loading | Phase::Complete => None,
        Phase::Failed(error) => {
            let is_refused = error.kind == crate::api::http::error::ErrorKind::Forbidden;
            let own = me
                .value()
                .and_then(|me| me.user_uuid.known().cloned())
                .filter(|id| is_refused && view.with_untracked(|view| view.user != *id));
            let own = own.map(|id| {
                let href = UrlState {
                    user: id,
                    ..UrlState::default()
                }
                .href();
                view! { <p><A href=href>"See your own accesses"</A></p> }
            });
            Some(view! {
                <section class="part" aria-label="The rest of the accesses">
                    <ErrorMessage error on_retry=move |()| loader.resume() />
                    {kept(loader).map(|words| view! { <p class="quiet">{words}</p> })}
                    {own}
                </section>
            }.into_any())
        }
        Phase::Waiting(until_ms) => {
            let words = format!(
                "The service takes only so many requests in a few minutes and asks to wait. The rest follows by itself at {}.",
                date_time(until_ms)
            );
            Some(note(loader, words, None))
        }
        Phase::Stopped => Some(note(loader, "You stopped it here.".to_owned(), Some("Load the rest"))),
        Phase::Incomplete => Some(view! {
            <div class="rest"><ErrorAlert message="The service says that there are more accesses, but does not give them." note=kept(loader) on_retry=Callback::new(move |()| loader.resume()) /></div>
        }.into_any()),
        Phase::LimitReached => Some(note(loader, "There are more accesses than can be shown at once. Narrow them with the filters to see the others.".to_owned(), None)),
    }
    }
}

fn note(loader: AccessLoader, words: String, more: Option<&'static str>) -> AnyView {
    let kept = kept(loader);
    view! {
        <div class="rest moved" role="status">
            <p>{words} " " {kept}</p>
            {more.map(|more| view! { <button type="button" class="button" on:click=move |_| {
                loader.resume();
                crate::browser::focus::focus_soon("main h1");
            }>{more}</button> })}
        </div>
    }
    .into_any()
}

/// What is there to work with meanwhile.
fn kept(loader: AccessLoader) -> Option<String> {
    let count = untrack(|| loader.count());
    let of = count
        .total
        .filter(|total| *total > u64::from(count.loaded))
        .map_or_else(String::new, |total| format!(" of {}", number(total)));
    match count.loaded {
        0 => None,
        arrived => Some(format!(
            "{}{of} accesses are here and can be worked with.",
            number(arrived.into())
        )),
    }
}

/// Grey lines, or why nothing is listed.
pub(crate) fn nothing(loader: AccessLoader, view: Memo<UrlState>) -> impl IntoView {
    let state = Memo::new(move |_| {
        let count = loader.count();
        let is_filtered = view.with(UrlState::is_filtered);
        match loader.phase.get() {
            Phase::Loading if count.loaded == 0 => Some(None),
            Phase::Complete if count.listed == 0 => Some(Some(is_filtered)),
            Phase::Loading
            | Phase::Complete
            | Phase::Waiting(_)
            | Phase::Incomplete
            | Phase::LimitReached
            | Phase::Stopped
            | Phase::Failed(_) => None,
        }
    });
    move || {
        let is_filtered = match state.get()? {
            None => return Some(view! { <Skeleton lines=12 /> }.into_any()),
            Some(is_filtered) => is_filtered,
        };
        let (title, hint) = if is_filtered {
            (
                "No access matches these filters",
                "Change or clear the filters to see others.",
            )
        } else {
            (
                "There are no accesses yet",
                "Accesses that are created for users appear here.",
            )
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
