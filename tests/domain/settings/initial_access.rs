//! Initial access: the table of statuses, and all 1,015 combinations of what the service may say.

use rolecall::api::json::field::Field;
use rolecall::api::json::time::Time;
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::{InitialAccess, UserSettings};
use rolecall::domain::settings::initial_access::{AccessState, COOL_DOWN_MS, view};

const NOW: i64 = 1_700_000_000_000;
const H: i64 = 3_600_000;

fn settings(allowed: Field<bool>, initial_access: Field<InitialAccess>) -> UserSettings {
    UserSettings {
        is_next_request_allowed: allowed,
        initial_access,
        ..settings::decode("{}").unwrap()
    }
}

fn request(
    requested: Field<bool>,
    email_sent: Field<bool>,
    when: Field<i64>,
) -> Field<InitialAccess> {
    let last_requesting_time = when.map(|ms| Time {
        ms,
        text: "".into(),
    });
    Field::Known(InitialAccess {
        email_sent,
        last_requesting_time,
        requested,
    })
}

fn known<T>(value: T) -> Field<T> {
    Field::Known(value)
}

#[test]
fn each_status_has_its_sentence() {
    let ago = NOW - 3 * H;
    let until = Some(NOW + 21 * H);
    let sent_request = |sent| request(known(true), sent, known(ago));
    for (allowed, request, state, message, reason) in [
        (
            known(true),
            Field::Null,
            AccessState::NeverRequested,
            "You haven't requested access yet.",
            None,
        ),
        (
            known(true),
            request(known(false), known(false), Field::Null),
            AccessState::NeverRequested,
            "You haven't requested access yet.",
            None,
        ),
        (
            known(false),
            sent_request(known(false)),
            AccessState::RequestedEmailPending { when: Some(ago) },
            "You requested access 3 hours ago. The email to your tenant's admins hasn't been sent yet.",
            Some("One request every 24 hours. Next one in 21 hours."),
        ),
        (
            known(false),
            sent_request(known(true)),
            AccessState::RequestedEmailSent { when: Some(ago) },
            "You requested access 3 hours ago. Your tenant's admins have been emailed.",
            Some("One request every 24 hours. Next one in 21 hours."),
        ),
        (
            known(false),
            sent_request(Field::Missing),
            AccessState::MustWait { until },
            "You requested access 3 hours ago. We couldn't find out whether your tenant's admins have been emailed.",
            Some("One request every 24 hours. Next one in 21 hours."),
        ),
        (
            known(true),
            request(known(true), known(true), known(NOW - 25 * H)),
            AccessState::CanRequestAgain {
                when: Some(NOW - 25 * H),
            },
            "You requested access 1 day ago. You can request it again.",
            None,
        ),
        (
            known(false),
            Field::Missing,
            AccessState::MustWait { until: None },
            "You can't request access right now.",
            Some(
                "Requests aren't allowed right now, and the service didn't say when they will be.",
            ),
        ),
        (
            known(false),
            request(known(true), known(true), known(NOW - 24 * H)),
            AccessState::RequestedEmailSent {
                when: Some(NOW - 24 * H),
            },
            "You requested access 1 day ago. Your tenant's admins have been emailed.",
            Some("The 24 hours are over. Check again to see whether you can request access."),
        ),
        (
            Field::Missing,
            sent_request(known(true)),
            AccessState::Unknown,
            "You requested access 3 hours ago. We can't tell whether you can request it again.",
            Some("We couldn't find out whether you can request access. Check again in a moment."),
        ),
        (
            Field::Null,
            Field::Null,
            AccessState::Unknown,
            "You haven't requested access yet. We can't tell whether you can request it.",
            Some("We couldn't find out whether you can request access. Check again in a moment."),
        ),
        (
            known(true),
            Field::Missing,
            AccessState::Unknown,
            "We couldn't find out whether you've requested access.",
            None,
        ),
    ] {
        let view = view(&settings(allowed.clone(), request.clone()), NOW);
        assert_eq!(view.state, state, "{allowed:?} {request:?}");
        assert_eq!(view.message, message);
        assert_eq!(view.reason.as_deref(), reason, "{message}");
    }
}

