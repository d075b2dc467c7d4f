//! The list of notifications: nothing lost, nothing called off that is not known to be off.

use rolecall::api::json::field::{Field, List};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::Notification;
use rolecall::domain::settings::notification_summary::{Summary, matches, summary, words};

fn list(json: &str) -> List<Notification> {
    settings::decode(&format!(r#"{{"notifications":{json}}}"#))
        .unwrap()
        .notifications
        .into_known()
        .unwrap()
}

#[test]
fn what_is_not_known_counts_neither_as_on_nor_as_off() {
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
    assert_eq!(words(counted), "9 notifications, 1 on, 1 off, 7 not known");
    assert_eq!(words(summary(&items[..1])), "1 notification, 1 on");
}

#[test]
fn one_code_twice_stays_two_items() {
    let items = list(r#"[{"code":"A","enabled":true},{"code":"A","enabled":false}]"#);
    assert_eq!(words(summary(&items)), "2 notifications, 1 on, 1 off");
}

#[test]
fn a_search_finds_each_word_anywhere_in_any_case_and_never_hides_the_unreadable() {
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
