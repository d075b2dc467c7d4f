//! What is selected, in words, and what can be done with it. Stands below the table, so that nothing moves under the hand.

use leptos::html;
use leptos::prelude::*;

use super::copy_emails::CopyEmails;
use super::export::Export;
use super::{Marks, Summary};
use crate::browser::focus::focus;
use crate::browser::intl::number;
use crate::pages::users::filters::search_box::focus_search;
use crate::pages::users::labels;
use crate::pages::users::url::state::Overlay;
use crate::pages::users::url::sync::Url;

const ALL_IN_VIEW: &str = "mark-in-view";

pub(crate) fn bar(view: Url, marks: Marks, export: Export, copied: CopyEmails) -> impl IntoView {
    let summary = Memo::new(move |_| marks.summary());
    let any = marks.marking.any;
    let told = move || {
        let lost = match marks.lost() {
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
    let two = Memo::new(move |_| summary.with(|summary| summary.marked == 2));
    let compare = move |_| {
        if two.get_untracked()
            && let Some(users) = ids(marks)
        {
            view.push(|shown| shown.overlay = Some(Overlay::Compare(users)));
        }
    };
    let idle = Memo::new(move |_| export.idle());
    let clear = move |_| {
        marks.clear();
        // The button goes with what it clears; the focus stays nearby.
        focus_table();
    };
    view! {
        <Show when=move || any.get()>
            <section class="marks" aria-label="Selection">
                <p class="marks-told">
                    <strong>{told}</strong>
                    {move || copied.note().map(|note| view! { <span class="quiet small">{note}</span> })}
                </p>
                <div class="marks-actions">
                    <Show when=move || more.get().is_some()>
                        <button type="button" class="button button-small" on:click=move |_| {
                            marks.all();
                            focus_table();
                        }>{all}</button>
                    </Show>
                    <button type="button" class="button button-small" on:click=move |_| copied.run(marks.rows())>"Copy e-mails"</button>
                    <button
                        type="button"
                        class="button button-small"
                        aria-disabled=move || (!idle.get()).then_some("true")
                        on:click=move |_| export.run(marks.rows(), "selected-users")
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
    let Summary { marked, count, .. } = summary;
    let told = format!("{} selected", number(marked.into()));
    match summary.hidden() {
        0 if marked == count && count > 1 => format!("{told}: all that are listed."),
        0 => format!("{told}."),
        hidden if hidden == marked => format!("{told}, all hidden by the filters."),
        hidden => format!(
            "{told}, {} of them hidden by the filters.",
            number(hidden.into())
        ),
    }
}

/// The two who are selected, as the address names them.
fn ids(marks: Marks) -> Option<[String; 2]> {
    let rows = marks.rows();
    let id = |at: usize| {
        let row = *rows.get(at)?;
        let id = |directory: &rolecall_directory::Directory| {
            directory.user(row).map(|user| labels::id(&user))
        };
        marks.users.with(id).flatten()
    };
    Some([id(0)?, id(1)?])
}

/// The box in the header: the rows in view, all of them, some or none.
pub(crate) fn header_box(marks: Marks) -> AnyView {
    let own = NodeRef::<html::Input>::new();
    let state = Memo::new(move |_| {
        let (shown, marked) = marks.in_view();
        (shown > 0 && marked == shown, marked > 0 && marked < shown)
    });
    let sync = move |(all, some): (bool, bool)| {
        if let Some(own) = own.get_untracked() {
            own.set_checked(all);
            own.set_indeterminate(some);
        }
    };
    Effect::new(move |_| {
        own.track();
        sync(state.get());
    });
    view! {
        <th role="columnheader" scope="col" class="mark-head">
            <input
                type="checkbox"
                class="mark"
                id=ALL_IN_VIEW
                node_ref=own
                aria-label="Select the rows in view"
                on:click=move |_| {
                    marks.turn_in_view();
                    // The browser has turned it over by itself.
                    sync(state.get_untracked());
                }
            />
        </th>
    }
    .into_any()
}

fn focus_table() {
    if !focus(&format!("#{ALL_IN_VIEW}")) {
        focus_search();
    }
}
