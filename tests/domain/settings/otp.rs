//! The one-time password: every status with every answer of the flag.

use rolecall::api::json::field::Field;
use rolecall::api::tenant::settings::OtpStatus;
use rolecall::domain::settings::otp::{OtpLabel, view};

fn gaps<T>() -> [Field<T>; 3] {
    [Field::Null, Field::Missing, Field::Unreadable("7".into())]
}

#[test]
fn the_status_wins_and_a_contradiction_is_told() {
    for (status, flag, label, contradiction) in [
        (OtpStatus::Enabled, true, OtpLabel::On, false),
        (OtpStatus::Enabled, false, OtpLabel::On, true),
        (OtpStatus::Disabled, false, OtpLabel::Off, false),
        (OtpStatus::Disabled, true, OtpLabel::Off, true),
        (OtpStatus::Processing, true, OtpLabel::BeingTurnedOn, false),
        (OtpStatus::Processing, false, OtpLabel::BeingTurnedOn, false),
        (
            OtpStatus::ProcessDisabling,
            true,
            OtpLabel::BeingTurnedOff,
            false,
        ),
        (
            OtpStatus::ProcessDisabling,
            false,
            OtpLabel::BeingTurnedOff,
            false,
        ),
        (
            OtpStatus::Other("NEW".into()),
            true,
            OtpLabel::Unknown,
            false,
        ),
        (
            OtpStatus::Other("NEW".into()),
            false,
            OtpLabel::Unknown,
            false,
        ),
    ] {
        let view = view(&Field::Known(status.clone()), &Field::Known(flag));
        assert_eq!(
            (view.label, view.contradiction),
            (label, contradiction),
            "{status:?} {flag}"
        );
        assert!(view.message.ends_with('.'));
        assert_eq!(
            view.unknown_name.is_some(),
            matches!(status, OtpStatus::Other(_))
        );
    }
}

#[test]
fn an_answer_that_cannot_be_read_is_never_off() {
    let flags = gaps()
        .into_iter()
        .chain([Field::Known(true), Field::Known(false)]);
    for flag in flags {
        for status in gaps() {
            assert_eq!(
                view(&status, &flag).label,
                OtpLabel::Unknown,
                "{status:?} {flag:?}"
            );
        }
    }
    for flag in gaps() {
        let view = view(&Field::Known(OtpStatus::Enabled), &flag);
        assert_eq!((view.label, view.contradiction), (OtpLabel::On, false));
    }
}

#[test]
fn the_five_labels_read_as_agreed_and_only_transitions_move() {
    let all = [
        OtpLabel::On,
        OtpLabel::Off,
        OtpLabel::BeingTurnedOn,
        OtpLabel::BeingTurnedOff,
        OtpLabel::Unknown,
    ];
    assert_eq!(
        all.map(OtpLabel::text),
        [
            "On",
            "Off",
            "Being turned on",
            "Being turned off",
            "Unknown"
        ]
    );
    assert_eq!(
        all.map(OtpLabel::is_transition),
        [false, false, true, true, false]
    );
}
