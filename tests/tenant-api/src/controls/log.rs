//! All API requests and their outcomes, in order, so that tests can compare a client's claims with what the server did. In memory;
//! the oldest entries are dropped.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use super::overrides::Override;
use crate::app::{App, BODY_LIMIT};
use crate::auth::{self, changes_state};
use crate::clock::rfc3339;
use crate::error::{Rejection, Service};
use crate::ops::Outcome;

const MAX_ENTRIES: usize = 50_000;

/// One request. Until its response, `status` is null and `outcome` is "waiting".
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    number: u64,
    method: String,
    path: String,
    query: Option<String>,
    status: Option<u16>,
    at: String,
    user: Option<&'static str>,
    body: Value,
    outcome: &'static str,
    fault: Option<&'static str>,
}

#[derive(Default)]
pub(crate) struct Log(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    next: u64,
    list: VecDeque<Entry>,
}

impl Log {
    pub(crate) fn since(&self, number: u64) -> Vec<Entry> {
        let entries = self.entries();
        let newer = entries.list.iter().filter(|entry| entry.number > number);
        newer.cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.entries().list.clear();
    }

    /// Adds a request. The number is for `end`.
    fn begin(&self, mut entry: Entry) -> u64 {
        let mut entries = self.entries();
        entries.next += 1;
        entry.number = entries.next;
        entries.list.push_back(entry);
        if entries.list.len() > MAX_ENTRIES {
            entries.list.pop_front();
        }
        entries.next
    }

    fn end(&self, number: u64, status: Option<StatusCode>, outcome: &'static str) {
        let mut entries = self.entries();
        if let Some(entry) = entries
            .list
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
        {
            entry.status = status.map(|status| status.as_u16());
            entry.outcome = outcome;
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The layer that writes the log. Pages and files aren't logged.
pub(crate) async fn record(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(service) = Service::of(request.uri().path()) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let user = user(&app, &parts.headers, service).await;
    let fault = parts
        .extensions
        .get::<Override>()
        .and_then(|rule| rule.fault)
        .map(|fault| fault.name());
    let number = app
        .log
        .begin(entry(&app, &parts.method, &parts.uri, user, &body, fault));
    // In its own task: if the client hangs up, the work still completes and its outcome is logged.
    let working = tokio::spawn(async move {
        let method = parts.method.clone();
        let response = next.run(Request::from_parts(parts, Body::from(body))).await;
        app.log
            .end(number, Some(response.status()), outcome(&method, &response));
        response
    });
    working
        .await
        .unwrap_or_else(|failed| Rejection::internal(failed).into_response())
}

/// Logs a request that failed before it reached the API.
pub(crate) async fn record_fault(
    app: &App,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
    fault: &'static str,
) {
    let Some(service) = Service::of(uri.path()) else {
        return;
    };
    let user = user(app, headers, service).await;
    let number = app
        .log
        .begin(entry(app, method, uri, user, body, Some(fault)));
    app.log.end(number, None, "fault");
}

async fn user(app: &App, headers: &HeaderMap, service: Service) -> Option<&'static str> {
    auth::identify(app, headers, service)
        .await
        .ok()
        .flatten()
        .map(|caller| caller.0.id)
}

fn entry(
    app: &App,
    method: &Method,
    uri: &Uri,
    user: Option<&'static str>,
    body: &Bytes,
    fault: Option<&'static str>,
) -> Entry {
    let body = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(_) if body.is_empty() => Value::Null,
        Err(_) => String::from_utf8_lossy(body).into_owned().into(),
    };
    Entry {
        number: 0,
        method: method.to_string(),
        path: uri.path().to_owned(),
        query: uri.query().map(str::to_owned),
        status: None,
        at: rfc3339(app.clock.now()),
        user,
        body,
        outcome: "waiting",
        fault,
    }
}

fn outcome(method: &Method, response: &Response) -> &'static str {
    if let Some(Outcome(outcome)) = response.extensions().get::<Outcome>() {
        return outcome;
    }
    match (response.status(), changes_state(method)) {
        (status, true) if status.is_success() => "changed",
        (status, false) if status.is_success() => "read",
        (status, _) if status.is_server_error() => "failed",
        _ => "refused",
    }
}
