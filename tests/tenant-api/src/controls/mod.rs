//! `/test-controls/`, which exists only with `--test-controls`: what browser tests need from the server and people must not have.
//! Owns these paths and their JSON; the clock, the rows and the overrides belong to other modules.

pub(crate) mod log;
mod override_body;
pub(crate) mod overrides;
mod rows;

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::chaos::Chaos;
use crate::clock::rfc3339;
use crate::error::Rejection;
use crate::outbox;

type ControlResult = Result<Response, ControlError>;

/// A status and a sentence for whoever wrote the test.
struct ControlError(StatusCode, String);

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<String> for ControlError {
    fn from(sentence: String) -> Self {
        Self(StatusCode::BAD_REQUEST, sentence)
    }
}

impl From<Rejection> for ControlError {
    fn from(rejection: Rejection) -> Self {
        Self(rejection.status, rejection.message)
    }
}

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/clock", post(clock))
        .route("/reset", post(reset))
        .route("/override", post(add_override).delete(clear_overrides))
        .route("/log", get(read_log).delete(clear_log))
        .route("/outbox", get(read_outbox))
        .route("/csp-reports", get(read_reports).delete(clear_reports))
        .route("/throttle", post(throttle))
        .route("/etags", post(etags))
        .route("/chaos", post(chaos).get(read_chaos))
        .route("/access/{id}", post(change_access))
        .route("/settings/{persona}", post(change_settings))
        .route("/session/expire", post(expire))
}

fn object(body: &Bytes) -> Result<Map<String, Value>, ControlError> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err("The body must be a JSON object.".to_owned().into()),
    }
}

fn done() -> ControlResult {
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn clock(State(app): State<App>, body: Bytes) -> ControlResult {
    let fields = Value::Object(object(&body)?);
    if let Some(now) = fields["now"].as_str() {
        let now: DateTime<Utc> = now
            .parse()
            .map_err(|_| format!("\"{now}\" is not an RFC 3339 time."))?;
        app.clock.freeze(now);
    } else if let Some(seconds) = fields["advance_seconds"].as_f64() {
        app.clock
            .advance(TimeDelta::milliseconds((seconds * 1000.0) as i64));
    } else if fields["real"] == true {
        app.clock.real();
    } else {
        return Err("Send \"now\", \"advance_seconds\" or \"real\": true."
            .to_owned()
            .into());
    }
    Ok(Json(json!({ "now": rfc3339(app.clock.now()) })).into_response())
}

async fn reset(State(app): State<App>) -> ControlResult {
    app.clock.real();
    app.overrides.clear();
    app.throttle.reset();
    app.etags.reset();
    app.chaos.start(None);
    app.db.reset(app.clock.now()).await?;
    app.log.clear();
    app.reports.clear();
    done()
}

async fn add_override(State(app): State<App>, body: Bytes) -> ControlResult {
    app.overrides.add(override_body::parse(object(&body)?)?);
    done()
}

async fn clear_overrides(State(app): State<App>) -> ControlResult {
    app.overrides.clear();
    done()
}

/// `since`: only what came after the entry with this number.
async fn read_log(
    State(app): State<App>,
    Query(query): Query<HashMap<String, u64>>,
) -> ControlResult {
    let since = query.get("since").copied().unwrap_or_default();
    Ok(Json(app.log.since(since)).into_response())
}

async fn clear_log(State(app): State<App>) -> ControlResult {
    app.log.clear();
    done()
}

async fn read_outbox(State(app): State<App>) -> ControlResult {
    let emails = app.db.read(outbox::rows).await?;
    let emails: Vec<Value> = emails.into_iter().map(|(_, email)| email).collect();
    Ok(Json(emails).into_response())
}

async fn read_reports(State(app): State<App>) -> ControlResult {
    Ok(Json(app.reports.all()).into_response())
}

async fn clear_reports(State(app): State<App>) -> ControlResult {
    app.reports.clear();
    done()
}

async fn throttle(State(app): State<App>, body: Bytes) -> ControlResult {
    let fields = Value::Object(object(&body)?);
    let limit = fields["requests"]
        .as_u64()
        .and_then(|limit| u32::try_from(limit).ok())
        .ok_or(
            "Send \"requests\", the number allowed in five minutes; 0 for no limit.".to_owned(),
        )?;
    app.throttle.set(limit);
    done()
}

async fn chaos(State(app): State<App>, body: Bytes) -> ControlResult {
    let fields = Value::Object(object(&body)?);
    let percent = fields["percent"]
        .as_u64()
        .and_then(|percent| u8::try_from(percent).ok())
        .filter(|percent| *percent <= 100);
    let (Some(seed), Some(percent)) = (fields["seed"].as_u64(), percent) else {
        return Err("Send \"seed\" and \"percent\", 0 to 100.".to_owned().into());
    };
    app.chaos.start(Some(Chaos { seed, percent }));
    done()
}

async fn read_chaos(State(app): State<App>) -> ControlResult {
    Ok(Json(app.chaos.counts()).into_response())
}

async fn etags(State(app): State<App>, body: Bytes) -> ControlResult {
    let fields = Value::Object(object(&body)?);
    let on = fields["on"]
        .as_bool()
        .ok_or("Send \"on\", true or false.".to_owned())?;
    app.etags.set(on);
    done()
}

async fn change_access(State(app): State<App>, Path(id): Path<i64>, body: Bytes) -> ControlResult {
    let patch = object(&body)?;
    let access = app
        .db
        .write(move |transaction| rows::change_access(transaction, id, patch))
        .await?;
    Ok(Json(access).into_response())
}

async fn change_settings(
    State(app): State<App>,
    Path(persona): Path<String>,
    body: Bytes,
) -> ControlResult {
    let patch = object(&body)?;
    app.db
        .write(move |transaction| rows::change_settings(transaction, &persona, patch))
        .await?;
    done()
}

async fn expire(State(app): State<App>, body: Bytes) -> ControlResult {
    let fields = Value::Object(object(&body)?);
    let persona = fields["persona"]
        .as_str()
        .ok_or("Send a \"persona\".".to_owned())?
        .to_owned();
    app.db
        .write(move |transaction| rows::expire(transaction, &persona))
        .await?;
    done()
}

#[cfg(test)]
mod tests;
