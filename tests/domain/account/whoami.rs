//! Whoami in words: labels, billing, terms, grants.

use rolecall::api::json::field::Field;
use rolecall::api::tenant::whoami;
use rolecall::api::tenant::whoami::decode;
use rolecall::api::tenant::whoami_parts::*;
use rolecall::domain::account::whoami::{self as words, Terms, Word};
use rolecall::domain::account::{billing, grants};

fn read(json: &str) -> whoami::Whoami {
    decode(json).unwrap()
}

#[test]
fn every_known_name_has_words_of_its_own_and_a_new_one_keeps_its_text() {
    macro_rules! check {
        ($($kind:ty => $words:path),+) => {$(
            let mut seen = Vec::new();
            for value in <$kind>::KNOWN {
                let word = $words(&Field::Known(value.clone()));
                assert!(matches!(word, Word::Known(_)) && !word.is_marked(), "{value:?}");
                let text = word.text();
                assert!(text == "Not stated" || !seen.contains(&text), "{text} twice");
                assert!(!text.contains('_'), "{text}");
                seen.push(text);
            }
            let new = $words(&Field::Known(<$kind>::of_wire("NEW\u{202e}NAME")));
            assert_eq!((new.text().as_str(), new.is_marked()), ("Unknown (NEW\u{fffd}NAME)", true));
            assert_eq!($words(&Field::Known(<$kind>::of_wire(""))).text(), "Unknown");
            assert_eq!($words(&Field::Null).text(), "Not reported");
            assert_eq!($words(&Field::Missing).text(), "Not reported");
            assert_eq!($words(&Field::Unreadable("1".into())).text(), "Unreadable");
        )+};
    }
    check!(AccessType => words::access_type, PlanType => words::plan_type, SignupOrigin => words::signup_origin,
        TenantState => words::tenant_state, IdmType => words::idm_type, SyncMode => words::sync_mode,
        TenantType => words::tenant_type, UserType => words::user_type, MspNodeType => words::node_type,
        AddonState => words::addon_state, AddonAccess => words::addon_access, TileState => words::tile_state);
}

#[test]
fn each_failed_billing_check_is_a_warning_of_its_own() {
    let mut seen = Vec::new();
    for check in BillingCheck::KNOWN {
        let json = format!(
            r#"{{"billing_flags":[{{"billing_flag":"{}","failed":true,"action":"CONTACT_US"}}]}}"#,
            check.wire()
        );
        let view = billing::view(&read(&json).billing_flags);
        let [warning] = &view.warnings[..] else {
            panic!("one warning")
        };
        assert!(
            warning.certain && !warning.message.contains('_') && !seen.contains(&warning.message),
            "{warning:?}"
        );
        assert_eq!(warning.advice.as_deref(), Some("Contact the vendor."));
        seen.push(warning.message.clone());
    }
}

