//! Turning the one-time password on or off: whether it can be done now, and what came of it, from how the request ended and
//! what the settings show afterwards.

use crate::domain::outcome::{Outcome, Severity};
use super::otp;
use super::otp::{OtpLabel, OtpView};
use crate::api::http::error::ApiError;
use crate::api::tenant::settings::UserSettings;

/// Why it cannot be switched as it stands; `None` when it can.
pub fn locked(stands: &OtpView) -> Option<&'static str> {
    match stands.label {
        OtpLabel::On | OtpLabel::Off if stands.contradiction => {
            Some("It cannot be changed while its status and its switch contradict each other.")
        }
        OtpLabel::On | OtpLabel::Off => None,
        OtpLabel::BeingTurnedOn | OtpLabel::BeingTurnedOff => {
            Some("It cannot be changed while an earlier change is being carried out.")
        }
        OtpLabel::Unknown => Some("It cannot be changed while its state is not known."),
    }
}

/// What came of wishing it on or off. `after` is `None` when the settings could not be read back.
pub fn tell(on: bool, sent: &Result<(), ApiError>, after: Option<&UserSettings>) -> Outcome {
    let label = after.map(|now| otp::view(&now.otp_status, &now.otp_enabled).label);
    let outcome = |severity, message: &str| Outcome {
        severity,
        message: message.to_owned(),
        detail: sent.as_ref().err().and_then(|error| error.detail.clone()),
    };
    match (on, label, sent) {
        (true, Some(OtpLabel::On), _) => outcome(Severity::Success, "The one-time password is on."),
        (false, Some(OtpLabel::Off), _) => {
            outcome(Severity::Success, "The one-time password is off.")
        }
        (true, Some(OtpLabel::BeingTurnedOn), _) => outcome(
            Severity::Success,
            "The one-time password is being turned on. This page follows it.",
        ),
        (false, Some(OtpLabel::BeingTurnedOff), _) => outcome(
            Severity::Success,
            "The one-time password is being turned off. This page follows it.",
        ),
        (_, _, Err(error)) if !error.may_have_applied() => outcome(
            Severity::Error,
            &format!("{} Nothing was changed.", error.message),
        ),
        (_, None | Some(OtpLabel::Unknown), _) => outcome(
            Severity::Warning,
            "We do not know whether the change arrived, and your settings do not tell. Nothing was sent again.",
        ),
        (_, Some(_), Ok(())) => outcome(
            Severity::Warning,
            "The service took the change, but still shows the old state. Check again in a moment.",
        ),
        (_, Some(_), Err(_)) => outcome(
            Severity::Warning,
            "No answer came, and the service shows the old state. Nothing was sent again.",
        ),
    }
}
