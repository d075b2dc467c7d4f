//! The list of notifications: nothing is lost, and only what is known to be off is called off.

use rolecall::api::json::field::{Field, List};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::Notification;
use rolecall::domain::settings::notification_summary::{Summary, matches, summary, text};

fn list(json: &str) -> List<Notification> {
    settings::decode(&format!(r#"{{"notifications":{json}}}"#))
        .unwrap()
        .notifications
        .into_known()
        .unwrap()
}

#[test]
fn unknown_counts_neither_as_on_nor_as_off() {
    let items = list(
        r#"[{"code":"A","enabled":true},{"code":"B","enabled":false},{"code":"C"},
            {"code":"D","enabled":null},{"code":"E","enabled":"false"},{"code":"F","enabled":0},null,7,[]]"#,
    );
    let counted = summary(&items);
    assert_eq!(
        counted,
        Summary {
            total: 9,
            on: 1,
            off: 1,
            unknown: 7
        }
    );
    assert_eq!(text(counted), "9 notifications, 1 on, 1 off, 7 unknown");
    assert_eq!(text(summary(&items[..1])), "1 notification, 1 on");
}

#[test]
fn the_same_code_twice_stays_two_items() {
    let items = list(r#"[{"code":"A","enabled":true},{"code":"A","enabled":false}]"#);
    assert_eq!(text(summary(&items)), "2 notifications, 1 on, 1 off");
}

#[test]
fn search_ignores_case_and_never_hides_unreadable_items() {
    let items = list(
        r#"[{"code":"CERT_EXPIRY","label":"Certificate expiry","description":"Within 30 days"},
            {"code":"QUOTA","label":"Ábra","description":null}, 7]"#,
    );
    let found = |query: &str| -> Vec<bool> {
        items
            .iter()
            .map(|item| matches(item, query, str::to_lowercase))
            .collect()
    };
    assert_eq!(found(""), [true, true, true]);
    assert_eq!(found("  "), [true, true, true]);
    assert_eq!(found("cert DAYS"), [true, false, true]);
    assert_eq!(found("ábra"), [false, true, true]);
    assert_eq!(found("quota days"), [false, false, true]);
    assert!(items[2].is_unreadable());
    assert!(matches(&Field::Null, "anything", str::to_lowercase));
}
