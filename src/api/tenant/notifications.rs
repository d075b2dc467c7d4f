//! `PUT /api/web/namespaces/system/user/notifications`: switches some of one's notifications. Sends
//! `{"ntfn_preferences_map": {code: bool}}` with only the codes that change, answers `{}`; what came of it is read back from
//! the settings. Codes that are not named stay as they are. Source: tests/CONTRACT.md, section 8.

use gloo_net::http::Method;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

/// Where they are switched.
pub const PATH: &str = "/api/web/namespaces/system/user/notifications";

/// What is sent: each code once, in the order given.
pub fn body(wishes: &[(String, bool)]) -> String {
    let mut map = serde_json::Map::new();
    for (code, on) in wishes {
        map.insert(code.clone(), (*on).into());
    }
    let mut body = serde_json::Map::new();
    body.insert("ntfn_preferences_map".to_owned(), map.into());
    serde_json::Value::Object(body).to_string()
}

/// Switches these codes and no others.
///
/// # Errors
/// As [`Client::send`].
pub async fn set(
    client: &Client,
    wishes: &[(String, bool)],
    cancel: &Cancel,
) -> Result<(), ApiError> {
    client
        .send(Method::PUT, Service::Tenant, PATH, &body(wishes), cancel)
        .await?;
    Ok(())
}
