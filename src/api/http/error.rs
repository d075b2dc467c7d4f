//! Every failure becomes one `ApiError`: a kind, a message that says what happened and what to do, and, separately, the
//! server's own message. Owns the messages of all kinds; text from a server never gets into them. Pages decide where an error
//! shows, the client decides when a read is retried. Source:
//! tests/CONTRACT.md, sections 2 and 7.

use super::server_message::{self, is_html, is_unauthenticated};
use crate::api::json::field::Field;
use crate::api::json::object::{Object, Unreadable};
use crate::api::json::time::http_date_ms;

/// A longer `Retry-After` counts as a day.
const MAX_RETRY_AFTER_S: i64 = 24 * 60 * 60;

/// What went wrong, as far as a page treats it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// No connection, as [`super::offline`] defines it: nothing was sent.
    Offline,
    /// The connection failed or broke.
    Network,
    /// No complete response in time.
    Timeout,
    /// Not signed in, or no longer.
    Unauthenticated,
    /// Signed in, but not allowed.
    Forbidden,
    /// Does not exist here.
    NotFound,
    /// Exists already, or was changed in the meantime.
    Conflict,
    /// The service rejects what was sent.
    Invalid,
    /// Too many requests, or too early.
    RateLimited,
    /// The service, or a gateway before it, is temporarily unavailable.
    Unavailable,
    /// The service failed.
    Server,
    /// The response cannot be used.
    Unreadable,
    /// The page was left before the response came.
    Aborted,
    /// This installation does not have the service.
    NotConfigured,
    /// A write that was not sent: somebody else is signed in than the person who sees this page.
    OtherUser,
    /// A write that was not sent: who is signed in could not be found out.
    UserUnknown,
}

/// One failure of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub kind: ErrorKind,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// What happened and what to do. Plain English; nothing in it comes from a server.
    pub message: String,
    /// The server's own message: one line of plain text, at most 300 characters, no markup. Show as text only.
    pub detail: Option<String>,
    /// Seconds to wait, as the server asks; at most a day.
    pub retry_after: Option<u32>,
    /// The server's ID of this request, if it sent one.
    pub request_id: Option<String>,
}

impl ErrorKind {
    /// Whether a page offers "Try again" after a read failed: whether the same request may succeed later, perhaps after
    /// signing in again in another tab.
    pub fn retryable(self) -> bool {
        match self {
            Self::Offline
            | Self::Network
            | Self::Timeout
            | Self::Unauthenticated
            | Self::NotFound
            | Self::Conflict
            | Self::Invalid
            | Self::RateLimited
            | Self::Unavailable
            | Self::Server
            | Self::Unreadable
            | Self::Aborted
            | Self::UserUnknown => true,
            Self::Forbidden | Self::NotConfigured | Self::OtherUser => false,
        }
    }

    /// Whether the connection is to blame: worth another try once it is back.
    pub fn is_about_connection(self) -> bool {
        matches!(self, Self::Offline | Self::Network)
    }

    /// What a person reads.
    fn message(self) -> &'static str {
        match self {
            Self::Offline => "You are offline. Check your connection and try again.",
            Self::Network => {
                "The connection to the service failed. Check your network and try again."
            }
            Self::Timeout => "The service did not respond in time. Try again in a moment.",
            Self::Unauthenticated => "Your session has ended. Sign in to continue.",
            Self::Forbidden => {
                "You do not have permission for this. If you need it, ask your tenant's admin."
            }
            Self::NotFound => {
                "This could not be found. It may have been removed, or it is not available in this tenant."
            }
            Self::Conflict => {
                "Someone else changed this, or it already exists. Reload it to see its current state."
            }
            Self::Invalid => "The service rejected this request. Check your input.",
            Self::RateLimited => "Too many requests. Try again in a moment.",
            Self::Unavailable => "The service is unavailable right now. Try again in a moment.",
            Self::Server => {
                "Something went wrong on the server. Try again; if it continues, contact your admin."
            }
            Self::Unreadable => {
                "The service's response could not be read. Try again; if it continues, contact your admin."
            }
            Self::Aborted => {
                "This was canceled before the service responded. Try again if you still need it."
            }
            Self::NotConfigured => "The service for this page is not set up here.",
            Self::OtherUser => "Someone else is signed in now. Nothing was sent.",
            Self::UserUnknown => {
                "We couldn't check who is signed in, so nothing was sent. Try again in a moment."
            }
        }
    }
}

impl From<Unreadable> for ApiError {
    fn from(unreadable: Unreadable) -> Self {
        let mut error = Self::new(ErrorKind::Unreadable);
        error.detail = Some(unreadable.0.to_owned());
        error
    }
}

