//! Why the list is not, or not wholly, there: one plain sentence that also says what is still on screen.

use rolecall_directory::{NoList, Outcome};

use crate::api::http::error::{ApiError, ErrorKind};
use crate::browser::intl;

/// The end of a read that was no good end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoadError {
    pub(crate) message: String,
    /// The server's own words.
    pub(crate) detail: Option<String>,
    /// Whether trying again may help.
    pub(crate) again: bool,
    /// Tries again by itself once the network is back.
    pub(crate) offline: bool,
}

impl LoadError {
    /// `rows`: how many users are on screen all the same.
    pub(crate) fn of_error(error: ApiError, rows: u32) -> Self {
        Self {
            message: format!("{}{}", error.message, kept(rows)),
            detail: error.detail,
            again: error.kind.retryable(),
            offline: error.kind == ErrorKind::Offline,
        }
    }

    /// `None` for an answer that is whole.
    pub(crate) fn of_outcome(outcome: Outcome, rows: u32) -> Option<Self> {
        let message = match outcome {
            Outcome::Complete => return None,
            Outcome::Cut {
                list_complete: true,
                ..
            } => "The answer broke off after the last user. The list seems to be complete."
                .to_owned(),
            Outcome::Cut { .. } if rows > 0 => "The list broke off before its end.".to_owned(),
            Outcome::Cut { .. } => "The answer broke off before the first user.".to_owned(),
            Outcome::Broken { .. } => {
                "A part of the list cannot be read, nor what comes after it.".to_owned()
            }
            Outcome::SecondList { .. } => {
                "The answer holds a second list, which is not shown.".to_owned()
            }
            Outcome::NoList(
                NoList::Missing | NoList::Null | NoList::NotAList | NoList::NotAnObject,
            ) => "There is no list of users in the answer.".to_owned(),
            Outcome::NotJson { .. } => "The answer cannot be read.".to_owned(),
            Outcome::Empty => "The answer is empty: it does not hold a list of users.".to_owned(),
        };
        Some(Self {
            message: message + &kept(rows),
            detail: None,
            again: true,
            offline: false,
        })
    }
}

/// What is still there to work with.
fn kept(rows: u32) -> String {
    match rows {
        0 => String::new(),
        1 => " The one user that arrived is shown.".to_owned(),
        rows => format!(
            " The {} users that arrived are shown.",
            intl::number(rows.into())
        ),
    }
}
