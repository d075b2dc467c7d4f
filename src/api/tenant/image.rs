//! `PUT` and `DELETE` of `/api/web/namespaces/system/user/settings/image`: the user's profile image. PUT sends
//! `{"image": base64, "content_type": text}`; both return `{}`; the settings show the result.
//! Source: tests/CONTRACT.md, section 8.

use gloo_net::http::Method;
use serde_json::{Map, Value};

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

pub const PATH: &str = "/api/web/namespaces/system/user/settings/image";

/// The body to send.
pub fn body(image: &str, content_type: &str) -> String {
    let mut body = Map::new();
    body.insert("image".to_owned(), image.into());
    body.insert("content_type".to_owned(), content_type.into());
    Value::Object(body).to_string()
}

/// Replaces the image. `image` is base64 in the standard alphabet.
///
/// # Errors
/// As [`Client::send`].
pub async fn put(
    client: &Client,
    image: &str,
    content_type: &str,
    cancel: &Cancel,
) -> Result<(), ApiError> {
    let body = body(image, content_type);
    client
        .send(Method::PUT, Service::Tenant, PATH, &body, cancel)
        .await?;
    Ok(())
}

/// Removes the image.
///
/// # Errors
/// As [`Client::send`].
pub async fn delete(client: &Client, cancel: &Cancel) -> Result<(), ApiError> {
    client
        .send(Method::DELETE, Service::Tenant, PATH, "{}", cancel)
        .await?;
    Ok(())
}
