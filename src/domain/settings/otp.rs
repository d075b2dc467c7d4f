//! What the status and the flag of the one-time password mean together. `otp_status` says more than the flag and wins;
//! a flag that contradicts it is shown, never hidden. Decides no request.

use crate::api::json::field::Field;
use crate::api::tenant::settings::OtpStatus;

/// The one-time password, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtpView {
    pub label: OtpLabel,
    /// What it means and what to do.
    pub message: &'static str,
    /// The status and the identity provider's switch contradict each other.
    pub contradiction: bool,
    /// A status that we don't know, as the service sent it, for the user to pass on.
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
    /// The label on the page.
    pub const fn text(self) -> &'static str {
        match self {
            Self::On => "On",
            Self::Off => "Off",
            Self::BeingTurnedOn => "Being turned on",
            Self::BeingTurnedOff => "Being turned off",
            Self::Unknown => "Unknown",
        }
    }

    /// Whether it is about to change by itself, so that polling makes sense.
    pub const fn is_transition(self) -> bool {
        match self {
            Self::BeingTurnedOn | Self::BeingTurnedOff => true,
            Self::On | Self::Off | Self::Unknown => false,
        }
    }

    /// Whether it is on or about to be: the position of its switch.
    pub const fn is_on_or_turning_on(self) -> bool {
        match self {
            Self::On | Self::BeingTurnedOn => true,
            Self::Off | Self::BeingTurnedOff | Self::Unknown => false,
        }
    }
}

/// Reads status and flag together. Without a readable status the label is "Unknown", whatever the flag says: a response
/// that couldn't be read must never show as "off".
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
        (OtpLabel::On, false, _) => "You'll be asked for a one-time password when you sign in.",
        (OtpLabel::On, true, _) => {
            "The service reports that it's on, but its switch is off. Reload the page; if this continues, contact your admin."
        }
        (OtpLabel::Off, false, _) => {
            "You sign in without a one-time password. Turn it on to make your account safer."
        }
        (OtpLabel::Off, true, _) => {
            "The service reports that it's off, but its switch is on. Reload the page; if this continues, contact your admin."
        }
        (OtpLabel::BeingTurnedOn, _, _) => "It's being turned on. This can take a few minutes.",
        (OtpLabel::BeingTurnedOff, _, _) => "It's being turned off. This can take a few minutes.",
        (OtpLabel::Unknown, _, Field::Known(true)) => {
            "The service reports a status we don't know. Its switch is on."
        }
        (OtpLabel::Unknown, _, Field::Known(false)) => {
            "The service reports a status we don't know. The setting is off, but the one-time password may still be on."
        }
        (OtpLabel::Unknown, _, Field::Null | Field::Missing | Field::Unreadable(_)) => {
            "We couldn't find out whether it's on or off. Reload the page to check again."
        }
    };
    OtpView {
        label,
        message,
        contradiction,
        unknown_name,
    }
}

/// Why it can't be switched right now; `None` when it can.
pub fn why_locked(otp: &OtpView) -> Option<&'static str> {
    match otp.label {
        OtpLabel::On | OtpLabel::Off if otp.contradiction => {
            Some("You can't change this while its status and its switch contradict each other.")
        }
        OtpLabel::On | OtpLabel::Off => None,
        OtpLabel::BeingTurnedOn | OtpLabel::BeingTurnedOff => {
            Some("You can change this once the current change finishes.")
        }
        OtpLabel::Unknown => Some("You can't change this while its status is unknown."),
    }
}
