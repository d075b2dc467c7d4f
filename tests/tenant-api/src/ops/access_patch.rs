//! `PATCH /user/v1/users/{user_id}/access/{access_id}`: changes an access. Only the fields that are sent change, all or none: an
//! invalid one is a 4xx with a sentence, and the row stays as it was. The row is read, checked and written in one transaction that
//! holds the write lock, so that two changes at once both persist.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::{Map, Value};

use super::{JsonObject, Outcome, access_of_user, access_row, ok_data};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::uuid;

pub(super) const CHANGES_USERS: &str = "CLIENTNMS_WEBSERVICE_USER_RW";
const MAX_TEXT_CHARS: usize = 256;

pub(crate) async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((user_id, access_id)): Path<(String, String)>,
    headers: HeaderMap,
    JsonObject(changes): JsonObject,
) -> Result<Response, Rejection> {
    caller.needs(CHANGES_USERS, "change accesses")?;
    let missing = || Rejection::not_found("This user has no access with this id.");
    let user = uuid::user(&user_id).ok_or_else(missing)?;
    let id: i64 = access_id.parse().map_err(|_| missing())?;
    let condition = app.etags.condition(&headers);
    let (before, after) = app
        .db
        .write(move |transaction| {
            let before = read(transaction, user, id)?.ok_or_else(missing)?;
            condition.check(|| Ok(access_of_user::of_user(transaction, user)?.to_string()))?;
            check(transaction, caller, &before, &changes)?;
            write(transaction, id, &changes)?;
            let after = read(transaction, user, id)?.ok_or_else(missing)?;
            Ok((before, after))
        })
        .await?;
    let outcome = Outcome(if before == after {
        "unchanged"
    } else {
        "changed"
    });
    Ok((axum::Extension(outcome), ok_data(after)).into_response())
}

fn read(transaction: &Transaction, user: i64, id: i64) -> Result<Option<Value>, Rejection> {
    let sql = format!(
        "SELECT {} FROM access WHERE id = ?1 AND user = ?2",
        access_row::COLUMNS
    );
    Ok(transaction
        .prepare_cached(&sql)?
        .query_row([id, user], access_row::read)
        .optional()?)
}

/// The fields that each type of access takes, besides `roles`.
pub(super) fn parameters(kind: &str) -> &'static [&'static str] {
    match kind {
        "ui_connection" => &["two_fa_enabled"],
        "sso_connection" => &["sso_id"],
        "api_connection" => &["name", "language"],
        _ => &["name"],
    }
}

fn check(
    transaction: &Transaction,
    caller: Caller,
    before: &Value,
    changes: &Map<String, Value>,
) -> Result<(), Rejection> {
    let kind = before["type"].as_str().unwrap_or_default();
    for (parameter, value) in changes {
        if parameter == "roles" {
            check_roles(transaction, caller, &before["roles"], value)?;
            continue;
        }
        if parameter == "type" {
            return Err(Rejection::unprocessable(
                "The type of an access cannot be changed.",
            ));
        }
        if !["two_fa_enabled", "sso_id", "name", "language"].contains(&parameter.as_str()) {
            return Err(Rejection::unprocessable(format!(
                "\"{parameter}\" is not a field of an access."
            )));
        }
        if !parameters(kind).contains(&parameter.as_str()) {
            return Err(Rejection::unprocessable(format!(
                "An access of type {kind} has no \"{parameter}\"."
            )));
        }
        check_value(parameter, value)?;
    }
    Ok(())
}

pub(super) fn check_value(parameter: &str, value: &Value) -> Result<(), Rejection> {
    let sentence = match (parameter, value) {
        ("two_fa_enabled", Value::Bool(_)) => return Ok(()),
        ("two_fa_enabled", _) => "\"two_fa_enabled\" must be true or false.".into(),
        ("language", Value::String(text)) if is_language(text) => return Ok(()),
        ("language", _) => {
            "\"language\" must be a language code of two letters, such as \"en\".".into()
        }
        (_, Value::String(text)) if text.trim().is_empty() => {
            format!("\"{parameter}\" must not be empty.")
        }
        (_, Value::String(text)) if text.chars().count() > MAX_TEXT_CHARS => {
            format!("\"{parameter}\" is longer than {MAX_TEXT_CHARS} characters.")
        }
        (_, Value::String(_)) => return Ok(()),
        _ => format!("\"{parameter}\" must be text."),
    };
    Err(Rejection::unprocessable(sentence))
}

fn is_language(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Existing roles may stay, whoever granted them. An added role must exist, and the caller must hold it.
pub(super) fn check_roles(
    transaction: &Transaction,
    caller: Caller,
    before: &Value,
    value: &Value,
) -> Result<(), Rejection> {
    let roles: Option<Vec<&str>> = value
        .as_array()
        .and_then(|list| list.iter().map(Value::as_str).collect());
    let roles =
        roles.ok_or_else(|| Rejection::unprocessable("\"roles\" must be a list of role ids."))?;
    for (index, role) in roles.iter().enumerate() {
        if roles[..index].contains(role) {
            return Err(Rejection::unprocessable(format!(
                "\"roles\" names {role} twice."
            )));
        }
        let exists: bool = transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM roles WHERE id = ?1)")?
            .query_row([role], |row| row.get(0))?;
        if !exists {
            return Err(Rejection::unprocessable(format!(
                "There is no role {role}."
            )));
        }
        let stays = before
            .as_array()
            .is_some_and(|list| list.iter().any(|held| held == role));
        if !stays && !caller.0.held.contains(role) {
            return Err(Rejection::forbidden(format!(
                "You don't hold the role {role}, so you can't grant it."
            )));
        }
    }
    Ok(())
}

/// Writes checked changes. A field that wasn't sent keeps its value.
fn write(
    transaction: &Transaction,
    id: i64,
    changes: &Map<String, Value>,
) -> Result<(), Rejection> {
    let text = |key: &str| changes.get(key).and_then(Value::as_str);
    transaction.execute(
        "UPDATE access SET roles = coalesce(?2, roles), name = coalesce(?3, name), language = coalesce(?4, language),
                two_fa_enabled = coalesce(?5, two_fa_enabled), sso_id = coalesce(?6, sso_id)
         WHERE id = ?1",
        params![
            id,
            changes.get("roles").map(Value::to_string),
            text("name"),
            text("language"),
            changes.get("two_fa_enabled").and_then(Value::as_bool),
            text("sso_id")
        ],
    )?;
    Ok(())
}

#[cfg(test)]
#[path = "access_patch_tests.rs"]
mod tests;
