//! What an admin can do to a user, identified by email: `settings/idm/enable`, `settings/idm/disable` and `otp/admin_reset` under
//! `.../user/`.

use axum::extract::State;
use axum::response::Response;
use rusqlite::Transaction;

use super::{JsonObject, SystemNamespace, body, json_text, permission};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

pub(crate) async fn enable(
    app: State<App>,
    caller: Caller,
    _: SystemNamespace,
    fields: JsonObject,
) -> Result<Response, Rejection> {
    update_user(
        app,
        caller,
        fields,
        &["UPDATE users SET disabled = 0 WHERE id = ?1"],
    )
    .await
}

pub(crate) async fn disable(
    app: State<App>,
    caller: Caller,
    _: SystemNamespace,
    fields: JsonObject,
) -> Result<Response, Rejection> {
    update_user(
        app,
        caller,
        fields,
        &["UPDATE users SET disabled = 1 WHERE id = ?1"],
    )
    .await
}

pub(crate) async fn reset_otp(
    app: State<App>,
    caller: Caller,
    _: SystemNamespace,
    fields: JsonObject,
) -> Result<Response, Rejection> {
    let both = [
        "UPDATE users SET otp_enabled = 0 WHERE id = ?1",
        "UPDATE settings SET otp_enabled = 0, otp_status = 'OTP_DISABLED', otp_changed_at = NULL WHERE user = ?1",
    ];
    update_user(app, caller, fields, &both).await
}

async fn update_user(
    State(app): State<App>,
    caller: Caller,
    JsonObject(fields): JsonObject,
    statements: &[&'static str],
) -> Result<Response, Rejection> {
    let email = body::text(&fields, "user_email")?;
    let statements = statements.to_vec();
    app.db
        .write(move |transaction| {
            permission::require_admin(transaction, caller, "change other users")?;
            let user = find(transaction, &email)?;
            for statement in statements {
                transaction.execute(statement, [user])?;
            }
            Ok(())
        })
        .await?;
    Ok(json_text("{}"))
}

/// Email addresses are compared without regard to case, as clients do.
fn find(transaction: &Transaction, email: &str) -> Result<i64, Rejection> {
    use rusqlite::OptionalExtension;
    transaction
        .query_row(
            "SELECT id FROM users WHERE email = ?1 COLLATE NOCASE",
            [email],
            |row| row.get(0),
        )
        .optional()?
        .ok_or_else(|| Rejection::not_found("There is no user with this email address."))
}

#[cfg(test)]
mod tests {
    use crate::testing::Tenant;
    use serde_json::json;

    const USER: &str = "/api/web/namespaces/system/user";
    const WHOAMI: &str = "/api/web/custom/namespaces/system/whoami";

    async fn put(
        tenant: &Tenant,
        persona: &str,
        what: &str,
        email: &str,
    ) -> crate::testing::TestResponse {
        let body = json!({ "user_email": email }).to_string();
        tenant
            .send(persona, "PUT", &format!("{USER}/{what}"), &body)
            .await
    }

    #[tokio::test]
    async fn enables_and_disables_a_user() {
        let tenant = Tenant::new();
        let email = "Tomas.OBrien@fjordline.example";
        tenant
            .get("disabled", WHOAMI)
            .await
            .is_gateway_error(403, 7);
        assert_eq!(
            put(&tenant, "admin", "settings/idm/enable", email)
                .await
                .text(),
            "{}"
        );
        assert_eq!(tenant.get("disabled", WHOAMI).await.status, 200);
        assert_eq!(
            put(&tenant, "admin", "settings/idm/disable", email)
                .await
                .text(),
            "{}"
        );
        tenant
            .get("disabled", WHOAMI)
            .await
            .is_gateway_error(403, 7);
    }

    #[tokio::test]
    async fn resets_a_one_time_password_in_both_tables() {
        let tenant = Tenant::new();
        assert_eq!(
            put(
                &tenant,
                "admin",
                "otp/admin_reset",
                "giorgos.papadopoulos@fjordline.example"
            )
            .await
            .status,
            200
        );
        let settings = tenant
            .get("otp-on", &format!("{USER}/settings"))
            .await
            .json();
        assert_eq!(
            (&settings["otp_enabled"], &settings["otp_status"]),
            (&json!(false), &json!("OTP_DISABLED"))
        );
    }

    #[tokio::test]
    async fn rejects_callers_who_are_not_admins_and_unknown_users() {
        let tenant = Tenant::new();
        for what in [
            "settings/idm/enable",
            "settings/idm/disable",
            "otp/admin_reset",
        ] {
            put(
                &tenant,
                "otp-on",
                what,
                "ingrid.halvorsen@fjordline.example",
            )
            .await
            .is_gateway_error(403, 7);
            put(&tenant, "admin", what, "nobody@fjordline.example")
                .await
                .is_gateway_error(404, 5);
            put(&tenant, "", what, "").await.is_gateway_error(401, 16);
            tenant
                .send(
                    "admin",
                    "PUT",
                    &format!("{USER}/{what}"),
                    r#"{"user_email":1}"#,
                )
                .await
                .is_gateway_error(400, 3);
        }
    }
}
