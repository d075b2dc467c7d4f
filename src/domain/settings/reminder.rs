//! The user's reminder that a new request is possible: whether it is due, by the service's clock and by the service's own
//! answer. A reminder belongs to one request, so another request, or another user in the same tab, ends it.

use super::initial_access;
use super::initial_access::last_request;
use crate::api::json::field::Field;
use crate::api::tenant::settings::UserSettings;

/// Times in ms since 1970, of the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingReminder {
    /// When the request was made that this is about.
    pub requested_at: i64,
    /// When the next request is possible, as far as we can tell.
    pub until: i64,
}

/// What to do about a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It isn't time yet.
    Wait,
    /// It is time: ask the service, since it decides.
    Check,
    /// The service allows a new request.
    Notify,
    /// It is about a request that is no longer the last one.
    Drop,
}

impl PendingReminder {
    /// The reminder that the settings allow for; `None` when we can't tell when the next request is possible.
    pub fn of(settings: &UserSettings, now_ms: i64) -> Option<Self> {
        Some(Self {
            requested_at: last_request(settings)??,
            until: initial_access::view(settings, now_ms).until?,
        })
    }

    /// What to do, given the newest read of the settings.
    pub fn due(self, settings: &UserSettings, now_ms: i64) -> Due {
        if last_request(settings).is_some_and(|last| last != Some(self.requested_at)) {
            return Due::Drop;
        }
        match settings.is_next_request_allowed {
            Field::Known(true) => Due::Notify,
            _ if now_ms >= self.until => Due::Check,
            _ => Due::Wait,
        }
    }

    /// As text, for the tab's storage.
    pub fn serialize(self) -> String {
        format!("{} {}", self.requested_at, self.until)
    }

    /// From text; `None` when it isn't ours.
    pub fn parse(text: &str) -> Option<Self> {
        let (requested_at, until) = text.split_once(' ')?;
        Some(Self {
            requested_at: requested_at.parse().ok()?,
            until: until.parse().ok()?,
        })
    }
}
