//! Switching notifications: only what changes is sent, and only what the service shows counts as saved.

use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::json::field::{Field, List};
use rolecall::api::tenant::notifications::body;
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::Notification;
use rolecall::domain::settings::notification_outcome::{
    ChangeResult, judge, pending_changes, state_of, switchable,
};

fn list(json: &str) -> List<Notification> {
    let settings = settings::decode(&format!(r#"{{"notifications":{json}}}"#)).unwrap();
    settings.notifications.into_known().unwrap()
}

const MIXED: &str = r#"[{"code":"A","enabled":true},{"code":"B","enabled":false},{"code":"B","enabled":false},
    {"code":"C"},{"code":"","enabled":false},{"enabled":false},7,null,{"code":"D","enabled":"false"}]"#;

#[test]
fn all_on_and_all_off_send_only_what_changes_each_code_once() {
    let items = list(MIXED);
    assert_eq!(pending_changes(&items, true), [("B".to_owned(), true)]);
    assert_eq!(pending_changes(&items, false), [("A".to_owned(), false)]);
    assert_eq!(
        body(&pending_changes(&items, true)),
        r#"{"ntfn_preferences_map":{"B":true}}"#
    );
}

#[test]
fn an_item_without_a_code_or_known_state_cannot_be_switched() {
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
fn a_code_with_two_states_has_no_known_state() {
    let items = list(
        r#"[{"code":"A","enabled":true},{"code":"A","enabled":false},{"code":"B","enabled":true},{"code":"B"}]"#,
    );
    assert_eq!(state_of(&items, "A"), None);
    assert_eq!(state_of(&items, "B"), None);
    assert_eq!(state_of(&items, "C"), None);
    assert_eq!(state_of(&list(MIXED), "B"), Some(false));
}

#[test]
fn sends_codes_unchanged() {
    let odd = "quote\" \\ \u{1F600}";
    let sent: serde_json::Value = serde_json::from_str(&body(&[(odd.to_owned(), false)])).unwrap();
    assert_eq!(sent["ntfn_preferences_map"][odd], false);
}

#[test]
fn only_what_the_service_shows_is_saved() {
    let lost = || Err(ApiError::new(ErrorKind::Network));
    let refused = || Err(ApiError::new(ErrorKind::Forbidden));
    for on in [true, false] {
        for sent in [Ok(()), lost(), refused()] {
            assert_eq!(judge(on, &sent, Some(on)), ChangeResult::Saved);
            assert!(matches!(
                judge(on, &sent, Some(!on)),
                ChangeResult::NotSaved(_)
            ));
            assert_ne!(judge(on, &sent, None), ChangeResult::Saved);
        }
        assert!(matches!(judge(on, &lost(), None), ChangeResult::Unknown(_)));
        assert!(matches!(judge(on, &Ok(()), None), ChangeResult::Unknown(_)));
        assert!(matches!(
            judge(on, &refused(), None),
            ChangeResult::NotSaved(_)
        ));
    }
}
