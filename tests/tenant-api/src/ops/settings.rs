//! `GET /api/web/namespaces/system/user/settings`: the caller's settings. Computes whether another request for initial access is
//! allowed, from the stored time and the server's clock.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{SystemNamespace, ok};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

/// The wait between two requests for initial access.
pub(crate) const COOL_DOWN: TimeDelta = TimeDelta::hours(24);

/// How long it takes to turn a one-time password on or off.
const OTP_TRANSITION: TimeDelta = TimeDelta::seconds(3);

pub(crate) async fn get(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    let now = app.clock.now();
    let settings = app
        .db
        .read(move |connection| of_user(connection, caller.user(), now))
        .await?;
    Ok(app.etags.add(ok(&settings), &settings.to_string()))
}

/// The response.
pub(super) fn of_user(
    connection: &Connection,
    user: i64,
    now: DateTime<Utc>,
) -> Result<Value, Rejection> {
    let (image, initial_access, otp_status, otp_enabled, notifications, changed) = connection
        .prepare_cached(
            "SELECT image, initial_access, otp_status, otp_enabled, notifications, otp_changed_at
             FROM settings WHERE user = ?1",
        )?
        .query_row([user], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, bool>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, Option<String>>(5)?,
            ))
        })?;
    let initial_access: Value = match initial_access {
        Some(text) => serde_json::from_str(&text)?,
        None => Value::Null,
    };
    Ok(json!({
        "image": image,
        "is_next_request_allowed": next_allowed_in(&initial_access, now).is_none(),
        "initial_access": initial_access,
        "notifications": serde_json::from_str::<Value>(&notifications)?,
        "otp_enabled": otp_enabled,
        "otp_status": if has_settled(changed, now) { settled(otp_enabled) } else { &otp_status },
    }))
}

/// Whether the transition of a one-time password is over.
fn has_settled(changed: Option<String>, now: DateTime<Utc>) -> bool {
    let changed: Option<DateTime<Utc>> = changed.and_then(|text| text.parse().ok());
    changed.is_some_and(|changed| now - changed >= OTP_TRANSITION)
}

fn settled(otp_enabled: bool) -> &'static str {
    if otp_enabled {
        "OTP_ENABLED"
    } else {
        "OTP_DISABLED"
    }
}

/// How long until the next request is allowed; `None` if it is now.
pub(crate) fn next_allowed_in(initial_access: &Value, now: DateTime<Utc>) -> Option<TimeDelta> {
    let last: DateTime<Utc> = initial_access["last_requesting_time"]
        .as_str()?
        .parse()
        .ok()?;
    let wait = last + COOL_DOWN - now;
    (wait > TimeDelta::zero()).then_some(wait)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;

    const PATH: &str = "/api/web/namespaces/system/user/settings";

    #[tokio::test]
    async fn each_persona_has_the_settings_of_its_description() {
        let tenant = Tenant::new();
        let of = async |persona| tenant.get(persona, PATH).await.json();
        let admin = of("admin").await;
        assert_eq!(admin["notifications"].as_array().unwrap().len(), 12);
        assert!(admin["image"].as_str().unwrap().starts_with("iVBOR"));
        assert_eq!(admin["otp_status"], "OTP_ENABLED");
        let cooldown = of("cooldown").await;
        assert_eq!(cooldown["is_next_request_allowed"], false);
        assert_eq!(cooldown["initial_access"]["email_sent"], true);
        assert!(cooldown["image"].as_str().unwrap().starts_with("/9j/"));
        let allowed = of("allowed").await;
        assert_eq!(allowed["is_next_request_allowed"], true);
        assert_eq!(allowed["initial_access"]["requested"], true);
        for (persona, status, switch) in [
            ("otp-on", "OTP_ENABLED", true),
            ("otp-off", "OTP_DISABLED", false),
            ("otp-enabling", "OTP_PROCESSING", false),
            ("otp-disabling", "OTP_PROCESS_DISABLING", true),
        ] {
            let settings = of(persona).await;
            assert_eq!(
                (&settings["otp_status"], &settings["otp_enabled"]),
                (&json!(status), &json!(switch))
            );
        }
    }

    #[tokio::test]
    async fn a_new_user_gets_null_and_empty_values() {
        let settings = Tenant::new().get("new", PATH).await.json();
        assert_eq!(
            settings,
            json!({ "image": "", "initial_access": null, "is_next_request_allowed": true, "notifications": [],
                "otp_enabled": false, "otp_status": "OTP_DISABLED" })
        );
    }

    #[tokio::test]
    async fn rejects_anonymous_and_disabled_callers_and_wrong_paths() {
        let tenant = Tenant::new();
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant.get("disabled", PATH).await.is_gateway_error(403, 7);
        let elsewhere = "/api/web/namespaces/shop-prod/user/settings";
        tenant
            .get("admin", elsewhere)
            .await
            .is_gateway_error(400, 3);
        tenant
            .send("admin", "PATCH", PATH, "{}")
            .await
            .is_gateway_error(405, 12);
        tenant
            .get("admin", "/api/web/nothing")
            .await
            .is_gateway_error(404, 5);
    }

    #[test]
    fn the_wait_ends_after_exactly_24_hours() {
        let initial_access = json!({ "last_requesting_time": "2026-03-01T10:00:00Z" });
        let at = |text: &str| next_allowed_in(&initial_access, text.parse().unwrap());
        assert_eq!(at("2026-03-02T09:59:59Z"), Some(TimeDelta::seconds(1)));
        assert_eq!(at("2026-03-02T10:00:00Z"), None);
    }
}
