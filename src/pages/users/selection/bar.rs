//! The bar below the table: how many users are selected, and what can be done with them. Below, so that nothing moves under the pointer.

use leptos::prelude::*;
use rolecall_directory::NotFound;

use super::copy_emails::CopyEmails;
use super::export::Export;
use super::model::{Summary, UserSelection};
use crate::browser::focus::focus;
use crate::pages::users::data::lookup::Target;
use crate::pages::users::data::user_keys::UserKeys;
use crate::pages::users::filters::search_box::focus_search;
use crate::pages::users::labels::selection as labels;
use crate::pages::users::url::overlay::Overlay;
use crate::pages::users::url::state::UrlState;
use crate::pages::users::url::sync::Url;
use crate::ui::grid::selection::SELECT_IN_VIEW;

pub(crate) fn bar(
    url: Url,
    keys: UserKeys,
    compared: [Target; 2],
    selection: UserSelection,
    export: Export,
    copy_emails: CopyEmails,
) -> impl IntoView {
    let summary = Memo::new(move |_| selection.summary());
    let any = Memo::new(move |_| selection.any());
    // What is to be said keeps the bar, even if nobody is selected any more.
    let is_shown = Memo::new(move |_| {
        any.get() || selection.looking_for() > 0 || selection.not_found() != NotFound::default()
    });
    let text = move || {
        let summary = describe(summary.get());
        let not_found = labels::not_found(selection.not_found());
        match (any.get(), selection.looking_for(), not_found.as_str()) {
            (_, 1.., _) => labels::looking_for(selection.looking_for()),
            (true, _, "") => summary,
            (true, ..) => format!("{summary} {not_found}"),
            (false, ..) => not_found,
        }
    };
    // The number of listed users, unless all of them are selected.
    let selectable = Memo::new(move |_| {
        let Summary { listed, count, .. } = summary.get();
        (listed < count).then_some(count)
    });
    let select_all = move || {
        let count = selectable.get().unwrap_or_default();
        labels::select_all(count, url.with(UrlState::is_filtered))
    };
    let is_pair = Memo::new(move |_| summary.with(|summary| summary.selected == 2));
    let compare = move |_| {
        if is_pair.get_untracked()
            && let [first, second] = selection.rows()[..]
            && let Some(first) = compared[0].choose(keys, first)
            && let Some(second) = compared[1].choose(keys, second)
        {
            url.push(|state| state.overlay = Some(Overlay::Compare([first, second])));
        }
    };
    let can_export = Memo::new(move |_| export.idle());
    let clear = move |_| {
        selection.clear();
        // The button disappears; the focus stays nearby.
        focus_table();
    };
    view! {
        <Show when=move || is_shown.get()>
            <section class="selection-bar" aria-label=labels::SELECTION>
                <p class="selection-summary">
                    <strong>{text}</strong>
                    {move || copy_emails.note().map(|note| view! { <span class="quiet small">{note}</span> })}
                </p>
                <div class="selection-actions">
                    <Show when=move || any.get()>
                    <Show when=move || selectable.get().is_some()>
                        <button type="button" class="button button-small" on:click=move |_| {
                            selection.all();
                            focus_table();
                        }>{select_all}</button>
                    </Show>
                    <button type="button" class="button button-small" on:click=move |_| copy_emails.run(selection.rows())>{labels::COPY_EMAILS}</button>
                    <button
                        type="button"
                        class="button button-small"
                        aria-disabled=move || (!can_export.get()).then_some("true")
                        on:click=move |_| export.run(selection.rows(), "selected-users")
                    >{labels::EXPORT_SELECTED}</button>
                    <button
                        type="button"
                        class="button button-small"
                        aria-disabled=move || (!is_pair.get()).then_some("true")
                        aria-describedby="compare-why"
                        on:click=compare
                    >{labels::COMPARE}</button>
                    <span class="visually-hidden" id="compare-why" aria-hidden="true">
                        {move || if is_pair.get() { labels::TWO_SELECTED } else { labels::SELECT_TWO }}
                    </span>
                    </Show>
                    <button type="button" class="button button-small button-quiet" on:click=clear>{labels::CLEAR_SELECTION}</button>
                </div>
            </section>
        </Show>
    }
}

fn describe(summary: Summary) -> String {
    let Summary {
        selected, count, ..
    } = summary;
    match summary.hidden() {
        0 if selected == count => labels::all_selected(selected),
        0 => labels::selected(selected),
        hidden => labels::selected_and_hidden(selected, hidden),
    }
}

fn focus_table() {
    if !focus(&format!("#{SELECT_IN_VIEW}")) {
        focus_search();
    }
}
