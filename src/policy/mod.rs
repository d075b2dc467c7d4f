//! Decisions as pure functions, tested as tables. Uses the types of `api` and nothing else of ours; "now" is
//! handed in; no browser, no locale.
