//! Whoami for the page: labels, billing, terms, grants.

use rolecall::api::json::field::Field;
use rolecall::api::tenant::whoami;
use rolecall::api::tenant::whoami::decode;
use rolecall::api::tenant::whoami_parts::*;
use rolecall::domain::account::whoami::{self as labels, Terms, ValueLabel};
use rolecall::domain::account::{billing, grants};

fn read(json: &str) -> whoami::Whoami {
    decode(json).unwrap()
}

#[test]
fn every_known_value_has_its_own_label_and_an_unrecognized_one_keeps_its_text() {
    macro_rules! check {
        ($($kind:ty => $words:path),+) => {$(
            let mut seen = Vec::new();
            for value in <$kind>::KNOWN {
                let label = $words(&Field::Known(value.clone()));
                assert!(matches!(label, ValueLabel::Known(_)), "{value:?}");
                let text = label.text();
                assert!(text == "Not specified" || !seen.contains(&text), "{text} twice");
                assert!(!text.contains('_'), "{text}");
                seen.push(text);
            }
            let new = $words(&Field::Known(<$kind>::of_wire("NEW\u{202e}NAME")));
            assert_eq!((new.text().as_str(), matches!(new, ValueLabel::Known(_))), ("Unknown (NEW\u{fffd}NAME)", false));
            assert_eq!($words(&Field::Known(<$kind>::of_wire(""))).text(), "Unknown");
            assert_eq!($words(&Field::Null).text(), "Not reported");
            assert_eq!($words(&Field::Missing).text(), "Not reported");
            assert_eq!($words(&Field::Unreadable("1".into())).text(), "Unreadable");
        )+};
    }
    check!(AccessType => labels::access_type, PlanType => labels::plan_type, SignupOrigin => labels::signup_origin,
        TenantState => labels::tenant_state, IdmType => labels::idm_type, SyncMode => labels::sync_mode,
        TenantType => labels::tenant_type, UserType => labels::user_type, MspNodeType => labels::node_type,
        AddonState => labels::addon_state, AddonAccess => labels::addon_access, TileState => labels::tile_state);
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
fn a_passed_billing_check_is_silent_but_an_unknown_one_is_not() {
    let view =
        |flags: &str| billing::view(&read(&format!("{{\"billing_flags\":{flags}}}")).billing_flags);
    let passed = view(r#"[{"billing_flag":"OVERDUE_INVOICE","failed":false}]"#);
    assert_eq!((passed.warnings.len(), passed.reported), (0, true));
    let uncertain = view(r#"[{"billing_flag":"OVERDUE_INVOICE"},7]"#);
    assert_eq!((uncertain.warnings.len(), uncertain.unreadable), (1, 1));
    assert!(
        !uncertain.warnings[0].certain
            && uncertain.warnings[0].message.contains("couldn't confirm")
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
    assert!(!view("null").reported, "not reported isn't a clean bill");
}

#[test]
fn compares_terms_of_service_by_name() {
    for (json, wanted) in [
        (
            r#"{"tos_version":"3","tos_current_version":"3"}"#,
            Terms::Accepted,
        ),
        (
            r#"{"tos_version":"2","tos_current_version":"3"}"#,
            Terms::Outdated {
                accepted: "2".to_owned(),
                current: "3".to_owned(),
            },
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
        assert_eq!(labels::terms(&read(json)), wanted, "{json}");
        assert!(wanted.message().ends_with('.'));
    }
}

#[test]
fn another_tenant_is_only_reported_when_both_are_known() {
    assert_eq!(
        labels::is_in_other_tenant(&read(r#"{"tenant":"a","original_tenant":"b"}"#)),
        Some(true)
    );
    assert_eq!(
        labels::is_in_other_tenant(&read(r#"{"tenant":"a","original_tenant":"a"}"#)),
        Some(false)
    );
    assert_eq!(
        labels::is_in_other_tenant(&read(r#"{"tenant":"a","original_tenant":""}"#)),
        None
    );
    assert_eq!(labels::is_in_other_tenant(&read("{}")), None);
}

fn granted(json: &str) -> grants::Grants {
    let read = read(json);
    grants::merge(&read.namespace_access, &read.namespace_roles)
}

#[test]
fn merges_both_forms_of_grants_with_the_wildcard_first() {
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
fn unreadable_grants_are_counted_and_never_taken_for_none() {
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
