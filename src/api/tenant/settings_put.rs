//! `PUT /api/web/namespaces/system/user/settings`: replaces all of the user's settings that can be written. What is left out is
//! deleted, so the body is complete or not sent at all (`domain::settings::replace`). Returns `{}`; the settings show the result.
//! Source: tests/CONTRACT.md, section 8.

use gloo_net::http::Method;
use serde_json::{Map, Value};

use super::settings::PATH;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

/// Everything that is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The codes that are on; all others are turned off.
    pub enabled_notifications: Vec<String>,
    pub first_name: String,
    pub last_name: String,
    /// Base64 as it was read; `""` for none.
    pub image: String,
    pub otp_enabled: bool,
}

impl Replacement {
    /// The body to send.
    pub fn body(&self) -> String {
        let codes = self.enabled_notifications.iter().cloned();
        let mut body = Map::new();
        body.insert(
            "enabled_notifications".to_owned(),
            codes.map(Value::String).collect(),
        );
        for (key, text) in [
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("image", &self.image),
        ] {
            body.insert(key.to_owned(), text.clone().into());
        }
        body.insert("otp_enabled".to_owned(), self.otp_enabled.into());
        Value::Object(body).to_string()
    }
}

/// Replaces the settings. With an entity tag the service refuses it (412) if anything has changed since.
///
/// # Errors
/// As [`Client::send_if_match`].
pub async fn put(
    client: &Client,
    replacement: &Replacement,
    if_match: Option<&str>,
    cancel: &Cancel,
) -> Result<(), ApiError> {
    client
        .send_if_match(
            Method::PUT,
            Service::Tenant,
            PATH,
            &replacement.body(),
            if_match,
            cancel,
        )
        .await?;
    Ok(())
}
