//! `notifications`, `admin_notifications` and `combined_notifications` under `.../user/`: list them, turn some on or off, reset one to
//! its default. The admin ones require an admin. An unknown code fails the whole request.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

use super::{JsonObject, SystemNamespace, body, json_text, ok, permission};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

/// The lists of a path, as columns of `settings`. The router attaches it to each of the three paths.
#[derive(Clone, Copy)]
pub(crate) struct Lists(&'static [&'static str]);

/// The last segment of each path, and its lists.
pub(crate) const PATHS: [(&str, Lists); 3] = [
    ("notifications", Lists(&["notifications"])),
    ("admin_notifications", Lists(&["admin_notifications"])),
    (
        "combined_notifications",
        Lists(&["notifications", "admin_notifications"]),
    ),
];

impl Lists {
    fn admit(self, connection: &Connection, caller: Caller) -> Result<(), Rejection> {
        if self.0.contains(&"admin_notifications") {
            permission::require_admin(connection, caller, "see admin notifications")?;
        }
        Ok(())
    }
}

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    Extension(lists): Extension<Lists>,
) -> Result<Response, Rejection> {
    let all = app
        .db
        .read(move |connection| {
            lists.admit(connection, caller)?;
            let mut all = Vec::new();
            for column in lists.0 {
                all.extend(read(connection, caller.user(), column)?);
            }
            Ok(all)
        })
        .await?;
    Ok(ok(&json!({ "notifications": all })))
}

pub(crate) async fn change(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    Extension(lists): Extension<Lists>,
    JsonObject(fields): JsonObject,
) -> Result<Response, Rejection> {
    let changes = body::flags(&fields, "ntfn_preferences_map")?;
    app.db
        .write(move |transaction| {
            lists.admit(transaction, caller)?;
            for (code, enabled) in changes {
                switch(transaction, caller.user(), lists, &code, |_| enabled)?;
            }
            Ok(())
        })
        .await?;
    Ok(json_text("{}"))
}

pub(crate) async fn unset(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    Extension(lists): Extension<Lists>,
    JsonObject(fields): JsonObject,
) -> Result<Response, Rejection> {
    let code = body::text(&fields, "ntfn_to_unset")?;
    app.db
        .write(move |transaction| {
            lists.admit(transaction, caller)?;
            switch(
                transaction,
                caller.user(),
                lists,
                &code,
                crate::seed::notifications::default_of,
            )
        })
        .await?;
    Ok(json_text("{}"))
}

/// Turns on these codes and turns off all others.
pub(crate) fn enable_only(
    transaction: &Transaction,
    user: i64,
    codes: &[String],
) -> Result<(), Rejection> {
    let mut list = read(transaction, user, "notifications")?;
    if let Some(code) = codes
        .iter()
        .find(|code| list.iter().all(|item| item["code"] != **code))
    {
        return Err(unknown(code));
    }
    for item in &mut list {
        item["enabled"] = codes.iter().any(|code| item["code"] == *code).into();
    }
    write(transaction, user, "notifications", &list)
}

fn switch(
    transaction: &Transaction,
    user: i64,
    lists: Lists,
    code: &str,
    enabled: impl Fn(&str) -> bool,
) -> Result<(), Rejection> {
    let mut found = false;
    for column in lists.0 {
        let mut list = read(transaction, user, column)?;
        for item in list.iter_mut().filter(|item| item["code"] == code) {
            item["enabled"] = enabled(code).into();
            found = true;
        }
        write(transaction, user, column, &list)?;
    }
    if found { Ok(()) } else { Err(unknown(code)) }
}

fn unknown(code: &str) -> Rejection {
    Rejection::bad_request(format!("Unknown notification \"{code}\"."))
}

fn read(connection: &Connection, user: i64, column: &str) -> Result<Vec<Value>, Rejection> {
    let sql = format!("SELECT {column} FROM settings WHERE user = ?1");
    let text: Option<String> = connection.query_row(&sql, [user], |row| row.get(0))?;
    Ok(text
        .map(|text| serde_json::from_str(&text))
        .transpose()?
        .unwrap_or_default())
}

