//! Every property of every answer: present, missing, null and of five wrong types.

use rolecall::api::access::{
    access_list, access_of_user, access_patch as access, roles as roles_catalogue,
};
use rolecall::api::json::field::{Field, readable};
use rolecall::api::json::object as json;
use rolecall::api::tenant::{settings, whoami, whoami_parts};
use serde_json::{Map, Value, json};

use super::samples;

/// Which of the four a field is, without its value.
fn state<T>(field: &Field<T>) -> &'static str {
    match field {
        Field::Known(_) => "known",
        Field::Null => "null",
        Field::Missing => "missing",
        Field::Unreadable(_) => "unreadable",
    }
}

macro_rules! states {
    ($answer:expr, $($wire:literal => $field:ident),+ $(,)?) => {
        vec![$(($wire, state(&$answer.$field))),+]
    };
}

fn settings_states(body: &str) -> Vec<(&'static str, &'static str)> {
    let read = settings::decode(body).unwrap();
    states!(read, "image" => image, "initial_access" => initial_access,
        "is_next_request_allowed" => is_next_request_allowed, "notifications" => notifications,
        "otp_enabled" => otp_enabled, "otp_status" => otp_status)
}

fn whoami_states(body: &str) -> Vec<(&'static str, &'static str)> {
    let read = whoami::decode(body).unwrap();
    states!(read, "name" => name, "email" => email, "first_name" => first_name, "last_name" => last_name,
        "namespace" => namespace, "user_uuid" => user_uuid, "tenant" => tenant,
        "original_tenant" => original_tenant, "company" => company, "cname" => cname,
        "environment" => environment, "billing_plan_name" => billing_plan_name, "tenant_state" => tenant_state,
        "active_plan_transition_uid" => active_plan_transition_uid, "disabled" => disabled,
        "domain_owner" => domain_owner, "group_names" => group_names,
        "creation_timestamp" => creation_timestamp, "last_login_timestamp" => last_login_timestamp,
        "tos_accepted_at" => tos_accepted_at, "tos_version" => tos_version,
        "tos_current_version" => tos_current_version, "tos_accepted" => tos_accepted,
        "namespace_access" => namespace_access, "namespace_roles" => namespace_roles,
        "feature_flags" => feature_flags, "billing_flags" => billing_flags, "tenant_flags" => tenant_flags,
        "addon_service_status" => addon_service_status, "tile_access" => tile_access,
        "msp_managed" => msp_managed, "self_managed" => self_managed, "access_type" => access_type,
        "plan_type" => plan_type, "signup_origin" => signup_origin, "state" => state, "idm_type" => idm_type,
        "sync_mode" => sync_mode, "tenant_type" => tenant_type, "type" => user_type)
}

fn access_states(body: &str) -> Vec<(&'static str, &'static str)> {
    let read = access::decode(&format!("{{\"data\":{body}}}")).unwrap();
    states!(read, "id" => id, "customer_id" => customer_id, "user" => user, "type" => access_type,
        "roles" => roles, "last_login_at" => last_login_at, "created_at" => created_at,
        "created_by" => created_by, "language" => language, "name" => name,
        "two_fa_enabled" => two_fa_enabled, "sso_id" => sso_id)
}

fn object(body: &str) -> Map<String, Value> {
    match serde_json::from_str(body).unwrap() {
        Value::Object(map) => map,
        other => panic!("the sample is {other}"),
    }
}

/// The five values of other types than the one that is there, and one more of an odd kind.
fn wrong_for(right: &Value, wire: &str) -> Vec<Value> {
    let mut wrong = match right {
        Value::Bool(_) => vec![json!("true"), json!(1), json!([]), json!({}), json!(0.5)],
        Value::Array(_) => vec![json!("x"), json!(1), json!(true), json!({}), json!(0.5)],
        Value::Object(_) => vec![json!("x"), json!(1), json!(true), json!([]), json!(0.5)],
        Value::String(_) | Value::Number(_) | Value::Null => {
            vec![
                json!(-1.5),
                json!(true),
                json!([]),
                json!({}),
                json!([["x"]]),
            ]
        }
    };
    if wire.ends_with("_timestamp") || wire.ends_with("_at") {
        wrong[0] = json!("yesterday");
    }
    wrong
}

