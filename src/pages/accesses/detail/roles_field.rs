//! The field "Roles": the roles that the person may assign, and those on the access. A role that the person does not have
//! is locked: nobody can add or remove a role they don't have.

use std::sync::Arc;

use leptos::prelude::*;

use super::editor::Editor;
use super::labels;
use crate::api::access::roles::RolesCatalogue;
use crate::api::json::field::Field;
use crate::app::resource::{ApiResource, ErrorMessage};
use crate::domain::access::edit::{AccessField, Editable, editable};
use crate::domain::text::displayable;
use crate::pages::accesses::labels as shared;
use crate::pages::accesses::labels::role_names;
use crate::ui::combobox::{Choice, Combobox};

pub(crate) fn roles_field(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> impl IntoView {
    let state = Memo::new(move |_| {
        editor.access.with(|access| {
            access.as_ref().map_or(Editable::FillIn, |access| {
                editable(access, AccessField::Roles)
            })
        })
    });
    let disabled = Signal::derive(move || match state.get() {
        Editable::Unreadable => Some(labels::ROLES_UNREADABLE_HINT),
        Editable::NotOfType => Some(labels::TYPE_WITHOUT_ROLES),
        Editable::Yes | Editable::FillIn => match (catalogue.value(), catalogue.loading()) {
            (Some(_), _) => None,
            (None, true) => Some(shared::ROLES_LOADING),
            (None, false) => Some(shared::ROLES_UNAVAILABLE),
        },
    });
    let chosen = Signal::derive(move || match state.get() {
        Editable::Unreadable => editor.access.with(|access| {
            access
                .as_ref()
                .and_then(|access| access.roles.known().map(role_names))
                .unwrap_or_default()
        }),
        Editable::Yes | Editable::FillIn | Editable::NotOfType => editor.mine.with(|mine| {
            mine.roles
                .as_ref()
                .map(|roles| roles.names().to_vec())
                .unwrap_or_default()
        }),
    });
    let choices = Memo::new(move |_| Arc::new(choices(editor, catalogue)));
    let none = move || match state.get() {
        Editable::Yes => shared::NO_ROLES,
        Editable::FillIn | Editable::NotOfType => labels::ROLES_UNKNOWN,
        Editable::Unreadable => labels::ROLES_UNREADABLE,
    };
    view! {
        <div class="part">
            {move || catalogue.error().map(|error| view! { <ErrorMessage error on_retry=move |()| catalogue.refetch() /> })}
            {move || view! {
                <Combobox
                    label=labels::ROLES
                    id="access-roles"
                    choices
                    selected=chosen
                    on_toggle=move |role| editor.toggle_role(role)
                    none=none()
                    disabled
                />
            }}
            {move || unreadable_roles(&catalogue).map(|message| view! { <p class="field-hint">{message}</p> })}
        </div>
    }
}

/// The roles that the person may assign, in the order of the catalogue.
pub(crate) fn assignable(catalogue: &RolesCatalogue) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for role in catalogue.results.iter().filter_map(Field::known) {
        let Some(id) = role.id.known() else { continue };
        if choices.iter().any(|known| known.value == *id) {
            continue;
        }
        choices.push(Choice {
            value: id.clone(),
            label: displayable(id),
            hint: role
                .description
                .known()
                .map(|text| displayable(text))
                .unwrap_or_default(),
            locked: None,
        });
    }
    choices
}

/// The catalogue, then the roles on the access that are not in it.
fn choices(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> Vec<Choice> {
    let Some(catalogue) = catalogue.value() else {
        return Vec::new();
    };
    let mut choices = assignable(&catalogue);
    let assignable = choices.len();
    let on_access = [editor.base.get().roles, editor.mine.get().roles];
    for name in on_access.iter().flatten().flat_map(|roles| roles.names()) {
        if !choices.iter().any(|known| known.value == *name) {
            choices.push(Choice {
                value: name.clone(),
                label: displayable(name),
                hint: String::new(),
                locked: Some(labels::ROLE_LOCKED),
            });
        }
    }
    choices[assignable..].sort_by(|a, b| a.label.cmp(&b.label));
    choices
}

/// How many roles of the catalogue could not be read.
fn unreadable_roles(catalogue: &ApiResource<RolesCatalogue>) -> Option<String> {
    let catalogue = catalogue.value()?;
    let unreadable = catalogue
        .results
        .iter()
        .filter(|role| role.known().is_none_or(|role| role.id.known().is_none()))
        .count();
    labels::unreadable_roles(unreadable)
}
