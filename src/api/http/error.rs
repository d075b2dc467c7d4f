//! Every failure becomes one `ApiError`: a kind, one plain sentence that says what happened and what the
//! person can do, and the server's own words apart from it. Machine text never reaches the sentence.
//! Pages decide where an error shows; the client decides when a read is repeated. Source:
//! tests/CONTRACT.md, sections 2 and 7.

use super::server_message;
use super::server_message::{said_by_server, says_signed_out};
use crate::api::json::field::Field;
use crate::api::json::object::{Object, Unreadable};
use crate::api::json::time::http_date_ms;

/// `Retry-After` beyond a day is not believed.
const MAX_RETRY_AFTER_S: i64 = 24 * 60 * 60;

/// What went wrong, as far as it changes what a page does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The browser says that there is no connection.
    Offline,
    /// The connection failed or broke.
    Network,
    /// No complete answer in time.
    Timeout,
    /// Not signed in (any more).
    Unauthenticated,
    /// Signed in, not permitted.
    Forbidden,
    /// No such thing here.
    NotFound,
    /// It exists already, or was changed meanwhile.
    Conflict,
    /// The service does not accept what was sent.
    Invalid,
    /// Asked too often or too early.
    RateLimited,
    /// The service, or something on the way to it, is not able to answer now.
    Unavailable,
    /// The service failed.
    Server,
    /// An answer came that cannot be used.
    Unreadable,
    /// The person left before the answer came.
    Aborted,
    /// This installation has no such service.
    NotConfigured,
}

/// One failure of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub kind: ErrorKind,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// What happened and what the person can do: plain English, no machine text.
    pub message: String,
    /// The server's own message: one line of plain text, at most 300 characters, no markup. Show as text only.
    pub detail: Option<String>,
    /// Seconds to wait as the server asked, at most a day.
    pub retry_after: Option<u32>,
    /// The server's name for this call, if it gave one.
    pub request_id: Option<String>,
}