fn write(
    transaction: &Transaction,
    user: i64,
    column: &str,
    list: &[Value],
) -> Result<(), Rejection> {
    let sql = format!("UPDATE settings SET {column} = ?2 WHERE user = ?1");
    transaction.execute(&sql, (user, json!(list).to_string()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::Tenant;

    const PATH: &str = "/api/web/namespaces/system/user/notifications";
    const ADMIN: &str = "/api/web/namespaces/system/user/admin_notifications";
    const COMBINED: &str = "/api/web/namespaces/system/user/combined_notifications";

    async fn is_on(tenant: &Tenant, path: &str, code: &str) -> Option<bool> {
        let response = tenant.get("admin", path).await.json();
        let list = response["notifications"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        list.iter()
            .find(|item| item["code"] == code)
            .and_then(|item| item["enabled"].as_bool())
    }

    #[tokio::test]
    async fn switches_and_resets_single_notifications() {
        let tenant = Tenant::new();
        assert_eq!(
            (
                is_on(&tenant, PATH, "QUOTA").await,
                is_on(&tenant, PATH, "MAINTENANCE").await
            ),
            (Some(false), Some(false))
        );
        let body = r#"{"ntfn_preferences_map":{"QUOTA":true,"SECURITY_ALERT":false}}"#;
        assert_eq!(tenant.send("admin", "PUT", PATH, body).await.text(), "{}");
        assert_eq!(
            (
                is_on(&tenant, PATH, "QUOTA").await,
                is_on(&tenant, PATH, "SECURITY_ALERT").await
            ),
            (Some(true), Some(false))
        );
        let unset = r#"{"ntfn_to_unset":"QUOTA"}"#;
        assert_eq!(
            tenant
                .send("admin", "PUT", &format!("{PATH}/unset"), unset)
                .await
                .status,
            200
        );
        assert_eq!(is_on(&tenant, PATH, "QUOTA").await, Some(false));
        assert_eq!(
            is_on(&tenant, PATH, "MAINTENANCE").await,
            Some(false),
            "the others stay"
        );
    }

    #[tokio::test]
    async fn admins_have_their_own_list_and_a_combined_one() {
        let tenant = Tenant::new();
        assert_eq!(is_on(&tenant, PATH, "NEW_USER").await, None);
        assert_eq!(is_on(&tenant, ADMIN, "NEW_USER").await, Some(true));
        let body = r#"{"ntfn_preferences_map":{"NEW_USER":false,"QUOTA":true}}"#;
        assert_eq!(
            tenant.send("admin", "PUT", COMBINED, body).await.status,
            200
        );
        assert_eq!(
            (
                is_on(&tenant, COMBINED, "NEW_USER").await,
                is_on(&tenant, COMBINED, "QUOTA").await
            ),
            (Some(false), Some(true))
        );
        tenant.get("plain", ADMIN).await.is_gateway_error(403, 7);
        tenant
            .send("plain", "PUT", COMBINED, "{}")
            .await
            .is_gateway_error(403, 7);
    }

    #[tokio::test]
    async fn an_unknown_code_fails_the_whole_change() {
        let tenant = Tenant::new();
        assert_eq!(
            tenant.get("plain", PATH).await.text(),
            r#"{"notifications":[]}"#
        );
        let body = r#"{"ntfn_preferences_map":{"NOPE":true,"QUOTA":true}}"#;
        tenant
            .send("admin", "PUT", PATH, body)
            .await
            .is_gateway_error(400, 3);
        tenant
            .send(
                "admin",
                "PUT",
                PATH,
                r#"{"ntfn_preferences_map":{"QUOTA":1}}"#,
            )
            .await
            .is_gateway_error(400, 3);
        assert_eq!(is_on(&tenant, PATH, "QUOTA").await, Some(false));
        tenant
            .send("admin", "PUT", &format!("{PATH}/unset"), "{}")
            .await
            .is_gateway_error(400, 3);
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant.get("disabled", PATH).await.is_gateway_error(403, 7);
    }
}