/// Damages each property in turn and checks that this property alone changes. Returns the number of cases.
fn damage_each(
    sample: &Map<String, Value>,
    states: fn(&str) -> Vec<(&'static str, &'static str)>,
) -> usize {
    let body = |map: &Map<String, Value>| Value::Object(map.clone()).to_string();
    let whole = states(&body(sample));
    assert_eq!(whole.len(), sample.len(), "the sample has every property");
    let mut cases = 0;
    for (wire, value) in sample {
        let mut check = |map: Map<String, Value>, expected: &str| {
            cases += 1;
            for ((key, before), (_, after)) in whole.iter().zip(states(&body(&map))) {
                let wanted = if key == wire { expected } else { before };
                assert_eq!(after, wanted, "{key} when {wire} is {:?}", map.get(wire));
            }
        };
        let mut without = sample.clone();
        without.remove(wire);
        check(without, "missing");
        let mut nulled = sample.clone();
        nulled.insert(wire.clone(), Value::Null);
        check(nulled, "null");
        for wrong in wrong_for(value, wire) {
            let mut damaged = sample.clone();
            damaged.insert(wire.clone(), wrong);
            check(damaged, "unreadable");
        }
    }
    cases
}

#[test]
fn a_bad_property_of_whoami_spoils_only_itself_in_280_cases() {
    assert_eq!(damage_each(&object(samples::WHOAMI), whoami_states), 280);
}

#[test]
fn a_bad_property_of_the_settings_spoils_only_itself_in_42_cases() {
    assert_eq!(damage_each(&object(samples::SETTINGS), settings_states), 42);
}

#[test]
fn a_bad_property_of_an_access_spoils_only_itself_in_84_cases() {
    let envelope = object(samples::ACCESS);
    let Value::Object(data) = &envelope["data"] else {
        panic!("the sample has data")
    };
    assert_eq!(damage_each(data, access_states), 84);
}

#[test]
fn every_field_of_an_empty_object_is_missing() {
    assert!(
        settings_states("{}")
            .iter()
            .all(|(_, state)| *state == "missing")
    );
    assert!(
        whoami_states("{}")
            .iter()
            .all(|(_, state)| *state == "missing")
    );
    assert!(
        access_states("{}")
            .iter()
            .all(|(_, state)| *state == "missing")
    );
}

#[test]
fn rejects_a_body_that_is_not_an_object_and_says_why() {
    for body in [
        "",
        " ",
        "[]",
        "[{}]",
        "null",
        "true",
        "1",
        "\"x\"",
        "<!doctype html>",
        "{",
        "{}x",
        "{\"a\":1,}",
        "\u{0}",
    ] {
        let refused = [
            settings::decode(body).unwrap_err(),
            whoami::decode(body).unwrap_err(),
            access::decode(body).unwrap_err(),
            access_of_user::decode_list(body).unwrap_err(),
            roles_catalogue::decode(body).unwrap_err(),
        ];
        assert!(refused.iter().all(|why| why.0.ends_with('.')), "{body}");
    }
}

#[test]
fn ignores_a_byte_order_mark() {
    assert_eq!(
        settings::decode(&format!("\u{feff}{}", samples::SETTINGS)),
        settings::decode(samples::SETTINGS)
    );
}

