//! The operations, one file each with its tests, named as in `src/api`. Owns what they share: the namespace rule, JSON bodies, both
//! kinds of response. An operation knows its rules and the tables; `auth` has already identified the caller.

pub(crate) mod access_create;
pub(crate) mod access_list;
pub(crate) mod access_of_user;
pub(crate) mod access_patch;
pub(crate) mod access_row;
pub(crate) mod body;
pub(crate) mod idm;
pub(crate) mod image;
pub(crate) mod initial_access;
pub(crate) mod notifications;
pub(crate) mod permission;
pub(crate) mod role;
pub(crate) mod roles;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod settings_put;
pub(crate) mod user_roles;
pub(crate) mod view_preference;
pub(crate) mod whoami;

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::app::BODY_LIMIT;
use crate::error::Rejection;

/// What a write did, for the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome(pub(crate) &'static str);

/// Proof that the path has the only valid namespace.
pub(crate) struct SystemNamespace;

impl<S: Send + Sync> FromRequestParts<S> for SystemNamespace {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|error| Rejection::bad_request(error.to_string()))?;
        match params.iter().find(|(name, _)| *name == "namespace") {
            Some((_, "system")) => Ok(Self),
            _ => Err(Rejection::bad_request(
                "The namespace of this path must be \"system\".",
            )),
        }
    }
}

/// A request body that is one JSON object.
pub(crate) struct JsonObject(pub(crate) Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for JsonObject {
    type Rejection = Rejection;

    async fn from_request(request: Request, _: &S) -> Result<Self, Rejection> {
        let body = axum::body::to_bytes(request.into_body(), BODY_LIMIT)
            .await
            .map_err(|_| {
                Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large.")
            })?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err(Rejection::bad_request("The body must be a JSON object.")),
            Err(_) => Err(Rejection::bad_request("The body is not JSON.")),
        }
    }
}

/// 200 with this JSON.
pub(crate) fn ok(value: &Value) -> Response {
    json_text(value.to_string())
}

/// 200 in the envelope of the access service.
pub(crate) fn ok_data(data: Value) -> Response {
    ok(&json!({ "message": "OK", "data": data }))
}

/// 200 with text that is already JSON.
pub(crate) fn json_text(text: impl Into<axum::body::Body>) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json; charset=utf-8")],
        text.into(),
    )
        .into_response()
}

/// Any API path without an operation.
pub(crate) async fn unknown() -> Rejection {
    Rejection::not_found("There is no such operation.")
}
