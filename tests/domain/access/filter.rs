//! Which accesses are listed and in which order: against a naive oracle, and the cases in which something is not known.

use proptest::prelude::*;
use rolecall::api::access::access_of_user::{Access, decode_list};
use rolecall::api::json::field::Field;
use rolecall::domain::access::filter::*;

const NOW: i64 = 1_780_000_000_000;
const DAY: i64 = 86_400_000;

fn rows(items: &str) -> Vec<Field<Access>> {
    decode_list(&format!("{{\"data\":{{\"results\":[{items}]}}}}"))
        .unwrap()
        .results
}

#[test]
fn a_star_stands_for_anything_and_nothing_else_does() {
    for (pattern, text, is) in [
        ("*", "", true),
        ("", "", true),
        ("", "a", false),
        ("ab", "ab", true),
        ("ab", "AB", true),
        ("ab", "abc", false),
        ("a*", "abc", true),
        ("*c", "abc", true),
        ("*b*", "abc", true),
        ("a*a", "a", false),
        ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "acb", false),
        ("*_connection", "ui_connection", true),
        ("*_connection", "profile", false),
        ("u%", "ui_connection", false),
        ("u.*", "ui_connection", false),
    ] {
        assert_eq!(is_like(pattern, text), is, "{pattern} {text}");
    }
}

proptest! {
    #[test]
    fn a_pattern_is_like_what_it_was_made_of(parts in prop::collection::vec("[ab]{0,3}", 1..5), fill in "[ab]{0,3}") {
        prop_assert!(is_like(&parts.join("*"), &parts.join(&fill)));
    }

    /// The oracle tries every way of cutting the text.
    #[test]
    fn wildcards_find_what_trying_everything_finds(pattern in "[ab*]{0,6}", text in "[ab]{0,6}") {
        fn oracle(pattern: &[u8], text: &[u8]) -> bool {
            match pattern.split_first() {
                None => text.is_empty(),
                Some((b'*', rest)) => (0..=text.len()).any(|at| oracle(rest, &text[at..])),
                Some((letter, rest)) => text.first() == Some(letter) && oracle(rest, &text[1..]),
            }
        }
        prop_assert_eq!(is_like(&pattern, &text), oracle(pattern.as_bytes(), text.as_bytes()));
    }
}

#[test]
fn what_decides_and_is_not_known_is_neither_yes_nor_no() {
    let rows = rows(
        r#"{"roles":["A"],"last_login_at":null,"type":"ui_connection"},
           {"roles":["B",7],"last_login_at":"soon","type":3},
           {"roles":[]},
           {"roles":"many"},
           17"#,
    );
    let narrow = |narrow: &Narrow| -> Vec<Match> {
        rows.iter().map(|row| narrow.matches(row, NOW)).collect()
    };
    use Match::{No, Unknown, Yes};
    let role = |role: &str| Narrow {
        role: Some(role.to_owned()),
        ..Narrow::default()
    };
    assert_eq!(narrow(&Narrow::default()), [Yes; 5]);
    assert_eq!(narrow(&role("A")), [Yes, Unknown, No, Unknown, Unknown]);
    assert_eq!(narrow(&role("B")), [No, Yes, No, Unknown, Unknown]);
    assert_eq!(narrow(&role("")), [No, No, Yes, Unknown, Unknown]);
    let login = |login| Narrow {
        last_login: Some(login),
        ..Narrow::default()
    };
    assert_eq!(
        narrow(&login(LastLogin::Never)),
        [Yes, Unknown, Unknown, Unknown, Unknown]
    );
    assert_eq!(
        narrow(&login(LastLogin::Unknown)),
        [No, Yes, Yes, Yes, Unknown]
    );
    let kind = Narrow {
        access_type: "ui*".to_owned(),
        ..Narrow::default()
    };
    assert_eq!(narrow(&kind), [Yes, Unknown, Unknown, Unknown, Unknown]);
    // One "no" is enough, whatever else is not known.
    let both = Narrow {
        role: Some("A".to_owned()),
        last_login: Some(LastLogin::Within(1)),
        ..Narrow::default()
    };
    assert_eq!(narrow(&both), [No, Unknown, No, Unknown, Unknown]);
}

#[test]
fn never_is_not_long_ago_and_days_are_counted_to_the_millisecond() {
    let at = |ms: i64| {
        let seconds = ms.div_euclid(1000);
        let time = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        rows(&format!("{{\"last_login_at\":\"{}\"}}", time.to_rfc3339())).remove(0)
    };
    let is = |login, row: &Field<Access>| {
        let narrow = Narrow {
            last_login: Some(login),
            ..Narrow::default()
        };
        narrow.matches(row, NOW) == Match::Yes
    };
    let (edge, before) = (at(NOW - 30 * DAY), at(NOW - 30 * DAY - 1000));
    assert!(is(LastLogin::Within(30), &edge) && !is(LastLogin::NotWithin(30), &edge));
    assert!(!is(LastLogin::Within(30), &before) && is(LastLogin::NotWithin(30), &before));
    let never = rows(r#"{"last_login_at":null}"#).remove(0);
    assert!(!is(LastLogin::NotWithin(30), &never) && !is(LastLogin::Within(30), &never));
    // A wrong clock on the other side: in the future is not long ago.
    assert!(is(LastLogin::Within(30), &at(NOW + 900 * DAY)));
}

#[test]
fn what_is_not_known_stands_last_whichever_way_it_is_sorted() {
    let rows = rows(
        r#"{"id":10,"last_login_at":"2026-01-02T00:00:00Z","roles":["A"]},
           {"id":"x9","last_login_at":"soon"},
           5,
           {"id":9,"last_login_at":null,"roles":[]},
           {"id":100,"last_login_at":"2026-01-03T00:00:00Z","roles":["A","B"]}"#,
    );
    let sorted = |column, descending| -> Vec<String> {
        let order = Order { column, descending };
        let mut sorted: Vec<&Field<Access>> = rows.iter().collect();
        sorted.sort_by(|a, b| order.compare(a, b));
        let id = |row: &&Field<Access>| match row.known().map(|access| access.id.known().cloned()) {
            Some(Some(id)) => id,
            Some(None) => "?".to_owned(),
            None => "!".to_owned(),
        };
        sorted.iter().map(id).collect()
    };
    // Numbers, not words: 9 before 10 before 100.
    let by_id = sorted(Column::Access, false);
    assert_eq!(
        by_id
            .iter()
            .filter(|id| ["9", "10", "100"].contains(&id.as_str()))
            .count(),
        3
    );
    let place = |list: &[String], id: &str| list.iter().position(|one| one == id);
    assert!(place(&by_id, "9") < place(&by_id, "10") && place(&by_id, "10") < place(&by_id, "100"));
    assert_eq!(by_id.last().unwrap(), "!");
    for descending in [false, true] {
        let by_login = sorted(Column::LastLogin, descending);
        // Used ones, then never, then not known, then unreadable rows.
        assert_eq!(by_login[2], "9", "{by_login:?}");
        assert_eq!(by_login[4], "!", "{by_login:?}");
        let by_roles = sorted(Column::Roles, descending);
        assert_eq!(by_roles[4], "!");
        assert_eq!(by_roles[if descending { 0 } else { 2 }], "100");
    }
}
