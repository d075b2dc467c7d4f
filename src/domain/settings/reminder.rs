//! The wish to be told when one may ask again: whether its time has come, by the service's clock and by its own word. A
//! wish belongs to one request, so that another request, or another person in the same tab, ends it.

use super::initial_access;
use super::initial_access::last_request;
use crate::api::json::field::Field;
use crate::api::tenant::settings::UserSettings;

/// Times in ms since 1970, of the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// When the request was made that one waits for.
    pub asked: i64,
    /// When one may ask again, as far as it can be told.
    pub until: i64,
}

/// What is to be done about a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Its time has not come.
    Wait,
    /// Its time has come: the service is to be asked, for it decides.
    Ask,
    /// The service says that one may ask again.
    Tell,
    /// It is about a request that is no longer the last one.
    Forget,
}

/// The wish one can have as the settings stand; `None` when it is not known when one may ask again.
pub fn wish(settings: &UserSettings, now_ms: i64) -> Option<Wish> {
    Some(Wish {
        asked: last_request(settings)??,
        until: initial_access::view(settings, now_ms).until?,
    })
}

/// What is to be done, given the newest read of the settings.
pub fn due(wish: Wish, settings: &UserSettings, now_ms: i64) -> Due {
    if last_request(settings).is_some_and(|last| last != Some(wish.asked)) {
        return Due::Forget;
    }
    match settings.is_next_request_allowed {
        Field::Known(true) => Due::Tell,
        _ if now_ms >= wish.until => Due::Ask,
        _ => Due::Wait,
    }
}

impl Wish {
    /// As text, to be kept by the tab over a reload.
    pub fn text(self) -> String {
        format!("{} {}", self.asked, self.until)
    }

    /// From text; `None` when it is none of ours.
    pub fn of_text(text: &str) -> Option<Self> {
        let (asked, until) = text.split_once(' ')?;
        Some(Self {
            asked: asked.parse().ok()?,
            until: until.parse().ok()?,
        })
    }
}
