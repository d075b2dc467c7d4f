//! Where the views of the roles page are kept. Here and not with that page, for signing out lets go of them from anywhere.

/// Keys of views that leave when their owner signs out: they hold words that somebody typed, and others may use the browser.
pub(super) const UNTIL_SIGN_OUT: &str = "rolecall:views:";
/// Keys of views whose owner asked for them to stay.
pub(super) const FOR_GOOD: &str = "rolecall:kept-views:";
