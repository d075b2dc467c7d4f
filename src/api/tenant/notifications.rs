//! `PUT /api/web/namespaces/system/user/notifications`: turns some of the user's notifications on or off. Sends
//! `{"ntfn_preferences_map": {code: bool}}` with only the codes that change, and returns `{}`; the settings show the
//! result. Other codes stay as they are. Source: tests/CONTRACT.md, section 8.

use gloo_net::http::Method;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

pub const PATH: &str = "/api/web/namespaces/system/user/notifications";

/// The body to send: each code once, in the order given.
pub fn body(changes: &[(String, bool)]) -> String {
    let mut map = serde_json::Map::new();
    for (code, on) in changes {
        map.insert(code.clone(), (*on).into());
    }
    let mut body = serde_json::Map::new();
    body.insert("ntfn_preferences_map".to_owned(), map.into());
    serde_json::Value::Object(body).to_string()
}

/// Turns these codes on or off, and no others.
///
/// # Errors
/// As [`Client::send`].
pub async fn set(
    client: &Client,
    changes: &[(String, bool)],
    cancel: &Cancel,
) -> Result<(), ApiError> {
    client
        .send(Method::PUT, Service::Tenant, PATH, &body(changes), cancel)
        .await?;
    Ok(())
}
