//! Editing an access: the smallest PATCH, its inverse, merges, and words.

use proptest::prelude::*;
use rolecall::api::access::access_of_user::{Access, AccessType};
use rolecall::api::access::access_patch as access;
use rolecall::api::access::access_patch::AccessPatch;
use rolecall::api::access::roles as roles_catalogue;
use rolecall::api::json::field::Field;
use rolecall::domain::access::describe::*;
use rolecall::domain::access::edit::*;

fn roles(names: &[&str]) -> Option<Roles> {
    Some(Roles::of(names.iter().map(|name| (*name).to_owned())))
}

fn read(data: &str) -> Access {
    access::decode(&format!("{{\"data\":{data}}}")).unwrap()
}

const ALL: [AccessField; 5] = [
    AccessField::Roles,
    AccessField::TwoFactor,
    AccessField::SsoId,
    AccessField::Name,
    AccessField::Language,
];

#[test]
fn each_type_takes_its_own_fields_and_only_those_are_sent() {
    use AccessField::{Language, Name, Roles, SsoId, TwoFactor};
    for (kind, fields) in [
        (AccessType::Ui, vec![Roles, TwoFactor]),
        (AccessType::Sso, vec![Roles, SsoId]),
        (AccessType::Api, vec![Roles, Name, Language]),
        (AccessType::Profile, vec![Roles, Name]),
        (AccessType::Other("of_tomorrow".into()), vec![Roles]),
    ] {
        let data = format!(
            r#"{{"type":"{}","roles":["A"],"two_fa_enabled":true,"sso_id":"s","name":"n","language":"en"}}"#,
            kind.wire()
        );
        let base = Values::of(&read(&data));
        let edited = Values {
            roles: roles(&["B"]),
            two_fa_enabled: Some(false),
            sso_id: Some("t".into()),
            name: Some("m".into()),
            language: Some("fr".into()),
        };
        let taken = fields_of(&Field::Known(kind));
        assert_eq!(taken, fields);
        let body: serde_json::Value =
            serde_json::from_str(&diff(taken, &base, &edited).body()).unwrap();
        assert_eq!(body.as_object().unwrap().len(), fields.len(), "{body}");
    }
    assert_eq!(fields_of(&Field::Missing), [Roles]);
}

