//! `PUT .../user/settings/request_initial_access`: ask the tenant's admins for initial access. At most once in 24 hours by the
//! server's clock; the mail is a row of the outbox, and `email_sent` stays false until the worker has sent it.

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
        .write(move |transaction| ask(transaction, caller, now))
        .await?;
    app.outbox.wake();
    Ok(json_text("{}"))
}

fn ask(transaction: &Transaction, caller: Caller, now: DateTime<Utc>) -> Result<(), Rejection> {
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
        return Err(too_early(now + wait, wait.num_milliseconds()));
    }
    let asked =
        json!({ "email_sent": false, "last_requesting_time": rfc3339(now), "requested": true });
    transaction.execute(
        "UPDATE settings SET initial_access = ?2 WHERE user = ?1",
        (caller.user(), asked.to_string()),
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
            format!("{name} asks for initial access"),
            format!("{name} asks for initial access to this tenant. Give them a role if they should have one."),
        ),
    )?;
    Ok(())
}

fn too_early(again: DateTime<Utc>, wait_ms: i64) -> Rejection {
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
    async fn asking_sends_one_mail_and_only_then_says_so() {
        let tenant = Tenant::new();
        let answer = tenant.send("new", "PUT", PATH, "{}").await;
        assert_eq!((answer.status, answer.text().as_str()), (200, "{}"));
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
        let mails = tenant.control("GET", "outbox", "").await.json();
        assert_eq!(mails.as_array().unwrap().len(), 1);
        assert_eq!(
            mails[0]["to"],
            json!(["ingrid.halvorsen@fjordline.example"])
        );
    }

    #[tokio::test]
    async fn asking_too_early_says_when_and_changes_nothing() {
        let tenant = Tenant::new();
        tenant.freeze("2026-03-01T10:00:00Z").await;
        assert_eq!(tenant.send("new", "PUT", PATH, "{}").await.status, 200);
        tenant.freeze("2026-03-02T09:59:59.5Z").await;
        let early = tenant.send("new", "PUT", PATH, "{}").await;
        early.is_gateway_error(429, 8);
        assert_eq!(early.header("retry-after"), Some("1"));
        let mails = tenant.control("GET", "outbox", "").await.json();
        assert_eq!(mails.as_array().unwrap().len(), 1);
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
    async fn everything_that_is_not_a_signed_in_persons_json_request_is_refused() {
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