impl ApiError {
    /// A failure without a response.
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            status: None,
            message: kind.message().to_owned(),
            detail: None,
            retry_after: None,
            request_id: None,
        }
    }

    /// A failure by its HTTP status; the body only adds the server's message. `retry_after` is the header as it came; a date
    /// in it counts from `now_ms`.
    pub fn from_status(
        status: u16,
        content_type: Option<&str>,
        body: &str,
        retry_after: Option<&str>,
        now_ms: i64,
    ) -> Self {
        let mut kind = kind_of(status);
        // Some gateways send "not signed in" as a 403 (tests/PROMISES.md, P19).
        if kind == ErrorKind::Forbidden && is_unauthenticated(body) {
            kind = ErrorKind::Unauthenticated;
        }
        let mut error = Self::new(kind);
        error.status = Some(status);
        if let Some(message) = message_of(status) {
            error.message = message.to_owned();
        }
        error.detail = server_message::extract(content_type, body);
        error.retry_after = retry_after.and_then(|header| wait_seconds(header, now_ms));
        error
    }

    /// The failure that travels with a success status: a page of HTML without that content type, or an `error` in the JSON.
    pub fn in_success(status: u16, body: &str) -> Option<Self> {
        let mut error = if is_html(None, body) {
            Self::new(ErrorKind::Unreadable)
        } else {
            in_body_error(body)?
        };
        error.status = Some(status);
        Some(error)
    }

    /// Whether the client may retry a *read* by itself: failures that pass. 500 is one of them because gateways send it for
    /// any hiccup of a backend (gRPC codes 2 and 13); 501, 505 and the like are not. A write is never retried.
    pub fn is_retryable(&self) -> bool {
        match self.kind {
            ErrorKind::Network
            | ErrorKind::Timeout
            | ErrorKind::RateLimited
            | ErrorKind::Unavailable => true,
            ErrorKind::Server => self.status == Some(500),
            ErrorKind::Offline
            | ErrorKind::Unauthenticated
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Conflict
            | ErrorKind::Invalid
            | ErrorKind::Unreadable
            | ErrorKind::Aborted
            | ErrorKind::NotConfigured
            | ErrorKind::OtherUser
            | ErrorKind::UserUnknown => false,
        }
    }

    /// Whether a failed *write* may have been applied all the same: the page must read the state back before it reports
    /// anything.
    pub fn may_have_applied(&self) -> bool {
        match self.kind {
            ErrorKind::Network
            | ErrorKind::Timeout
            | ErrorKind::Unavailable
            | ErrorKind::Server
            | ErrorKind::Unreadable
            | ErrorKind::Aborted => true,
            ErrorKind::Offline
            | ErrorKind::Unauthenticated
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Conflict
            | ErrorKind::Invalid
            | ErrorKind::RateLimited
            | ErrorKind::NotConfigured
            | ErrorKind::OtherUser
            | ErrorKind::UserUnknown => false,
        }
    }
}

fn kind_of(status: u16) -> ErrorKind {
    match status {
        401 => ErrorKind::Unauthenticated,
        403 | 451 => ErrorKind::Forbidden,
        404 | 410 => ErrorKind::NotFound,
        409 | 412 | 423 | 428 => ErrorKind::Conflict,
        408 => ErrorKind::Timeout,
        425 | 429 => ErrorKind::RateLimited,
        // From a proxy in between, not from the service.
        407 | 511 => ErrorKind::Network,
        400..=499 => ErrorKind::Invalid,
        502..=504 => ErrorKind::Unavailable,
        500..=599 => ErrorKind::Server,
        // Not an error status: a redirect that was not followed, or an unknown class.
        _ => ErrorKind::Unreadable,
    }
}

/// Statuses with a better message than that of their kind.
fn message_of(status: u16) -> Option<&'static str> {
    Some(match status {
        405 | 501 => "The service does not support this.",
        410 => "This no longer exists. It was permanently removed.",
        413 => "This is too large for the service. Make it smaller and try again.",
        423 => "This is locked right now. Try again in a moment.",
        504 => "The service did not respond in time. Try again in a moment.",
        407 | 511 => "Your network asks you to sign in first. Do that, then try again.",
        _ => return None,
    })
}

/// Seconds to wait by a `Retry-After` header, in either form of RFC 9110, section 10.2.3; from 0 to a day.
fn wait_seconds(header: &str, now_ms: i64) -> Option<u32> {
    let header = header.trim_ascii();
    let seconds = if header.bytes().all(|byte| byte.is_ascii_digit()) && !header.is_empty() {
        // More digits than fit are more than a day anyway.
        header.parse().unwrap_or(MAX_RETRY_AFTER_S)
    } else {
        // Rounded up: never early.
        (http_date_ms(header)? - now_ms + 999).div_euclid(1000)
    };
    u32::try_from(seconds.clamp(0, MAX_RETRY_AFTER_S)).ok()
}

/// An `error: {code, message}` with a code other than `EOK` or 0, or a plain string as `error`. Unknown codes are failures.
fn in_body_error(body: &str) -> Option<ApiError> {
    let response = Object::of_body(body).ok()?;
    let kind = match response.object("error") {
        Field::Known(error) => match error.text("code") {
            Field::Known(code) => match code.as_str() {
                "" | "EOK" => return None,
                "EPERMS" => ErrorKind::Forbidden,
                "EBADINPUT" | "ESERIALIZE" => ErrorKind::Invalid,
                "ENOTFOUND" => ErrorKind::NotFound,
                "EEXISTS" => ErrorKind::Conflict,
                _ => ErrorKind::Server,
            },
            Field::Null | Field::Missing | Field::Unreadable(_) => match error.integer("code") {
                Field::Unreadable(_) => ErrorKind::Server,
                Field::Known(code) if code != 0 => ErrorKind::Server,
                Field::Known(_) | Field::Null | Field::Missing => return None,
            },
        },
        Field::Null | Field::Missing => return None,
        Field::Unreadable(_) => match response.text("error") {
            Field::Known(message) if !message.is_empty() => ErrorKind::Server,
            _ => return None,
        },
    };
    let mut error = ApiError::new(kind);
    error.detail = server_message::extract(Some("application/json"), body);
    Some(error)
}
