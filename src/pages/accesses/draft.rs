//! What was typed and not yet saved, kept for this tab alone so that it survives the way over the sign-in page. Keyed by
//! who is signed in and by the access; wiped on save, discard and sign-out. Holds values of accesses, never a credential.

use serde::Serialize;

use super::detail::load::AccessId;
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::object::Object;
use crate::browser::storage::StorageArea;
use crate::domain::access::change_log::{read_values, to_patch};
use crate::domain::access::edit::Values;

/// The tab's storage holds, by who is signed in: drafts, a change to several accesses that is not yet saved, the change log.
const DRAFT: &str = "draft:";
const SET: &str = "set:";
const JOURNAL: &str = "journal:";

/// Values as they were seen, and as they are wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) base: Values,
    pub(crate) mine: Values,
}

/// The draft of `username` for an access.
pub(crate) fn load(username: &str, id: &AccessId) -> Option<Draft> {
    let text = get(&key(username, id))?;
    read(&text)
}

/// Keeps a draft; a browser that keeps nothing costs only this.
pub(crate) fn keep(username: &str, id: &AccessId, draft: &Draft) {
    let _ = StorageArea::Session.set(&key(username, id), &write(draft));
}

/// Forgets the draft for one access.
pub(crate) fn forget(username: &str, id: &AccessId) {
    StorageArea::Session.remove(&key(username, id));
}

/// The journal of `username` as it was kept.
pub(crate) fn journal(username: &str) -> Option<String> {
    get(&format!("{JOURNAL}{username}"))
}

/// Keeps the journal.
pub(crate) fn keep_journal(username: &str, text: &str) {
    let _ = StorageArea::Session.set(&format!("{JOURNAL}{username}"), text);
}

/// What `username` had staged for several accesses.
pub(crate) fn staged(username: &str) -> Option<String> {
    get(&format!("{SET}{username}"))
}

/// Keeps what is staged for several accesses; `None` forgets it.
pub(crate) fn keep_staged(username: &str, text: Option<&str>) {
    let key = format!("{SET}{username}");
    match text {
        Some(text) => _ = StorageArea::Session.set(&key, text),
        None => StorageArea::Session.remove(&key),
    }
}

fn get(key: &str) -> Option<String> {
    StorageArea::Session.get(key).ok().flatten()
}

fn key(username: &str, id: &AccessId) -> String {
    format!("{DRAFT}{username}:{}:{}", id.user_id, id.access_id)
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
