//! The outcome of a request for initial access: from how the request ended and from the settings before and after it. A
//! request that may have arrived is never called lost, nor sent, without having checked. Never repeats a request.

use super::initial_access::last_request;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::tenant::settings::UserSettings;
use crate::domain::outcome::{Outcome, Severity};

/// What the page says while the settings are being read back.
pub fn verifying_message(sent: &Result<(), ApiError>) -> &'static str {
    match sent {
        Ok(()) => "Your request was accepted. Checking…",
        Err(error) if error.may_have_applied() => {
            "We don't know whether your request arrived. Checking…"
        }
        Err(_) => "Checking…",
    }
}

/// The outcome. `after` is `None` when the settings couldn't be read back.
pub fn outcome(
    sent: &Result<(), ApiError>,
    before: Option<&UserSettings>,
    after: Option<&UserSettings>,
) -> Outcome {
    match sent {
        Ok(()) => accepted(before, after),
        Err(error) if error.may_have_applied() => unknown(error, before, after),
        Err(error) => rejected(error),
    }
}

fn accepted(before: Option<&UserSettings>, after: Option<&UserSettings>) -> Outcome {
    let Some(now) = after else {
        return Outcome::new(
            Severity::Warning,
            "Your request was accepted, but we couldn't check its status. Check again in a moment.",
        );
    };
    if new_request(before, after) == Some(false) && is_allowed(now) == Some(true) {
        return Outcome::new(
            Severity::Warning,
            "Your request was accepted, but it isn't visible yet. Check again before sending another request.",
        );
    }
    match emailed(now) {
        Some(true) => Outcome::new(
            Severity::Success,
            "Your request was sent. Your tenant's admins have been emailed; you'll have access once an admin assigns you a role.",
        ),
        Some(false) => Outcome::new(
            Severity::Success,
            "Your request was sent. The email to your tenant's admins is on its way; you'll have access once an admin assigns you a role.",
        ),
        None => Outcome::new(
            Severity::Success,
            "Your request was sent. You'll have access once an admin assigns you a role.",
        ),
    }
}

fn unknown(
    error: &ApiError,
    before: Option<&UserSettings>,
    after: Option<&UserSettings>,
) -> Outcome {
    let found = match new_request(before, after) {
        Some(true) => Outcome::new(
            Severity::Success,
            "We got no response, so we checked: your request did arrive.",
        ),
        Some(false) if after.and_then(is_allowed) == Some(true) => Outcome::new(
            Severity::Warning,
            "We don't know whether your request arrived: there was no response, and your settings show no new request. Nothing was resent. You can request access again.",
        ),
        Some(false) | None => Outcome::new(
            Severity::Warning,
            "We don't know whether your request arrived: there was no response, and your settings don't show it. Nothing was resent. Check again in a moment.",
        ),
    };
    found.with_detail(error)
}

fn rejected(error: &ApiError) -> Outcome {
    let (severity, message) = match error.kind {
        // Both mean that the last request is less than 24 hours old (tests/CONTRACT.md, section 3).
        ErrorKind::Conflict | ErrorKind::RateLimited => (
            Severity::Warning,
            "You've already requested access. You can send one request every 24 hours, so no new one was sent."
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
        | ErrorKind::NotConfigured
        | ErrorKind::OtherUser
        | ErrorKind::UserUnknown => (
            Severity::Error,
            format!("{} Access was not requested.", error.message),
        ),
    };
    Outcome::new(severity, message).with_detail(error)
}

/// Whether the settings show a request that they didn't show before; `None` when they don't say.
fn new_request(before: Option<&UserSettings>, after: Option<&UserSettings>) -> Option<bool> {
    let (before, after) = (before?, after?);
    // The service allows no more requests once it has accepted one: proof enough, even without a time.
    if is_allowed(before) == Some(true) && is_allowed(after) == Some(false) {
        return Some(true);
    }
    let (before, after) = (last_request(before)?, last_request(after)?);
    Some(after.is_some() && after != before)
}

fn is_allowed(settings: &UserSettings) -> Option<bool> {
    settings.is_next_request_allowed.known().copied()
}

fn emailed(settings: &UserSettings) -> Option<bool> {
    settings.initial_access.known()?.email_sent.known().copied()
}
