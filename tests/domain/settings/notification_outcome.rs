//! Switching notifications: only what changes is sent, and only what the service shows is called saved.

use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::json::field::{Field, List};
use rolecall::api::tenant::notifications::body;
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::Notification;
use rolecall::domain::settings::notification_outcome::{
    Kept, judge, state_of, switchable, to_switch,
};

fn list(json: &str) -> List<Notification> {
    let settings = settings::decode(&format!(r#"{{"notifications":{json}}}"#)).unwrap();
    settings.notifications.into_known().unwrap()
}

const MIXED: &str = r#"[{"code":"A","enabled":true},{"code":"B","enabled":false},{"code":"B","enabled":false},
    {"code":"C"},{"code":"","enabled":false},{"enabled":false},7,null,{"code":"D","enabled":"false"}]"#;

#[test]
fn all_on_and_all_off_name_only_what_changes_and_each_code_once() {
    let items = list(MIXED);
    assert_eq!(to_switch(&items, true), [("B".to_owned(), true)]);
    assert_eq!(to_switch(&items, false), [("A".to_owned(), false)]);
    assert_eq!(
        body(&to_switch(&items, true)),
        r#"{"ntfn_preferences_map":{"B":true}}"#
    );
}

#[test]
fn what_has_no_code_or_no_known_state_cannot_be_switched() {
    let items = list(MIXED);
    let codes: Vec<Option<&str>> = items
        .iter()
        .filter_map(Field::known)
        .map(switchable)
        .collect();
    assert_eq!(
        codes,
        [Some("A"), Some("B"), Some("B"), None, None, None, None]
    );
}

#[test]
fn a_code_told_in_two_ways_has_no_known_state() {
    let items = list(
        r#"[{"code":"A","enabled":true},{"code":"A","enabled":false},{"code":"B","enabled":true},{"code":"B"}]"#,
    );
    assert_eq!(state_of(&items, "A"), None);
    assert_eq!(state_of(&items, "B"), None);
    assert_eq!(state_of(&items, "C"), None);
    assert_eq!(state_of(&list(MIXED), "B"), Some(false));
}

#[test]
fn codes_travel_as_they_are() {
    let odd = "quote\" \\ \u{1F600}";
    let sent: serde_json::Value = serde_json::from_str(&body(&[(odd.to_owned(), false)])).unwrap();
    assert_eq!(sent["ntfn_preferences_map"][odd], false);
}

#[test]
fn saved_is_only_what_the_service_shows() {
    let lost = || Err(ApiError::new(ErrorKind::Network));
    let refused = || Err(ApiError::new(ErrorKind::Forbidden));
    for wish in [true, false] {
        for sent in [Ok(()), lost(), refused()] {
            assert_eq!(judge(wish, &sent, Some(wish)), Kept::Saved);
            assert!(matches!(judge(wish, &sent, Some(!wish)), Kept::NotSaved(_)));
            assert_ne!(judge(wish, &sent, None), Kept::Saved);
        }
        assert!(matches!(judge(wish, &lost(), None), Kept::Unsure(_)));
        assert!(matches!(judge(wish, &Ok(()), None), Kept::Unsure(_)));
        assert!(matches!(judge(wish, &refused(), None), Kept::NotSaved(_)));
    }
}
