//! The outcome of a request for access: a table over how the request ended and what the settings show afterwards.

use rolecall::api::http::error::{ApiError, ErrorKind};
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::UserSettings;
use rolecall::domain::outcome::{Outcome, Severity};
use rolecall::domain::settings::initial_access_outcome::{outcome, verifying_message};

const KINDS: [ErrorKind; 16] = [
    ErrorKind::Offline,
    ErrorKind::Network,
    ErrorKind::Timeout,
    ErrorKind::Unauthenticated,
    ErrorKind::Forbidden,
    ErrorKind::NotFound,
    ErrorKind::Conflict,
    ErrorKind::Invalid,
    ErrorKind::RateLimited,
    ErrorKind::Unavailable,
    ErrorKind::Server,
    ErrorKind::Unreadable,
    ErrorKind::Aborted,
    ErrorKind::NotConfigured,
    ErrorKind::OtherUser,
    ErrorKind::UserUnknown,
];

fn read(json: &str) -> UserSettings {
    settings::decode(json).unwrap()
}

fn requested(allowed: bool, day: u32, sent: &str) -> UserSettings {
    read(&format!(
        r#"{{"is_next_request_allowed":{allowed},"initial_access":{{"requested":true,"email_sent":{sent},
            "last_requesting_time":"2026-01-{day:02}T00:00:00Z"}}}}"#
    ))
}

fn never() -> UserSettings {
    read(r#"{"is_next_request_allowed":true,"initial_access":null}"#)
}

fn of(sent: Result<(), ErrorKind>, before: &UserSettings, after: Option<&UserSettings>) -> Outcome {
    outcome(&sent.map_err(ApiError::new), Some(before), after)
}

#[test]
fn an_accepted_request_says_what_happens_next() {
    let good = of(Ok(()), &never(), Some(&requested(false, 2, "true")));
    assert_eq!(good.severity, Severity::Success);
    assert!(
        good.message.contains("have been emailed"),
        "{}",
        good.message
    );
    let pending = of(Ok(()), &never(), Some(&requested(false, 2, "false")));
    assert!(
        pending.message.contains("on its way"),
        "{}",
        pending.message
    );
    let silent = of(Ok(()), &never(), Some(&requested(false, 2, "null")));
    assert!(
        !silent.message.contains("mail"),
        "doesn't mention an email that nobody reported: {}",
        silent.message
    );
}

#[test]
fn an_accepted_request_that_is_not_visible_is_not_called_sent() {
    let before = requested(true, 1, "true");
    for after in [Some(&before), None] {
        let outcome = of(Ok(()), &before, after);
        assert_eq!(outcome.severity, Severity::Warning);
        assert!(
            outcome.message.contains("heck again"),
            "{}",
            outcome.message
        );
    }
}

#[test]
fn a_second_request_within_24_hours_is_a_warning() {
    for kind in [ErrorKind::Conflict, ErrorKind::RateLimited] {
        let outcome = of(Err(kind), &never(), Some(&requested(false, 2, "true")));
        assert_eq!(outcome.severity, Severity::Warning);
        assert!(outcome.message.contains("already requested"));
    }
}

#[test]
fn after_a_lost_response_only_the_settings_count() {
    let before = requested(true, 1, "true");
    for kind in KINDS
        .into_iter()
        .filter(|kind| ApiError::new(*kind).may_have_applied())
    {
        let arrived = of(Err(kind), &before, Some(&requested(false, 2, "true")));
        assert_eq!(arrived.severity, Severity::Success, "{kind:?}");
        assert!(arrived.message.contains("did arrive"));
        let nothing_new = of(Err(kind), &before, Some(&before));
        assert_eq!(nothing_new.severity, Severity::Warning);
        assert!(nothing_new.message.contains("no new request"));
        for after in [
            None,
            Some(read("{}")),
            Some(read(r#"{"initial_access":7}"#)),
        ] {
            let unknown = of(Err(kind), &before, after.as_ref());
            assert_eq!(unknown.severity, Severity::Warning);
            assert!(
                unknown.message.starts_with("We don't know"),
                "{}",
                unknown.message
            );
            assert!(
                !unknown.message.contains("request access again"),
                "doesn't invite a second request: {}",
                unknown.message
            );
        }
    }
}

#[test]
fn a_flag_that_turned_off_is_proof_even_without_a_time() {
    let after = read(r#"{"is_next_request_allowed":false}"#);
    let outcome = of(Err(ErrorKind::Network), &never(), Some(&after));
    assert!(outcome.message.contains("did arrive"));
}

#[test]
fn every_other_rejection_says_that_nothing_was_requested() {
    for kind in KINDS {
        let error = ApiError::new(kind);
        let explained = matches!(kind, ErrorKind::Conflict | ErrorKind::RateLimited);
        if error.may_have_applied() || explained {
            continue;
        }
        let outcome = of(Err(kind), &never(), Some(&never()));
        assert_eq!(outcome.severity, Severity::Error, "{kind:?}");
        assert!(outcome.message.ends_with("Access was not requested."));
    }
}

#[test]
fn while_verifying_only_what_may_have_arrived_is_called_unknown() {
    for kind in KINDS {
        let error = ApiError::new(kind);
        let unknown = verifying_message(&Err(error.clone())).contains("don't know");
        assert_eq!(unknown, error.may_have_applied(), "{kind:?}");
    }
    assert!(!verifying_message(&Ok(())).contains("don't know"));
}
