//! `GET /api/web/custom/namespaces/system/user_roles`: all users of the tenant with their roles, the whole tenant in one
//! answer without pages or filters. Sends nothing. The rows are read by `rolecall_directory` while they arrive: the answer
//! may be larger than a string can be. Source: tests/CONTRACT.md, section 5.

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::http::response_body::Body;
use crate::config::Service;

/// Where it is read.
pub const PATH: &str = "/api/web/custom/namespaces/system/user_roles";

/// Opens the answer; its bytes come by [`Body::next`].
///
/// # Errors
/// As [`Client::stream`].
pub async fn open(client: &Client, cancel: &Cancel) -> Result<Body, ApiError> {
    client.stream(Service::Tenant, PATH, cancel).await
}
