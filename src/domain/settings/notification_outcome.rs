//! Switching notifications: which codes a wish changes, and what came of it, from how the request ended and from what the
//! settings show afterwards. "Saved" is only what the service shows.

use crate::api::http::error::ApiError;
use crate::api::json::field::Field;
use crate::api::tenant::settings::Notification;

/// What came of one switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    Saved,
    /// The service shows the old state; why, in a sentence.
    NotSaved(String),
    /// Nobody can tell; why, in a sentence.
    Unsure(String),
}

/// The codes that must change so that all that can be switched are `on`; each code once.
pub fn to_switch(items: &[Field<Notification>], on: bool) -> Vec<(String, bool)> {
    let mut wishes: Vec<(String, bool)> = Vec::new();
    for item in items.iter().filter_map(Field::known) {
        if let Some(code) = code(item)
            && item.enabled.known() == Some(&!on)
            && wishes.iter().all(|(known, _)| known != code)
        {
            wishes.push((code.to_owned(), on));
        }
    }
    wishes
}

/// The code by which an item can be switched; none without a code or while its state is not known.
pub fn switchable(item: &Notification) -> Option<&str> {
    item.enabled.known().and_then(|_| code(item))
}

/// How a code stands; `None` when it is not told, or told in two ways.
pub fn state_of(items: &[Field<Notification>], wanted: &str) -> Option<bool> {
    let mut of_code = items
        .iter()
        .filter_map(Field::known)
        .filter(|item| code(item) == Some(wanted))
        .map(|item| item.enabled.known().copied());
    let first = of_code.next()??;
    of_code.all(|other| other == Some(first)).then_some(first)
}

/// What came of wishing a code to be `wish`. `now` is its state in the settings read back, `None` when they do not tell.
pub fn judge(wish: bool, sent: &Result<(), ApiError>, now: Option<bool>) -> Kept {
    match (sent, now) {
        (_, Some(now)) if now == wish => Kept::Saved,
        (Err(error), _) if !error.may_have_applied() => Kept::NotSaved(error.message.clone()),
        (Ok(()), Some(_)) => {
            Kept::NotSaved("The service took the change, but still shows the old state.".to_owned())
        }
        (Err(_), Some(_)) => {
            Kept::NotSaved("No answer came, and the service shows the old state.".to_owned())
        }
        (_, None) => Kept::Unsure(
            "Whether this was saved is not known: the settings could not be read back.".to_owned(),
        ),
    }
}

fn code(item: &Notification) -> Option<&str> {
    item.code
        .known()
        .map(String::as_str)
        .filter(|code| !code.is_empty())
}
