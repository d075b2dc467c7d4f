//! What stands around the table: how many there are, how far the reading is, why it stopped or waits, and that nothing is listed.

use leptos::prelude::*;

use super::loader::{Phase, Rows};
use super::row_store::Count;
use super::url_state::ViewState;
use crate::app::current_user::use_current_user;
use crate::app::resource::{ErrorMessage, Skeleton};
use crate::app::router::A;
use crate::browser::intl::{date_time, number};
use crate::ui::error_alert::ErrorAlert;

/// "312 of 329 accesses; 1 row could not be read"
pub(crate) fn count(rows: Rows) -> impl IntoView {
    let words = move || {
        let phase = rows.phase.get();
        let count = rows.count();
        let counted = count.arrived > 0 || matches!(phase, Phase::Whole | Phase::Short);
        counted.then(|| counts(count, phase == Phase::Whole))
    };
    let arriving = move || (rows.phase.get() == Phase::Reading).then_some("off");
    view! { <p class="tools-count" role="status" aria-live=arriving>{words}</p> }
}

fn counts(count: Count, is_whole: bool) -> String {
    let unit = if count.arrived == 1 {
        "access"
    } else {
        "accesses"
    };
    let mut words = format!(
        "{} of {} {unit}",
        number(count.shown.into()),
        number(count.arrived.into())
    );
    if !is_whole {
        words.push_str(" so far");
    }
    for (rows, one, more) in [
        (
            count.lost,
            "row could not be read",
            "rows could not be read",
        ),
        (
            count.undecided.saturating_sub(count.lost),
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
pub(crate) fn progress(rows: Rows) -> impl IntoView {
    let reading = Memo::new(move |_| rows.phase.get() == Phase::Reading);
    let any = Memo::new(move |_| rows.count().arrived > 0);
    let total = move || rows.count().total;
    let so_far = move || {
        let count = rows.count();
        match (count.arrived, count.total) {
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
                    value=move || total().map(|_| rows.count().arrived.to_string())
                ></progress>
                <span class="quiet small">{so_far}</span>
                <Show when=move || any.get()>
                    <button type="button" class="button button-quiet" on:click=move |_| {
                        rows.stop();
                        crate::browser::focus::focus_soon(".rest button");
                    }>"Stop here"</button>
                </Show>
            </div>
        </Show>
    }
}

/// Why not all rows are there, and the way to the rest.
pub(crate) fn rest(rows: Rows, view: Memo<ViewState>) -> impl IntoView {
    let me = use_current_user();
    // Made anew when the reason changes, not with every page of rows.
    let phase = Memo::new(move |_| rows.phase.get());
    move || {
        match phase.get() {
        Phase::Reading | Phase::Whole => None,
        Phase::Failed(error) => {
            let is_refused = error.kind == crate::api::http::error::ErrorKind::Forbidden;
            let own = me
                .value()
                .and_then(|me| me.user_uuid.known().cloned())
                .filter(|id| is_refused && view.with_untracked(|view| view.user != *id));
            let own = own.map(|id| {
                let href = ViewState {
                    user: id,
                    ..ViewState::default()
                }
                .href();
                view! { <p><A href=href>"See your own accesses"</A></p> }
            });
            Some(view! {
                <section class="part" aria-label="The rest of the accesses">
                    <ErrorMessage error on_retry=move |()| rows.go_on() />
                    {kept(rows).map(|words| view! { <p class="quiet">{words}</p> })}
                    {own}
                </section>
            }.into_any())
        }
        Phase::Waiting(until_ms) => {
            let words = format!(
                "The service takes only so many requests in a few minutes and asks to wait. The rest follows by itself at {}.",
                date_time(until_ms)
            );
            Some(note(rows, words, None))
        }
        Phase::Stopped => Some(note(rows, "You stopped it here.".to_owned(), Some("Load the rest"))),
        Phase::Short => Some(view! {
            <div class="rest"><ErrorAlert message="The service says that there are more accesses, but does not give them." note=kept(rows) on_retry=Callback::new(move |()| rows.go_on()) /></div>
        }.into_any()),
        Phase::Full => Some(note(rows, "There are more accesses than can be shown at once. Narrow them with the filters to see the others.".to_owned(), None)),
    }
    }
}

fn note(rows: Rows, words: String, more: Option<&'static str>) -> AnyView {
    let kept = kept(rows);
    view! {
        <div class="rest moved" role="status">
            <p>{words} " " {kept}</p>
            {more.map(|more| view! { <button type="button" class="button" on:click=move |_| {
                rows.go_on();
                crate::browser::focus::focus_soon("main h1");
            }>{more}</button> })}
        </div>
    }
    .into_any()
}

/// What is there to work with meanwhile.
fn kept(rows: Rows) -> Option<String> {
    let count = untrack(|| rows.count());
    let of = count
        .total
        .filter(|total| *total > u64::from(count.arrived))
        .map_or_else(String::new, |total| format!(" of {}", number(total)));
    match count.arrived {
        0 => None,
        arrived => Some(format!(
            "{}{of} accesses are here and can be worked with.",
            number(arrived.into())
        )),
    }
}

/// Grey lines, or why nothing is listed.
pub(crate) fn nothing(rows: Rows, view: Memo<ViewState>) -> impl IntoView {
    let state = Memo::new(move |_| {
        let count = rows.count();
        let is_narrowed = view.with(ViewState::is_filtered);
        match rows.phase.get() {
            Phase::Reading if count.arrived == 0 => Some(None),
            Phase::Whole if count.shown == 0 => Some(Some(is_narrowed)),
            Phase::Reading
            | Phase::Whole
            | Phase::Waiting(_)
            | Phase::Short
            | Phase::Full
            | Phase::Stopped
            | Phase::Failed(_) => None,
        }
    });
    move || {
        let is_narrowed = match state.get()? {
            None => return Some(view! { <Skeleton lines=12 /> }.into_any()),
            Some(is_narrowed) => is_narrowed,
        };
        let (title, hint) = if is_narrowed {
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
