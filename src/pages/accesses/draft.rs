//! Unsaved work, stored for this tab only, so that it survives a detour via the sign-in page: drafts of one access, the staged
//! bulk edit, and the change log. Owns their keys, which include who is signed in. Sign-out wipes all of it (`browser::storage`).
//! Stores values of accesses, never a credential.

use serde::Serialize;

use super::detail::load::AccessId;
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::object::Object;
use crate::browser::storage::StorageArea;
use crate::domain::access::change_log::{read_values, to_patch};
use crate::domain::access::edit::Values;

const DRAFT: &str = "draft:";
const BULK_EDIT: &str = "bulk-edit:";
const CHANGE_LOG: &str = "change-log:";

/// An unsaved edit of one access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The values the person saw.
    pub(crate) base: Values,
    /// The values the person wants.
    pub(crate) mine: Values,
}

/// The draft of `username` for an access.
pub(crate) fn load(username: &str, id: &AccessId) -> Option<Draft> {
    read(&get(&key(username, id))?)
}

/// Stores a draft. If storage is full or disabled, only the detour via sign-in loses it.
pub(crate) fn store(username: &str, id: &AccessId, draft: &Draft) {
    let _ = StorageArea::Session.set(&key(username, id), &write(draft));
}

/// Removes the draft for one access.
pub(crate) fn remove(username: &str, id: &AccessId) {
    StorageArea::Session.remove(&key(username, id));
}

/// The stored change log of `username`.
pub(crate) fn load_change_log(username: &str) -> Option<String> {
    get(&format!("{CHANGE_LOG}{username}"))
}

pub(crate) fn store_change_log(username: &str, text: &str) {
    let _ = StorageArea::Session.set(&format!("{CHANGE_LOG}{username}"), text);
}

/// The stored bulk edit of `username`.
pub(crate) fn load_bulk_edit(username: &str) -> Option<String> {
    get(&format!("{BULK_EDIT}{username}"))
}

/// Stores the bulk edit; `None` removes it.
pub(crate) fn store_bulk_edit(username: &str, text: Option<&str>) {
    let key = format!("{BULK_EDIT}{username}");
    match text {
        Some(text) => _ = StorageArea::Session.set(&key, text),
        None => StorageArea::Session.remove(&key),
    }
}

fn get(key: &str) -> Option<String> {
    StorageArea::Session.get(key).ok().flatten()
}

fn key(username: &str, id: &AccessId) -> String {
    let customer = id.customer.as_deref().unwrap_or_default();
    format!(
        "{DRAFT}{username}:{}:{}:{customer}",
        id.user_id, id.access_id
    )
}

#[derive(Serialize)]
struct DraftJson {
    base: AccessPatch,
    mine: AccessPatch,
}

fn write(draft: &Draft) -> String {
    let json = DraftJson {
        base: to_patch(&draft.base),
        mine: to_patch(&draft.mine),
    };
    serde_json::to_string(&json).unwrap_or_default()
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
    fn a_draft_survives_storage_and_unknown_stays_unknown() {
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
    fn rejects_foreign_text_under_its_key() {
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