#[test]
fn the_button_follows_only_the_services_flag() {
    let flags = || {
        [
            known(true),
            known(false),
            Field::Null,
            Field::Missing,
            Field::Unreadable("1".into()),
        ]
    };
    let times = [
        Field::Null,
        Field::Missing,
        known(NOW),
        known(NOW - 23 * H),
        known(NOW - 24 * H),
        known(NOW + 99 * H),
        known(i64::MIN),
        known(i64::MAX),
    ];
    let mut cases = 0;
    for allowed in flags() {
        let mut requests = vec![Field::Null, Field::Missing, Field::Unreadable("[]".into())];
        for requested in flags() {
            for sent in flags() {
                requests.extend(
                    times
                        .iter()
                        .map(|when| request(requested.clone(), sent.clone(), when.clone())),
                );
            }
        }
        for request in requests {
            cases += 1;
            let view = view(&settings(allowed.clone(), request.clone()), NOW);
            assert_eq!(
                view.button_enabled,
                allowed == known(true),
                "{allowed:?} {request:?}"
            );
            assert_eq!(
                view.reason.is_none(),
                view.button_enabled,
                "a disabled button always has its reason"
            );
            assert!(
                view.until
                    .is_none_or(|until| until > NOW && until <= NOW + COOL_DOWN_MS)
            );
            assert!(!view.button_enabled || view.until.is_none());
            assert!(
                view.message.ends_with('.')
                    && view.reason.is_none_or(|reason| reason.ends_with('.'))
            );
        }
    }
    assert_eq!(cases, 1015);
}

#[test]
fn the_cool_down_ends_after_exactly_24_hours() {
    let until = |age| {
        view(
            &settings(
                known(false),
                request(known(true), known(true), known(NOW - age)),
            ),
            NOW,
        )
        .until
    };
    assert_eq!(until(24 * H - 1000), Some(NOW + 1000), "23:59:59 ago");
    assert_eq!(until(24 * H), None, "24:00:00 ago");
    assert_eq!(until(0), Some(NOW + 24 * H));
    assert_eq!(
        until(-12 * H),
        Some(NOW + 24 * H),
        "a clock that is 12 h off never makes it 36 h"
    );
}

#[test]
fn names_contradictions() {
    let found = |allowed, request| view(&settings(allowed, request), NOW).contradictions.len();
    assert_eq!(
        found(
            known(true),
            request(known(true), known(true), known(NOW - H))
        ),
        1,
        "allowed too soon"
    );
    assert_eq!(
        found(known(false), Field::Null),
        1,
        "refused without a request"
    );
    assert_eq!(
        found(known(true), request(known(false), known(true), Field::Null)),
        1,
        "an email without a request"
    );
    assert_eq!(
        found(
            known(true),
            request(known(false), known(false), known(NOW - 99 * H))
        ),
        1,
        "a time without a request"
    );
    assert_eq!(
        found(
            known(false),
            request(known(true), known(true), known(NOW + H))
        ),
        1,
        "a request in the future"
    );
    assert_eq!(
        found(
            known(false),
            request(known(true), known(true), known(NOW + 60_000))
        ),
        0,
        "clocks differ a little"
    );
    assert_eq!(
        found(
            known(false),
            request(known(true), known(false), known(NOW - H))
        ),
        0
    );
    assert_eq!(found(known(true), Field::Null), 0);
    assert_eq!(
        found(Field::Missing, Field::Missing),
        0,
        "what is unknown contradicts nothing"
    );
}

#[test]
fn a_request_time_that_stands_for_none_says_nothing_about_when() {
    for time in [
        "\"0001-01-01T00:00:00Z\"",
        "\"1970-01-01T00:00:00Z\"",
        "0",
        "\"\"",
        "\"9999-12-31T23:59:59Z\"",
    ] {
        let read = |allowed: bool, requested: bool| {
            let json = format!(
                r#"{{"is_next_request_allowed":{allowed},"initial_access":{{"requested":{requested},"email_sent":{requested},"last_requesting_time":{time}}}}}"#
            );
            view(&settings::decode(&json).unwrap(), NOW)
        };
        let waiting = read(false, true);
        assert_eq!(
            waiting.state,
            AccessState::RequestedEmailSent { when: None },
            "{time}"
        );
        assert_eq!(
            (waiting.until, waiting.button_enabled),
            (None, false),
            "{time}"
        );
        assert!(
            waiting.message.starts_with("You requested access. "),
            "{}",
            waiting.message
        );
        assert!(
            waiting.reason.unwrap().contains("didn't say when"),
            "{time}"
        );
        assert!(waiting.contradictions.is_empty(), "{time}");
        // Go sends its zero along with a request that was never made.
        let never = read(true, false);
        assert_eq!(never.state, AccessState::NeverRequested, "{time}");
        assert!(
            never.button_enabled && never.contradictions.is_empty(),
            "{time}"
        );
    }
}
