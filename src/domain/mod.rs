//! Decisions as pure functions, tested as tables in `tests/domain`. Uses the types of `api`, the text rules of `rolecall_text` and nothing else of
//! ours; "now" is handed in; no browser and no locale, so that every case can be a test.

pub mod access;
pub mod account;
pub mod identity;
pub mod outcome;
pub mod relative_time;
pub mod settings;
pub mod text;
