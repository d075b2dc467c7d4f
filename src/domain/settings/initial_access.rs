//! The status of the user's request for initial access, from the settings and the server's time. The button follows
//! the service's flag and nothing else; the 24 hours only explain *when*. "Now" is the server's: the client's own clock may
//! be wrong.

use crate::api::json::field::Field;
use crate::api::tenant::settings::{InitialAccess, UserSettings};
use crate::domain::relative_time::{relative, remaining};

/// How long after a request the next one is possible (tests/CONTRACT.md, section 4).
pub const COOL_DOWN_MS: i64 = 24 * 60 * 60 * 1000;

/// The status of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessState {
    /// No request yet, and one is allowed.
    NeverRequested,
    /// Requested; the email to the admins hasn't been sent.
    RequestedEmailPending { when: Option<i64> },
    /// Requested; the admins have been emailed.
    RequestedEmailSent { when: Option<i64> },
    /// Requested some time ago, and allowed again.
    CanRequestAgain { when: Option<i64> },
    /// Not allowed, without the details of a request; `until` where we can tell.
    MustWait { until: Option<i64> },
    /// The response doesn't say enough.
    Unknown,
}

/// What the page says about it. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessView {
    pub state: AccessState,
    /// Exactly: the last read said `is_next_request_allowed: true`.
    pub button_enabled: bool,
    /// The status in one sentence.
    pub message: String,
    /// Why the button is disabled, and when the next request is possible if we know; `None` while it is enabled.
    pub reason: Option<String>,
    /// When the next request is possible, if we know and it is still ahead by the server's clock.
    pub until: Option<i64>,
    /// What in the response contradicts itself.
    pub contradictions: Vec<&'static str>,
}

/// Reads the settings at `now_ms` of the server's clock.
pub fn view(settings: &UserSettings, now_ms: i64) -> AccessView {
    let allowed = settings.is_next_request_allowed.known().copied();
    let last = LastRequest::of(&settings.initial_access);
    let next = last.when.map(|when| when.saturating_add(COOL_DOWN_MS));
    // A request in the future means a wrong clock: nobody waits longer than a day for it.
    let until = next
        .filter(|_| allowed != Some(true))
        .map(|next| next.min(now_ms.saturating_add(COOL_DOWN_MS)))
        .filter(|next| *next > now_ms);
    let state = match (allowed, last.requested) {
        (Some(true), Some(true)) => AccessState::CanRequestAgain { when: last.when },
        (Some(true), Some(false)) => AccessState::NeverRequested,
        (Some(false), Some(true)) => match last.emailed {
            Some(true) => AccessState::RequestedEmailSent { when: last.when },
            Some(false) => AccessState::RequestedEmailPending { when: last.when },
            None => AccessState::MustWait { until },
        },
        (Some(false), Some(false) | None) => AccessState::MustWait { until },
        (Some(true), None) | (None, _) => AccessState::Unknown,
    };
    AccessView {
        message: message(&state, &last, now_ms),
        reason: reason(allowed, next, until, now_ms),
        button_enabled: allowed == Some(true),
        contradictions: contradictions(allowed, &last, now_ms),
        state,
        until,
    }
}

/// When access was last requested, in ms; the inner `None` is "never", the outer one "not known".
pub(crate) fn last_request(settings: &UserSettings) -> Option<Option<i64>> {
    match &settings.initial_access {
        Field::Null => Some(None),
        Field::Known(request) => match &request.last_requesting_time {
            Field::Known(time) => Some(Some(time.ms)),
            // No time goes with no request; a request without its time says nothing.
            Field::Null | Field::Missing => {
                (request.requested == Field::Known(false)).then_some(None)
            }
            Field::Unreadable(_) => None,
        },
        Field::Missing | Field::Unreadable(_) => None,
    }
}

/// What is known of the last request.
struct LastRequest {
    requested: Option<bool>,
    emailed: Option<bool>,
    when: Option<i64>,
}