#[test]
fn a_billing_check_that_passed_is_silent_and_one_that_is_unknown_is_not() {
    let view =
        |flags: &str| billing::view(&read(&format!("{{\"billing_flags\":{flags}}}")).billing_flags);
    let passed = view(r#"[{"billing_flag":"OVERDUE_INVOICE","failed":false}]"#);
    assert_eq!((passed.warnings.len(), passed.reported), (0, true));
    let unsure = view(r#"[{"billing_flag":"OVERDUE_INVOICE"},7]"#);
    assert_eq!((unsure.warnings.len(), unsure.unreadable), (1, 1));
    assert!(
        !unsure.warnings[0].certain && unsure.warnings[0].message.contains("could not be read")
    );
    let new = view(
        r#"[{"billing_flag":"MOON_TAX","failed":true,"action":"FLY","additional_info":" x\ny"}]"#,
    );
    assert!(new.warnings[0].message.contains("MOON_TAX"));
    assert_eq!(
        new.warnings[0].advice.as_deref(),
        Some("The service advises: FLY.")
    );
    assert_eq!(new.warnings[0].info.as_deref(), Some(" x y"));
    assert!(!view("null").reported, "no answer is no clean bill");
}

#[test]
fn the_terms_of_service_are_compared_by_name() {
    for (json, wanted) in [
        (
            r#"{"tos_version":"3","tos_current_version":"3"}"#,
            Terms::Accepted,
        ),
        (
            r#"{"tos_version":"2","tos_current_version":"3"}"#,
            Terms::Outdated,
        ),
        (
            r#"{"tos_version":"","tos_current_version":"3"}"#,
            Terms::NotAccepted,
        ),
        (
            r#"{"tos_accepted":"3","tos_current_version":"3"}"#,
            Terms::Accepted,
        ),
        (
            r#"{"tos_version":"3","tos_current_version":""}"#,
            Terms::Unknown,
        ),
        (
            r#"{"tos_version":3,"tos_current_version":"3"}"#,
            Terms::Unknown,
        ),
        ("{}", Terms::Unknown),
    ] {
        assert_eq!(words::terms(&read(json)), wanted, "{json}");
        assert!(wanted.message().ends_with('.'));
    }
}

#[test]
fn working_in_anothers_tenant_is_told_only_when_both_are_known() {
    assert_eq!(
        words::is_away(&read(r#"{"tenant":"a","original_tenant":"b"}"#)),
        Some(true)
    );
    assert_eq!(
        words::is_away(&read(r#"{"tenant":"a","original_tenant":"a"}"#)),
        Some(false)
    );
    assert_eq!(
        words::is_away(&read(r#"{"tenant":"a","original_tenant":""}"#)),
        None
    );
    assert_eq!(words::is_away(&read("{}")), None);
}

fn granted(json: &str) -> grants::Grants {
    let read = read(json);
    grants::merge(&read.namespace_access, &read.namespace_roles)
}

#[test]
fn grants_of_both_forms_are_merged_with_the_wildcard_first() {
    let grants = granted(
        r#"{"namespace_access":{"namespace_role_map":{"b":{"names":["z","a","z"]},"*":{"names":["m"]}}},
        "namespace_roles":[{"namespace":"b","role":"a"},{"namespace":"b","role":"old"},{"namespace":"a","role":"x"}]}"#,
    );
    let rows: Vec<String> = grants
        .namespaces
        .iter()
        .map(|row| {
            let roles: Vec<String> = row
                .roles
                .iter()
                .map(|role| {
                    format!(
                        "{}{}",
                        role.role,
                        if role.only_in_deprecated { "!" } else { "" }
                    )
                })
                .collect();
            format!("{}: {}", row.namespace, roles.join(" "))
        })
        .collect();
    assert_eq!(rows, ["*: m", "a: x!", "b: a old! z"]);
    assert!(grants.namespaces[0].is_all() && !grants.namespaces[1].is_all());
    assert_eq!((grants.unreadable, grants.reported), (0, true));
}

#[test]
fn the_deprecated_form_alone_is_no_disagreement() {
    let grants =
        granted(r#"{"namespace_access":null,"namespace_roles":[{"namespace":"a","role":"x"}]}"#);
    assert!(!grants.namespaces[0].roles[0].only_in_deprecated);
}

#[test]
fn grants_that_cannot_be_read_are_counted_and_never_taken_for_none() {
    assert!(!granted("{}").reported);
    assert!(!granted(r#"{"namespace_access":{}}"#).reported);
    let broken = granted(
        r#"{"namespace_access":{"namespace_role_map":{"a":{"names":["x",1]},"b":7,"c":{"names":"x"},"d":{}}},
        "namespace_roles":[1,{"namespace":"a"}]}"#,
    );
    assert_eq!((broken.unreadable, broken.namespaces.len()), (5, 1));
    assert_eq!(
        granted(r#"{"namespace_access":[],"namespace_roles":{}}"#).unreadable,
        2
    );
}
