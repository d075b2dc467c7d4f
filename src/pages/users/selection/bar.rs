//! What is selected, in words, and what can be done with it. Below the table, so that nothing moves under the pointer.

use leptos::prelude::*;

use super::copy_emails::CopyEmails;
use super::export::Export;
use super::{Summary, UserSelection};
use crate::browser::focus::focus;
use crate::browser::intl::number;
use crate::pages::users::filters::search_box::focus_search;
use crate::pages::users::labels;
use crate::pages::users::url::state::Overlay;
use crate::pages::users::url::sync::Url;
use crate::ui::grid::selection::SELECT_IN_VIEW;

pub(crate) fn bar(
    view: Url,
    selection: UserSelection,
    export: Export,
    copied: CopyEmails,
) -> impl IntoView {
    let summary = Memo::new(move |_| selection.summary());
    let any = Memo::new(move |_| selection.any());
    let summary_text = move || {
        let lost = match selection.lost() {
            0 => String::new(),
            1 => " 1 selected user is gone from the newest answer.".to_owned(),
            lost => format!(
                " {} selected users are gone from the newest answer.",
                number(lost.into())
            ),
        };
        in_words(summary.get()) + &lost
    };
    let more = move || {
        let Summary { listed, count, .. } = summary.get();
        (listed < count).then_some(count)
    };
    let more = Memo::new(move |_| more());
    let all = move || {
        let count = number(more.get().unwrap_or_default().into());
        match view.with(|shown| shown.is_filtered()) {
            true => format!("Select all {count} that match"),
            false => format!("Select all {count}"),
        }
    };
    let two = Memo::new(move |_| summary.with(|summary| summary.selected == 2));
    let compare = move |_| {
        if two.get_untracked()
            && let Some(users) = ids(selection)
        {
            view.push(|shown| shown.overlay = Some(Overlay::Compare(users)));
        }
    };
    let idle = Memo::new(move |_| export.idle());
    let clear = move |_| {
        selection.clear();
        // The button goes with what it clears; the focus stays nearby.
        focus_table();
    };
    view! {
        <Show when=move || any.get()>
            <section class="selection-bar" aria-label="Selection">
                <p class="selection-summary">
                    <strong>{summary_text}</strong>
                    {move || copied.note().map(|note| view! { <span class="quiet small">{note}</span> })}
                </p>
                <div class="selection-actions">
                    <Show when=move || more.get().is_some()>
                        <button type="button" class="button button-small" on:click=move |_| {
                            selection.all();
                            focus_table();
                        }>{all}</button>
                    </Show>
                    <button type="button" class="button button-small" on:click=move |_| copied.run(selection.rows())>"Copy e-mails"</button>
                    <button
                        type="button"
                        class="button button-small"
                        aria-disabled=move || (!idle.get()).then_some("true")
                        on:click=move |_| export.run(selection.rows(), "selected-users")
                    >"Export selected"</button>
                    <button
                        type="button"
                        class="button button-small"
                        aria-disabled=move || (!two.get()).then_some("true")
                        aria-describedby="compare-why"
                        on:click=compare
                    >"Compare"</button>
                    <span class="visually-hidden" id="compare-why" aria-hidden="true">
                        {move || if two.get() { "The two selected users" } else { "Select exactly two users" }}
                    </span>
                    <button type="button" class="button button-small button-quiet" on:click=clear>"Clear selection"</button>
                </div>
            </section>
        </Show>
    }
}

/// "12 selected, 5 of them hidden by the filters."
fn in_words(summary: Summary) -> String {
    let Summary {
        selected, count, ..
    } = summary;
    let counted = format!("{} selected", number(selected.into()));
    match summary.hidden() {
        0 if selected == count && count > 1 => format!("{counted}: all that are listed."),
        0 => format!("{counted}."),
        hidden if hidden == selected => format!("{counted}, all hidden by the filters."),
        hidden => format!(
            "{counted}, {} of them hidden by the filters.",
            number(hidden.into())
        ),
    }
}

/// The two who are selected, as the address names them.
fn ids(selection: UserSelection) -> Option<[String; 2]> {
    let rows = selection.rows();
    let id = |at: usize| {
        let row = *rows.get(at)?;
        let id = |directory: &rolecall_directory::Directory| {
            directory.user(row).map(|user| labels::id(&user))
        };
        selection.users.with(id).flatten()
    };
    Some([id(0)?, id(1)?])
}

fn focus_table() {
    if !focus(&format!("#{SELECT_IN_VIEW}")) {
        focus_search();
    }
}
