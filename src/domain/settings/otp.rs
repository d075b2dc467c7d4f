//! What the settings' two answers about the one-time password mean together. `otp_status` says more than
//! the flag and wins; a flag that contradicts it is told, never hidden. Decides no request.

use crate::api::json::field::Field;
use crate::api::tenant::settings::OtpStatus;

/// The state of the one-time password, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtpView {
    pub label: OtpLabel,
    /// What it means and what to do.
    pub message: &'static str,
    /// The status and the identity provider's switch contradict each other.
    pub contradiction: bool,
    /// The name that the service sent and nobody knows, for the person to pass on.
    pub unknown_name: Option<String>,
}

/// The five words a status can be (tests/ACCESSIBILITY.md, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtpLabel {
    On,
    Off,
    BeingTurnedOn,
    BeingTurnedOff,
    Unknown,
}

impl OtpLabel {
    /// The word on the page.
    pub fn text(self) -> &'static str {
        match self {
            Self::On => "On",
            Self::Off => "Off",
            Self::BeingTurnedOn => "Being turned on",
            Self::BeingTurnedOff => "Being turned off",
            Self::Unknown => "Unknown",
        }
    }

    /// Whether the state is about to change by itself, so that it is worth following.
    pub fn is_transition(self) -> bool {
        matches!(self, Self::BeingTurnedOn | Self::BeingTurnedOff)
    }
}

/// Reads status and flag together. Without a readable status the label is "Unknown", whatever the
/// flag says: "off" must never come of an answer that could not be read.
pub fn view(status: &Field<OtpStatus>, enabled: &Field<bool>) -> OtpView {
    let (label, expected) = match status {
        Field::Known(OtpStatus::Enabled) => (OtpLabel::On, Some(true)),
        Field::Known(OtpStatus::Disabled) => (OtpLabel::Off, Some(false)),
        // While it changes, either position of the switch is right.
        Field::Known(OtpStatus::Processing) => (OtpLabel::BeingTurnedOn, None),
        Field::Known(OtpStatus::ProcessDisabling) => (OtpLabel::BeingTurnedOff, None),
        Field::Known(OtpStatus::Other(_)) | Field::Null | Field::Missing | Field::Unreadable(_) => {
            (OtpLabel::Unknown, None)
        }
    };
    let contradiction =
        matches!((expected, enabled), (Some(wanted), Field::Known(is)) if wanted != *is);
    let unknown_name = match status {
        Field::Known(OtpStatus::Other(name)) if !name.is_empty() => Some(name.to_string()),
        _ => None,
    };
    let message = match (label, contradiction, enabled) {
        (OtpLabel::On, false, _) => "You are asked for a one-time password when you sign in.",
        (OtpLabel::On, true, _) => {
            "The service says that it is on, but its switch says off. Load the page again; if it stays so, tell an admin."
        }
        (OtpLabel::Off, false, _) => {
            "You sign in without a one-time password. Turning it on makes your account safer."
        }
        (OtpLabel::Off, true, _) => {
            "The service says that it is off, but its switch says on. Load the page again; if it stays so, tell an admin."
        }
        (OtpLabel::BeingTurnedOn, _, _) => "It is being turned on. This can take a few minutes.",
        (OtpLabel::BeingTurnedOff, _, _) => "It is being turned off. This can take a few minutes.",
        (OtpLabel::Unknown, _, Field::Known(true)) => {
            "The service did not tell the state in a form known here. Its switch says on."
        }
        (OtpLabel::Unknown, _, Field::Known(false)) => {
            "The service did not tell the state in a form known here. Its switch says off, which may not be the whole truth."
        }
        (OtpLabel::Unknown, _, Field::Null | Field::Missing | Field::Unreadable(_)) => {
            "The service did not tell whether it is on or off. Load the page again to check."
        }
    };
    OtpView {
        label,
        message,
        contradiction,
        unknown_name,
    }
}
