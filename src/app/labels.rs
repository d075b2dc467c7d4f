//! Everything that a person reads in the shell. Messages of errors are in `api::http::error`, titles of pages in `routes`.

pub(super) const PRODUCT: &str = "Rolecall";
pub(super) const SKIP_TO_CONTENT: &str = "Skip to content";
pub(super) const MAIN_NAVIGATION: &str = "Main";
pub(super) const SIGN_IN: &str = "Sign in";
pub(super) const SIGN_OUT: &str = "Sign out";
pub(super) const TRY_AGAIN: &str = "Try again";
pub(super) const RELOAD: &str = "Reload";
pub(super) const LOADING: &str = "Loading";

pub(super) const SESSION_ENDED: &str = "Session ended";
pub(super) const SESSION_ENDED_NOTE: &str =
    "You are no longer signed in. Your unsaved changes are kept.";
pub(super) const STAY: &str = "Stay on this page";

pub(super) const OTHER_USER: &str = "Someone else is signed in now";
pub(super) const STARTED_ANEW: &str =
    "Rolecall started over, and unsaved changes from before were discarded.";
pub(super) const SIGNED_IN_AS: &str = "You are signed in as";
pub(super) const CONTINUE: &str = "Continue";
pub(super) const CLOSE: &str = "Close";
pub(super) const CHECKING_USER: &str = "Checking who is signed in";
pub(super) const HIDDEN_UNTIL_CHECKED: &str = "This page is hidden until we know.";

pub(super) const SIGNED_OUT: &str = "Signed out";
pub(super) const SIGNED_OUT_TITLE: &str = "Signed out - Rolecall";
pub(super) const SIGNING_OUT: &str = "Signing out…";
pub(super) const SIGN_OUT_DONE: &str =
    "You are signed out. Your data has been cleared from this page.";
pub(super) const SIGN_OUT_FAILED: &str = "Your data has been cleared from this page, but we couldn't reach the server. You may still be signed in there.";

pub(super) const NOT_FOUND: &str = "Page not found";
pub(super) const NOT_FOUND_NOTE: &str =
    "There is nothing at this address. It may be mistyped, or the page may have moved.";
pub(super) const GO_TO_SETTINGS: &str = "Go to your settings";

pub(super) const PAGE_LATE: &str =
    "This page has not come yet. A part of it may be missing, blocked or slow.";
pub(super) const PAGE_NOT_LOADED: &str =
    "This page could not be loaded. Check your network and try again.";
pub(super) const MAY_BE_UPDATED: &str =
    "If that doesn't help, reload the page: there may be a new version of Rolecall.";
pub(super) const SECTION_NOT_LOADED: &str =
    "Part of this page could not be loaded. Check your network and try again.";

pub(super) const VIEW_KEPT: &str = "This view is too long for an address. Its address works only in this browser tab; to share it, search for less.";
pub(super) const VIEW_MISSING: &str = "The view of this address was kept in another browser tab and is not known here. Nothing is searched or filtered.";

/// For a read, which sends no input that could be wrong.
pub(super) const READ_REJECTED: &str =
    "The service rejected the request. Try again; if it continues, contact your admin.";

/// The message of an error, with the time that the service asks to wait.
pub(super) fn with_wait(message: &str, wait: &str) -> String {
    let message = message
        .strip_suffix(" Try again in a moment.")
        .unwrap_or(message);
    format!("{message} Try again in {wait}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::http::error::{ApiError, ErrorKind};

    #[test]
    fn a_known_wait_replaces_the_vague_one() {
        for (message, expected) in [
            (
                // The real one, so that a new wording cannot leave the vague wait beside the exact one.
                ApiError::new(ErrorKind::RateLimited).message.as_str(),
                "Too many requests. Try again in 2 minutes.",
            ),
            ("It broke.", "It broke. Try again in 2 minutes."),
        ] {
            assert_eq!(with_wait(message, "2 minutes"), expected);
        }
    }
}
