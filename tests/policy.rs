//! The decisions as tables: what is known goes in, what a person reads comes out. Native, no browser.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "policy/access.rs"]
mod access;
#[path = "policy/access_list.rs"]
mod access_list;
#[path = "policy/access_save.rs"]
mod access_save;
#[path = "policy/access_set.rs"]
mod access_set;
#[path = "policy/backoff.rs"]
mod backoff;
#[path = "policy/follow.rs"]
mod follow;
#[path = "policy/image.rs"]
mod image;
#[path = "policy/image_change.rs"]
mod image_change;
#[path = "policy/initial_access.rs"]
mod initial_access;
#[path = "policy/notifications.rs"]
mod notifications;
#[path = "policy/otp.rs"]
mod otp;
#[path = "policy/people.rs"]
mod people;
#[path = "policy/preference.rs"]
mod preference;
#[path = "policy/reminder.rs"]
mod reminder;
#[path = "policy/reminder_wish.rs"]
mod reminder_wish;
#[path = "policy/request_outcome.rs"]
mod request_outcome;
#[path = "policy/settings_replace.rs"]
mod settings_replace;
#[path = "policy/time.rs"]
mod time;
#[path = "policy/whoami.rs"]
mod whoami;
