//! Responses that a test overrides: another status, body or headers; a real response that is delayed, split or changed. Owns the
//! overrides, their order and how often each applies. Knows nothing of broken sockets: those are in `listener`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::Value;
use tokio_stream::StreamExt;

use crate::error::{Service, default_message};
use crate::listener::fault::Fault;
use crate::merge;
use crate::ops::Outcome;

/// The pause between the pieces of a split response, so that they don't arrive as one.
const BETWEEN_PIECES: Duration = Duration::from_millis(15);

/// One override. What it leaves out is as in the real response.
#[derive(Debug, Clone, Default)]
pub(crate) struct Override {
    pub(crate) method: Option<Method>,
    /// The exact path, or a prefix that ends in `*`.
    pub(crate) path: String,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
    pub(crate) delay: Duration,
    /// How many more requests it applies to; `None` for all.
    pub(crate) times: Option<u32>,
    pub(crate) fault: Option<Fault>,
    pub(crate) split: Vec<usize>,
    pub(crate) json_patch: Option<Value>,
    pub(crate) remove: Vec<String>,
}

impl Override {
    /// An error with this status and the usual body of its service.
    pub(crate) fn status(status: StatusCode) -> Self {
        Self {
            status: Some(status),
            ..Self::default()
        }
    }

    /// A broken connection.
    pub(crate) fn fault(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..Self::default()
        }
    }

    fn matches(&self, method: &Method, path: &str) -> bool {
        let method_matches = self.method.as_ref().is_none_or(|wanted| wanted == method);
        method_matches
            && match self.path.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == self.path,
            }
    }

    /// Whether it replaces the response: then the request doesn't reach the API.
    fn replaces_response(&self) -> bool {
        self.status.is_some() || self.body.is_some()
    }
}

#[derive(Default)]
pub(crate) struct Overrides(Mutex<Vec<Override>>);

impl Overrides {
    pub(crate) fn add(&self, rule: Override) {
        self.list().push(rule);
    }

    pub(crate) fn clear(&self) {
        self.list().clear();
    }

    /// The first override that matches, counted as used.
    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<Override> {
        let mut list = self.list();
        let index = list.iter().position(|rule| rule.matches(method, path))?;
        let rule = list[index].clone();
        match &mut list[index].times {
            None => {}
            Some(times) if *times > 1 => *times -= 1,
            Some(_) => {
                list.remove(index);
            }
        }
        Some(rule)
    }

    fn list(&self) -> MutexGuard<'_, Vec<Override>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The layer that applies overrides. The connection loop has already attached the matching one to the request.
pub(crate) async fn apply(mut request: Request, next: Next) -> Response {
    let Some(rule) = request
        .extensions_mut()
        .remove::<Override>()
        .filter(|rule| rule.fault.is_none())
    else {
        return next.run(request).await;
    };
    let service = Service::of(request.uri().path());
    let mut response = if rule.replaces_response() {
        replacement(&rule, service)
    } else {
        next.run(request).await
    };
    if rule.json_patch.is_some() || !rule.remove.is_empty() {
        response = patched(response, &rule).await;
    }
    for (name, value) in &rule.headers {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    if rule.split.is_empty() {
        response
    } else {
        in_pieces(response, &rule.split).await
    }
}

/// The layer that delays responses. It is outside the log: the work is done and logged at once, and the response that arrives is
/// old by then.
pub(crate) async fn delay(request: Request, next: Next) -> Response {
    let rule = request
        .extensions()
        .get::<Override>()
        .filter(|rule| rule.fault.is_none());
    let delay = rule.map(|rule| rule.delay).unwrap_or_default();
    let response = next.run(request).await;
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    response
}

fn replacement(rule: &Override, service: Option<Service>) -> Response {
    let status = rule.status.unwrap_or(StatusCode::OK);
    let body = match (&rule.body, service) {
        (Some(body), _) => body.clone(),
        (None, Some(service)) if !status.is_success() => {
            service.error_body(status, default_message(status)).into()
        }
        (None, _) => Bytes::new(),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    if service.is_some() {
        let json = HeaderValue::from_static("application/json; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        crate::headers::api(response.headers_mut());
    }
    response.extensions_mut().insert(Outcome("overridden"));
    response
}

async fn patched(response: Response, rule: &Override) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    if let Some(patch) = &rule.json_patch {
        merge::patch(&mut value, patch.clone());
    }
    for what in &rule.remove {
        merge::remove(&mut value, what);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

/// The body in pieces of these sizes; the rest is the last piece.
async fn in_pieces(response: Response, sizes: &[usize]) -> Response {
    let (mut parts, body) = response.into_parts();
    let mut rest = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut pieces = Vec::new();
    for size in sizes {
        let piece = rest.split_to((*size).min(rest.len()));
        if !piece.is_empty() {
            pieces.push(Ok::<_, std::convert::Infallible>(piece));
        }
    }
    if !rest.is_empty() {
        pieces.push(Ok(rest));
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let stream = tokio_stream::iter(pieces).then(async |piece| {
        tokio::time::sleep(BETWEEN_PIECES).await;
        piece
    });
    Response::from_parts(parts, Body::from_stream(stream))
}
