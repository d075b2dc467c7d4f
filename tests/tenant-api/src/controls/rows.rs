//! "Someone else changed it": changes to rows that bypass the API and its rules. Only for tests.

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::{Map, Value, json};

use crate::error::Rejection;
use crate::merge;
use crate::ops::access_row;
use crate::seed::personas;

/// Merges the patch into the access and returns the result.
pub(super) fn change_access(
    transaction: &Transaction,
    id: i64,
    patch: Map<String, Value>,
) -> Result<Value, Rejection> {
    let sql = format!("SELECT {} FROM access WHERE id = ?1", access_row::COLUMNS);
    let read = || -> Result<Option<Value>, Rejection> {
        Ok(transaction
            .prepare_cached(&sql)?
            .query_row([id], access_row::read)
            .optional()?)
    };
    let mut access =
        read()?.ok_or_else(|| Rejection::not_found(format!("There is no access {id}.")))?;
    allow_only(
        &patch,
        &[
            "roles",
            "name",
            "language",
            "two_fa_enabled",
            "sso_id",
            "type",
            "customer_id",
            "last_login_at",
        ],
    )?;
    merge::patch(&mut access, Value::Object(patch));
    let text = |key: &str| access[key].as_str();
    transaction.execute(
        "UPDATE access SET roles = ?2, name = ?3, language = ?4, two_fa_enabled = ?5, sso_id = ?6, kind = ?7, customer = ?8,
                last_login_at = ?9
         WHERE id = ?1",
        params![
            id,
            access["roles"].to_string(),
            text("name"),
            text("language"),
            access["two_fa_enabled"].as_bool(),
            text("sso_id"),
            text("type"),
            access["customer_id"].as_i64(),
            text("last_login_at")
        ],
    )?;
    Ok(read()?.unwrap_or_default())
}

/// Merges the patch into a persona's settings. `otp_enabled` also changes the row of the user.
pub(super) fn change_settings(
    transaction: &Transaction,
    persona: &str,
    patch: Map<String, Value>,
) -> Result<(), Rejection> {
    let user = known_persona(persona)?;
    allow_only(
        &patch,
        &[
            "image",
            "initial_access",
            "notifications",
            "otp_enabled",
            "otp_status",
        ],
    )?;
    for (key, value) in patch {
        let invalid = || Rejection::bad_request(format!("\"{key}\" cannot be {value}."));
        match key.as_str() {
            "image" | "otp_status" => {
                let text = value.as_str().ok_or_else(invalid)?;
                // The status a test sets is final, so this ends any transition.
                let sql = format!(
                    "UPDATE settings SET {key} = ?2, otp_changed_at = NULL WHERE user = ?1"
                );
                transaction.execute(&sql, (user, text))?;
            }
            "otp_enabled" => {
                let on = value.as_bool().ok_or_else(invalid)?;
                transaction.execute(
                    "UPDATE settings SET otp_enabled = ?2 WHERE user = ?1",
                    (user, on),
                )?;
                transaction.execute(
                    "UPDATE users SET otp_enabled = ?2 WHERE id = ?1",
                    (user, on),
                )?;
            }
            "notifications" => {
                let list = value
                    .as_array()
                    .map(|_| value.to_string())
                    .ok_or_else(invalid)?;
                transaction.execute(
                    "UPDATE settings SET notifications = ?2 WHERE user = ?1",
                    (user, list),
                )?;
            }
            _ => change_initial_access(transaction, user, value)?,
        }
    }
    Ok(())
}

fn change_initial_access(
    transaction: &Transaction,
    user: i64,
    change: Value,
) -> Result<(), Rejection> {
    let stored: Option<String> = transaction.query_row(
        "SELECT initial_access FROM settings WHERE user = ?1",
        [user],
        |row| row.get(0),
    )?;
    let mut value = match stored {
        Some(text) => serde_json::from_str(&text)?,
        None => json!({ "email_sent": false, "last_requesting_time": null, "requested": false }),
    };
    merge::patch(&mut value, change);
    let text = (!value.is_null()).then(|| value.to_string());
    transaction.execute(
        "UPDATE settings SET initial_access = ?2 WHERE user = ?1",
        (user, text),
    )?;
    Ok(())
}

/// Ends all sessions of the persona.
pub(super) fn expire(transaction: &Transaction, persona: &str) -> Result<(), Rejection> {
    known_persona(persona)?;
    transaction.execute("DELETE FROM sessions WHERE persona = ?1", [persona])?;
    Ok(())
}

fn known_persona(id: &str) -> Result<i64, Rejection> {
    personas::find(id)
        .map(|persona| persona.user)
        .ok_or_else(|| Rejection::not_found(format!("There is no persona {id}.")))
}

fn allow_only(patch: &Map<String, Value>, keys: &[&str]) -> Result<(), Rejection> {
    match patch.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(Rejection::bad_request(format!(
            "\"{key}\" cannot be changed here."
        ))),
        None => Ok(()),
    }
}
