//! Why the list is missing or incomplete: a plain message that also says which users are on the page. Knows no view.

use rolecall_directory::{NoList, Outcome};

use super::labels::loading as labels;
use crate::api::http::error::ApiError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoadError {
    pub(crate) message: String,
    /// The server's own words.
    pub(crate) detail: Option<String>,
    pub(crate) can_retry: bool,
    /// The list loads again once the connection is back.
    pub(crate) is_about_connection: bool,
}

impl LoadError {
    /// `users`: how many are on the page.
    pub(crate) fn from_error(error: ApiError, users: u32) -> Self {
        Self {
            message: labels::with_received(&error.message, users),
            detail: error.detail,
            can_retry: error.kind.retryable(),
            is_about_connection: error.kind.is_about_connection(),
        }
    }

    /// `None` for a complete response.
    pub(crate) fn from_outcome(outcome: Outcome, users: u32) -> Option<Self> {
        let message = match outcome {
            Outcome::Complete => return None,
            Outcome::Cut {
                list_complete: true,
                ..
            } => labels::CUT_AFTER_LIST,
            Outcome::Cut { .. } if users > 0 => labels::CUT_IN_LIST,
            Outcome::Cut { .. } => labels::CUT_BEFORE_LIST,
            Outcome::Broken { .. } => labels::BROKEN_LIST,
            Outcome::SecondList { .. } => labels::SECOND_LIST,
            Outcome::NoList(
                NoList::Missing | NoList::Null | NoList::NotAList | NoList::NotAnObject,
            ) => labels::NO_LIST,
            Outcome::NotJson { .. } => labels::NOT_JSON,
            Outcome::Empty => labels::EMPTY_RESPONSE,
        };
        Some(Self {
            message: labels::with_received(message, users),
            detail: None,
            can_retry: true,
            is_about_connection: false,
        })
    }
}
