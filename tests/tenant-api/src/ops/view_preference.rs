//! `GET` and `PUT` of `.../user/settings/view_preference`: the caller's view of the vendor's console.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{JsonObject, SystemNamespace, body, json_text, ok};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

const CONSOLE_PERSONAS: [&str; 6] = [
    "billing",
    "dev_ops",
    "developer",
    "master",
    "net_ops",
    "sec_ops",
];

pub(crate) async fn get(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    let stored: Option<String> = app
        .db
        .read(move |connection| {
            let sql = "SELECT view_preference FROM settings WHERE user = ?1";
            Ok(connection.query_row(sql, [caller.user()], |row| row.get(0))?)
        })
        .await?;
    let mut preference: Value = match &stored {
        Some(text) => serde_json::from_str(text)?,
        None => preference(&Map::new())?,
    };
    preference["initialized"] = stored.is_some().into();
    Ok(ok(&preference))
}

pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    JsonObject(fields): JsonObject,
) -> Result<Response, Rejection> {
    let text = preference(&fields)?.to_string();
    app.db
        .write(move |transaction| {
            let sql = "UPDATE settings SET view_preference = ?2 WHERE user = ?1";
            transaction.execute(sql, (caller.user(), text))?;
            Ok(())
        })
        .await?;
    Ok(json_text("{}"))
}

/// The complete preference; omitted flags are false.
fn preference(fields: &Map<String, Value>) -> Result<Value, Rejection> {
    let none = Map::new();
    let flags = match fields.get("persona_preferences") {
        None | Some(Value::Null) => &none,
        Some(Value::Object(flags)) => flags,
        Some(_) => {
            return Err(Rejection::bad_request(
                "\"persona_preferences\" must be an object.",
            ));
        }
    };
    let mut personas = Map::new();
    for persona in CONSOLE_PERSONAS {
        personas.insert(persona.into(), body::flag(flags, persona)?.into());
    }
    Ok(json!({
        "advanced_view": body::flag(fields, "advanced_view")?,
        "wizard_advanced_auto_expand": body::flag(fields, "wizard_advanced_auto_expand")?,
        "persona_preferences": personas,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Tenant;

    const PATH: &str = "/api/web/namespaces/system/user/settings/view_preference";

    #[tokio::test]
    async fn is_not_initialized_until_it_is_set() {
        let tenant = Tenant::new();
        let before = tenant.get("admin", PATH).await.json();
        assert_eq!(
            (
                &before["initialized"],
                &before["persona_preferences"]["net_ops"]
            ),
            (&json!(false), &json!(false))
        );
        let body = r#"{"advanced_view":true,"persona_preferences":{"net_ops":true}}"#;
        assert_eq!(tenant.send("admin", "PUT", PATH, body).await.text(), "{}");
        let after = tenant.get("admin", PATH).await.json();
        assert_eq!(
            (&after["initialized"], &after["advanced_view"]),
            (&json!(true), &json!(true))
        );
        assert_eq!(
            after["persona_preferences"],
            json!({ "billing": false, "dev_ops": false, "developer": false,
            "master": false, "net_ops": true, "sec_ops": false })
        );
    }

    #[tokio::test]
    async fn rejects_wrong_types_and_anonymous_and_disabled_callers() {
        let tenant = Tenant::new();
        tenant
            .send("admin", "PUT", PATH, r#"{"advanced_view":1}"#)
            .await
            .is_gateway_error(400, 3);
        tenant
            .send("admin", "PUT", PATH, r#"{"persona_preferences":[]}"#)
            .await
            .is_gateway_error(400, 3);
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant.get("disabled", PATH).await.is_gateway_error(403, 7);
    }
}
