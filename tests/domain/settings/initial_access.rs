//! Initial access: all 1,015 combinations of what the service may say, and the table of states.

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

fn asked(
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
fn each_state_has_its_sentence() {
    let ago = NOW - 3 * H;
    let until = Some(NOW + 21 * H);
    let request = |sent| asked(known(true), sent, known(ago));
    for (allowed, request, state, message, reason) in [
        (
            known(true),
            Field::Null,
            AccessState::NeverAsked,
            "You have not asked for access yet.",
            None,
        ),
        (
            known(true),
            asked(known(false), known(false), Field::Null),
            AccessState::NeverAsked,
            "You have not asked for access yet.",
            None,
        ),
        (
            known(false),
            request(known(false)),
            AccessState::AskedMailPending { when: Some(ago) },
            "You asked for access 3 hours ago. The mail to the admins of your tenant has not been sent yet.",
            Some("You can ask once in 24 hours. You may ask again in 21 hours."),
        ),
        (
            known(false),
            request(known(true)),
            AccessState::AskedMailSent { when: Some(ago) },
            "You asked for access 3 hours ago. The admins of your tenant have been sent a mail.",
            Some("You can ask once in 24 hours. You may ask again in 21 hours."),
        ),
        (
            known(false),
            request(Field::Missing),
            AccessState::MustWait { until },
            "You asked for access 3 hours ago. Whether the admins have been sent a mail is not known.",
            Some("You can ask once in 24 hours. You may ask again in 21 hours."),
        ),
        (
            known(true),
            asked(known(true), known(true), known(NOW - 25 * H)),
            AccessState::MayAskAgain {
                when: Some(NOW - 25 * H),
            },
            "You asked for access 1 day ago. You may ask again.",
            None,
        ),
        (
            known(false),
            Field::Missing,
            AccessState::MustWait { until: None },
            "You cannot ask for access at the moment.",
            Some(
                "The service does not let you ask at the moment, and did not tell when you may ask again.",
            ),
        ),
        (
            known(false),
            asked(known(true), known(true), known(NOW - 24 * H)),
            AccessState::AskedMailSent {
                when: Some(NOW - 24 * H),
            },
            "You asked for access 1 day ago. The admins of your tenant have been sent a mail.",
            Some("The 24 hours are over. Check again whether you may ask now."),
        ),
        (
            Field::Missing,
            request(known(true)),
            AccessState::Unknown,
            "You asked for access 3 hours ago. Whether you may ask again is not known.",
            Some("The service did not tell whether you may ask. Check again in a moment."),
        ),
        (
            Field::Null,
            Field::Null,
            AccessState::Unknown,
            "You have not asked for access yet. Whether you may ask is not known.",
            Some("The service did not tell whether you may ask. Check again in a moment."),
        ),
        (
            known(true),
            Field::Missing,
            AccessState::Unknown,
            "The service did not tell how your request for access stands.",
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
fn the_button_follows_the_services_flag_and_nothing_else() {
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
                        .map(|when| asked(requested.clone(), sent.clone(), when.clone())),
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
                asked(known(true), known(true), known(NOW - age)),
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
        "a clock 12 h apart never makes 36 h of it"
    );
}

#[test]
fn contradictions_are_named() {
    let found = |allowed, request| view(&settings(allowed, request), NOW).contradictions.len();
    assert_eq!(
        found(known(true), asked(known(true), known(true), known(NOW - H))),
        1,
        "allowed too early"
    );
    assert_eq!(
        found(known(false), Field::Null),
        1,
        "refused without a request"
    );
    assert_eq!(
        found(known(true), asked(known(false), known(true), Field::Null)),
        1,
        "a mail without a request"
    );
    assert_eq!(
        found(
            known(true),
            asked(known(false), known(false), known(NOW - 99 * H))
        ),
        1,
        "a time without a request"
    );
    assert_eq!(
        found(
            known(false),
            asked(known(true), known(true), known(NOW + H))
        ),
        1,
        "a request ahead"
    );
    assert_eq!(
        found(
            known(false),
            asked(known(true), known(true), known(NOW + 60_000))
        ),
        0,
        "clocks differ a little"
    );
    assert_eq!(
        found(
            known(false),
            asked(known(true), known(false), known(NOW - H))
        ),
        0
    );
    assert_eq!(found(known(true), Field::Null), 0);
    assert_eq!(
        found(Field::Missing, Field::Missing),
        0,
        "unknown contradicts nothing"
    );
}
