//! Unsaved work, stored for this tab only, so that it survives a detour via the sign-in page: drafts of one access, the staged
//! bulk edit, and the change log. Each is there only while there is something to keep. Owns their keys, which name nobody: each ends
//! with whose it is, as a hash (`domain::identity`). Sign-out wipes all of it (`browser::storage`). Stores values of accesses, never a
//! credential.

use rolecall_text::fnv;
use serde::Serialize;

use super::detail::load::AccessId;
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::object::Object;
use crate::browser::storage::{StorageArea, owned};
use crate::domain::access::change_log::{read_values, to_patch};
use crate::domain::access::edit::Values;

const DRAFT: &str = "draft";
const BULK_EDIT: &str = "bulk-edit";
const CHANGE_LOG: &str = "change-log";

/// An unsaved edit of one access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The values the person saw.
    pub(crate) base: Values,
    /// The values the person wants.
    pub(crate) mine: Values,
}

/// The draft of `owner` for an access.
pub(crate) fn load(owner: u64, id: &AccessId) -> Option<Draft> {
    read(&get(&key(owner, id))?)
}

/// Stores a draft. If storage is full or disabled, only the detour via sign-in loses it.
pub(crate) fn store(owner: u64, id: &AccessId, draft: &Draft) {
    let _ = StorageArea::Session.set(&key(owner, id), &write(draft));
}

/// Removes the draft for one access.
pub(crate) fn remove(owner: u64, id: &AccessId) {
    StorageArea::Session.remove(&key(owner, id));
}

/// The stored change log of `owner`.
pub(crate) fn load_change_log(owner: u64) -> Option<String> {
    get(&owned(CHANGE_LOG, owner))
}

pub(crate) fn store_change_log(owner: u64, text: &str) {
    let _ = StorageArea::Session.set(&owned(CHANGE_LOG, owner), text);
}

/// The stored bulk edit of `owner`.
pub(crate) fn load_bulk_edit(owner: u64) -> Option<String> {
    get(&owned(BULK_EDIT, owner))
}

/// Stores the bulk edit; `None` removes it.
pub(crate) fn store_bulk_edit(owner: u64, text: Option<&str>) {
    let key = owned(BULK_EDIT, owner);
    match text {
        Some(text) => _ = StorageArea::Session.set(&key, text),
        None => StorageArea::Session.remove(&key),
    }
}

fn get(key: &str) -> Option<String> {
    StorageArea::Session.get(key).ok().flatten()
}

/// The access as a hash: its address names a user.
fn key(owner: u64, id: &AccessId) -> String {
    let customer = id.customer.as_deref().unwrap_or_default();
    let address = id.user_id.bytes().chain([0]).chain(id.access_id.bytes());
    let address = address.chain([0]).chain(customer.bytes());
    owned(&format!("{DRAFT}:{:016x}", fnv::hash(address)), owner)
}

#[derive(Serialize)]
struct DraftJson {
    base: AccessPatch,
    mine: AccessPatch,
}

pub(crate) fn write(draft: &Draft) -> String {
    let json = DraftJson {
        base: to_patch(&draft.base),
        mine: to_patch(&draft.mine),
    };
    serde_json::to_string(&json).unwrap_or_default()
}

pub(crate) fn read(text: &str) -> Option<Draft> {
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
    fn keys_tell_owners_and_accesses_apart_and_name_nobody() {
        let id = |user_id: &str, access_id: &str| AccessId {
            user_id: user_id.to_owned(),
            access_id: access_id.to_owned(),
            customer: None,
        };
        let of_customer = AccessId {
            customer: Some("1234".to_owned()),
            ..id("ada@t.example", "7")
        };
        let keys = [
            key(1, &id("ada@t.example", "7")),
            key(2, &id("ada@t.example", "7")),
            key(1, &id("ada@t.example", "8")),
            key(1, &id("ada@t.example7", "")),
            key(1, &id("bob", "7")),
            key(1, &of_customer),
        ];
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{key}");
            assert!(!key.contains("ada") && !key.contains('@'), "{key}");
        }
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