#[test]
fn a_field_is_editable_only_as_far_as_it_was_read() {
    let api = |rest: &str| read(&format!(r#"{{"type":"api_connection"{rest}}}"#));
    assert_eq!(
        editable(&api(r#","roles":[]"#), AccessField::Roles),
        Editable::Yes
    );
    assert_eq!(editable(&api(""), AccessField::Roles), Editable::FillIn);
    assert_eq!(
        editable(&api(r#","roles":["A",1]"#), AccessField::Roles),
        Editable::Unreadable
    );
    assert_eq!(
        editable(&api(r#","roles":["A",null]"#), AccessField::Roles),
        Editable::Unreadable
    );
    assert_eq!(
        editable(&api(r#","name":7"#), AccessField::Name),
        Editable::Unreadable
    );
    assert_eq!(
        editable(&api(r#","name":null"#), AccessField::Name),
        Editable::FillIn
    );
    assert_eq!(
        editable(&api(r#","two_fa_enabled":true"#), AccessField::TwoFactor),
        Editable::NotOfType
    );
    assert_eq!(
        Values::of(&api(r#","roles":["A",1],"two_fa_enabled":true"#)),
        Values::default()
    );
}

#[test]
fn an_edit_of_roles_ignores_order_and_doubles() {
    let base = Values {
        roles: roles(&["A", "B"]),
        ..Values::default()
    };
    let same = Values {
        roles: roles(&["B", "A", "B"]),
        ..Values::default()
    };
    assert!(diff(&ALL, &base, &same).is_empty());
    let none = Values {
        roles: roles(&[]),
        ..Values::default()
    };
    assert_eq!(diff(&ALL, &base, &none).body(), r#"{"roles":[]}"#);
}

#[test]
fn an_unknown_value_is_filled_in_or_left_alone_but_cannot_be_taken_back() {
    let base = Values::default();
    let edited = Values {
        name: Some("n".into()),
        ..Values::default()
    };
    let patch = diff(&ALL, &base, &edited);
    assert_eq!(patch.body(), r#"{"name":"n"}"#);
    assert_eq!(inverse(&patch, &base), None);
    assert_eq!(
        consequences(&patch, &base, false),
        [Consequence::ReplacesUnseen(AccessField::Name)]
    );
}

#[test]
fn what_the_answer_made_otherwise_is_found() {
    let patch = AccessPatch {
        roles: Some(vec!["A".into(), "B".into()]),
        two_fa_enabled: Some(true),
        ..AccessPatch::default()
    };
    let answer = Values {
        roles: roles(&["A"]),
        two_fa_enabled: Some(true),
        name: Some("x".into()),
        ..Values::default()
    };
    assert_eq!(not_as_wanted(&patch, &answer), [AccessField::Roles]);
    assert_eq!(not_as_wanted(&patch, &apply(&patch, &answer)), []);
    assert_eq!(
        not_as_wanted(&patch, &Values::default()),
        [AccessField::Roles, AccessField::TwoFactor],
        "unknown is not done"
    );
}

#[test]
fn two_edits_of_roles_are_both_kept_and_two_of_a_name_conflict() {
    let values = |names: &[&str], name: &str| Values {
        roles: roles(names),
        name: Some(name.into()),
        ..Values::default()
    };
    let merge = merge(
        &values(&["A", "B"], "old"),
        &values(&["A", "C"], "mine"),
        &values(&["B", "D"], "theirs"),
    );
    assert_eq!(merge.values, values(&["C", "D"], "theirs"));
    assert_eq!(merge.conflicts, [AccessField::Name]);
}

#[test]
fn a_value_that_can_no_longer_be_read_is_a_conflict_and_not_a_yes() {
    let base = Values {
        roles: roles(&["A"]),
        name: Some("n".into()),
        ..Values::default()
    };
    let mine = Values {
        roles: roles(&["B"]),
        ..base.clone()
    };
    let merge = merge(&base, &mine, &Values::default());
    assert_eq!(
        (merge.conflicts, merge.values),
        (vec![AccessField::Roles], Values::default())
    );
}

#[test]
fn a_review_says_in_words_what_changes() {
    let catalogue = roles_catalogue::decode(
        r#"{"data":{"total":2,"results":[{"id":"DNS_RW","description":"DNS, read and write"},{"id":"SSL","description":" "},7]}}"#,
    )
    .unwrap()
    .results;
    let base = Values {
        roles: roles(&["SSL", "OLD"]),
        two_fa_enabled: Some(true),
        name: Some("Old".into()),
        sso_id: Some("s".into()),
        language: None,
    };
    let patch = AccessPatch {
        roles: Some(vec!["DNS_RW".into(), "OLD".into()]),
        two_fa_enabled: Some(false),
        name: Some("N\u{202e}ew".into()),
        sso_id: Some("s".into()),
        language: Some("fr".into()),
    };
    let said: Vec<String> = describe(&patch, &base, &catalogue)
        .into_iter()
        .map(|change| change.message)
        .collect();
    assert_eq!(
        said,
        [
            "Adds the role \"DNS, read and write\" (DNS_RW).",
            "Removes the role \"SSL\".",
            "Turns off two-factor authentication.",
            "Changes the name from \"Old\" to \"N\u{fffd}ew\".",
            "Sets the language to \"fr\".",
        ]
    );
    let unseen = describe(&patch, &Values::default(), &catalogue);
    assert_eq!(
        unseen[0].message,
        "Sets the roles to \"DNS, read and write\" (DNS_RW), \"OLD\"."
    );
}

#[test]
fn what_a_change_means_for_people_is_said() {
    let base = Values {
        roles: roles(&["A"]),
        two_fa_enabled: Some(true),
        ..Values::default()
    };
    let patch = AccessPatch {
        roles: Some(vec![]),
        two_fa_enabled: Some(false),
        ..AccessPatch::default()
    };
    let all = [
        Consequence::NoRoles,
        Consequence::TurnsOffTwoFactor,
        Consequence::OwnAccess,
    ];
    assert_eq!(consequences(&patch, &base, true), all);
    assert!(
        all.iter()
            .all(|consequence| consequence.message().ends_with('.'))
    );
    assert_eq!(
        consequences(&AccessPatch::default(), &base, true),
        [],
        "no change means nothing"
    );
    let harmless = AccessPatch {
        two_fa_enabled: Some(true),
        ..AccessPatch::default()
    };
    assert_eq!(consequences(&harmless, &base, false), []);
}

#[test]
fn a_blank_value_is_not_sent() {
    let patch = AccessPatch {
        name: Some(" ".into()),
        sso_id: Some(String::new()),
        language: Some("en".into()),
        ..AccessPatch::default()
    };
    let fields: Vec<AccessField> = problems(&patch)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, [AccessField::SsoId, AccessField::Name]);
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.8, "[ab]{0,2}")
}

fn values() -> impl Strategy<Value = Values> {
    let roles = prop::option::weighted(
        0.9,
        prop::collection::vec("[A-E]", 0..6).prop_map(Roles::of),
    );
    (
        roles,
        prop::option::weighted(0.8, any::<bool>()),
        text(),
        text(),
        text(),
    )
        .prop_map(|(roles, two_fa_enabled, sso_id, name, language)| Values {
            roles,
            two_fa_enabled,
            sso_id,
            name,
            language,
        })
}

/// Values as an editor can leave them: what was known stays known.
fn edit_of(base: &Values, edited: Values) -> Values {
    Values {
        roles: edited.roles.or_else(|| base.roles.clone()),
        two_fa_enabled: edited.two_fa_enabled.or(base.two_fa_enabled),
        sso_id: edited.sso_id.or_else(|| base.sso_id.clone()),
        name: edited.name.or_else(|| base.name.clone()),
        language: edited.language.or_else(|| base.language.clone()),
    }
}

/// Values that are all known.
fn whole(values: Values) -> Values {
    let all = Values {
        roles: roles(&[]),
        two_fa_enabled: Some(false),
        sso_id: Some("x".into()),
        name: Some("x".into()),
        language: Some("x".into()),
    };
    edit_of(&all, values)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(2000)
    ))]

    #[test]
    fn a_patch_makes_exactly_the_edit_and_holds_only_what_changed(base in values(), edited in values()) {
        let edited = edit_of(&base, edited);
        let patch = diff(&ALL, &base, &edited);
        prop_assert_eq!(apply(&patch, &base), edited.clone());
        let changed = [base.roles != edited.roles, base.two_fa_enabled != edited.two_fa_enabled, base.sso_id != edited.sso_id,
            base.name != edited.name, base.language != edited.language];
        let sent: serde_json::Value = serde_json::from_str(&patch.body()).unwrap();
        let keys = ["roles", "two_fa_enabled", "sso_id", "name", "language"];
        for (key, changed) in keys.into_iter().zip(changed) {
            prop_assert_eq!(sent.get(key).is_some(), changed, "{}", key);
            prop_assert!(sent.get(key).is_none_or(|value| !value.is_null()));
        }
        prop_assert_eq!(patch.is_empty(), base == edited);
        prop_assert_eq!(describe(&patch, &base, &vec![]).is_empty(), patch.is_empty());
    }

    #[test]
    fn an_edit_is_taken_back_by_its_inverse(base in values(), edited in values()) {
        let (base, edited) = (whole(base), whole(edited));
        let patch = diff(&ALL, &base, &edited);
        let back = inverse(&patch, &base).unwrap();
        prop_assert_eq!(apply(&back, &apply(&patch, &base)), base.clone());
        prop_assert_eq!(back, diff(&ALL, &edited, &base), "and no larger than needed");
    }

    #[test]
    fn a_merge_with_nobodys_or_the_same_edit_is_no_conflict(base in values(), edited in values()) {
        let edited = edit_of(&base, edited);
        let clean = |values: &Values| Merge { values: values.clone(), conflicts: vec![] };
        prop_assert_eq!(merge(&base, &base, &edited), clean(&edited));
        prop_assert_eq!(merge(&base, &edited, &base), clean(&edited));
        prop_assert_eq!(merge(&base, &edited, &edited), clean(&edited));
    }

    #[test]
    fn a_merge_loses_nobodys_change(base in values(), mine in values(), theirs in values()) {
        let (base, mine, theirs) = (whole(base), whole(mine), whole(theirs));
        let merged = merge(&base, &mine, &theirs);
        let (b, m, t) = (base.roles.unwrap(), mine.roles.unwrap(), theirs.roles.unwrap());
        let roles = merged.values.roles.unwrap();
        for role in ["A", "B", "C", "D", "E"] {
            // A set has no conflicts: whoever changed a role's membership is right.
            let wanted = if m.contains(role) == b.contains(role) { t.contains(role) } else { m.contains(role) };
            prop_assert_eq!(roles.contains(role), wanted);
        }
        for (field, base, mine, theirs, got) in [
            (AccessField::Name, base.name, mine.name, theirs.name, merged.values.name),
            (AccessField::SsoId, base.sso_id, mine.sso_id, theirs.sso_id, merged.values.sso_id),
        ] {
            let conflict = mine != base && theirs != base && mine != theirs;
            prop_assert_eq!(merged.conflicts.contains(&field), conflict);
            prop_assert_eq!(got, if conflict || mine == base { theirs } else { mine });
        }
    }
}
