//! The log of changes to accesses as text: JSON that can be read back, and CSV for a spreadsheet. Knows neither where it is stored
//! nor how it is shown; times are passed in.

use rolecall_text::csv;
use serde::Serialize;

use super::edit::{Roles, Values};
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::field::Field;
use crate::api::json::object::{Object, elements, text};

/// One saved change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// RFC 3339 in UTC, by the server's clock.
    pub at: String,
    /// Who was signed in.
    pub by: String,
    pub user: String,
    pub access: String,
    /// Where other accesses of the user have the same number.
    pub customer: Option<String>,
    /// Whether it undid an earlier change.
    pub undo: bool,
    pub before: Values,
    pub after: Values,
}

#[derive(Serialize)]
struct EntryJson<'a> {
    at: &'a str,
    by: &'a str,
    user: &'a str,
    access: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a str>,
    undo: bool,
    before: AccessPatch,
    after: AccessPatch,
}

/// The PATCH that sets all of the values.
pub fn to_patch(values: &Values) -> AccessPatch {
    AccessPatch {
        roles: values.roles.as_ref().map(|roles| roles.names().to_vec()),
        two_fa_enabled: values.two_fa_enabled,
        sso_id: values.sso_id.clone(),
        name: values.name.clone(),
        language: values.language.clone(),
    }
}

/// Reads what [`to_patch`] wrote.
pub fn read_values(json: &str) -> Option<Values> {
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

/// The change log as a JSON list.
pub fn to_json(entries: &[Entry]) -> String {
    let written: Vec<EntryJson<'_>> = entries
        .iter()
        .map(|entry| EntryJson {
            at: &entry.at,
            by: &entry.by,
            user: &entry.user,
            access: &entry.access,
            customer: entry.customer.as_deref(),
            undo: entry.undo,
            before: to_patch(&entry.before),
            after: to_patch(&entry.after),
        })
        .collect();
    serde_json::to_string_pretty(&written).unwrap_or_default()
}

/// Reads what [`to_json`] wrote; skips unreadable entries.
pub fn from_json(json: &str) -> Vec<Entry> {
    let items = elements(json).unwrap_or_default();
    items.into_iter().filter_map(read_entry).collect()
}

fn read_entry(json: &str) -> Option<Entry> {
    let object = Object::read(json)?;
    let word = |key| object.get(key, text).into_known();
    Some(Entry {
        at: word("at")?,
        by: word("by")?,
        user: word("user")?,
        access: word("access")?,
        customer: word("customer"),
        undo: object.flag("undo").into_known()?,
        before: object.get("before", read_values).into_known()?,
        after: object.get("after", read_values).into_known()?,
    })
}

/// The change log for a spreadsheet.
pub fn to_csv(entries: &[Entry]) -> String {
    let mut out = csv::BYTE_ORDER_MARK.to_string();
    let mut csv = csv::Writer::new(&mut out, ',');
    csv.row(["at", "by", "user", "access", "action", "before", "after"]);
    for entry in entries {
        csv.row([
            &*entry.at,
            &entry.by,
            &entry.user,
            &entry.access,
            if entry.undo { "undone" } else { "saved" },
            &to_patch(&entry.before).body(),
            &to_patch(&entry.after).body(),
        ]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(by: &str) -> Entry {
        Entry {
            at: "2026-11-22T13:00:00.000Z".to_owned(),
            by: by.to_owned(),
            user: "u".to_owned(),
            access: "1".to_owned(),
            customer: None,
            undo: false,
            before: Values {
                roles: Some(Roles::default()),
                ..Values::default()
            },
            after: Values {
                roles: Some(Roles::of(["b".to_owned(), "a,\"\n".to_owned()])),
                two_fa_enabled: Some(true),
                ..Values::default()
            },
        }
    }

    #[test]
    fn json_round_trips_and_broken_entries_are_skipped() {
        let entries = vec![entry("Ünal \"x\""), entry("")];
        assert_eq!(from_json(&to_json(&entries)), entries);
        let broken = to_json(&entries).replacen("\"undo\": false", "\"undo\": 7", 1);
        assert_eq!(from_json(&broken).len(), 1);
        assert_eq!(from_json("{}").len(), 0);
    }

    #[test]
    fn no_cell_of_the_csv_is_a_formula() {
        for evil in ["=1+1", "+1", "-1", "@x"] {
            assert!(to_csv(&[entry(evil)]).contains(&format!(",'{evil},")));
        }
        for evil in ["\rx", "\tx"] {
            assert!(to_csv(&[entry(evil)]).contains(&format!(",\"'{evil}\",")));
        }
        assert!(to_csv(&[entry("a\"b")]).contains(",\"a\"\"b\","));
        assert!(to_csv(&[]).starts_with('\u{feff}'));
    }
}
