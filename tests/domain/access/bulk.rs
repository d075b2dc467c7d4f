//! One change to several accesses: what it makes of each, and the set as it survives.

use proptest::prelude::*;
use rolecall::api::access::access_of_user::AccessType;
use rolecall::domain::access::bulk::*;
use rolecall::domain::access::edit::{AccessField, Roles, Values, diff};

fn roles(names: &[&str]) -> Option<Roles> {
    Some(Roles::of(names.iter().map(|name| (*name).to_owned())))
}

fn words(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn target(access_type: Option<AccessType>) -> Target {
    Target {
        user: "u".to_owned(),
        access: "1".to_owned(),
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
fn each_type_takes_only_its_parts_of_a_change_and_a_type_of_tomorrow_only_the_roles() {
    let change = Change {
        add: words(&["B"]),
        remove: words(&["A"]),
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
fn what_is_not_known_of_an_access_is_left_alone() {
    let change = Change {
        add: words(&["B"]),
        two_factor: Some(true),
        ..Change::default()
    };
    let mut unknown = target(Some(AccessType::Ui));
    unknown.values = Values::default();
    assert_eq!(change.apply(&unknown), Values::default());
    assert!(!unknown.has(AccessField::Roles) && !unknown.has(AccessField::TwoFactor));
}

#[test]
fn a_role_that_is_to_be_added_and_removed_is_removed_and_no_change_changes_nothing() {
    let target = target(Some(AccessType::Ui));
    let both = Change {
        add: words(&["A", "C"]),
        remove: words(&["C", "Z"]),
        ..Change::default()
    };
    assert_eq!(both.apply(&target).roles, roles(&["A"]));
    assert_eq!(Change::default().apply(&target), target.values);
}

fn staged() -> impl Strategy<Value = Staged> {
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
            user,
            access,
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
        .prop_map(|(targets, add, remove, two_factor, language)| Staged {
            targets,
            change: Change {
                add,
                remove,
                two_factor,
                language,
            },
        })
}

proptest! {
    #[test]
    fn what_is_staged_survives_being_kept_whatever_it_holds(staged in staged()) {
        prop_assert_eq!(Staged::read(&staged.write()), Some(staged));
    }
}

#[test]
fn what_somebody_else_left_under_the_key_is_not_staged() {
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"targets":[]}"#,
        r#"{"targets":{},"add":[],"remove":[],"language":""}"#,
    ] {
        assert_eq!(Staged::read(text), None, "{text}");
    }
    let one_broken = r#"{"add":[],"remove":[],"language":"","targets":[5,{"user":"u","access":"1","values":{}}]}"#;
    assert_eq!(Staged::read(one_broken).unwrap().targets.len(), 1);
}