#[test]
fn rejects_a_duplicate_key() {
    assert!(settings::decode(r#"{"otp_enabled":true,"otp_enabled":false}"#).is_err());
    assert!(
        settings::decode(r#"{"otp_enabled":true,"otp_\u0065nabled":false}"#).is_err(),
        "also when escaped"
    );
    let inner = r#"{"initial_access":{"requested":true,"requested":false},"otp_enabled":true}"#;
    let read = settings::decode(inner).unwrap();
    assert!(read.initial_access.is_unreadable());
    assert_eq!(read.otp_enabled, Field::Known(true));
}

#[test]
fn skips_an_unknown_field_nested_100_000_deep() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let read = settings::decode(&format!("{{\"new\":{deep},\"otp_enabled\":true}}")).unwrap();
    assert_eq!(read.otp_enabled, Field::Known(true));
    let known = settings::decode(&format!("{{\"otp_enabled\":{deep},\"image\":\"\"}}")).unwrap();
    assert!(known.otp_enabled.is_unreadable());
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert!(whoami::decode(&format!("{{\"x\":{deep}}}")).is_ok());
}

#[test]
fn a_lone_surrogate_spoils_only_the_value_it_is_in() {
    let read = settings::decode(
        r#"{"image":"\ud800","\udc00":1,"otp_status":"OTP_ENABLED","notifications":[{"code":"\ud800","label":"ok"},{"code":"b"}]}"#,
    )
    .unwrap();
    assert!(read.image.is_unreadable());
    assert_eq!(read.otp_status, Field::Known(settings::OtpStatus::Enabled));
    let items = read.notifications.into_known().unwrap();
    let first = items[0].known().unwrap();
    assert!(first.code.is_unreadable());
    assert_eq!(first.label, Field::Known("ok".into()));
    assert_eq!(items[1].known().unwrap().code, Field::Known("b".into()));
}

#[test]
fn a_bad_item_of_a_list_spoils_only_itself() {
    let read =
        settings::decode(r#"{"notifications":[1,null,{"code":"a"},[],{"code":2}]}"#).unwrap();
    let items = read.notifications.into_known().unwrap();
    assert_eq!(
        items.iter().map(state).collect::<Vec<_>>(),
        ["unreadable", "null", "known", "unreadable", "known"]
    );
    let (good, lost) = readable(&items);
    assert_eq!((good.len(), lost), (2, 3));
    assert!(good[1].code.is_unreadable());
}

#[test]
fn a_bad_value_of_a_map_spoils_only_itself() {
    let read = whoami::decode(
        r#"{"tenant_flags":{"a":true,"b":"true","c":null},"namespace_access":{"namespace_role_map":{"x":{"names":["r",1]},"y":{"names":"r"},"z":[]}}}"#,
    )
    .unwrap();
    let flags = read.tenant_flags.into_known().unwrap();
    assert_eq!(
        flags
            .iter()
            .map(|(_, flag)| state(flag))
            .collect::<Vec<_>>(),
        ["known", "unreadable", "null"]
    );
    let access = read.namespace_access.into_known().unwrap();
    let by_namespace = access.namespace_role_map.into_known().unwrap();
    let names = by_namespace[0].1.known().unwrap().names.known().unwrap();
    assert_eq!(
        names.iter().map(state).collect::<Vec<_>>(),
        ["known", "unreadable"]
    );
    assert!(by_namespace[1].1.known().unwrap().names.is_unreadable());
    assert!(by_namespace[2].1.is_unreadable());
}

#[test]
fn an_unknown_enum_name_keeps_its_text() {
    let read = settings::decode(r#"{"otp_status":"OTP_PAUSED"}"#).unwrap();
    assert_eq!(
        read.otp_status,
        Field::Known(settings::OtpStatus::Other("OTP_PAUSED".into()))
    );
    let read = whoami::decode(r#"{"plan_type":"","type":"ROBOT"}"#).unwrap();
    assert_eq!(
        read.plan_type,
        Field::Known(whoami_parts::PlanType::Other("".into()))
    );
    assert_eq!(read.user_type.known().unwrap().wire(), "ROBOT");
}

#[test]
fn reads_every_known_name_of_every_enum() {
    macro_rules! check {
        ($($kind:ty),+) => {$(
            for value in <$kind>::KNOWN {
                assert_eq!(&<$kind>::of_wire(value.wire()), value);
            }
        )+};
    }
    use whoami_parts::*;
    check!(
        settings::OtpStatus,
        access_of_user::AccessType,
        AccessType,
        PlanType,
        SignupOrigin,
        TenantState,
        IdmType
    );
    check!(
        SyncMode,
        TenantType,
        UserType,
        BillingCheck,
        BillingAction,
        MspNodeType,
        AddonState,
        AddonAccess
    );
    check!(TileState);
    assert_eq!(BillingCheck::KNOWN.len(), 14);
}

#[test]
fn an_id_keeps_all_its_digits() {
    let read = access::decode(samples::ACCESS).unwrap();
    assert_eq!(read.id, Field::Known("9007199254740993".into()));
    let long = "1".repeat(40);
    let read = access::decode(&format!(
        "{{\"data\":{{\"id\":{long},\"user\":\"{long}\"}}}}"
    ))
    .unwrap();
    assert_eq!(
        (read.id, read.user),
        (Field::Known(long.clone()), Field::Known(long))
    );
    for bad in ["-1", "1.0", "1e3", "\"\"", "true"] {
        assert!(
            access::decode(&format!("{{\"data\":{{\"id\":{bad}}}}}"))
                .unwrap()
                .id
                .is_unreadable(),
            "{bad}"
        );
    }
}

#[test]
fn reads_a_64_bit_number_from_digits_and_from_a_string() {
    let read = |json| json::Object::read(json).unwrap().integer("n");
    assert_eq!(
        read(r#"{"n":9007199254740993}"#),
        Field::Known(9_007_199_254_740_993)
    );
    assert_eq!(
        read(r#"{"n":"-9223372036854775808"}"#),
        Field::Known(i64::MIN)
    );
    for bad in [
        r#"{"n":"+1"}"#,
        r#"{"n":1.5}"#,
        r#"{"n":""}"#,
        r#"{"n":9223372036854775808}"#,
        r#"{"n":"1 "}"#,
    ] {
        assert!(read(bad).is_unreadable(), "{bad}");
    }
}

#[test]
fn keeps_200_characters_of_an_unreadable_value() {
    let long = "é".repeat(500);
    let read = settings::decode(&format!("{{\"otp_enabled\":\"{long}\"}}")).unwrap();
    let Field::Unreadable(raw) = read.otp_enabled else {
        panic!("a string is no flag")
    };
    assert_eq!(raw.chars().count(), 200);
    assert!(raw.starts_with("\"ééé"));
}

#[test]
fn keeps_msp_managed_and_self_managed_if_both_are_sent() {
    let read = whoami::decode(samples::WHOAMI).unwrap();
    assert_eq!(read.self_managed, Field::Known(whoami_parts::SelfManaged));
    assert_eq!(read.msp_managed.known().unwrap().tier, Field::Known(2));
}

#[test]
fn a_list_of_accesses_keeps_its_good_rows() {
    assert!(access_of_user::decode_list(r#"{"data":{"total":0,"results":null}}"#).is_err());
    assert!(access_of_user::decode_list(r#"{"data":null}"#).is_err());
    assert!(access_of_user::decode_list(r#"{"message":"OK"}"#).is_err());
    let list =
        access_of_user::decode_list(r#"{"data":{"total":"3","results":[{"id":1},2,{"id":1}]}}"#)
            .unwrap();
    assert_eq!(list.total, Field::Known(3));
    assert_eq!(
        readable(&list.results).1,
        1,
        "and an id that comes twice is tolerated"
    );
    assert_eq!(
        access_of_user::decode_list(samples::ACCESS_LIST)
            .unwrap()
            .results
            .len(),
        2
    );
    assert_eq!(
        roles_catalogue::decode(samples::ROLES)
            .unwrap()
            .results
            .len(),
        2
    );
    assert_eq!(
        access_of_user::decode_list(r#"{"data":[{"id":1}]}"#)
            .unwrap()
            .results
            .len(),
        1
    );
}

#[test]
fn a_patch_sends_exactly_the_fields_that_are_set() {
    let mut patch = access::AccessPatch::default();
    assert!(patch.is_empty());
    assert_eq!(patch.body(), "{}");
    patch.roles = Some(vec![]);
    assert_eq!(patch.body(), r#"{"roles":[]}"#);
    patch.two_fa_enabled = Some(false);
    patch.name = Some("\"<é".into());
    assert_eq!(
        patch.body(),
        r#"{"roles":[],"two_fa_enabled":false,"name":"\"<é"}"#
    );
    assert!(!patch.is_empty());
}

#[test]
fn an_id_cannot_change_the_path() {
    assert_eq!(
        access::path("a-b_c.d~1", "42"),
        "/user/v1/users/a-b_c.d~1/access/42"
    );
    assert_eq!(
        access::path("../x?y#z", "é /"),
        "/user/v1/users/..%2Fx%3Fy%23z/access/%C3%A9%20%2F"
    );
    assert_eq!(access::path("..", ""), "/user/v1/users/--/access/-");
    let list = |limit, offset, user: &str, access_type: &str| {
        access_list::list_path(&access_list::ListQuery {
            limit,
            offset,
            user: user.to_owned(),
            access_type: access_type.to_owned(),
            ..Default::default()
        })
    };
    assert_eq!(list(0, 5, "", ""), "/user/v1/access?limit=1&offset=5");
    assert_eq!(list(9999, 0, "", ""), "/user/v1/access?limit=500&offset=0");
    assert_eq!(
        list(100, 0, "*a&b*", "profile"),
        "/user/v1/access?limit=100&offset=0&user=%2Aa%26b%2A&type=profile"
    );
}

#[test]
fn ignores_extra_fields_and_the_order_of_fields() {
    for sample in [samples::WHOAMI, samples::SETTINGS] {
        let map = object(sample);
        let mut turned = String::from("{\"new_thing\":{\"deep\":[1,{}]}");
        for (key, value) in map.iter().rev() {
            turned.push_str(&format!(",\n {} : {value}", Value::from(key.as_str())));
        }
        turned.push('}');
        if sample == samples::WHOAMI {
            assert_eq!(
                whoami::decode(&turned),
                whoami::decode(&Value::Object(map).to_string())
            );
        } else {
            assert_eq!(
                settings::decode(&turned),
                settings::decode(&Value::Object(map).to_string())
            );
        }
    }
}
