//! `POST /csp-report`: policy violations that browsers report, held in memory. Tests expect none (tests/PROMISES.md, P23).

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use crate::app::App;

/// More than anyone reads; older ones are dropped.
const MAX_REPORTS: usize = 500;

#[derive(Default)]
pub(crate) struct Reports(Mutex<Vec<Value>>);

impl Reports {
    pub(crate) fn all(&self) -> Vec<Value> {
        self.list().clone()
    }

    pub(crate) fn clear(&self) {
        self.list().clear();
    }

    fn list(&self) -> MutexGuard<'_, Vec<Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Browsers send reports without credentials, so this requires none.
pub(crate) async fn collect(State(app): State<App>, body: Bytes) -> StatusCode {
    let Ok(report) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let mut list = app.reports.list();
    match report {
        Value::Array(reports) => list.extend(reports),
        report => list.push(report),
    }
    let surplus = list.len().saturating_sub(MAX_REPORTS);
    list.drain(..surplus);
    StatusCode::NO_CONTENT
}
