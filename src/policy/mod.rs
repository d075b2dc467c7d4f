//! Decisions as pure functions, tested as tables in `tests/policy.rs`. Uses the types of `api` and nothing
//! else of ours; "now" is handed in; no browser and no locale, so that every case can be a test.

pub mod access;
pub mod access_journal;
pub mod access_list;
pub mod access_save;
pub mod access_set;
pub mod access_words;
pub mod base64;
pub mod billing;
pub mod follow;
pub mod grants;
pub mod image;
pub mod image_change;
pub mod image_header;
pub mod initial_access;
pub mod notifications;
pub mod otp;
pub mod otp_change;
pub mod people;
pub mod preference;
pub mod reminder;
pub mod reminder_wish;
pub mod request_outcome;
pub mod settings_replace;
pub mod time;
pub mod whoami;
