//! The reminder that a new request is possible: kept while it is about the last request, due when the service says so.

use proptest::prelude::*;
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::domain::settings::reminder::{Due, PendingReminder};

const REQUESTED: i64 = 1_772_359_200_000; // 2026-03-01T10:00:00Z
const DAY: i64 = 24 * 60 * 60 * 1000;
const REMINDER: PendingReminder = PendingReminder {
    requested_at: REQUESTED,
    until: REQUESTED + DAY,
};

fn read(allowed: &str, request: &str) -> UserSettings {
    settings::decode(&format!(
        r#"{{"is_next_request_allowed":{allowed},"initial_access":{request}}}"#
    ))
    .unwrap()
}

fn requested(time: &str) -> String {
    format!(r#"{{"requested":true,"email_sent":true,"last_requesting_time":{time}}}"#)
}

#[test]
fn a_reminder_needs_the_time_of_the_last_request() {
    let mine = requested(r#""2026-03-01T10:00:00Z""#);
    assert_eq!(
        PendingReminder::of(&read("false", &mine), REQUESTED + 1),
        Some(REMINDER)
    );
    for (allowed, request) in [
        ("true", mine.as_str()),
        ("false", "null"),
        ("false", "7"),
        ("false", &requested("null")),
        ("false", &requested("7")),
    ] {
        assert_eq!(
            PendingReminder::of(&read(allowed, request), REQUESTED + 1),
            None,
            "{request}"
        );
    }
    assert_eq!(
        PendingReminder::of(&read("false", &mine), REQUESTED + DAY),
        None,
        "the 24 hours are over"
    );
}

#[test]
fn notifies_only_once_the_service_allows_a_request() {
    let mine = requested(r#""2026-03-01T10:00:00Z""#);
    let later = requested(r#""2026-03-01T11:00:00Z""#);
    let unreadable = requested("7");
    for (allowed, request, now, expected) in [
        ("false", mine.as_str(), REQUESTED + DAY - 1, Due::Wait),
        ("false", &mine, REQUESTED + DAY, Due::Check),
        ("false", &mine, REQUESTED + 99 * DAY, Due::Check),
        ("null", &mine, REQUESTED + DAY, Due::Check),
        ("7", &mine, REQUESTED + DAY - 1, Due::Wait),
        // The service decides, even ahead of time.
        ("true", &mine, REQUESTED + 1, Due::Notify),
        ("true", &mine, REQUESTED + DAY, Due::Notify),
        // Requested again meanwhile, or another user is signed in.
        ("false", &later, REQUESTED + DAY, Due::Drop),
        ("true", &later, REQUESTED + DAY, Due::Drop),
        ("true", "null", REQUESTED + DAY, Due::Drop),
        // What can't be read doesn't end a reminder.
        ("false", &unreadable, REQUESTED + DAY, Due::Check),
        ("false", "7", REQUESTED + DAY - 1, Due::Wait),
    ] {
        assert_eq!(
            REMINDER.due(&read(allowed, request), now),
            expected,
            "{allowed} {request} {now}"
        );
    }
}

#[test]
fn rejects_stored_text_that_is_not_a_reminder() {
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
        assert_eq!(PendingReminder::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn every_reminder_survives_being_stored(requested_at: i64, until: i64) {
        let reminder = PendingReminder { requested_at, until };
        prop_assert_eq!(PendingReminder::parse(&reminder.serialize()), Some(reminder));
    }
}
