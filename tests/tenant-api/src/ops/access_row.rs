//! Reads a row as an access on the wire. Shared by the operations on accesses; knows none of their rules.

use rusqlite::{Row, types::Type};
use serde_json::{Map, Value, json};

use crate::seed::personas;
use crate::uuid;

/// The columns that `read` expects, in this order.
pub(crate) const COLUMNS: &str = "id, user, customer, kind, roles, name, language, two_fa_enabled, sso_id, created_at, last_login_at, created_by";

/// The access in this row. Fields that its type doesn't have are absent.
pub(crate) fn read(row: &Row) -> rusqlite::Result<Value> {
    let roles: String = row.get(4)?;
    let roles: Value = serde_json::from_str(&roles)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(4, Type::Text, error.into()))?;
    let mut access = Map::new();
    let mut put = |key: &str, value: Value| access.insert(key.into(), value);
    put("id", row.get::<_, i64>(0)?.into());
    put("user", uuid::of(row.get(1)?).into());
    put("customer_id", row.get::<_, i64>(2)?.into());
    put("type", row.get::<_, String>(3)?.into());
    put("roles", roles);
    put("created_at", row.get::<_, String>(9)?.into());
    put("last_login_at", row.get::<_, Option<String>>(10)?.into());
    put("created_by", creator(row.get(11)?));
    if let Some(name) = row.get::<_, Option<String>>(5)? {
        put("name", name.into());
    }
    if let Some(language) = row.get::<_, Option<String>>(6)? {
        put("language", language.into());
    }
    if let Some(two_fa) = row.get::<_, Option<bool>>(7)? {
        put("two_fa_enabled", two_fa.into());
    }
    if let Some(sso_id) = row.get::<_, Option<String>>(8)? {
        put("sso_id", sso_id.into());
    }
    Ok(Value::Object(access))
}

/// The admin created all initial accesses, and only personas can create more.
fn creator(user: i64) -> Value {
    let persona = personas::of_user(user).unwrap_or(&personas::PERSONAS[0]);
    json!({ "id": uuid::of(persona.user), "firstname": persona.first, "lastname": persona.last })
}
