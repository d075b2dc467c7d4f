//! One change to several accesses: what it does to each, and how it is stored.

use proptest::prelude::*;
use rolecall::api::access::access_of_user::AccessType;
use rolecall::domain::access::bulk::*;
use rolecall::domain::access::edit::{AccessField, Roles, Values, diff};
use rolecall::domain::access::identity::AccessKey;

fn roles(names: &[&str]) -> Option<Roles> {
    Some(Roles::of(names.iter().map(|name| (*name).to_owned())))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn key(user: &str, access: &str) -> AccessKey {
    AccessKey {
        user: user.to_owned(),
        access: access.to_owned(),
        customer: Some("1234".to_owned()),
        ..AccessKey::default()
    }
}

fn target(access_type: Option<AccessType>) -> Target {
    Target {
        key: key("u", "1"),
        access_type,
        values: Values {
            roles: roles(&["A", "Z"]),
            two_fa_enabled: Some(true),
            sso_id: Some("s".to_owned()),
            name: Some("n".to_owned()),
            language: Some("en".to_owned()),
        },
    }
}

#[test]
fn each_type_takes_only_its_own_fields_and_an_unknown_type_only_roles() {
    let change = BulkChange {
        add: names(&["B"]),
        remove: names(&["A"]),
        two_factor: Some(false),
        language: " fr ".to_owned(),
    };
    let quantum = AccessType::of_wire("quantum_connection");
    for (kind, body) in [
        (
            Some(AccessType::Ui),
            r#"{"roles":["B","Z"],"two_fa_enabled":false}"#,
        ),
        (
            Some(AccessType::Api),
            r#"{"roles":["B","Z"],"language":"fr"}"#,
        ),
        (Some(AccessType::Sso), r#"{"roles":["B","Z"]}"#),
        (Some(AccessType::Profile), r#"{"roles":["B","Z"]}"#),
        (Some(quantum), r#"{"roles":["B","Z"]}"#),
        (None, r#"{"roles":["B","Z"]}"#),
    ] {
        let target = target(kind);
        let patch = diff(target.fields(), &target.values, &change.apply(&target));
        assert_eq!(patch.body(), body, "{:?}", target.access_type);
    }
}

#[test]
fn unknown_values_are_left_alone() {
    let change = BulkChange {
        add: names(&["B"]),
        two_factor: Some(true),
        ..BulkChange::default()
    };
    let mut unknown = target(Some(AccessType::Ui));
    unknown.values = Values::default();
    assert_eq!(change.apply(&unknown), Values::default());
    assert!(!unknown.has(AccessField::Roles) && !unknown.has(AccessField::TwoFactor));
}

#[test]
fn removing_a_role_wins_over_adding_it_and_no_change_changes_nothing() {
    let target = target(Some(AccessType::Ui));
    let both = BulkChange {
        add: names(&["A", "C"]),
        remove: names(&["C", "Z"]),
        ..BulkChange::default()
    };
    assert_eq!(both.apply(&target).roles, roles(&["A"]));
    assert_eq!(BulkChange::default().apply(&target), target.values);
}

fn staged() -> impl Strategy<Value = StagedEdit> {
    let names = || prop::collection::vec(".{0,6}", 0..4);
    let kind = prop::option::of(prop_oneof![
        Just("ui_connection"),
        Just("api_connection"),
        Just("later")
    ]);
    let values = (
        prop::option::of(names()),
        any::<Option<bool>>(),
        any::<Option<String>>(),
    )
        .prop_map(|(roles, two_fa_enabled, text)| Values {
            roles: roles.map(Roles::of),
            two_fa_enabled,
            sso_id: text.clone(),
            name: text.clone(),
            language: text,
        });
    let target =
        (".{0,8}", ".{0,8}", kind, values).prop_map(|(user, access, kind, values)| Target {
            key: key(&user, &access),
            access_type: kind.map(AccessType::of_wire),
            values,
        });
    (
        prop::collection::vec(target, 0..5),
        names(),
        names(),
        any::<Option<bool>>(),
        ".{0,4}",
    )
        .prop_map(|(targets, add, remove, two_factor, language)| StagedEdit {
            targets,
            change: BulkChange {
                add,
                remove,
                two_factor,
                language,
            },
        })
}

proptest! {
    #[test]
    fn any_staged_edit_survives_storage(staged in staged()) {
        prop_assert_eq!(StagedEdit::from_json(&staged.to_json()), Some(staged));
    }
}

#[test]
fn rejects_foreign_text_and_skips_broken_targets() {
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"targets":[]}"#,
        r#"{"targets":{},"add":[],"remove":[],"language":""}"#,
    ] {
        assert_eq!(StagedEdit::from_json(text), None, "{text}");
    }
    let one_broken = r#"{"add":[],"remove":[],"language":"","targets":[5,{"user":"u","access":"1","values":{}}]}"#;
    assert_eq!(StagedEdit::from_json(one_broken).unwrap().targets.len(), 1);
}
