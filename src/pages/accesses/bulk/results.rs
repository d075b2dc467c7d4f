//! The results of a bulk edit, row by row, and what can be done next: retry, undo, close.

use leptos::prelude::*;

use super::labels;
use super::labels::summary;
use super::state::{BulkEdit, Row, RowState};
use crate::app::router::A;
use crate::browser::focus::focus_soon;
use crate::pages::accesses::labels as shared;
use crate::ui::badge::{Badge, Tone};

/// Nothing before something was sent.
pub(crate) fn results(edit: BulkEdit) -> AnyView {
    let has_rows = Memo::new(move |_| !edit.rows.with(Vec::is_empty));
    let has = move |which: fn(&RowState) -> bool| {
        edit.rows
            .with(|rows| rows.iter().any(|row| which(&row.state)))
    };
    let failed = Memo::new(move |_| {
        has(|state| matches!(state, RowState::Failed(_) | RowState::NotAttempted))
    });
    let saved = Memo::new(move |_| {
        has(|state| {
            matches!(
                state,
                RowState::Saved { undo: Some(_), .. } | RowState::NotUndone { .. }
            )
        })
    });
    let running = move || edit.running.get();
    let inner = move || {
        has_rows.get().then(|| view! {
            <div class="part" aria-busy=move || running().then_some("true")>
                {move || running().then(|| progress(edit))}
                <p class="set-summary" tabindex="-1">{move || edit.rows.with(|rows| summary(rows, running()))}</p>
                <ul class="set-rows" aria-label=labels::RESULTS tabindex="0">
                    {move || edit.rows.with(|rows| rows.iter().map(line).collect_view())}
                </ul>
                <div class="form-actions">
                    {move || (failed.get() && !running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            edit.retry();
                            focus_soon(".set-summary");
                        }>{labels::RETRY_FAILED}</button>
                    })}
                    {move || (saved.get() && !running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            edit.undo();
                            focus_soon(".set-summary");
                        }>{labels::UNDO_ALL}</button>
                    })}
                    {move || (!running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            edit.clear();
                            focus_soon(".tools-search input");
                        }>{labels::DONE}</button>
                    })}
                </div>
            </div>
        })
    };
    inner.into_any()
}

fn progress(edit: BulkEdit) -> AnyView {
    let finished = move || {
        edit.rows.with(|rows| {
            let open = rows
                .iter()
                .filter(|row| matches!(row.state, RowState::Waiting | RowState::Saving))
                .count();
            (rows.len() - open, rows.len())
        })
    };
    view! {
        <progress class="progress" aria-label=labels::PROGRESS max=move || finished().1.to_string() value=move || finished().0.to_string()></progress>
    }
    .into_any()
}

fn line(row: &Row) -> AnyView {
    let href = row.id().href();
    let label = shared::access(&row.target.key.access);
    let (tone, state, reason) = match &row.state {
        RowState::Waiting => (Tone::Plain, labels::WAITING, None),
        RowState::Saving => (Tone::Busy, labels::SAVING, None),
        RowState::Saved { .. } => (Tone::Good, labels::SAVED, None),
        RowState::Undone => (Tone::Plain, labels::UNDONE, None),
        RowState::NotUndone { why, .. } => (Tone::Warning, labels::STILL_SAVED, Some(why.clone())),
        RowState::NoChange => (Tone::Plain, labels::NO_CHANGE_NEEDED, None),
        RowState::NotAttempted => (Tone::Warning, labels::NOT_ATTEMPTED, None),
        RowState::Failed(why) => (Tone::Danger, labels::FAILED, Some(why.clone())),
    };
    view! {
        <li class="set-row">
            <A href=href>{label}</A>
            <Badge tone text=state />
            {reason.map(|reason| view! { <span class="quiet small">{reason}</span> })}
        </li>
    }
    .into_any()
}
