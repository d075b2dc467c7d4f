//! Under which keys the browser keeps the views of the roles page. Here and not with that page, for signing out lets go of them from
//! anywhere: they hold words that somebody typed, and others may use the browser.

/// How the keys begin; a number of whose they are follows.
pub(crate) const KEYS: &str = "rolecall:views:";
