//! What was typed and not yet saved, kept for this tab alone so that it survives the way over the sign-in page. Keyed by
//! who is signed in and by the access; wiped on save, discard and sign-out. Holds values of accesses, never a credential.

use leptos::prelude::window;
use serde::Serialize;
use web_sys::Storage;

use super::current::Place;
use crate::api::access::AccessPatch;
use crate::api::field::Field;
use crate::api::json::Object;
use crate::policy::access::{Roles, Values};

const PREFIX: &str = "rolecall:draft:";

/// Values as they were seen, and as they are wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) base: Values,
    pub(super) mine: Values,
}

/// The draft of `username` for an access.
pub(super) fn load(username: &str, place: &Place) -> Option<Draft> {
    let text = storage()?.get_item(&key(username, place)).ok()??;
    read(&text)
}

/// Keeps a draft; a browser that keeps nothing costs only this.
pub(super) fn keep(username: &str, place: &Place, draft: &Draft) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(username, place), &write(draft));
    }
}

/// Forgets the draft for one access.
pub(super) fn forget(username: &str, place: &Place) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(username, place));
    }
}

/// Forgets every draft in this tab: on sign-out nothing stays.
pub(crate) fn forget_all() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(PREFIX))
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn key(username: &str, place: &Place) -> String {
    format!("{PREFIX}{username}:{}:{}", place.user_id, place.access_id)
}

#[derive(Serialize)]
struct Written {
    base: AccessPatch,
    mine: AccessPatch,
}

fn write(draft: &Draft) -> String {
    let written = Written {
        base: to_patch(&draft.base),
        mine: to_patch(&draft.mine),
    };
    serde_json::to_string(&written).unwrap_or_default()
}

fn read(text: &str) -> Option<Draft> {
    let object = Object::read(text)?;
    Some(Draft {
        base: object.get("base", values).into_known()?,
        mine: object.get("mine", values).into_known()?,
    })
}

fn to_patch(values: &Values) -> AccessPatch {
    AccessPatch {
        roles: values.roles.as_ref().map(|roles| roles.names().to_vec()),
        two_fa_enabled: values.two_fa_enabled,
        sso_id: values.sso_id.clone(),
        name: values.name.clone(),
        language: values.language.clone(),
    }
}

fn values(json: &str) -> Option<Values> {
    let object = Object::read(json)?;
    let roles = object.strings("roles").into_known();
    Some(Values {
        roles: roles.map(|roles| Roles::of(roles.into_iter().filter_map(Field::into_known))),
        two_fa_enabled: object.flag("two_fa_enabled").into_known(),
        sso_id: object.text("sso_id").into_known(),
        name: object.text("name").into_known(),
        language: object.text("language").into_known(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_survives_being_kept_with_unknown_still_unknown() {
        let draft = Draft {
            base: Values {
                roles: Some(Roles::of(["b".to_owned(), "a\"\\\u{2028}".to_owned()])),
                name: Some(String::new()),
                ..Values::default()
            },
            mine: Values {
                roles: Some(Roles::default()),
                two_fa_enabled: Some(false),
                ..Values::default()
            },
        };
        assert_eq!(read(&write(&draft)).unwrap(), draft);
    }

    #[test]
    fn what_somebody_else_left_under_the_key_is_no_draft() {
        for text in [
            "",
            "null",
            "[]",
            "{}",
            "{\"base\":{}}",
            "{\"base\":[],\"mine\":{}}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
