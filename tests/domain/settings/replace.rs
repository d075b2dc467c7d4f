//! Replacing the settings erases nothing: complete or not at all. And the outcome of the one change that uses it.

use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::api::tenant::settings_put::Replacement;
use rolecall::api::tenant::whoami::Person;
use rolecall::domain::outcome::Severity;
use rolecall::domain::settings::otp;
use rolecall::domain::settings::otp::why_locked;
use rolecall::domain::settings::otp_change::outcome;
use rolecall::domain::settings::replace::{missing_message, with_otp};
use serde_json::{Value, json};

fn whole() -> Value {
    json!({
        "image": "iVBORw0KGgo=", "otp_enabled": false, "otp_status": "OTP_DISABLED",
        "notifications": [
            { "code": "A", "label": "a", "description": "", "enabled": true },
            { "code": "B", "label": "b", "description": "", "enabled": false },
            { "code": "LATER_THAN_THIS_APP", "enabled": true },
        ],
    })
}

fn read(settings: &Value) -> UserSettings {
    settings::decode(&settings.to_string()).unwrap()
}

fn me() -> Person {
    Person::decode(r#"{"first_name":"Åsa","last_name":""}"#.to_owned()).unwrap()
}

#[test]
fn a_complete_read_is_sent_back_with_one_change() {
    let sent = with_otp(&read(&whole()), &me(), true).unwrap();
    let body: Value = serde_json::from_str(&sent.body()).unwrap();
    assert_eq!(
        body,
        json!({
            "enabled_notifications": ["A", "LATER_THAN_THIS_APP"], "first_name": "Åsa", "last_name": "",
            "image": "iVBORw0KGgo=", "otp_enabled": true,
        })
    );
}

#[test]
fn a_part_that_is_missing_null_or_of_another_type_is_never_replaced() {
    let refused = |settings: &Value| with_otp(&read(settings), &me(), true).unwrap_err();
    for bad in [Value::Null, json!(7), json!({}), json!(true)] {
        for part in ["image", "notifications"] {
            let mut settings = whole();
            settings[part] = bad.clone();
            assert_eq!(refused(&settings).len(), 1, "{part} {bad}");
        }
        for part in ["code", "enabled"] {
            if part == "enabled" && bad == json!(true) {
                continue;
            }
            let mut settings = whole();
            settings["notifications"][1][part] = bad.clone();
            assert_eq!(refused(&settings), ["notifications"], "{part} {bad}");
        }
        let mut settings = whole();
        settings["notifications"][0] = bad.clone();
        assert_eq!(refused(&settings), ["notifications"], "{bad}");
        let text = json!({ "first_name": bad, "last_name": bad }).to_string();
        let missing = with_otp(
            &read(&whole()),
            &Person::decode(text.clone()).unwrap(),
            true,
        )
        .unwrap_err();
        assert_eq!(missing, ["first name", "last name"]);
    }
    let none = with_otp(
        &read(&json!({})),
        &Person::decode("{}".to_owned()).unwrap(),
        true,
    )
    .unwrap_err();
    assert_eq!(none.len(), 4);
    assert!(missing_message(&none).contains("notifications, profile image, first name, last name"));
}

#[test]
fn a_code_that_is_both_on_and_off_is_not_guessed() {
    let mut settings = whole();
    settings["notifications"][1]["code"] = json!("A");
    assert_eq!(
        with_otp(&read(&settings), &me(), true).unwrap_err(),
        ["notifications"]
    );
}

#[test]
fn an_empty_list_and_no_image_are_complete() {
    let settings = read(&json!({ "image": "", "notifications": [] }));
    let expected = Replacement {
        enabled_notifications: Vec::new(),
        first_name: "Åsa".to_owned(),
        last_name: String::new(),
        image: String::new(),
        otp_enabled: false,
    };
    assert_eq!(with_otp(&settings, &me(), false), Ok(expected));
}

fn status(name: &str, enabled: bool) -> UserSettings {
    read(&json!({ "otp_status": name, "otp_enabled": enabled }))
}

#[test]
fn only_a_settled_status_that_matches_its_switch_can_be_changed() {
    for (name, enabled, free) in [
        ("OTP_ENABLED", true, true),
        ("OTP_DISABLED", false, true),
        ("OTP_ENABLED", false, false),
        ("OTP_DISABLED", true, false),
        ("OTP_PROCESSING", true, false),
        ("OTP_PROCESS_DISABLING", false, false),
        ("OTP_LATER", true, false),
    ] {
        let settings = status(name, enabled);
        let otp = otp::view(&settings.otp_status, &settings.otp_enabled);
        assert_eq!(why_locked(&otp).is_none(), free, "{name} {enabled}");
    }
}

#[test]
fn only_what_the_service_shows_is_called_on() {
    let lost = || Err(ApiError::new(ErrorKind::Timeout));
    let refused = || Err(ApiError::new(ErrorKind::Forbidden));
    let (on, off) = (status("OTP_ENABLED", true), status("OTP_DISABLED", false));
    let turning = status("OTP_PROCESSING", true);
    for (sent, after, severity) in [
        (Ok(()), Some(&on), Severity::Success),
        (Ok(()), Some(&turning), Severity::Success),
        (lost(), Some(&turning), Severity::Success),
        (Ok(()), Some(&off), Severity::Warning),
        (lost(), Some(&off), Severity::Warning),
        (Ok(()), None, Severity::Warning),
        (lost(), None, Severity::Warning),
        (refused(), Some(&off), Severity::Error),
        (refused(), None, Severity::Error),
    ] {
        let outcome = outcome(true, &sent, after);
        assert_eq!(outcome.severity, severity, "{}", outcome.message);
    }
    assert_eq!(
        outcome(false, &Ok(()), Some(&off)).severity,
        Severity::Success
    );
    assert_eq!(
        outcome(false, &Ok(()), Some(&turning)).severity,
        Severity::Warning
    );
}
