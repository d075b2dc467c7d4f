//! `PATCH /user/v1/users/{user_id}/access/{access_id}`: changes one access. Only the given fields change; the type never does.
//! The response holds the access as it is afterwards. Source: tests/CONTRACT.md, sections 7 and 9.

use gloo_net::http::Method;
use rolecall_text::percent::path_segment;
use serde::Serialize;

use super::access_of_user::{Access, access, user_path};
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::Field;
use crate::api::json::object::{Object, Unreadable};
use crate::config::Service;

/// What a PATCH changes: exactly the fields that are `Some` are sent, `null` never.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AccessPatch {
    /// The whole new list; an empty one is sent as `[]` and clears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub two_fa_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sso_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl AccessPatch {
    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The body to send. Serializing strings and booleans cannot fail.
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The path of one access.
pub fn path(user_id: &str, access_id: &str) -> String {
    format!("{}/{}", user_path(user_id), path_segment(access_id))
}

/// Sends a change once and returns the access as the service has it afterwards. With an entity tag the service refuses it (412)
/// if anything has changed since.
///
/// # Errors
/// As [`Client::send_if_match`]; `Unreadable` means that the change was accepted and the response cannot be read.
pub async fn patch(
    client: &Client,
    user_id: &str,
    access_id: &str,
    change: &AccessPatch,
    if_match: Option<&str>,
    cancel: &Cancel,
) -> Result<Access, ApiError> {
    let path = path(user_id, access_id);
    let body = client
        .send_if_match(
            Method::PATCH,
            Service::Access,
            &path,
            &change.body(),
            if_match,
            cancel,
        )
        .await?;
    Ok(decode(&body)?)
}

/// Reads the response to a PATCH.
pub fn decode(body: &str) -> Result<Access, Unreadable> {
    let Field::Known(access) = Object::of_body(body)?.get("data", access) else {
        return Err(Unreadable("The response contains no access."));
    };
    Ok(access)
}
