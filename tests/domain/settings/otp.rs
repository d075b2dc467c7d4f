//! The one-time password: every status with every value of the flag.

use rolecall::api::json::field::Field;
use rolecall::api::tenant::settings::OtpStatus;
use rolecall::domain::settings::otp::{OtpLabel, view};

fn missing<T>() -> [Field<T>; 3] {
    [Field::Null, Field::Missing, Field::Unreadable("7".into())]
}

#[test]
fn the_status_wins_and_a_contradiction_is_shown() {
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
fn an_unreadable_response_is_never_off() {
    let flags = missing()
        .into_iter()
        .chain([Field::Known(true), Field::Known(false)]);
    for flag in flags {
        for status in missing() {
            assert_eq!(
                view(&status, &flag).label,
                OtpLabel::Unknown,
                "{status:?} {flag:?}"
            );
        }
    }
    for flag in missing() {
        let view = view(&Field::Known(OtpStatus::Enabled), &flag);
        assert_eq!((view.label, view.contradiction), (OtpLabel::On, false));
    }
}

#[test]
fn the_five_labels_and_which_are_transitions() {
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
