//! Rejections, and how each service reports them. An operation returns a `Rejection`; one layer turns it into the body that its
//! service uses, so that no operation can get the shape wrong.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A status and one sentence for whoever sees it.
#[derive(Debug, Clone)]
pub(crate) struct Rejection {
    pub(crate) status: StatusCode,
    pub(crate) message: String,
    pub(crate) retry_after: Option<i64>,
}

impl Rejection {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            retry_after: None,
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// Valid JSON with values that don't fit.
    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// The server's own fault. The cause is logged, not sent to the caller.
    pub(crate) fn internal(cause: impl std::fmt::Display) -> Self {
        eprintln!("tenant-api: {cause}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong in the tenant.",
        )
    }
}

impl From<rusqlite::Error> for Rejection {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for Rejection {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The two services behind one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// F5: `/api/..`, gateway bodies, `APIToken`.
    Tenant,
    /// Nameshield: `/user/v1/..`, `{"errors": [..]}`, `Bearer`.
    Access,
}

impl Service {
    /// The service a path belongs to; `None` for pages and files.
    pub(crate) fn of(path: &str) -> Option<Self> {
        if path.starts_with("/api/") {
            Some(Self::Tenant)
        } else if path.starts_with("/user/v1/") {
            Some(Self::Access)
        } else {
            None
        }
    }

    /// An error body as this service writes it.
    pub(crate) fn error_body(self, status: StatusCode, message: &str) -> String {
        match self {
            Self::Tenant => json!({ "code": grpc_code(status), "message": message, "details": [] }),
            // Both exist in the wild: the gateway sends a single error, the service behind it a list.
            Self::Access if status == StatusCode::TOO_MANY_REQUESTS => {
                json!({ "errors": { "code": error_code(status), "message": message } })
            }
            Self::Access => {
                json!({ "errors": [{ "code": error_code(status), "message": message }] })
            }
        }
        .to_string()
    }
}

/// The layer that writes error bodies, including those of the router's own rejections, such as a wrong method.
pub(crate) async fn write_error_body(request: Request, next: Next) -> Response {
    let service = Service::of(request.uri().path()).unwrap_or(Service::Tenant);
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let message = match response.extensions().get::<Rejection>() {
        Some(rejection) => rejection.message.clone(),
        None => default_message(status).into(),
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    Response::from_parts(parts, service.error_body(status, &message).into())
}

/// The message if there is none more specific.
pub(crate) fn default_message(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "The request could not be understood.",
        401 => "Sign in first.",
        403 => "You are not permitted to do this.",
        404 => "Not found.",
        405 => "This path doesn't support that method.",
        409 => "Someone else changed this at the same time.",
        412 => "Someone else changed this in the meantime.",
        413 => "The request is too large.",
        415 => "This path doesn't support that content type.",
        422 => "The values of the request don't fit together.",
        429 => "Too many requests. Try again later.",
        502..=504 => "The service is not available right now.",
        _ => "Something went wrong in the tenant.",
    }
}

/// The gRPC code of a status, as gateways map it.
fn grpc_code(status: StatusCode) -> u8 {
    match status.as_u16() {
        401 => 16,
        403 => 7,
        404 => 5,
        409 => 6,
        412 => 9,
        429 => 8,
        503 => 14,
        504 => 4,
        500..=599 => 13,
        405 => 12,
        _ => 3,
    }
}

fn error_code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "bad_request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        409 => "conflict",
        412 => "precondition_failed",
        415 => "unsupported_media_type",
        422 => "unprocessable_entity",
        429 => "too_many_requests",
        502..=504 => "unavailable",
        500..=599 => "internal_error",
        _ => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_service_has_its_own_error_shape() {
        assert_eq!(
            Service::Tenant.error_body(StatusCode::TOO_MANY_REQUESTS, "Wait."),
            r#"{"code":8,"details":[],"message":"Wait."}"#
        );
        assert_eq!(
            Service::Access.error_body(StatusCode::NOT_FOUND, "No."),
            r#"{"errors":[{"code":"not_found","message":"No."}]}"#
        );
        assert_eq!(
            Service::Access.error_body(StatusCode::TOO_MANY_REQUESTS, "Wait."),
            r#"{"errors":{"code":"too_many_requests","message":"Wait."}}"#
        );
    }

    #[test]
    fn paths_belong_to_a_service() {
        assert_eq!(Service::of("/api/web/x"), Some(Service::Tenant));
        assert_eq!(Service::of("/user/v1/roles"), Some(Service::Access));
        assert_eq!(Service::of("/users/1/access/2"), None);
    }
}
