//! The decisions as tables: what is known goes in, what a person reads comes out. Native, no browser.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "domain/access"]
mod access {
    #[path = "bulk.rs"]
    mod bulk;
    #[path = "edit.rs"]
    mod edit;
    #[path = "filter.rs"]
    mod filter;
    #[path = "row_store.rs"]
    mod row_store;
    #[path = "save.rs"]
    mod save;
}
#[path = "domain/account"]
mod account {
    #[path = "whoami.rs"]
    mod whoami;
}
#[path = "domain/settings"]
mod settings {
    #[path = "calendar_event.rs"]
    mod calendar_event;
    #[path = "canvas_truth.rs"]
    mod canvas_truth;
    #[path = "image.rs"]
    mod image;
    #[path = "image_change.rs"]
    mod image_change;
    #[path = "initial_access.rs"]
    mod initial_access;
    #[path = "initial_access_outcome.rs"]
    mod initial_access_outcome;
    #[path = "notification_outcome.rs"]
    mod notification_outcome;
    #[path = "notification_summary.rs"]
    mod notification_summary;
    #[path = "otp.rs"]
    mod otp;
    #[path = "poll_schedule.rs"]
    mod poll_schedule;
    #[path = "reminder.rs"]
    mod reminder;
    #[path = "replace.rs"]
    mod replace;
}
#[path = "domain/relative_time.rs"]
mod relative_time;
#[path = "domain/text.rs"]
mod text;