impl ErrorKind {
    /// Whether "Try again" is offered beside a read that failed so: whether the same call may well succeed later, be it
    /// after signing in again in another tab.
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
            | Self::Aborted => true,
            Self::Forbidden | Self::NotConfigured => false,
        }
    }

    /// The sentence for a person.
    fn message(self) -> &'static str {
        match self {
            Self::Offline => "You are offline. Check your connection and try again.",
            Self::Network => {
                "The connection to the service failed. Check your network and try again."
            }
            Self::Timeout => "The service did not answer in time. Try again in a moment.",
            Self::Unauthenticated => "Your session has ended. Sign in to continue.",
            Self::Forbidden => {
                "You do not have permission for this. Ask an admin of your tenant if you need it."
            }
            Self::NotFound => {
                "This could not be found. It may have been removed, or this tenant does not offer it."
            }
            Self::Conflict => {
                "This was changed by someone else in the meantime, or exists already. Load it again to see how it stands."
            }
            Self::Invalid => "The service did not accept this request. Check what was entered.",
            Self::RateLimited => {
                "The service was asked too often or too early. Wait a little, then try again."
            }
            Self::Unavailable => {
                "The service is not available at the moment. Try again in a little while."
            }
            Self::Server => {
                "The service ran into a problem of its own. Try again; if it stays, tell your admin."
            }
            Self::Unreadable => {
                "The service sent an answer that could not be read. Try again; if it stays, tell your admin."
            }
            Self::Aborted => {
                "This was stopped before the answer came. Try again if you still need it."
            }
            Self::NotConfigured => {
                "This installation is not connected to the service behind this page."
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
    /// A failure without an answer.
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

    /// A failure by its HTTP status; the body only adds the server's own words. `retry_after` is the
    /// header as it came, `now_ms` the time against which a date in it is counted.
    pub fn from_status(
        status: u16,
        content_type: Option<&str>,
        body: &str,
        retry_after: Option<&str>,
        now_ms: i64,
    ) -> Self {
        let mut kind = kind_of(status);
        // A gateway that puts "not signed in" behind a 403 (tests/PROMISES.md, P19).
        if kind == ErrorKind::Forbidden && says_signed_out(body) {
            kind = ErrorKind::Unauthenticated;
        }
        let mut error = Self::new(kind);
        error.status = Some(status);
        if let Some(message) = message_of(status) {
            error.message = message.to_owned();
        }
        error.detail = said_by_server(content_type, body);
        error.retry_after = retry_after.and_then(|header| wait_seconds(header, now_ms));
        error
    }

    /// Looks at an answer with a success status before anybody decodes it: a sign-in page that a
    /// redirect led to, HTML where JSON is due, an `error` inside a 200.
    pub fn in_success(
        status: u16,
        content_type: Option<&str>,
        redirected: bool,
        body: &str,
    ) -> Option<Self> {
        let mut error = if server_message::is_html(content_type, body) {
            // Nothing of ours redirects to HTML except the way to sign in.
            Self::new(if redirected {
                ErrorKind::Unauthenticated
            } else {
                ErrorKind::Unreadable
            })
        } else {
            in_body_error(body)?
        };
        error.status = Some(status);
        Some(error)
    }

    /// Whether the client may repeat a *read* by itself: failures that pass. 500 is among them because
    /// gateways use it for any hiccup of a backend (gRPC codes 2 and 13); 501, 505 and the like are not.
    /// A write is never repeated, whatever this says.
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
            | ErrorKind::NotConfigured => false,
        }
    }

    /// Whether a *write* that failed so may have been carried out all the same: the page must read
    /// back before it says anything.
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
            | ErrorKind::NotConfigured => false,
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
        // 407 and 511 come from a proxy on the way, not from the service.
        407 | 511 => ErrorKind::Network,
        400..=499 => ErrorKind::Invalid,
        502..=504 => ErrorKind::Unavailable,
        500..=599 => ErrorKind::Server,
        // No error status at all: a redirect that was not followed, an unknown class.
        _ => ErrorKind::Unreadable,
    }
}

/// Statuses that deserve better words than their kind has.
fn message_of(status: u16) -> Option<&'static str> {
    Some(match status {
        405 | 501 => "The service does not offer this. Nothing was changed.",
        410 => "This is no longer there. It was removed for good.",
        413 => "This is too large for the service. Make it smaller and try again.",
        423 => "This is locked at the moment. Try again in a little while.",
        504 => "The service behind the gateway did not answer in time. Try again in a moment.",
        407 | 511 => "The network asks you to sign in to it first. Do that, then try again.",
        _ => return None,
    })
}

/// Seconds to wait by a `Retry-After` header, in either form of RFC 9110 10.2.3; within 0 and a day.
fn wait_seconds(header: &str, now_ms: i64) -> Option<u32> {
    let header = header.trim_ascii();
    let seconds = if header.bytes().all(|byte| byte.is_ascii_digit()) && !header.is_empty() {
        // More digits than fit are more than a day all the same.
        header.parse().unwrap_or(MAX_RETRY_AFTER_S)
    } else {
        // Rounded up: never early.
        (http_date_ms(header)? - now_ms + 999).div_euclid(1000)
    };
    u32::try_from(seconds.clamp(0, MAX_RETRY_AFTER_S)).ok()
}

/// An error that travels inside a success: `error: {code, message}` with another code than `EOK` or 0,
/// or a plain string in `error`. The contract names the codes; unknown ones count as failures.
pub fn in_body_error(body: &str) -> Option<ApiError> {
    let answer = Object::of_body(body).ok()?;
    let kind = match answer.object("error") {
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
        Field::Unreadable(_) => match answer.text("error") {
            Field::Known(message) if !message.is_empty() => ErrorKind::Server,
            _ => return None,
        },
    };
    let mut error = ApiError::new(kind);
    error.detail = said_by_server(Some("application/json"), body);
    Some(error)
}
