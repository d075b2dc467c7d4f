//! Turning the one-time password on or off: whether that is possible now, and the outcome, from how the request ended and
//! what the settings show afterwards.

use super::otp;
use super::otp::OtpLabel;
use crate::api::http::error::ApiError;
use crate::api::tenant::settings::UserSettings;
use crate::domain::outcome::{Outcome, Severity};

/// The outcome of turning it on or off. `after` is `None` when the settings couldn't be read back.
pub fn outcome(on: bool, sent: &Result<(), ApiError>, after: Option<&UserSettings>) -> Outcome {
    let label = after.map(|now| otp::view(&now.otp_status, &now.otp_enabled).label);
    let success = |message: &str| Outcome::new(Severity::Success, message);
    let warning = |message: &str| Outcome::new(Severity::Warning, message);
    let outcome = match (on, label, sent) {
        (true, Some(OtpLabel::On), _) => success("The one-time password is on."),
        (false, Some(OtpLabel::Off), _) => success("The one-time password is off."),
        (true, Some(OtpLabel::BeingTurnedOn), _) => {
            success("The one-time password is being turned on. This page updates automatically.")
        }
        (false, Some(OtpLabel::BeingTurnedOff), _) => {
            success("The one-time password is being turned off. This page updates automatically.")
        }
        (_, _, Err(error)) if !error.may_have_applied() => Outcome::new(
            Severity::Error,
            format!("{} Nothing was changed.", error.message),
        ),
        (_, None | Some(OtpLabel::Unknown), _) => warning(
            "We don't know whether the change was saved: your settings don't show it. Nothing was resent.",
        ),
        (_, Some(_), Ok(())) => warning(
            "The service accepted the change, but it isn't visible yet. Check again in a moment.",
        ),
        (_, Some(_), Err(_)) => {
            warning("No response. The old value is still in place; nothing was resent.")
        }
    };
    match sent {
        Ok(()) => outcome,
        Err(error) => outcome.with_detail(error),
    }
}
