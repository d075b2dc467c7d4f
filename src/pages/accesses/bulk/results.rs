//! What came of each access of a change set, and what can be done about it.

use leptos::prelude::*;

use super::state::{ChangeSet, Row, State};
use crate::app::router::A;
use crate::app::routes::access_href;
use crate::browser::focus::focus_soon;
use crate::browser::intl::number;
use crate::ui::badge::{Badge, Tone};

/// Nothing before something was sent.
pub(crate) fn results(set: ChangeSet) -> AnyView {
    let is_there = Memo::new(move |_| !set.rows.with(Vec::is_empty));
    let has = move |which: fn(&State) -> bool| {
        set.rows
            .with(|rows| rows.iter().any(|row| which(&row.state)))
    };
    let failed =
        Memo::new(move |_| has(|state| matches!(state, State::Failed(_) | State::HeldBack)));
    let saved = Memo::new(move |_| {
        has(|state| {
            matches!(
                state,
                State::Saved { undo: Some(_), .. } | State::NotUndone { .. }
            )
        })
    });
    let running = move || set.running.get();
    let inner = move || {
        is_there.get().then(|| view! {
            <div class="part" aria-busy=move || running().then_some("true")>
                {move || running().then(|| progress(set))}
                <p class="set-summary" tabindex="-1">{move || set.rows.with(|rows| summary(rows, running()))}</p>
                <ul class="set-rows" aria-label="What came of each access" tabindex="0">
                    {move || set.rows.with(|rows| rows.iter().map(line).collect_view())}
                </ul>
                <div class="form-actions">
                    {move || (failed.get() && !running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            set.retry();
                            focus_soon(".set-summary");
                        }>"Try the failed ones again"</button>
                    })}
                    {move || (saved.get() && !running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            set.undo();
                            focus_soon(".set-summary");
                        }>"Undo all"</button>
                    })}
                    {move || (!running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            set.clear();
                            focus_soon(".tools-search input");
                        }>"Done"</button>
                    })}
                </div>
            </div>
        })
    };
    inner.into_any()
}

fn progress(set: ChangeSet) -> AnyView {
    let settled = move || {
        set.rows.with(|rows| {
            let open = rows
                .iter()
                .filter(|row| matches!(row.state, State::Waiting | State::UnderWay))
                .count();
            (rows.len() - open, rows.len())
        })
    };
    view! {
        <progress class="progress" aria-label="Accesses worked on" max=move || settled().1.to_string() value=move || settled().0.to_string()></progress>
    }
    .into_any()
}

/// "38 of 40 saved, 2 failed."
pub(crate) fn summary(rows: &[Row], running: bool) -> String {
    let count = |which: fn(&State) -> bool| rows.iter().filter(|row| which(&row.state)).count();
    let all = number(rows.len() as u64);
    let saved = count(|state| matches!(state, State::Saved { .. } | State::NotUndone { .. }));
    let saved = number(saved as u64);
    let mut words = if running {
        format!("Working: {saved} of {all} saved")
    } else {
        format!("{saved} of {all} saved")
    };
    for (count, what) in [
        (count(|state| *state == State::Already), "already so"),
        (count(|state| *state == State::Undone), "undone"),
        (
            count(|state| matches!(state, State::NotUndone { .. })),
            "of them not undone",
        ),
        (
            count(|state| *state == State::HeldBack),
            "not sent, because the others failed for a reason that would stop these too",
        ),
        (count(|state| matches!(state, State::Failed(_))), "failed"),
    ] {
        if count > 0 {
            words.push_str(&format!(", {} {what}", number(count as u64)));
        }
    }
    words.push('.');
    words
}

fn line(row: &Row) -> AnyView {
    let (user, access) = (&row.target.user, &row.target.access);
    let href = access_href(user, access);
    let label = format!("Access {access}");
    let (tone, word, why) = match &row.state {
        State::Waiting => (Tone::Plain, "Waiting", None),
        State::UnderWay => (Tone::Busy, "Saving", None),
        State::Saved { .. } => (Tone::Good, "Saved", None),
        State::Undone => (Tone::Plain, "Undone", None),
        State::NotUndone { why, .. } => (Tone::Warning, "Still saved", Some(why.clone())),
        State::Already => (Tone::Plain, "Already so", None),
        State::HeldBack => (Tone::Warning, "Not sent", None),
        State::Failed(why) => (Tone::Danger, "Failed", Some(why.clone())),
    };
    view! {
        <li class="set-row">
            <A href=href>{label}</A>
            <Badge tone text=word />
            {why.map(|why| view! { <span class="quiet small">{why}</span> })}
        </li>
    }
    .into_any()
}
