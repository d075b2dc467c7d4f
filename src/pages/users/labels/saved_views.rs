//! Strings of the saved views.

use rolecall_directory::Pick;

use super::filters;
use crate::domain::text::displayable;

pub(crate) const SAVED_VIEWS: &str = "Saved views";
pub(crate) const NONE_YET: &str = "No saved views yet. Filter and sort, then save the view here.";
pub(crate) const LOADING: &str = "Loading…";
pub(crate) const SAVE_AS: &str = "Save current view as";
pub(crate) const NAME: &str = "Name";
pub(crate) const SAVE_VIEW: &str = "Save view";
pub(crate) const REPLACE: &str = "Replace";
pub(crate) const RENAME: &str = "Rename";
pub(crate) const DELETE: &str = "Delete";
pub(crate) const SAVE: &str = "Save";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const LIFETIME: &str = "Saved views stay in this browser and are deleted when you sign out. Bookmark the page to keep one.";
pub(crate) const ALL_USERS: &str = "All users";

pub(crate) const NAME_EMPTY: &str = "Enter a name.";
pub(crate) const NAME_TOO_LONG: &str = "Use at most 60 characters.";
pub(crate) const NAME_INVISIBLE: &str =
    "The name contains invisible characters. Type it without them.";
pub(crate) const NAME_TAKEN: &str = "Another view has this name.";
pub(crate) const REPLACE_EXISTING: &str =
    "A view with this name already exists. Save again to replace it.";
pub(crate) const TOO_MANY: &str = "You've reached 50 saved views. Delete one first.";
pub(crate) const STORAGE_BLOCKED: &str = "Your browser's settings don't allow this page to store anything, so views can't be saved. Bookmark the page instead.";
pub(crate) const STORAGE_FULL: &str =
    "Your browser's storage for this site is full. Delete a saved view and try again.";
pub(crate) const OWNER_UNKNOWN: &str =
    "Saved views belong to the signed-in user, and we can't tell who that is right now.";

pub(crate) fn opened(name: &str) -> String {
    format!("View “{name}” opened.")
}

pub(crate) fn saved(name: &str) -> String {
    format!("“{name}” saved.")
}

pub(crate) fn renamed(name: &str) -> String {
    format!("Renamed to “{name}”.")
}

pub(crate) fn deleted(name: &str) -> String {
    format!("“{name}” deleted.")
}

pub(crate) fn restored(name: &str) -> String {
    format!("“{name}” restored.")
}

pub(crate) fn rename(name: &str) -> String {
    format!("Rename {name}")
}

pub(crate) fn delete(name: &str) -> String {
    format!("Delete {name}")
}

pub(crate) fn new_name_of(name: &str) -> String {
    format!("New name of {name}")
}

/// What a view shows. `order` and `perspective`: only if they aren't the default.
pub(crate) fn description(
    search: &str,
    picks: &[Pick],
    order: Option<String>,
    perspective: Option<&str>,
) -> String {
    let search = Some(search.trim()).filter(|search| !search.is_empty());
    let search = search.map(displayable);
    let order = order.map(|order| order.trim_end_matches('.').to_owned());
    let parts: Vec<String> = search
        .into_iter()
        .chain(picks.iter().map(filters::filter))
        .chain(order)
        .chain(perspective.map(str::to_owned))
        .collect();
    if parts.is_empty() {
        ALL_USERS.to_owned()
    } else {
        parts.join(" · ")
    }
}
