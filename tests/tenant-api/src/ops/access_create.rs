//! `POST /user/v1/users/{user_id}/access`: creates an access. Takes the fields of its type, with the documented defaults. A user has
//! at most one UI *or* SSO connection: checked and written under the write lock, so that two requests at once can't both succeed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::{Map, Value, json};

use super::access_patch::{CHANGES_USERS, check_roles, check_value, parameters};
use super::{JsonObject, Outcome, access_row, ok_data};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::seed::rng::timestamp_with_offset;
use crate::uuid;

const KINDS: [&str; 4] = [
    "ui_connection",
    "sso_connection",
    "api_connection",
    "profile",
];
/// A user has at most one of these.
const CONNECTIONS: [&str; 2] = ["ui_connection", "sso_connection"];

pub(crate) async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(user_id): Path<String>,
    JsonObject(fields): JsonObject,
) -> Result<Response, Rejection> {
    caller.needs(CHANGES_USERS, "create accesses")?;
    let missing = || Rejection::not_found("There is no user with this id.");
    let user = uuid::user(&user_id).ok_or_else(missing)?;
    let now = timestamp_with_offset(app.clock.now().timestamp());
    let access = app
        .db
        .write(move |transaction| {
            let exists: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1)")?
                .query_row([user], |row| row.get(0))?;
            if !exists {
                return Err(missing());
            }
            let kind = check(transaction, caller, user, &fields)?;
            write(transaction, caller, user, kind, &fields, &now)
        })
        .await?;
    let (mut parts, body) = ok_data(access).into_parts();
    parts.status = StatusCode::CREATED;
    Ok((
        axum::Extension(Outcome("created")),
        Response::from_parts(parts, body),
    )
        .into_response())
}

/// Checks the fields and returns the type.
fn check(
    transaction: &Transaction,
    caller: Caller,
    user: i64,
    fields: &Map<String, Value>,
) -> Result<&'static str, Rejection> {
    let kind = fields.get("type").and_then(Value::as_str);
    let kind = KINDS
        .into_iter()
        .find(|known| Some(*known) == kind)
        .ok_or_else(|| {
            Rejection::unprocessable(format!("\"type\" must be one of {}.", KINDS.join(", ")))
        })?;
    for (parameter, value) in fields {
        match parameter.as_str() {
            "type" => {}
            "roles" => check_roles(transaction, caller, &Value::Null, value)?,
            "customer_id" => check_customer(transaction, value)?,
            name if parameters(kind).contains(&name) => check_value(name, value)?,
            name => {
                return Err(Rejection::unprocessable(format!(
                    "An access of type {kind} has no \"{name}\"."
                )));
            }
        }
    }
    for needed in ["sso_id", "name"] {
        if parameters(kind).contains(&needed) && !fields.contains_key(needed) {
            return Err(Rejection::unprocessable(format!(
                "An access of type {kind} needs \"{needed}\"."
            )));
        }
    }
    let has_one: bool = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM access WHERE user = ?1 AND kind IN ('ui_connection', 'sso_connection'))")?
        .query_row([user], |row| row.get(0))?;
    if has_one && CONNECTIONS.contains(&kind) {
        return Err(Rejection::unprocessable(
            "This user already has a UI or SSO connection. Only one is allowed.",
        ));
    }
    Ok(kind)
}

fn check_customer(transaction: &Transaction, value: &Value) -> Result<(), Rejection> {
    let exists: bool = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM customers WHERE id = ?1)")?
        .query_row([value.as_i64()], |row| row.get(0))?;
    if exists {
        return Ok(());
    }
    Err(Rejection::unprocessable(format!(
        "There is no customer {value}."
    )))
}

fn write(
    transaction: &Transaction,
    caller: Caller,
    user: i64,
    kind: &str,
    fields: &Map<String, Value>,
    now: &str,
) -> Result<Value, Rejection> {
    // A user's customer and language are those of their first access: there is no table for them.
    let own: Option<(i64, Option<String>)> = transaction
        .prepare_cached(
            "SELECT customer, language FROM access WHERE user = ?1 ORDER BY id LIMIT 1",
        )?
        .query_row([user], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (customer, language) = own.unwrap_or((1000, None));
    let takes = |parameter| parameters(kind).contains(&parameter);
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    let language = text("language").map(str::to_owned).or(language);
    let has_language = takes("language") || kind == "ui_connection";
    let two_fa_enabled = fields.get("two_fa_enabled").and_then(Value::as_bool);
    transaction.execute(
        "INSERT INTO access (id, user, customer, kind, roles, name, language, two_fa_enabled, sso_id, created_at, created_by)
         VALUES ((SELECT max(id) + 1 FROM access), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            user,
            fields.get("customer_id").and_then(Value::as_i64).unwrap_or(customer),
            kind,
            fields.get("roles").unwrap_or(&json!([])).to_string(),
            text("name"),
            has_language.then(|| language.unwrap_or_else(|| "en".into())),
            takes("two_fa_enabled").then(|| two_fa_enabled.unwrap_or(false)),
            text("sso_id"),
            now,
            caller.user(),
        ],
    )?;
    let sql = format!("SELECT {} FROM access WHERE id = ?1", access_row::COLUMNS);
    Ok(transaction
        .prepare_cached(&sql)?
        .query_row([transaction.last_insert_rowid()], access_row::read)?)
}

#[cfg(test)]
#[path = "access_create_tests.rs"]
mod tests;
