#![allow(clippy::unwrap_used)]
use super::*;
use crate::testing::{Tenant, TestResponse};

const DNS_R: &str = "CLIENTNMS_WEBSERVICE_DNS_R";

fn path(user: i64) -> String {
    format!("/user/v1/users/{}/access", uuid::of(user))
}

async fn post(tenant: &Tenant, user: i64, body: Value) -> TestResponse {
    tenant
        .send("admin", "POST", &path(user), &body.to_string())
        .await
}

#[tokio::test]
async fn creates_each_type_with_its_fields_and_defaults() {
    let tenant = Tenant::new();
    tenant.sql("DELETE FROM access WHERE user = 2").await;
    tenant.freeze("2026-03-01T12:00:00Z").await;
    for (body, more) in [
        (
            json!({ "type": "ui_connection" }),
            json!({ "roles": [], "two_fa_enabled": false, "language": "en", "customer_id": 1000 }),
        ),
        (
            json!({ "type": "api_connection", "name": "Nightly", "roles": [DNS_R], "customer_id": 1002, "language": "fr" }),
            json!({ "name": "Nightly", "roles": [DNS_R], "language": "fr", "customer_id": 1002 }),
        ),
        (
            json!({ "type": "profile", "name": "Auditors" }),
            json!({ "name": "Auditors", "roles": [], "customer_id": 1000 }),
        ),
    ] {
        let response = post(&tenant, 2, body.clone()).await;
        let envelope = response.json();
        assert_eq!(response.status, 201, "{envelope}");
        let made = &envelope["data"];
        for (key, value) in more.as_object().unwrap() {
            assert_eq!(&made[key], value, "{key} of {body}");
        }
        assert_eq!(
            (&made["user"], &made["type"], &made["last_login_at"]),
            (&json!(uuid::of(2)), &body["type"], &Value::Null)
        );
        assert_eq!(
            (&made["created_at"], &made["created_by"]["lastname"]),
            (&json!("2026-03-01T12:00:00+00:00"), &json!("Halvorsen"))
        );
        let all = tenant.get("admin", &path(2)).await.json();
        assert!(all["data"]["results"].as_array().unwrap().contains(made));
    }
}

#[tokio::test]
async fn a_user_has_one_ui_or_sso_connection_and_any_number_of_others() {
    let tenant = Tenant::new();
    let count = async || -> u64 {
        let list = tenant.get("admin", &path(1)).await.json();
        list["data"]["total"].as_u64().unwrap()
    };
    // The admin has a UI connection.
    for body in [
        json!({ "type": "ui_connection" }),
        json!({ "type": "sso_connection", "sso_id": "x" }),
    ] {
        let rejected = post(&tenant, 1, body).await;
        rejected.is_access_error(422, "unprocessable_entity");
        assert_eq!(
            rejected.json()["errors"][0]["message"],
            "This user already has a UI or SSO connection. Only one is allowed."
        );
    }
    assert_eq!(count().await, 3);
    for name in ["One", "Two"] {
        let body = json!({ "type": "profile", "name": name });
        assert_eq!(post(&tenant, 1, body).await.status, 201);
    }
    assert_eq!(count().await, 5);
    // Two at the same time: one of them fails.
    tenant.sql("DELETE FROM access WHERE user = 2").await;
    let responses = tokio::join!(
        post(&tenant, 2, json!({ "type": "ui_connection" })),
        post(
            &tenant,
            2,
            json!({ "type": "sso_connection", "sso_id": "x" })
        )
    );
    let mut statuses = [responses.0.status, responses.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
}

#[tokio::test]
async fn only_held_roles_can_be_granted() {
    let tenant = Tenant::new();
    let body =
        json!({ "type": "profile", "name": "x", "roles": ["CLIENTNMS_WEBSERVICE_BILLING_R"] });
    let rejected = post(&tenant, 1, body).await;
    rejected.is_access_error(403, "forbidden");
    assert_eq!(
        rejected.json()["errors"][0]["message"],
        "You don't hold the role CLIENTNMS_WEBSERVICE_BILLING_R, so you can't grant it."
    );
}

#[tokio::test]
async fn rejects_invalid_fields_and_changes_nothing() {
    let tenant = Tenant::new();
    let before = tenant.get("admin", &path(1)).await.json();
    for body in [
        json!({}),
        json!({ "type": "quantum_connection" }),
        json!({ "type": "profile" }),
        json!({ "type": "api_connection" }),
        json!({ "type": "profile", "name": " " }),
        json!({ "type": "profile", "name": "x", "language": "en" }),
        json!({ "type": "profile", "name": "x", "sso_id": "x" }),
        json!({ "type": "profile", "name": "x", "customer_id": 7 }),
        json!({ "type": "profile", "name": "x", "customer_id": "1000" }),
        json!({ "type": "profile", "name": "x", "roles": null }),
        json!({ "type": "profile", "name": "x", "colour": "red" }),
    ] {
        post(&tenant, 1, body)
            .await
            .is_access_error(422, "unprocessable_entity");
    }
    let good = json!({ "type": "profile", "name": "x" });
    post(&tenant, 99_999, good.clone())
        .await
        .is_access_error(404, "not_found");
    tenant
        .send("plain", "POST", &path(2), &good.to_string())
        .await
        .is_access_error(403, "forbidden");
    assert_eq!(tenant.get("admin", &path(1)).await.json(), before);
}
