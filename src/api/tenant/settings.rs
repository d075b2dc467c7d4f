//! `GET /api/web/namespaces/system/user/settings`: the settings of the person who is signed in.
//! Sends nothing. Answers an object; every field may be missing, null or of another type.
//! Source: tests/CONTRACT.md, section 4.

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List};
use crate::api::json::object::{Object, Unreadable};
use crate::api::json::open_enum::open_enum;
use crate::api::json::time::Time;
use crate::config::Service;

/// Where the settings are read.
pub const PATH: &str = "/api/web/namespaces/system/user/settings";

/// What the service says about one's own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSettings {
    /// The profile image in base64, without a media type; `""` when there is none. Any length.
    pub image: Field<String>,
    /// The last request for initial access; null when there never was one.
    pub initial_access: Field<InitialAccess>,
    /// Whether one may ask (again): the service decides, 24 h after the last request.
    pub is_next_request_allowed: Field<bool>,
    /// Titled "enabled" in the contract, yet items carry `enabled`: may hold disabled ones.
    pub notifications: Field<List<Notification>>,
    /// The switch in the identity provider; `otp_status` says more.
    pub otp_enabled: Field<bool>,
    /// The one-time password's state, transitions included.
    pub otp_status: Field<OtpStatus>,
}

/// A request for initial access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitialAccess {
    /// Whether the mail to the tenant's admins has left.
    pub email_sent: Field<bool>,
    /// When one last asked; null when never.
    pub last_requesting_time: Field<Time>,
    /// Whether one has ever asked.
    pub requested: Field<bool>,
}

/// A kind of notification and whether one gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Its key in requests. Not promised to be unique within a list.
    pub code: Field<String>,
    /// Its name for people.
    pub label: Field<String>,
    /// What it tells, for people; any length.
    pub description: Field<String>,
    /// Whether one gets it.
    pub enabled: Field<bool>,
}

open_enum! {
    /// The state of one's one-time password. The last two are transitions.
    OtpStatus {
        Disabled = "OTP_DISABLED",
        Enabled = "OTP_ENABLED",
        Processing = "OTP_PROCESSING",
        ProcessDisabling = "OTP_PROCESS_DISABLING",
    }
}

/// Reads the settings of whoever is signed in.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for an answer that is no object.
pub async fn get(client: &Client, cancel: &Cancel) -> Result<UserSettings, ApiError> {
    let body = client.get(Service::Tenant, PATH, cancel).await?;
    Ok(decode(&body)?)
}

/// Reads the answer; fails only when it is no object at all.
pub fn decode(body: &str) -> Result<UserSettings, Unreadable> {
    let object = Object::of_body(body)?;
    Ok(UserSettings {
        image: object.text("image"),
        initial_access: object.get("initial_access", initial_access),
        is_next_request_allowed: object.flag("is_next_request_allowed"),
        notifications: object.list("notifications", notification),
        otp_enabled: object.flag("otp_enabled"),
        otp_status: object.get("otp_status", OtpStatus::read),
    })
}

fn initial_access(json: &str) -> Option<InitialAccess> {
    let object = Object::read(json)?;
    Some(InitialAccess {
        email_sent: object.flag("email_sent"),
        last_requesting_time: object.time("last_requesting_time"),
        requested: object.flag("requested"),
    })
}

fn notification(json: &str) -> Option<Notification> {
    let object = Object::read(json)?;
    Some(Notification {
        code: object.text("code"),
        label: object.text("label"),
        description: object.text("description"),
        enabled: object.flag("enabled"),
    })
}
