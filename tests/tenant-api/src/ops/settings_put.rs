//! `PUT /api/web/namespaces/system/user/settings`: replaces all of the caller's settings. An omitted field gets its default, as in the
//! real tenant: a client that forgets one loses it here too.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::{JsonObject, SystemNamespace, body, json_text, notifications, settings};
use crate::app::App;
use crate::auth::Caller;
use crate::clock::rfc3339;
use crate::error::Rejection;

pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    headers: HeaderMap,
    JsonObject(fields): JsonObject,
) -> Result<Response, Rejection> {
    let enabled = body::texts(&fields, "enabled_notifications")?;
    let (first, last) = (
        body::text(&fields, "first_name")?,
        body::text(&fields, "last_name")?,
    );
    let image = body::base64(&fields, "image")?;
    let otp = body::flag(&fields, "otp_enabled")?;
    let at = app.clock.now();
    let now = rfc3339(at);
    let condition = app.etags.condition(&headers);
    app.db
        .write(move |transaction| {
            condition.check(|| Ok(settings::of_user(transaction, caller.user(), at)?.to_string()))?;
            notifications::enable_only(transaction, caller.user(), &enabled)?;
            transaction.execute(
                "UPDATE users SET first_name = ?2, last_name = ?3, otp_enabled = ?4 WHERE id = ?1",
                (caller.user(), first, last, otp),
            )?;
            // A change starts a transition; `settings` ends it after a while.
            transaction.execute(
                "UPDATE settings SET image = ?2, image_type = NULL,
                    otp_changed_at = CASE WHEN otp_enabled = ?3 THEN otp_changed_at ELSE ?4 END,
                    otp_status = CASE WHEN otp_enabled = ?3 THEN otp_status
                                      WHEN ?3 THEN 'OTP_PROCESSING' ELSE 'OTP_PROCESS_DISABLING' END,
                    otp_enabled = ?3
                 WHERE user = ?1",
                (caller.user(), image, otp, now),
            )?;
            Ok(())
        })
        .await?;
    Ok(json_text("{}"))
}

#[cfg(test)]
mod tests {
    use crate::testing::Tenant;
    use serde_json::{Value, json};

    const PATH: &str = "/api/web/namespaces/system/user/settings";
    const WHOAMI: &str = "/api/web/custom/namespaces/system/whoami";

    fn on(settings: &Value) -> Vec<&str> {
        let list = settings["notifications"].as_array().into_iter().flatten();
        list.filter(|item| item["enabled"] == true)
            .filter_map(|item| item["code"].as_str())
            .collect()
    }

    #[tokio::test]
    async fn stores_everything_that_is_sent() {
        let tenant = Tenant::new();
        let body = json!({ "enabled_notifications": ["QUOTA"], "first_name": "Inge", "last_name": "H", "image": "AAAA", "otp_enabled": true });
        assert_eq!(
            tenant
                .send("admin", "PUT", PATH, &body.to_string())
                .await
                .text(),
            "{}"
        );
        let settings = tenant.get("admin", PATH).await.json();
        assert_eq!(
            (on(&settings), &settings["image"]),
            (vec!["QUOTA"], &json!("AAAA"))
        );
        assert_eq!(settings["otp_status"], "OTP_ENABLED");
        assert_eq!(
            tenant.get("admin", WHOAMI).await.json()["first_name"],
            "Inge"
        );
    }

    #[tokio::test]
    async fn wipes_everything_that_is_omitted() {
        let tenant = Tenant::new();
        assert_eq!(tenant.send("admin", "PUT", PATH, "{}").await.status, 200);
        let settings = tenant.get("admin", PATH).await.json();
        assert_eq!(
            (on(&settings), &settings["image"], &settings["otp_enabled"]),
            (vec![], &json!(""), &json!(false))
        );
        assert_eq!(tenant.get("admin", WHOAMI).await.json()["last_name"], "");
    }

    #[tokio::test]
    async fn a_one_time_password_is_in_transition_before_it_is_on_or_off() {
        let tenant = Tenant::new();
        tenant.freeze("2026-03-01T10:00:00Z").await;
        tenant
            .send("otp-off", "PUT", PATH, r#"{"otp_enabled":true}"#)
            .await;
        let status = async || tenant.get("otp-off", PATH).await.json()["otp_status"].clone();
        assert_eq!(status().await, "OTP_PROCESSING");
        tenant.freeze("2026-03-01T10:00:03Z").await;
        assert_eq!(status().await, "OTP_ENABLED");
        tenant
            .send("otp-off", "PUT", PATH, r#"{"otp_enabled":false}"#)
            .await;
        assert_eq!(status().await, "OTP_PROCESS_DISABLING");
        tenant.freeze("2026-03-01T10:01:00Z").await;
        assert_eq!(status().await, "OTP_DISABLED");
    }

    #[tokio::test]
    async fn rejects_invalid_fields_and_changes_nothing() {
        let tenant = Tenant::new();
        let before = tenant.get("admin", PATH).await.json();
        for body in [
            r#"{"enabled_notifications":["NOPE"]}"#,
            r#"{"enabled_notifications":"QUOTA"}"#,
            r#"{"first_name":1}"#,
            r#"{"image":"%%"}"#,
            r#"{"otp_enabled":"yes"}"#,
            "[]",
        ] {
            tenant
                .send("admin", "PUT", PATH, body)
                .await
                .is_gateway_error(400, 3);
        }
        tenant
            .send("", "PUT", PATH, "{}")
            .await
            .is_gateway_error(401, 16);
        tenant
            .send("disabled", "PUT", PATH, "{}")
            .await
            .is_gateway_error(403, 7);
        tenant
            .send("admin", "PUT", &PATH.replace("system", "other"), "{}")
            .await
            .is_gateway_error(400, 3);
        assert_eq!(tenant.get("admin", PATH).await.json(), before);
    }
}
