//! The card that edits several accesses: the selection, the change, and the results below it. Sends nothing; `runner` does.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::labels;
use super::results::results;
use super::review::change_review;
use super::state::BulkEdit;
use crate::api::access::roles;
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::{ApiResource, ErrorMessage};
use crate::browser::focus::focus_soon;
use crate::domain::access::bulk::BulkChange;
use crate::domain::access::edit::AccessField;
use crate::pages::accesses::detail::roles_field::assignable;
use crate::pages::accesses::detail::two_factor_choice::two_factor_choice;
use crate::pages::accesses::labels as shared;
use crate::ui::card::Card;
use crate::ui::combobox::Combobox;
use crate::ui::events::on_value;

/// Nothing while nothing is selected and there are no results.
pub(crate) fn change_panel(edit: BulkEdit) -> impl IntoView {
    let has_selection = Memo::new(move |_| !edit.selected.with(|selected| selected.is_empty()));
    let is_shown = Memo::new(move |_| has_selection.get() || !edit.rows.with(Vec::is_empty));
    let catalogue =
        ApiResource::lazy(|client, cancel| async move { roles::get(&client, &cancel).await });
    let review = RwSignal::new(false);
    Effect::new(move |_| {
        if is_shown.get() && untrack(|| catalogue.value().is_none() && !catalogue.loading()) {
            catalogue.refetch();
        }
    });
    view! {
        {move || is_shown.get().then(|| view! {
            <Card title=labels::TITLE id="bulk-edit">
                {move || has_selection.get().then(|| staging(edit, catalogue, review))}
                {results(edit)}
            </Card>
        })}
        {change_review(edit, catalogue, review)}
    }
}

fn staging(
    edit: BulkEdit,
    catalogue: ApiResource<RolesCatalogue>,
    review: RwSignal<bool>,
) -> AnyView {
    let choices = Memo::new(move |_| {
        Arc::new(
            catalogue
                .value()
                .map(|catalogue| assignable(&catalogue))
                .unwrap_or_default(),
        )
    });
    let disabled = Signal::derive(move || match (catalogue.value(), catalogue.loading()) {
        (Some(_), _) => None,
        (None, true) => Some(shared::ROLES_LOADING),
        (None, false) => Some(shared::ROLES_UNAVAILABLE),
    });
    let toggle = move |list: fn(&mut BulkChange) -> &mut Vec<String>| {
        move |role: String| {
            edit.change.update(|change| {
                let list = list(change);
                match list.iter().position(|known| *known == role) {
                    Some(index) => drop(list.remove(index)),
                    None => list.push(role),
                }
            });
        }
    };
    let add = Memo::new(move |_| edit.change.with(|change| change.add.clone()));
    let remove = Memo::new(move |_| edit.change.with(|change| change.remove.clone()));
    let nothing = Memo::new(move |_| edit.staged().0.is_empty());
    let blocked = move || (nothing.get() || edit.running.get()).then_some("true");
    let selected = move || labels::selected(edit.selected.with(BTreeMap::len));
    view! {
        <div class="part">
            {move || catalogue.error().map(|error| view! { <ErrorMessage error on_retry=move |()| catalogue.refetch() /> })}
            {move || edit.restored.get().then(|| view! { <p class="restored">{shared::SELECTION_RESTORED}</p> })}
            <p>{selected}</p>
            {move || labels::left_out(edit.ambiguous()).map(|note| view! { <p class="rest">{note}</p> })}
            <div class="set-fields">
                <Combobox label=labels::ROLES_TO_ADD id="set-add" choices selected=add on_toggle=toggle(|change| &mut change.add) none=labels::NONE disabled />
                <Combobox label=labels::ROLES_TO_REMOVE id="set-remove" choices selected=remove on_toggle=toggle(|change| &mut change.remove) none=labels::NONE disabled />
                {two_factor(edit)}
                {language(edit)}
            </div>
            <div class="form-actions">
                <button
                    type="button"
                    class="button button-primary"
                    aria-disabled=blocked
                    aria-describedby=move || nothing.get().then_some("set-nothing")
                    on:click=move |_| {
                        if blocked().is_none() {
                            review.set(true);
                        }
                    }
                >
                    {shared::REVIEW_CHANGES}
                </button>
                <button type="button" class="button" on:click=move |_| {
                    edit.clear();
                    focus_soon(".tools-search input");
                }>{labels::CLEAR_SELECTION}</button>
                {move || nothing.get().then(|| view! {
                    <span class="quiet" id="set-nothing">{labels::NOTHING_STAGED}</span>
                })}
            </div>
        </div>
    }
    .into_any()
}

/// How many of the selected accesses have a field, and how many are selected; tracked.
fn counts(edit: BulkEdit, field: AccessField) -> (usize, usize) {
    (edit.count_with(field), edit.selected.with(BTreeMap::len))
}

fn applies_to(edit: BulkEdit, field: AccessField) -> String {
    let (count, selected) = counts(edit, field);
    labels::applies_to(count, selected)
}

fn two_factor(edit: BulkEdit) -> impl IntoView {
    let is_supported = Memo::new(move |_| edit.count_with(AccessField::TwoFactor) > 0);
    view! {
        <Show when=move || is_supported.get()>
            {two_factor_choice(
                "set-two-factor",
                move || applies_to(edit, AccessField::TwoFactor),
                move || edit.change.with(|change| change.two_factor),
                move |selected| edit.change.update(|change| change.two_factor = selected),
            )}
        </Show>
    }
}

fn language(edit: BulkEdit) -> impl IntoView {
    let is_supported = Memo::new(move |_| edit.count_with(AccessField::Language) > 0);
    let set_language = move |text| edit.change.update(|change| change.language = text);
    view! {
        <Show when=move || is_supported.get()>
            <div class="field">
                <label for="set-language">{AccessField::Language.label()}</label>
                <input
                    class="input"
                    id="set-language"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=shared::NO_CHANGE
                    aria-describedby="set-language-hint"
                    prop:value=move || edit.change.with(|change| change.language.clone())
                    on:input=on_value(set_language)
                    on:change=on_value(set_language)
                />
                <p class="field-hint" id="set-language-hint">
                    {move || {
                        let (count, selected) = counts(edit, AccessField::Language);
                        labels::language_hint(count, selected)
                    }}
                </p>
            </div>
        </Show>
    }
}
