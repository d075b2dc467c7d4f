//! Filtering and sorting of accesses: against a naive oracle, and with unknown values.

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
fn only_a_star_is_a_wildcard() {
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
        assert_eq!(matches_wildcard(pattern, text), is, "{pattern} {text}");
    }
}

proptest! {
    #[test]
    fn a_pattern_matches_the_text_it_was_made_from(parts in prop::collection::vec("[ab]{0,3}", 1..5), fill in "[ab]{0,3}") {
        prop_assert!(matches_wildcard(&parts.join("*"), &parts.join(&fill)));
    }

    /// The oracle tries every split of the text.
    #[test]
    fn wildcards_match_what_exhaustive_search_matches(pattern in "[ab*]{0,6}", text in "[ab]{0,6}") {
        fn oracle(pattern: &[u8], text: &[u8]) -> bool {
            match pattern.split_first() {
                None => text.is_empty(),
                Some((b'*', rest)) => (0..=text.len()).any(|at| oracle(rest, &text[at..])),
                Some((letter, rest)) => text.first() == Some(letter) && oracle(rest, &text[1..]),
            }
        }
        prop_assert_eq!(matches_wildcard(&pattern, &text), oracle(pattern.as_bytes(), text.as_bytes()));
    }
}

#[test]
fn an_unknown_value_that_decides_is_neither_yes_nor_no() {
    let rows = rows(
        r#"{"roles":["A"],"last_login_at":null,"type":"ui_connection"},
           {"roles":["B",7],"last_login_at":"soon","type":3},
           {"roles":[]},
           {"roles":"many"},
           17"#,
    );
    let matches = |filter: &Filter| -> Vec<Match> {
        rows.iter().map(|row| filter.matches(row, NOW)).collect()
    };
    use Match::{No, Unknown, Yes};
    let role = |role: &str| Filter {
        role: Some(role.to_owned()),
        ..Filter::default()
    };
    assert_eq!(matches(&Filter::default()), [Yes; 5]);
    assert_eq!(matches(&role("A")), [Yes, Unknown, No, Unknown, Unknown]);
    assert_eq!(matches(&role("B")), [No, Yes, No, Unknown, Unknown]);
    assert_eq!(matches(&role("")), [No, No, Yes, Unknown, Unknown]);
    let login = |login| Filter {
        last_login: Some(login),
        ..Filter::default()
    };
    assert_eq!(
        matches(&login(LastLogin::Never)),
        [Yes, Unknown, Unknown, Unknown, Unknown]
    );
    assert_eq!(
        matches(&login(LastLogin::Unknown)),
        [No, Yes, Yes, Yes, Unknown]
    );
    let kind = Filter {
        access_type: "ui*".to_owned(),
        ..Filter::default()
    };
    assert_eq!(matches(&kind), [Yes, Unknown, Unknown, Unknown, Unknown]);
    // One "no" is enough, whatever else is unknown.
    let both = Filter {
        role: Some("A".to_owned()),
        last_login: Some(LastLogin::Within(1)),
        ..Filter::default()
    };
    assert_eq!(matches(&both), [No, Unknown, No, Unknown, Unknown]);
}

#[test]
fn never_is_not_long_ago_and_days_are_exact() {
    let at = |ms: i64| {
        let seconds = ms.div_euclid(1000);
        let time = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        rows(&format!("{{\"last_login_at\":\"{}\"}}", time.to_rfc3339())).remove(0)
    };
    let is = |login, row: &Field<Access>| {
        let filter = Filter {
            last_login: Some(login),
            ..Filter::default()
        };
        filter.matches(row, NOW) == Match::Yes
    };
    let (edge, before) = (at(NOW - 30 * DAY), at(NOW - 30 * DAY - 1000));
    assert!(is(LastLogin::Within(30), &edge) && !is(LastLogin::NotWithin(30), &edge));
    assert!(!is(LastLogin::Within(30), &before) && is(LastLogin::NotWithin(30), &before));
    let never = rows(r#"{"last_login_at":null}"#).remove(0);
    assert!(!is(LastLogin::NotWithin(30), &never) && !is(LastLogin::Within(30), &never));
    // A wrong server clock: the future is not long ago.
    assert!(is(LastLogin::Within(30), &at(NOW + 900 * DAY)));
}

#[test]
fn unknown_values_sort_last_in_both_directions() {
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
    // As numbers: 9 before 10 before 100.
    let by_id = sorted(Column::Access, false);
    assert_eq!(
        by_id
            .iter()
            .filter(|id| ["9", "10", "100"].contains(&id.as_str()))
            .count(),
        3
    );
    let position = |list: &[String], id: &str| list.iter().position(|one| one == id);
    assert!(
        position(&by_id, "9") < position(&by_id, "10")
            && position(&by_id, "10") < position(&by_id, "100")
    );
    assert_eq!(by_id.last().unwrap(), "!");
    for descending in [false, true] {
        let by_login = sorted(Column::LastLogin, descending);
        // Used, never, unknown, then unreadable rows.
        assert_eq!(by_login[2], "9", "{by_login:?}");
        assert_eq!(by_login[4], "!", "{by_login:?}");
        let by_roles = sorted(Column::Roles, descending);
        assert_eq!(by_roles[4], "!");
        assert_eq!(by_roles[if descending { 0 } else { 2 }], "100");
    }
}

#[test]
fn a_last_login_that_stands_for_none_is_unknown_never_long_ago_and_sorts_last() {
    for json in [
        "\"0001-01-01T00:00:00Z\"",
        "\"1970-01-01T00:00:00Z\"",
        "0",
        "\"\"",
        "\"9999-12-31T23:59:59Z\"",
    ] {
        let rows = rows(&format!(
            r#"{{"id":1,"last_login_at":{json}}},{{"id":2,"last_login_at":"2026-01-01T00:00:00Z"}}"#
        ));
        let by = |last_login| {
            let last_login = Some(last_login);
            Filter {
                last_login,
                ..Filter::default()
            }
            .matches(&rows[0], NOW)
        };
        assert_eq!(by(LastLogin::Unknown), Match::Yes, "{json}");
        for other in [
            LastLogin::Never,
            LastLogin::Within(7),
            LastLogin::NotWithin(365),
        ] {
            assert_eq!(by(other), Match::Unknown, "{json}");
        }
        for descending in [false, true] {
            let order = Order {
                column: Column::LastLogin,
                descending,
            };
            assert_eq!(
                order.compare(&rows[1], &rows[0]),
                std::cmp::Ordering::Less,
                "{json}"
            );
        }
    }
}
