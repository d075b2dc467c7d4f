//! What was typed and not yet saved, kept for this tab alone so that it survives the way over the sign-in page. Keyed by
//! who is signed in and by the access; wiped on save, discard and sign-out. Holds values of accesses, never a credential.

use leptos::prelude::window;
use serde::Serialize;
use web_sys::Storage;

use super::detail::load::AccessId;
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::object::Object;
use crate::domain::access::change_log::{read_values, to_patch};
use crate::domain::access::edit::Values;

const PREFIX: &str = "rolecall:draft:";
/// A change to several accesses that is staged and not yet saved.
const SET: &str = "rolecall:set:";
/// The journal is kept beside the drafts and leaves with them.
const JOURNAL: &str = "rolecall:journal:";

/// Values as they were seen, and as they are wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) base: Values,
    pub(crate) mine: Values,
}

/// The draft of `username` for an access.
pub(crate) fn load(username: &str, id: &AccessId) -> Option<Draft> {
    let text = storage()?.get_item(&key(username, id)).ok()??;
    read(&text)
}

/// Keeps a draft; a browser that keeps nothing costs only this.
pub(crate) fn keep(username: &str, id: &AccessId, draft: &Draft) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(username, id), &write(draft));
    }
}

/// Forgets the draft for one access.
pub(crate) fn forget(username: &str, id: &AccessId) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(username, id));
    }
}

/// The journal of `username` as it was kept.
pub(crate) fn journal(username: &str) -> Option<String> {
    storage()?.get_item(&format!("{JOURNAL}{username}")).ok()?
}

/// Keeps the journal.
pub(crate) fn keep_journal(username: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{JOURNAL}{username}"), text);
    }
}

/// What `username` had staged for several accesses.
pub(crate) fn staged(username: &str) -> Option<String> {
    storage()?.get_item(&format!("{SET}{username}")).ok()?
}

/// Keeps what is staged for several accesses; `None` forgets it.
pub(crate) fn keep_staged(username: &str, text: Option<&str>) {
    if let Some(storage) = storage() {
        let key = format!("{SET}{username}");
        let _ = match text {
            Some(text) => storage.set_item(&key, text),
            None => storage.remove_item(&key),
        };
    }
}

/// Forgets every draft, and the journal, in this tab: on sign-out nothing stays.
pub(crate) fn forget_all() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| {
            [PREFIX, SET, JOURNAL]
                .iter()
                .any(|kept| key.starts_with(kept))
        })
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn key(username: &str, id: &AccessId) -> String {
    format!("{PREFIX}{username}:{}:{}", id.user_id, id.access_id)
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
        base: object.get("base", read_values).into_known()?,
        mine: object.get("mine", read_values).into_known()?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::access::edit::Roles;

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
