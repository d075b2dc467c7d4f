//! `GET /user/v1/roles`: the roles of the access service that the caller holds and so may grant.

use axum::extract::State;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::ok_data;
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Rejection> {
    let roles = app
        .db
        .read(move |connection| held(connection, caller))
        .await?;
    Ok(ok_data(json!({ "total": roles.len(), "results": roles })))
}

fn held(connection: &Connection, caller: Caller) -> Result<Vec<Value>, Rejection> {
    let mut statement =
        connection.prepare_cached("SELECT id, description FROM roles ORDER BY id")?;
    let all = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut roles = Vec::new();
    for role in all {
        let (id, description) = role?;
        if caller.0.held.contains(&id.as_str()) {
            roles.push(json!({ "id": id, "description": description }));
        }
    }
    Ok(roles)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;

    #[tokio::test]
    async fn the_admin_holds_all_but_two() {
        let response = Tenant::new().get("admin", "/user/v1/roles").await.json();
        assert_eq!(response["data"]["total"], 10);
        let ids: Vec<&str> = response["data"]["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|role| role["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(&"CLIENTNMS_WEBSERVICE_DNS_RW"));
        assert!(!ids.contains(&"CLIENTNMS_WEBSERVICE_BILLING_R"));
        assert!(
            !response["data"]["results"][0]["description"]
                .as_str()
                .unwrap()
                .is_empty()
        );
    }

    #[tokio::test]
    async fn a_caller_without_roles_gets_an_empty_list() {
        let response = Tenant::new().get("plain", "/user/v1/roles").await.json();
        assert_eq!(
            response,
            json!({ "message": "OK", "data": { "total": 0, "results": [] } })
        );
    }

    #[tokio::test]
    async fn rejects_anonymous_and_disabled_callers() {
        let tenant = Tenant::new();
        tenant
            .get("", "/user/v1/roles")
            .await
            .is_access_error(401, "unauthorized");
        tenant
            .get("disabled", "/user/v1/roles")
            .await
            .is_access_error(403, "forbidden");
    }
}
