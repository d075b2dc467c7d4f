//! `GET /user/v1/users/{user_id}/access`: the accesses of one user. Everyone can see their own; those of others require the role
//! that reads users.

use axum::extract::{Path, State};
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{access_row, ok_data};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::uuid;

pub(crate) const READS_USERS: &str = "CLIENTNMS_WEBSERVICE_USER_R";

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(user_id): Path<String>,
) -> Result<Response, Rejection> {
    let user = uuid::user(&user_id)
        .ok_or_else(|| Rejection::not_found("There is no user with this id."))?;
    if user != caller.user() {
        caller.needs(READS_USERS, "see the accesses of other users")?;
    }
    let accesses = app
        .db
        .read(move |connection| {
            let exists: bool = connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1)")?
                .query_row([user], |row| row.get(0))?;
            if !exists {
                return Err(Rejection::not_found("There is no user with this id."));
            }
            of_user(connection, user)
        })
        .await?;
    let content = accesses.to_string();
    Ok(app.etags.add(ok_data(accesses), &content))
}

/// `data` of the response.
pub(super) fn of_user(connection: &Connection, user: i64) -> Result<Value, Rejection> {
    let sql = format!(
        "SELECT {} FROM access WHERE user = ?1 ORDER BY id",
        access_row::COLUMNS
    );
    let accesses: Result<Vec<Value>, _> = connection
        .prepare_cached(&sql)?
        .query_map([user], access_row::read)?
        .collect();
    let accesses = accesses?;
    Ok(json!({ "total": accesses.len(), "results": accesses }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;

    fn path(user: i64) -> String {
        format!("/user/v1/users/{}/access", uuid::of(user))
    }

    #[tokio::test]
    async fn each_access_has_the_fields_of_its_type() {
        let response = Tenant::new().get("admin", &path(1)).await.json();
        assert_eq!(
            (&response["message"], &response["data"]["total"]),
            (&json!("OK"), &json!(3))
        );
        let results = response["data"]["results"].as_array().unwrap();
        let keys = |index: usize| -> Vec<&str> {
            let common = [
                "created_at",
                "created_by",
                "customer_id",
                "id",
                "last_login_at",
                "roles",
                "type",
                "user",
            ];
            let all = results[index]
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str);
            all.filter(|key| !common.contains(key)).collect()
        };
        assert_eq!(
            (&results[0]["id"], &results[0]["type"]),
            (&json!(1), &json!("ui_connection"))
        );
        assert_eq!(keys(0), ["language", "two_fa_enabled"]);
        assert_eq!(
            (&results[1]["id"], &results[1]["type"]),
            (&json!(2), &json!("api_connection"))
        );
        assert_eq!(keys(1), ["language", "name"]);
        assert_eq!(
            (&results[2]["id"], &results[2]["type"]),
            (&json!(3), &json!("profile"))
        );
        assert_eq!(keys(2), ["name"]);
        assert_eq!(results[0]["created_by"]["lastname"], "Halvorsen");
        assert!(
            results[0]["created_at"]
                .as_str()
                .unwrap()
                .ends_with("+00:00")
        );
    }

    #[tokio::test]
    async fn the_sso_user_has_access_10_with_an_sso_id() {
        let response = Tenant::new().get("sso", &path(10)).await.json();
        assert_eq!(response["data"]["results"][0]["id"], 10);
        assert_eq!(
            response["data"]["results"][0]["sso_id"],
            "asa.lindstrom@nordhavn.example"
        );
    }

    #[tokio::test]
    async fn a_user_without_accesses_has_an_empty_list() {
        let tenant = Tenant::new();
        tenant.sql("DELETE FROM access WHERE user = 2").await;
        let response = tenant.get("plain", &path(2)).await.json();
        assert_eq!(response["data"], json!({ "total": 0, "results": [] }));
    }

    #[tokio::test]
    async fn rejects_other_users_accesses_unknown_users_and_anonymous_callers() {
        let tenant = Tenant::new();
        assert_eq!(tenant.get("plain", &path(2)).await.status, 200);
        tenant
            .get("plain", &path(1))
            .await
            .is_access_error(403, "forbidden");
        tenant
            .get("admin", &path(999))
            .await
            .is_access_error(404, "not_found");
        tenant
            .get("admin", "/user/v1/users/7/access")
            .await
            .is_access_error(404, "not_found");
        tenant
            .get("", &path(1))
            .await
            .is_access_error(401, "unauthorized");
        tenant
            .get("disabled", &path(11))
            .await
            .is_access_error(403, "forbidden");
        tenant
            .send("admin", "DELETE", &path(1), "")
            .await
            .is_access_error(405, "method_not_allowed");
    }
}