impl LastRequest {
    fn of(request: &Field<InitialAccess>) -> Self {
        match request {
            Field::Known(request) => Self {
                requested: request.requested.known().copied(),
                emailed: request.email_sent.known().copied(),
                when: request.last_requesting_time.known().map(|time| time.ms),
            },
            // Protobuf JSON writes null for a message that was never set.
            Field::Null => Self {
                requested: Some(false),
                emailed: None,
                when: None,
            },
            Field::Missing | Field::Unreadable(_) => Self {
                requested: None,
                emailed: None,
                when: None,
            },
        }
    }
}

fn message(state: &AccessState, last: &LastRequest, now_ms: i64) -> String {
    // A request can't be ahead of now; "in 3 hours" would be nonsense.
    let when = last.when.filter(|when| *when <= now_ms);
    let requested = match when {
        Some(when) => format!("You requested access {}.", relative(when, now_ms)),
        None => "You requested access.".to_owned(),
    };
    let (after_request, otherwise) = match state {
        AccessState::NeverRequested => return "You haven't requested access yet.".to_owned(),
        AccessState::RequestedEmailPending { .. } => (
            "The email to your tenant's admins hasn't been sent yet.",
            None,
        ),
        AccessState::RequestedEmailSent { .. } => ("Your tenant's admins have been emailed.", None),
        AccessState::CanRequestAgain { .. } => ("You can request it again.", None),
        AccessState::MustWait { .. } => (
            "We couldn't find out whether your tenant's admins have been emailed.",
            Some("You can't request access right now."),
        ),
        AccessState::Unknown if last.requested == Some(false) => {
            return "You haven't requested access yet. We can't tell whether you can request it."
                .to_owned();
        }
        AccessState::Unknown => (
            "We can't tell whether you can request it again.",
            Some("We couldn't find out whether you've requested access."),
        ),
    };
    match otherwise {
        Some(otherwise) if last.requested != Some(true) => otherwise.to_owned(),
        Some(_) | None => format!("{requested} {after_request}"),
    }
}

/// `next` is the end of the cool-down, `until` the same while it is ahead.
fn reason(
    allowed: Option<bool>,
    next: Option<i64>,
    until: Option<i64>,
    now_ms: i64,
) -> Option<String> {
    let waiting = until.and_then(|until| remaining(until, now_ms));
    let message = match (allowed, waiting, next) {
        (Some(true), _, _) => return None,
        (Some(false), Some(left), _) => {
            return Some(format!("One request every 24 hours. Next one in {left}."));
        }
        (Some(false), None, Some(_)) => {
            "The 24 hours are over. Check again to see whether you can request access."
        }
        (Some(false), None, None) => {
            "Requests aren't allowed right now, and the service didn't say when they will be."
        }
        (None, _, _) => {
            "We couldn't find out whether you can request access. Check again in a moment."
        }
    };
    Some(message.to_owned())
}

fn contradictions(allowed: Option<bool>, last: &LastRequest, now_ms: i64) -> Vec<&'static str> {
    let mut found = Vec::new();
    let recent = last
        .when
        .is_some_and(|when| now_ms.saturating_sub(when) < COOL_DOWN_MS);
    if allowed == Some(true) && last.requested == Some(true) && recent {
        found.push("The last request is less than 24 hours old, but a new one is already allowed.");
    }
    if allowed == Some(false) && last.requested == Some(false) {
        found.push("You have no pending request, yet you can't make one right now.");
    }
    if last.requested == Some(false) && last.emailed == Some(true) {
        found.push("The service reports an email to the admins, but no request.");
    }
    if last.requested == Some(false) && last.when.is_some() {
        found.push("The service gives a time for a request, but says none was made.");
    }
    // A few minutes are the difference between two clocks of one service.
    if last
        .when
        .is_some_and(|when| when > now_ms.saturating_add(5 * 60 * 1000))
    {
        found.push("The last request is dated in the future.");
    }
    found
}
