//! `GET /api/web/custom/namespaces/system/user_roles`: all users of the tenant with their roles, in one response without
//! pages or filters. `rolecall_directory` reads the rows while they arrive: the response may be larger than a string can be.
//! Source: tests/CONTRACT.md, section 5.

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::http::response_body::Body;
use crate::config::Service;

pub const PATH: &str = "/api/web/custom/namespaces/system/user_roles";

/// Opens the response; [`Body::next`] returns its bytes.
///
/// # Errors
/// As [`Client::stream`].
pub async fn open(client: &Client, cancel: &Cancel) -> Result<Body, ApiError> {
    client.stream(Service::Tenant, PATH, cancel).await
}
