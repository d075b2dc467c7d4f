//! The wish to be told when one may ask again: kept while it is about the last request, and fulfilled by the service's word.

use proptest::prelude::*;
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::domain::settings::reminder::{Due, Wish, due, wish};

const ASKED: i64 = 1_772_359_200_000; // 2026-03-01T10:00:00Z
const DAY: i64 = 24 * 60 * 60 * 1000;
const WISH: Wish = Wish {
    asked: ASKED,
    until: ASKED + DAY,
};

fn read(allowed: &str, request: &str) -> UserSettings {
    settings::decode(&format!(
        r#"{{"is_next_request_allowed":{allowed},"initial_access":{request}}}"#
    ))
    .unwrap()
}

fn asked(time: &str) -> String {
    format!(r#"{{"requested":true,"email_sent":true,"last_requesting_time":{time}}}"#)
}

#[test]
fn a_wish_is_about_the_last_request_and_there_is_none_without_a_time() {
    let mine = asked(r#""2026-03-01T10:00:00Z""#);
    assert_eq!(wish(&read("false", &mine), ASKED + 1), Some(WISH));
    for (allowed, request) in [
        ("true", mine.as_str()),
        ("false", "null"),
        ("false", "7"),
        ("false", &asked("null")),
        ("false", &asked("7")),
    ] {
        assert_eq!(wish(&read(allowed, request), ASKED + 1), None, "{request}");
    }
    assert_eq!(wish(&read("false", &mine), ASKED + DAY), None, "it is over");
}

#[test]
fn nobody_is_told_before_the_service_says_so() {
    let mine = asked(r#""2026-03-01T10:00:00Z""#);
    let later = asked(r#""2026-03-01T11:00:00Z""#);
    let dark = asked("7");
    for (allowed, request, now, expected) in [
        ("false", mine.as_str(), ASKED + DAY - 1, Due::Wait),
        ("false", &mine, ASKED + DAY, Due::Ask),
        ("false", &mine, ASKED + 99 * DAY, Due::Ask),
        ("null", &mine, ASKED + DAY, Due::Ask),
        ("7", &mine, ASKED + DAY - 1, Due::Wait),
        // The service decides, also when it is early.
        ("true", &mine, ASKED + 1, Due::Tell),
        ("true", &mine, ASKED + DAY, Due::Tell),
        // Asked again meanwhile, or somebody else is signed in.
        ("false", &later, ASKED + DAY, Due::Forget),
        ("true", &later, ASKED + DAY, Due::Forget),
        ("true", "null", ASKED + DAY, Due::Forget),
        // What could not be read ends no wish.
        ("false", &dark, ASKED + DAY, Due::Ask),
        ("false", "7", ASKED + DAY - 1, Due::Wait),
    ] {
        assert_eq!(
            due(WISH, &read(allowed, request), now),
            expected,
            "{allowed} {request} {now}"
        );
    }
}

#[test]
fn a_wish_comes_back_from_the_tabs_memory_and_nothing_else_does() {
    for text in [
        "",
        "1",
        "1 ",
        " 1",
        "1 2 3",
        "a b",
        "1.5 2",
        "99999999999999999999 1",
    ] {
        assert_eq!(Wish::of_text(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn every_wish_survives_its_text(asked: i64, until: i64) {
        let wish = Wish { asked, until };
        prop_assert_eq!(Wish::of_text(&wish.text()), Some(wish));
    }
}
