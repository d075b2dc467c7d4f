//! How many users match, as the toolbar and the dialog "Filters" say it. Knows no view.

use crate::pages::users::data::loader::UserStore;
use crate::pages::users::data::rows::Rows;
use crate::pages::users::labels::filters as labels;

/// "N of M users", once there is anything to count.
pub(super) fn match_count(users: UserStore, rows: Rows) -> Option<String> {
    let state = rows.state();
    let version = users.version();
    // A response without a list is not a list without users.
    let is_counted = state.total > 0 || (version.complete && users.error().is_none());
    is_counted.then(|| labels::matching(state.count, state.total))
}
