//! `PUT /api/web/namespaces/system/user/settings/request_initial_access`: requests initial access from the
//! tenant's admins by email. Sends and returns `{}`; the settings show the result. Never retried: each request may send an email.
//! Too early is 429, possibly 409: both mean "already requested". Source: tests/CONTRACT.md, section 3.

use gloo_net::http::Method;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

pub const PATH: &str = "/api/web/namespaces/system/user/settings/request_initial_access";

/// The body to send: the contract asks for one, even if it is empty.
pub const BODY: &str = "{}";

/// Sends the request once. Only the settings show whether it was accepted.
///
/// # Errors
/// As [`Client::send`].
pub async fn request(client: &Client, cancel: &Cancel) -> Result<(), ApiError> {
    client
        .send(Method::PUT, Service::Tenant, PATH, BODY, cancel)
        .await?;
    Ok(())
}
