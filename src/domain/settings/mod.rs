//! The user's settings: initial access, one-time password, notifications, profile image, reminder. Status and outcomes with
//! their messages; no view, no request.

pub mod base64;
pub mod calendar_event;
pub mod canvas_truth;
pub mod image;
pub mod image_change;
pub mod image_header;
pub mod initial_access;
pub mod initial_access_outcome;
pub mod notification_outcome;
pub mod notification_summary;
pub mod otp;
pub mod otp_change;
pub mod poll_schedule;
pub mod reminder;
pub mod replace;
