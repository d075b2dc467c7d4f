//! Switching notifications: which codes change, and the result, from how the request ended and from what the settings show
//! afterwards. Only what the service shows counts as saved.

use crate::api::http::error::ApiError;
use crate::api::json::field::Field;
use crate::api::tenant::settings::Notification;

/// The result of switching one notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeResult {
    Saved,
    /// The service shows the old state; the reason as a sentence.
    NotSaved(String),
    /// We can't tell; the reason as a sentence.
    Unknown(String),
}

/// The changes that turn everything that can be switched on or off; each code once.
pub fn pending_changes(items: &[Field<Notification>], on: bool) -> Vec<(String, bool)> {
    let mut changes: Vec<(String, bool)> = Vec::new();
    for item in items.iter().filter_map(Field::known) {
        if let Some(code) = code(item)
            && item.enabled.known() == Some(&!on)
            && changes.iter().all(|(known, _)| known != code)
        {
            changes.push((code.to_owned(), on));
        }
    }
    changes
}

/// The code by which an item can be switched; none without a code or a known state.
pub fn switchable(item: &Notification) -> Option<&str> {
    item.enabled.known().and_then(|_| code(item))
}

/// The state of a code; `None` when it isn't known or contradicts itself.
pub fn state_of(items: &[Field<Notification>], wanted: &str) -> Option<bool> {
    let mut of_code = items
        .iter()
        .filter_map(Field::known)
        .filter(|item| code(item) == Some(wanted))
        .map(|item| item.enabled.known().copied());
    let first = of_code.next()??;
    of_code.all(|other| other == Some(first)).then_some(first)
}

/// The result of switching a code. `now` is its state in the settings read back, `None` when they don't say.
pub fn judge(on: bool, sent: &Result<(), ApiError>, now: Option<bool>) -> ChangeResult {
    match (sent, now) {
        (_, Some(now)) if now == on => ChangeResult::Saved,
        (Err(error), _) if !error.may_have_applied() => {
            ChangeResult::NotSaved(error.message.clone())
        }
        (Ok(()), Some(_)) => ChangeResult::NotSaved(
            "The service accepted the change, but it isn't visible yet.".to_owned(),
        ),
        (Err(_), Some(_)) => {
            ChangeResult::NotSaved("No response. The old value is still in place.".to_owned())
        }
        (_, None) => ChangeResult::Unknown(
            "We can't tell whether this was saved: your settings couldn't be read back.".to_owned(),
        ),
    }
}

fn code(item: &Notification) -> Option<&str> {
    item.code
        .known()
        .map(String::as_str)
        .filter(|code| !code.is_empty())
}
