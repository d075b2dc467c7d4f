//! `GET /api/web/namespaces/system/user/settings`: the settings of the signed-in user. Every field of the response may
//! be missing, null or of another type.
//! Source: tests/CONTRACT.md, section 4.

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List};
use crate::api::json::object::{Object, Unreadable};
use crate::api::json::open_enum::open_enum;
use crate::api::json::time::Time;
use crate::config::Service;

pub const PATH: &str = "/api/web/namespaces/system/user/settings";

/// The settings of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSettings {
    /// The profile image in base64, without a media type; `""` when there is none. Any length.
    pub image: Field<String>,
    /// The last request for initial access; null if there was none.
    pub initial_access: Field<InitialAccess>,
    /// Whether a (new) request is allowed: the service decides, 24 hours after the last one.
    pub is_next_request_allowed: Field<bool>,
    /// Called "enabled" in the contract, yet the items have a flag `enabled`: some may be disabled.
    pub notifications: Field<List<Notification>>,
    /// The identity provider's switch; `otp_status` says more.
    pub otp_enabled: Field<bool>,
    /// The state of the one-time password, including transitions.
    pub otp_status: Field<OtpStatus>,
}

/// A request for initial access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitialAccess {
    /// Whether the email to the tenant's admins was sent.
    pub email_sent: Field<bool>,
    /// When the user last sent a request; null if never.
    pub last_requesting_time: Field<Time>,
    /// Whether the user has ever sent a request.
    pub requested: Field<bool>,
}

/// A kind of notification, and whether the user gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Its key in requests. Not promised to be unique within a list.
    pub code: Field<String>,
    /// Its name for people.
    pub label: Field<String>,
    /// What it is about, in words; of any length.
    pub description: Field<String>,
    /// Whether the user gets it.
    pub enabled: Field<bool>,
}

open_enum! {
    /// The state of the one-time password. The last two are transitions.
    OtpStatus {
        Disabled = "OTP_DISABLED",
        Enabled = "OTP_ENABLED",
        Processing = "OTP_PROCESSING",
        ProcessDisabling = "OTP_PROCESS_DISABLING",
    }
}

/// Reads the settings of the signed-in user.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for a response that is not an object.
pub async fn get(client: &Client, cancel: &Cancel) -> Result<UserSettings, ApiError> {
    let body = client.get(Service::Tenant, PATH, cancel).await?;
    Ok(decode(&body)?)
}

/// As [`get`], read anew, with the entity tag, if there is one.
///
/// # Errors
/// As [`get`].
pub async fn get_tagged(
    client: &Client,
    cancel: &Cancel,
) -> Result<(UserSettings, Option<String>), ApiError> {
    let (body, etag) = client.get_tagged(Service::Tenant, PATH, cancel).await?;
    Ok((decode(&body)?, etag))
}

/// Reads the response; fails only if it is not an object.
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
