//! `GET /user/v1/roles/{role}`: one role of the access service with its permissions.

use axum::extract::{Path, State};
use axum::response::Response;
use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use super::ok_data;
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::seed::access::permission;

pub(crate) async fn get(
    State(app): State<App>,
    _: Caller,
    Path(role): Path<String>,
) -> Result<Response, Rejection> {
    let role =
        app.db
            .read(move |connection| {
                connection
                .prepare_cached("SELECT description, permissions FROM roles WHERE id = ?1")?
                .query_row([&role], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
                .optional()?
                .map(|(description, permissions)| {
                    let permissions: Value = permissions
                        .split_whitespace()
                        .map(|id| json!({ "id": id, "description": permission(id) }))
                        .collect();
                    json!({ "id": role, "description": description, "permissions": permissions })
                })
                .ok_or_else(|| Rejection::not_found("There is no role with this id."))
            })
            .await?;
    Ok(ok_data(role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Tenant;

    #[tokio::test]
    async fn a_role_lists_its_permissions() {
        let response = Tenant::new()
            .get("admin", "/user/v1/roles/CLIENTNMS_WEBSERVICE_DNS_R")
            .await
            .json();
        assert_eq!(response["data"]["description"], "DNS: read");
        assert_eq!(
            response["data"]["permissions"][1],
            json!({ "id": "API_DNS", "description": "Read DNS zones" })
        );
    }

    #[tokio::test]
    async fn rejects_an_unknown_role_and_anonymous_and_disabled_callers() {
        let tenant = Tenant::new();
        tenant
            .get("admin", "/user/v1/roles/NOPE")
            .await
            .is_access_error(404, "not_found");
        tenant
            .get("", "/user/v1/roles/NOPE")
            .await
            .is_access_error(401, "unauthorized");
        tenant
            .get("disabled", "/user/v1/roles/NOPE")
            .await
            .is_access_error(403, "forbidden");
    }
}
