//! Answers other than the real one, asked for by a test: another status, body or headers, a real answer that comes late, in
//! pieces or with a field changed. Owns the wishes, their order and how often they hold; broken sockets are in `front::fault`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::Value;
use tokio_stream::StreamExt;

use crate::error::{Half, plain_sentence};
use crate::front::fault::Fault;
use crate::merge;
use crate::ops::Outcome;

/// Between the pieces of a split answer, so that they do not arrive as one.
const BETWEEN_PIECES: Duration = Duration::from_millis(15);

/// One wish. Everything left out is as in the real answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Override {
    pub(crate) method: Option<Method>,
    /// The exact path, or with a `*` at its end everything that starts so.
    pub(crate) path: String,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
    pub(crate) delay: Duration,
    /// How many requests it still holds for; `None` is for ever.
    pub(crate) times: Option<u32>,
    pub(crate) fault: Option<Fault>,
    pub(crate) split: Vec<usize>,
    pub(crate) json_patch: Option<Value>,
    pub(crate) remove: Vec<String>,
}

impl Override {
    /// An error with this status and the body its half would send.
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

    fn fits(&self, method: &Method, path: &str) -> bool {
        let method_fits = self.method.as_ref().is_none_or(|wanted| wanted == method);
        method_fits
            && match self.path.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == self.path,
            }
    }

    /// Whether the answer is made up: then nothing of the API sees the request.
    fn is_made_up(&self) -> bool {
        self.status.is_some() || self.body.is_some()
    }
}

#[derive(Default)]
pub(crate) struct Overrides(Mutex<Vec<Override>>);

impl Overrides {
    pub(crate) fn add(&self, wish: Override) {
        self.list().push(wish);
    }

    pub(crate) fn clear(&self) {
        self.list().clear();
    }

    /// The first wish that fits, counted as used.
    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<Override> {
        let mut list = self.list();
        let index = list.iter().position(|wish| wish.fits(method, path))?;
        let wish = list[index].clone();
        match &mut list[index].times {
            None => {}
            Some(times) if *times > 1 => *times -= 1,
            Some(_) => {
                list.remove(index);
            }
        }
        Some(wish)
    }

    fn list(&self) -> MutexGuard<'_, Vec<Override>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The layer that grants wishes. The connection loop has looked them up already and hangs the one that fits on the request.
pub(crate) async fn apply(mut request: Request, next: Next) -> Response {
    let Some(wish) = request
        .extensions_mut()
        .remove::<Override>()
        .filter(|wish| wish.fault.is_none())
    else {
        return next.run(request).await;
    };
    let half = Half::of(request.uri().path());
    let mut response = if wish.is_made_up() {
        made_up(&wish, half)
    } else {
        next.run(request).await
    };
    if wish.json_patch.is_some() || !wish.remove.is_empty() {
        response = patched(response, &wish).await;
    }
    for (name, value) in &wish.headers {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    if wish.split.is_empty() {
        response
    } else {
        in_pieces(response, &wish.split).await
    }
}

/// The layer that holds answers back. It is outside of the log: the work is done and written down at once, and what
/// arrives is old by then.
pub(crate) async fn delay(request: Request, next: Next) -> Response {
    let wish = request
        .extensions()
        .get::<Override>()
        .filter(|wish| wish.fault.is_none());
    let delay = wish.map(|wish| wish.delay).unwrap_or_default();
    let response = next.run(request).await;
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    response
}

fn made_up(wish: &Override, half: Option<Half>) -> Response {
    let status = wish.status.unwrap_or(StatusCode::OK);
    let body = match (&wish.body, half) {
        (Some(body), _) => body.clone(),
        (None, Some(half)) if !status.is_success() => {
            half.error_body(status, plain_sentence(status)).into()
        }
        (None, _) => Bytes::new(),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    if half.is_some() {
        let json = HeaderValue::from_static("application/json; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        crate::headers::api(response.headers_mut());
    }
    response.extensions_mut().insert(Outcome("overridden"));
    response
}

async fn patched(response: Response, wish: &Override) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    if let Some(patch) = &wish.json_patch {
        merge::patch(&mut value, patch.clone());
    }
    for what in &wish.remove {
        merge::remove(&mut value, what);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

/// The body in pieces of these sizes; what is left over is the last piece.
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
