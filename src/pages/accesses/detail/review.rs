//! The review dialog: what will change, what that means, and the conflicts if someone else changed the access meanwhile. Nothing is
//! sent without it.

use leptos::prelude::*;

use super::conflict::conflicts;
use super::editor::Editor;
use super::labels;
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::ApiResource;
use crate::domain::access::describe::{Consequence, Tense, consequences, describe};
use crate::domain::access::edit::diff;
use crate::pages::accesses::labels as shared;
use crate::ui::dialog::Dialog;
use crate::ui::events::on_checked;

pub(crate) fn review_dialog(
    editor: Editor,
    catalogue: ApiResource<RolesCatalogue>,
) -> impl IntoView {
    let open = Memo::new(move |_| editor.review.with(Option::is_some));
    let close = move |()| {
        if !untrack(|| editor.mutation.busy()) {
            editor.review.set(None);
        }
    };
    view! {
        <Dialog id="review" title=shared::REVIEW_CHANGES.to_owned() open on_close=close>
            {review_body(editor, catalogue)}
        </Dialog>
    }
}

fn review_body(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> impl IntoView {
    let confirmed = RwSignal::new(false);
    let meaning = Memo::new(move |_| {
        let Some(review) = editor.review.get() else {
            return Vec::new();
        };
        let patch = diff(editor.fields(), &review.base, &review.wanted());
        consequences(&patch, &review.base, editor.is_own())
    });
    let blocked_by = Memo::new(move |_| {
        if editor
            .review
            .with(|review| review.as_ref().is_some_and(|review| !review.is_decided()))
        {
            return Some(labels::RESOLVE_CONFLICTS);
        }
        let empties = meaning.with(|meaning| meaning.contains(&Consequence::NoRoles));
        (empties && !confirmed.get()).then_some(labels::TICK_BOX)
    });
    let save = move |_| {
        if blocked_by.get_untracked().is_none()
            && let Some(review) = editor.review.get_untracked()
        {
            editor.save(review);
        }
    };
    let blocked = move || (editor.mutation.busy() || blocked_by.get().is_some()).then_some("true");
    let busy = move || editor.mutation.busy().then_some("true");
    view! {
        <div class="part" aria-busy=busy>
            {conflicts(editor)}
            {move || changes(editor, catalogue)}
            {move || consequence_list(&meaning.get(), confirmed)}
            {move || blocked_by.get().map(|message| view! { <p class="field-hint" id="review-blocked">{message}</p> })}
            {move || editor.mutation.busy().then(|| view! { <p class="quiet">{move || labels::SAVING}</p> })}
        </div>
        <div class="dialog-actions">
            <button type="button" class="button" aria-disabled=busy on:click=move |_| {
                if !untrack(|| editor.mutation.busy()) {
                    editor.review.set(None);
                }
            }>
                {shared::CANCEL}
            </button>
            <button
                type="button"
                class="button button-primary"
                aria-disabled=blocked
                aria-describedby=move || blocked_by.get().map(|_| "review-blocked")
                on:click=save
            >
                {shared::SAVE_CHANGES}
            </button>
        </div>
    }
}

/// The list of differences.
fn changes(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> Option<AnyView> {
    let review = editor.review.get()?;
    let patch = diff(editor.fields(), &review.base, &review.wanted());
    let names = catalogue
        .value()
        .map(|catalogue| catalogue.results.clone())
        .unwrap_or_default();
    let lines = describe(&patch, &review.base, &names, Tense::Future);
    if lines.is_empty() {
        if !review.is_decided() {
            return None;
        }
        return Some(view! { <p class="quiet">{move || labels::NOTHING_LEFT}</p> }.into_any());
    }
    let lines = lines
        .into_iter()
        .map(|change| view! { <li dir="auto" translate="no">{change.message}</li> })
        .collect_view();
    Some(view! { <ul class="changes" aria-label=shared::WHAT_WILL_CHANGE>{lines}</ul> }.into_any())
}

/// What the change means for people. Leaving an access without roles must be confirmed.
fn consequence_list(meaning: &[Consequence], confirmed: RwSignal<bool>) -> Option<AnyView> {
    if meaning.is_empty() {
        return None;
    }
    let confirm = meaning.contains(&Consequence::NoRoles).then(|| {
        view! {
            <label class="confirm">
                <input type="checkbox" prop:checked=move || confirmed.get() on:change=on_checked(move |checked| confirmed.set(checked)) />
                <span>{move || labels::CONFIRM_NO_ROLES}</span>
            </label>
        }
    });
    let lines = meaning
        .iter()
        .map(|one| view! { <li>{one.message()}</li> })
        .collect_view();
    Some(
        view! {
            <div class="consequences">
                <ul aria-label=labels::CONSEQUENCES>{lines}</ul>
                {confirm}
            </div>
        }
        .into_any(),
    )
}
