//! How the values of an access are shown, everywhere the same. Unknown stays unknown.

use leptos::prelude::*;

use super::labels;
use crate::api::access::access_of_user::{Access, AccessType, Creator};
use crate::api::json::field::Field;
use crate::api::json::time::Time;
use crate::domain::text::displayable;
use crate::ui::badge::MissingValue;
use crate::ui::timestamp::Timestamp;

/// Shown in place of an unknown value.
pub(crate) fn missing<T>(field: &Field<T>) -> AnyView {
    view! { <MissingValue word=field.gap().unwrap_or(labels::UNKNOWN) /> }.into_any()
}

/// Text as it was sent.
pub(crate) fn text(field: &Field<String>) -> AnyView {
    match field.known() {
        Some(text) if text.is_empty() => quiet(labels::EMPTY),
        Some(text) => {
            let text = displayable(text);
            view! { <span dir="auto" translate="no">{text}</span> }.into_any()
        }
        None => missing(field),
    }
}

/// The type; one that this version does not know is shown as sent.
pub(crate) fn type_of(access: &Access) -> AnyView {
    match access.access_type.known() {
        Some(AccessType::Other(name)) => {
            let name = displayable(name);
            view! { <span dir="auto" translate="no">{name}</span> " " <span class="badge badge-unknown">{move || labels::UNKNOWN_TYPE}</span> }.into_any()
        }
        Some(known) => labels::type_name(known).into_any(),
        None => missing(&access.access_type),
    }
}

/// When it was last used; `null` means never.
pub(crate) fn last_login(access: &Access) -> AnyView {
    match &access.last_login_at {
        Field::Null => quiet(labels::NEVER),
        Field::Missing => view! { <MissingValue word=labels::UNKNOWN /> }.into_any(),
        field => time(field),
    }
}

/// A point in time.
pub(crate) fn time(field: &Field<Time>) -> AnyView {
    match field.known() {
        Some(time) => view! { <Timestamp ms=time.ms /> }.into_any(),
        None => missing(field),
    }
}

/// Who created it.
pub(crate) fn creator(field: &Field<Creator>) -> AnyView {
    let Some(creator) = field.known() else {
        return missing(field);
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
        view! { <span dir="auto" translate="no">{name}</span> }.into_any()
    }
}

/// A word that is no value.
pub(crate) fn quiet(word: &'static str) -> AnyView {
    view! { <span class="quiet">{move || word}</span> }.into_any()
}
