//! What the tenant's roles permit. Knows nothing of the access service's roles: those are `Caller::needs`.

use rusqlite::Connection;
use serde_json::Value;

use crate::auth::Caller;
use crate::error::Rejection;

/// Rejects callers without any role in `system`.
pub(crate) fn require_any_role(
    connection: &Connection,
    caller: Caller,
    to: &str,
) -> Result<(), Rejection> {
    if in_system(connection, caller)?.is_empty() {
        return Err(Rejection::forbidden(format!(
            "You are not permitted to {to}."
        )));
    }
    Ok(())
}

/// Rejects callers who aren't admins of the tenant.
pub(crate) fn require_admin(
    connection: &Connection,
    caller: Caller,
    to: &str,
) -> Result<(), Rejection> {
    if in_system(connection, caller)?
        .iter()
        .any(|role| role == "ves-io-admin-role")
    {
        return Ok(());
    }
    Err(Rejection::forbidden(format!(
        "You are not permitted to {to}."
    )))
}

fn in_system(connection: &Connection, caller: Caller) -> Result<Vec<String>, Rejection> {
    let text: String = connection
        .prepare_cached("SELECT namespace_roles FROM users WHERE id = ?1")?
        .query_row([caller.user()], |row| row.get(0))?;
    let grants: Vec<Value> = serde_json::from_str(&text)?;
    let in_system = grants.iter().filter(|grant| grant["namespace"] == "system");
    Ok(in_system
        .filter_map(|grant| grant["role"].as_str().map(str::to_owned))
        .collect())
}
