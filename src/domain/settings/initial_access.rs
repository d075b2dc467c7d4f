//! Where a person stands with their request for initial access, from the settings and the server's time.
//! The button follows the service's flag and nothing else; the 24 hours only explain *when*. Times of the
//! client's own clock must not come in here: "now" is the server's.

use crate::api::json::field::Field;
use crate::api::tenant::settings::{InitialAccess, UserSettings};
use crate::domain::relative_time::{relative, remaining};

/// How long after a request the next one is possible (tests/CONTRACT.md, section 4).
pub const COOL_DOWN_MS: i64 = 24 * 60 * 60 * 1000;

/// Where the request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessState {
    /// Nobody asked, and one may.
    NeverAsked,
    /// Asked; the mail to the admins has not left.
    AskedMailPending { when: Option<i64> },
    /// Asked; the admins have mail.
    AskedMailSent { when: Option<i64> },
    /// Asked some time ago, and one may ask again.
    MayAskAgain { when: Option<i64> },
    /// May not ask, though there is no request to show for it; `until` if it can be told.
    MustWait { until: Option<i64> },
    /// The answer does not tell enough.
    Unknown,
}

/// All that the page says about it. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessView {
    pub state: AccessState,
    /// Exactly: the last read said `is_next_request_allowed: true`.
    pub button_enabled: bool,
    /// How it stands, in one sentence.
    pub message: String,
    /// Why the button is off, and when one may ask again if that is known; `None` while it is on.
    pub reason: Option<String>,
    /// When one may ask again, if that is known and still ahead by the server's clock.
    pub until: Option<i64>,
    /// What in the answer does not go together.
    pub contradictions: Vec<&'static str>,
}

/// Reads the settings at `now_ms` of the server's clock.
pub fn view(settings: &UserSettings, now_ms: i64) -> AccessView {
    let allowed = settings.is_next_request_allowed.known().copied();
    let asked = Asked::of(&settings.initial_access);
    let next = asked.when.map(|when| when.saturating_add(COOL_DOWN_MS));
    // A request from the future is a clock gone wrong: nobody waits longer than a day for it.
    let until = next
        .filter(|_| allowed != Some(true))
        .map(|next| next.min(now_ms.saturating_add(COOL_DOWN_MS)))
        .filter(|next| *next > now_ms);
    let state = match (allowed, asked.requested) {
        (Some(true), Some(true)) => AccessState::MayAskAgain { when: asked.when },
        (Some(true), Some(false)) => AccessState::NeverAsked,
        (Some(false), Some(true)) => match asked.mailed {
            Some(true) => AccessState::AskedMailSent { when: asked.when },
            Some(false) => AccessState::AskedMailPending { when: asked.when },
            None => AccessState::MustWait { until },
        },
        (Some(false), Some(false) | None) => AccessState::MustWait { until },
        (Some(true), None) | (None, _) => AccessState::Unknown,
    };
    AccessView {
        message: message(&state, &asked, now_ms),
        reason: reason(allowed, next, until, now_ms),
        button_enabled: allowed == Some(true),
        contradictions: contradictions(allowed, &asked, now_ms),
        state,
        until,
    }
}

/// When one last asked, in ms; the inner `None` is "never", the outer one "not told".
pub(crate) fn last_request(settings: &UserSettings) -> Option<Option<i64>> {
    match &settings.initial_access {
        Field::Null => Some(None),
        Field::Known(request) => match &request.last_requesting_time {
            Field::Known(time) => Some(Some(time.ms)),
            // No time and no request go together; a request without its time tells nothing.
            Field::Null | Field::Missing => {
                (request.requested == Field::Known(false)).then_some(None)
            }
            Field::Unreadable(_) => None,
        },
        Field::Missing | Field::Unreadable(_) => None,
    }
}

/// What is known of the last request.
struct Asked {
    requested: Option<bool>,
    mailed: Option<bool>,
    when: Option<i64>,
}

impl Asked {
    fn of(request: &Field<InitialAccess>) -> Self {
        match request {
            Field::Known(request) => Self {
                requested: request.requested.known().copied(),
                mailed: request.email_sent.known().copied(),
                when: request.last_requesting_time.known().map(|time| time.ms),
            },
            // Protobuf JSON writes null for a message that was never set.
            Field::Null => Self {
                requested: Some(false),
                mailed: None,
                when: None,
            },
            Field::Missing | Field::Unreadable(_) => Self {
                requested: None,
                mailed: None,
                when: None,
            },
        }
    }
}

fn message(state: &AccessState, asked: &Asked, now_ms: i64) -> String {
    let when = match asked.when {
        // A request cannot lie ahead; "in 3 hours" would be nonsense.
        Some(when) if when <= now_ms => format!(" {}", relative(when, now_ms)),
        Some(_) | None => String::new(),
    };
    match state {
        AccessState::NeverAsked => "You have not asked for access yet.".to_owned(),
        AccessState::AskedMailPending { .. } => {
            format!(
                "You asked for access{when}. The mail to the admins of your tenant has not been sent yet."
            )
        }
        AccessState::AskedMailSent { .. } => {
            format!("You asked for access{when}. The admins of your tenant have been sent a mail.")
        }
        AccessState::MayAskAgain { .. } => {
            format!("You asked for access{when}. You may ask again.")
        }
        AccessState::MustWait { .. } if asked.requested == Some(true) => {
            format!(
                "You asked for access{when}. Whether the admins have been sent a mail is not known."
            )
        }
        AccessState::MustWait { .. } => "You cannot ask for access at the moment.".to_owned(),
        AccessState::Unknown if asked.requested == Some(true) => {
            format!("You asked for access{when}. Whether you may ask again is not known.")
        }
        AccessState::Unknown if asked.requested == Some(false) => {
            "You have not asked for access yet. Whether you may ask is not known.".to_owned()
        }
        AccessState::Unknown => {
            "The service did not tell how your request for access stands.".to_owned()
        }
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
    match (allowed, waiting, next) {
        (Some(true), _, _) => None,
        (Some(false), Some(left), _) => {
            Some(format!("You can ask once in 24 hours. You may ask again in {left}."))
        }
        (Some(false), None, Some(_)) => {
            Some("The 24 hours are over. Check again whether you may ask now.".to_owned())
        }
        (Some(false), None, None) => Some(
            "The service does not let you ask at the moment, and did not tell when you may ask again.".to_owned(),
        ),
        (None, _, _) => Some(
            "The service did not tell whether you may ask. Check again in a moment.".to_owned(),
        ),
    }
}

fn contradictions(allowed: Option<bool>, asked: &Asked, now_ms: i64) -> Vec<&'static str> {
    let mut found = Vec::new();
    let young = asked
        .when
        .is_some_and(|when| now_ms.saturating_sub(when) < COOL_DOWN_MS);
    if allowed == Some(true) && asked.requested == Some(true) && young {
        found.push(
            "The last request is less than 24 hours old, yet the service lets you ask again.",
        );
    }
    if allowed == Some(false) && asked.requested == Some(false) {
        found.push("There is no request, yet the service does not let you ask.");
    }
    if asked.requested == Some(false) && asked.mailed == Some(true) {
        found.push("The service says that a mail was sent, but not that you asked.");
    }
    if asked.requested == Some(false) && asked.when.is_some() {
        found.push("The service names the time of a request, but says that you never asked.");
    }
    // A few minutes are the difference between two clocks of one service.
    if asked
        .when
        .is_some_and(|when| when > now_ms.saturating_add(5 * 60 * 1000))
    {
        found.push("The time of the last request lies ahead of the service's own clock.");
    }
    found
}
