//! `PUT .../user/settings/request_initial_access`: requests initial access from the tenant's admins, at most once in 24 hours by the
//! server's clock. The email is a row of the outbox, and `email_sent` stays false until the worker has sent it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use serde_json::{Value, json};

use super::settings::{COOL_DOWN, next_allowed_in};
use super::{JsonObject, SystemNamespace, json_text};
use crate::app::App;
use crate::auth::Caller;
use crate::clock::rfc3339;
use crate::error::Rejection;

pub(crate) async fn request(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    _: JsonObject,
) -> Result<Response, Rejection> {
    let now = app.clock.now();
    app.db
        .write(move |transaction| record_request(transaction, caller, now))
        .await?;
    app.outbox.wake();
    Ok(json_text("{}"))
}

fn record_request(
    transaction: &Transaction,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<(), Rejection> {
    let stored: Option<String> = transaction.query_row(
        "SELECT initial_access FROM settings WHERE user = ?1",
        [caller.user()],
        |row| row.get(0),
    )?;
    let initial_access: Value = match stored {
        Some(text) => serde_json::from_str(&text)?,
        None => Value::Null,
    };
    if let Some(wait) = next_allowed_in(&initial_access, now) {
        return Err(requested_too_soon(now + wait, wait.num_milliseconds()));
    }
    let initial_access =
        json!({ "email_sent": false, "last_requesting_time": rfc3339(now), "requested": true });
    transaction.execute(
        "UPDATE settings SET initial_access = ?2 WHERE user = ?1",
        (caller.user(), initial_access.to_string()),
    )?;
    let admins: Vec<String> = transaction
        .prepare("SELECT email FROM users WHERE domain_owner AND NOT disabled ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let name = caller.0.full_name();
    transaction.execute(
        "INSERT INTO outbox (at, user, recipients, subject, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            rfc3339(now),
            caller.user(),
            json!(admins).to_string(),
            format!("{name} requests initial access"),
            format!("{name} requests initial access to this tenant. Assign a role if they should have one."),
        ),
    )?;
    Ok(())
}

fn requested_too_soon(again: DateTime<Utc>, wait_ms: i64) -> Rejection {
    let mut rejection = Rejection::new(
        StatusCode::TOO_MANY_REQUESTS,
        format!(
            "Initial access was requested less than {} hours ago. It can be requested again at {}.",
            COOL_DOWN.num_hours(),
            again.format("%Y-%m-%dT%H:%M:%SZ")
        ),
    );
    rejection.retry_after = Some((wait_ms + 999) / 1000);
    rejection
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;

    const PATH: &str = "/api/web/namespaces/system/user/settings/request_initial_access";
    const SETTINGS: &str = "/api/web/namespaces/system/user/settings";

    #[tokio::test]
    async fn a_request_sends_one_email_and_then_reports_it() {
        let tenant = Tenant::new();
        let response = tenant.send("new", "PUT", PATH, "{}").await;
        assert_eq!((response.status, response.text().as_str()), (200, "{}"));
        let before = tenant.get("new", SETTINGS).await.json();
        assert_eq!(before["initial_access"]["requested"], true);
        assert_eq!(
            before["initial_access"]["email_sent"], false,
            "no worker has run yet"
        );
        assert_eq!(before["is_next_request_allowed"], false);
        tenant.send_mail().await;
        assert_eq!(
            tenant.get("new", SETTINGS).await.json()["initial_access"]["email_sent"],
            true
        );
        let emails = tenant.control("GET", "outbox", "").await.json();
        assert_eq!(emails.as_array().unwrap().len(), 1);
        assert_eq!(
            emails[0]["to"],
            json!(["ingrid.halvorsen@fjordline.example"])
        );
    }

    #[tokio::test]
    async fn an_early_request_gets_a_wait_and_changes_nothing() {
        let tenant = Tenant::new();
        tenant.freeze("2026-03-01T10:00:00Z").await;
        assert_eq!(tenant.send("new", "PUT", PATH, "{}").await.status, 200);
        tenant.freeze("2026-03-02T09:59:59.5Z").await;
        let second = tenant.send("new", "PUT", PATH, "{}").await;
        second.is_gateway_error(429, 8);
        assert_eq!(second.header("retry-after"), Some("1"));
        let emails = tenant.control("GET", "outbox", "").await.json();
        assert_eq!(emails.as_array().unwrap().len(), 1);
        tenant.freeze("2026-03-02T10:00:00Z").await;
        assert_eq!(tenant.send("new", "PUT", PATH, "{}").await.status, 200);
        let settings = tenant.get("new", SETTINGS).await.json();
        assert_eq!(
            settings["initial_access"]["last_requesting_time"],
            "2026-03-02T10:00:00.000000000Z"
        );
    }

    #[tokio::test]
    async fn two_at_once_are_one_request() {
        let tenant = Tenant::new();
        let (one, two) = tokio::join!(
            tenant.send("allowed", "PUT", PATH, "{}"),
            tenant.send("allowed", "PUT", PATH, "{}")
        );
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 429]);
    }

    #[tokio::test]
    async fn rejects_anonymous_and_disabled_callers_and_invalid_bodies() {
        let tenant = Tenant::new();
        tenant
            .send("", "PUT", PATH, "{}")
            .await
            .is_gateway_error(401, 16);
        tenant
            .send("disabled", "PUT", PATH, "{}")
            .await
            .is_gateway_error(403, 7);
        tenant
            .send("new", "PUT", PATH, "")
            .await
            .is_gateway_error(400, 3);
        tenant
            .send("new", "PUT", PATH, "[]")
            .await
            .is_gateway_error(400, 3);
        let elsewhere = PATH.replace("system", "other");
        tenant
            .send("new", "PUT", &elsewhere, "{}")
            .await
            .is_gateway_error(400, 3);
        assert_eq!(
            tenant.get("new", SETTINGS).await.json()["initial_access"],
            Value::Null
        );
    }
}
