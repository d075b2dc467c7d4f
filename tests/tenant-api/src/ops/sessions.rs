//! `GET .../user/sessions`: where the caller is signed in.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::{SystemNamespace, ok};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    let sessions = app
        .db
        .read(move |connection| {
            let sql = "SELECT ip_address, last_access, start FROM sessions WHERE persona = ?1 ORDER BY start, token_hash";
            let mut statement = connection.prepare_cached(sql)?;
            let sessions = statement.query_map([caller.0.id], |row| {
                Ok(json!({
                    "ip_address": row.get::<_, String>(0)?,
                    "last_access": row.get::<_, String>(1)?,
                    "start": row.get::<_, String>(2)?,
                }))
            })?;
            Ok(sessions.collect::<Result<Vec<Value>, _>>()?)
        })
        .await?;
    Ok(ok(&json!({ "user_sessions": sessions })))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;
    use axum::http::Request;

    const PATH: &str = "/api/web/namespaces/system/user/sessions";

    #[tokio::test]
    async fn lists_every_session_of_the_caller() {
        let tenant = Tenant::new();
        assert_eq!(
            tenant.get("admin", PATH).await.json(),
            json!({ "user_sessions": [] })
        );
        tenant.freeze("2026-03-01T10:00:00Z").await;
        for persona in ["admin", "admin", "plain"] {
            let request = Request::post("/sign-in")
                .body(format!("persona={persona}").into())
                .unwrap();
            assert_eq!(tenant.call(request).await.status, 303);
        }
        let sessions = tenant.get("admin", PATH).await.json()["user_sessions"].clone();
        assert_eq!(sessions.as_array().unwrap().len(), 2);
        let at = "2026-03-01T10:00:00.000000000Z";
        assert_eq!(
            sessions[0],
            json!({ "ip_address": "127.0.0.1", "last_access": at, "start": at })
        );
    }

    #[tokio::test]
    async fn rejects_anonymous_and_disabled_callers() {
        let tenant = Tenant::new();
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant.get("disabled", PATH).await.is_gateway_error(403, 7);
    }
}
