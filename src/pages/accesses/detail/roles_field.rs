//! The field "Roles": every role one may give, and every role that is on the access. A role that the caller does not hold
//! is shown and stays: nobody can give or take what they do not hold.

use std::sync::Arc;

use leptos::prelude::*;

use super::editor::Editor;
use crate::api::access::roles::RolesCatalogue;
use crate::api::json::field::Field;
use crate::app::resource::{ApiResource, ErrorMessage};
use crate::domain::access::edit::{AccessField, Editable, editable};
use crate::domain::text::displayable;
use crate::pages::accesses::labels::role_names;
use crate::ui::combobox::{Choice, Combobox};

const NOT_HELD: &str = "Locked: you do not hold this role yourself";

pub(crate) fn roles_field(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> impl IntoView {
    let state = Memo::new(move |_| {
        editor.access.with(|access| {
            access.as_ref().map_or(Editable::FillIn, |access| {
                editable(access, AccessField::Roles)
            })
        })
    });
    let disabled = Signal::derive(move || match state.get() {
        Editable::Unreadable => Some(
            "Some of these roles could not be read, so they cannot be changed here: saving would lose them.",
        ),
        Editable::NotOfType => Some("This type of access has no roles."),
        Editable::Yes | Editable::FillIn => match (catalogue.value(), catalogue.loading()) {
            (Some(_), _) => None,
            (None, true) => Some("The list of roles is being loaded."),
            (None, false) => Some("Without the list of roles they cannot be changed."),
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
        Editable::Yes => "No roles",
        Editable::FillIn | Editable::NotOfType => {
            "The present roles are not known; those you add here replace them"
        }
        Editable::Unreadable => "The roles could not be read",
    };
    view! {
        <div class="part">
            {move || catalogue.error().map(|error| view! { <ErrorMessage error on_retry=move |()| catalogue.refetch() /> })}
            {move || view! {
                <Combobox
                    label="Roles"
                    id="access-roles"
                    choices
                    selected=chosen
                    on_toggle=move |role| editor.toggle_role(role)
                    none=none()
                    disabled
                />
            }}
            {move || lost_roles(&catalogue).map(|words| view! { <p class="field-hint">{words}</p> })}
        </div>
    }
}

/// The roles one may give, in the order of the catalogue.
pub(crate) fn held(catalogue: &RolesCatalogue) -> Vec<Choice> {
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

/// The catalogue, then the roles of the access that are not in it.
fn choices(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> Vec<Choice> {
    let Some(catalogue) = catalogue.value() else {
        return Vec::new();
    };
    let mut choices = held(&catalogue);
    let held = choices.len();
    let on_access = [editor.base.get().roles, editor.mine.get().roles];
    for name in on_access.iter().flatten().flat_map(|roles| roles.names()) {
        if !choices.iter().any(|known| known.value == *name) {
            choices.push(Choice {
                value: name.clone(),
                label: displayable(name),
                hint: String::new(),
                locked: Some(NOT_HELD),
            });
        }
    }
    choices[held..].sort_by(|a, b| a.label.cmp(&b.label));
    choices
}

/// How many roles of the list could not be read.
fn lost_roles(catalogue: &ApiResource<RolesCatalogue>) -> Option<String> {
    let catalogue = catalogue.value()?;
    let lost = catalogue
        .results
        .iter()
        .filter(|role| role.known().is_none_or(|role| role.id.known().is_none()))
        .count();
    match lost {
        0 => None,
        1 => Some("1 role of the list could not be read.".to_owned()),
        lost => Some(format!("{lost} roles of the list could not be read.")),
    }
}
