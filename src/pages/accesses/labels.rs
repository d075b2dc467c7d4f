//! How the values of an access are shown, here and in the list of accesses. Unknown stays unknown.

use leptos::prelude::*;

use crate::api::access::access_of_user::{Access, AccessType, Creator};
use crate::api::json::field::{Field, List};
use crate::api::json::time::Time;
use crate::domain::text::displayable;
use crate::ui::badge::MissingValue;
use crate::ui::timestamp::Timestamp;

/// What a type of access is called.
pub(crate) fn type_name(access_type: &AccessType) -> String {
    match access_type {
        AccessType::Ui => "User interface".to_owned(),
        AccessType::Sso => "Single sign-on".to_owned(),
        AccessType::Api => "API".to_owned(),
        AccessType::Profile => "Profile".to_owned(),
        AccessType::Other(name) => displayable(name),
    }
}

/// The word that stands for a value which is not known.
pub(crate) fn gap<T>(field: &Field<T>) -> AnyView {
    view! { <MissingValue word=field.gap().unwrap_or("Unknown") /> }.into_any()
}

/// Text as it was sent.
pub(crate) fn text(field: &Field<String>) -> AnyView {
    match field.known() {
        Some(text) if text.is_empty() => {
            view! { <span class="quiet">{move || "Empty"}</span> }.into_any()
        }
        Some(text) => {
            let text = displayable(text);
            view! { <span dir="auto">{text}</span> }.into_any()
        }
        None => gap(field),
    }
}

/// The type, and what travels for it where that is all we know.
pub(crate) fn type_of(access: &Access) -> AnyView {
    match access.access_type.known() {
        Some(AccessType::Other(name)) => {
            let name = displayable(name);
            view! { <span dir="auto">{name}</span> " " <span class="badge badge-unknown">{move || "Unknown type"}</span> }.into_any()
        }
        Some(known) => type_name(known).into_any(),
        None => gap(&access.access_type),
    }
}

/// When it was last used; `null` means never.
pub(crate) fn last_login(access: &Access) -> AnyView {
    match &access.last_login_at {
        Field::Null => view! { <span class="quiet">{move || "Never"}</span> }.into_any(),
        Field::Missing => view! { <MissingValue word="Unknown" /> }.into_any(),
        field => moment(field),
    }
}

/// A point in time.
pub(crate) fn moment(field: &Field<Time>) -> AnyView {
    match field.known() {
        Some(time) => view! { <Timestamp ms=time.ms /> }.into_any(),
        None => gap(field),
    }
}

/// Who created it.
pub(crate) fn creator(field: &Field<Creator>) -> AnyView {
    let Some(creator) = field.known() else {
        return gap(field);
    };
    let name: Vec<String> = [&creator.firstname, &creator.lastname]
        .into_iter()
        .filter_map(|part| part.known().map(|part| displayable(part)))
        .filter(|part| !part.trim().is_empty())
        .collect();
    if name.is_empty() {
        text(&creator.id)
    } else {
        let name = name.join(" ");
        view! { <span dir="auto">{name}</span> }.into_any()
    }
}

/// The roles' identifiers, in the order sent; one that could not be read says so.
pub(crate) fn role_names(roles: &List<String>) -> Vec<String> {
    roles
        .iter()
        .map(|role| {
            role.known()
                .map_or_else(|| "Unreadable".to_owned(), |role| displayable(role))
        })
        .collect()
}
