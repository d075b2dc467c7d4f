//! `PUT /api/web/namespaces/system/user/settings/request_initial_access`: asks the tenant's admins,
//! by mail, for a first access. Sends `{}`, answers `{}`: what came of it is read back from the settings.
//! Never repeated by itself: each call that arrives may be a mail. Too early is 429, possibly 409:
//! both mean "already requested". Source: tests/CONTRACT.md, section 3.

use gloo_net::http::Method;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

/// Where one asks.
pub const PATH: &str = "/api/web/namespaces/system/user/settings/request_initial_access";

/// What is sent; the contract wants a body, and an empty object is the whole of it.
pub const BODY: &str = "{}";

/// Asks once. What came of it is in the settings, whatever this says.
///
/// # Errors
/// As [`Client::send`].
pub async fn request(client: &Client, cancel: &Cancel) -> Result<(), ApiError> {
    client
        .send(Method::PUT, Service::Tenant, PATH, BODY, cancel)
        .await?;
    Ok(())
}
