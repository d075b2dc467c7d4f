//! What came of asking for initial access, in words: from how the request ended and from the settings before and after
//! it. A request that may have arrived is never called lost or sent without having looked. Decides no repeat: there is none.

use super::initial_access::last_request;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::tenant::settings::UserSettings;
use crate::domain::outcome::{Outcome, Severity};

/// What is said while the settings are being read back.
pub fn while_looking(sent: &Result<(), ApiError>) -> &'static str {
    match sent {
        Ok(()) => "Your request was taken. Reading how it stands now…",
        Err(error) if error.may_have_applied() => {
            "We do not know whether your request arrived. Looking it up in your settings…"
        }
        Err(_) => "Reading how your request stands now…",
    }
}

/// What came of it. `after` is `None` when the settings could not be read back.
pub fn tell(
    sent: &Result<(), ApiError>,
    before: Option<&UserSettings>,
    after: Option<&UserSettings>,
) -> Outcome {
    match sent {
        Ok(()) => taken(before, after),
        Err(error) if error.may_have_applied() => unknown(error, before, after),
        Err(error) => refused(error),
    }
}

fn taken(before: Option<&UserSettings>, after: Option<&UserSettings>) -> Outcome {
    let Some(now) = after else {
        return outcome(
            Severity::Warning,
            "Your request was taken, but how it stands now could not be read. Check again in a moment.",
        );
    };
    if new_request(before, after) == Some(false) && may_ask(now) == Some(true) {
        return outcome(
            Severity::Warning,
            "Your request was taken, but your settings do not show it yet. Check again before you ask once more.",
        );
    }
    match mailed(now) {
        Some(true) => outcome(
            Severity::Success,
            "Your request was sent. The admins of your tenant have a mail about it; once one of them gives you a role, you have access.",
        ),
        Some(false) => outcome(
            Severity::Success,
            "Your request was sent. The mail to the admins of your tenant is on its way; once one of them gives you a role, you have access.",
        ),
        None => outcome(
            Severity::Success,
            "Your request was sent. Once an admin of your tenant gives you a role, you have access.",
        ),
    }
}

fn unknown(
    error: &ApiError,
    before: Option<&UserSettings>,
    after: Option<&UserSettings>,
) -> Outcome {
    let found = match new_request(before, after) {
        Some(true) => outcome(
            Severity::Success,
            "No answer came, so we looked: your request did arrive, and the admins of your tenant are told.",
        ),
        Some(false) if after.and_then(may_ask) == Some(true) => outcome(
            Severity::Warning,
            "We do not know whether your request arrived: no answer came, and your settings show no new request. Nothing was sent again. You may ask once more.",
        ),
        Some(false) | None => outcome(
            Severity::Warning,
            "We do not know whether your request arrived: no answer came, and your settings do not tell. Nothing was sent again. Check again in a moment.",
        ),
    };
    Outcome {
        detail: error.detail.clone(),
        ..found
    }
}

fn refused(error: &ApiError) -> Outcome {
    let (severity, message) = match error.kind {
        // Both mean that the last request is less than 24 hours old (tests/CONTRACT.md, section 3).
        ErrorKind::Conflict | ErrorKind::RateLimited => (
            Severity::Warning,
            "Access was already requested. The service takes one request in 24 hours, so no second one was made."
                .to_owned(),
        ),
        ErrorKind::Offline
        | ErrorKind::Network
        | ErrorKind::Timeout
        | ErrorKind::Unauthenticated
        | ErrorKind::Forbidden
        | ErrorKind::NotFound
        | ErrorKind::Invalid
        | ErrorKind::Unavailable
        | ErrorKind::Server
        | ErrorKind::Unreadable
        | ErrorKind::Aborted
        | ErrorKind::NotConfigured => (
            Severity::Error,
            format!("{} Access was not requested.", error.message),
        ),
    };
    Outcome {
        severity,
        message,
        detail: error.detail.clone(),
    }
}

/// Whether the settings show a request that they did not show before; `None` when they do not tell.
fn new_request(before: Option<&UserSettings>, after: Option<&UserSettings>) -> Option<bool> {
    let (before, after) = (before?, after?);
    // The service stops taking requests when it has taken one: that tells, even without a time.
    if may_ask(before) == Some(true) && may_ask(after) == Some(false) {
        return Some(true);
    }
    let (before, after) = (last_request(before)?, last_request(after)?);
    Some(after.is_some() && after != before)
}

fn may_ask(settings: &UserSettings) -> Option<bool> {
    settings.is_next_request_allowed.known().copied()
}

fn mailed(settings: &UserSettings) -> Option<bool> {
    settings.initial_access.known()?.email_sent.known().copied()
}

fn outcome(severity: Severity, message: &str) -> Outcome {
    Outcome {
        severity,
        message: message.to_owned(),
        detail: None,
    }
}
