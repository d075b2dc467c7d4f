#![allow(clippy::unwrap_used)]
use super::*;
use crate::testing::{Tenant, TestResponse};

const ACCESSES: &str = "/user/v1/access?limit=1";
const NOON: &str = "2026-03-01T12:00:00Z";

async fn set(tenant: &Tenant, limit: u32) {
    let body = format!("{{\"requests\":{limit}}}");
    let response = tenant.control("POST", "throttle", &body).await;
    assert_eq!(response.status, 204);
}

fn is_throttled(response: &TestResponse, seconds: &str) {
    assert_eq!(
        (response.status, response.header("retry-after")),
        (429, Some(seconds))
    );
    // The gateway sends a single error, the service behind it a list.
    let body = response.json();
    assert_eq!(body["errors"]["code"], "too_many_requests", "{body}");
    let message = body["errors"]["message"].as_str().unwrap();
    assert!(message.ends_with('.'), "{message}");
}

#[tokio::test]
async fn the_601st_request_of_a_token_in_five_minutes_is_too_many() {
    let tenant = Tenant::of(|options| options.throttle = REQUESTS);
    tenant.freeze(NOON).await;
    for number in 1..=REQUESTS {
        let response = tenant.get("admin", ACCESSES).await;
        assert_eq!(response.status, 200, "request {number}");
    }
    is_throttled(&tenant.get("admin", ACCESSES).await, "300");
    // Each token has its own limit, and the other service has none.
    assert_eq!(tenant.get("plain", "/user/v1/roles").await.status, 200);
    let settings = "/api/web/namespaces/system/user/settings";
    assert_eq!(tenant.get("admin", settings).await.status, 200);
}

#[tokio::test]
async fn retry_after_says_exactly_when_the_next_request_is_accepted() {
    let tenant = Tenant::new();
    tenant.freeze(NOON).await;
    set(&tenant, 2).await;
    assert_eq!(tenant.get("admin", ACCESSES).await.status, 200);
    tenant
        .control("POST", "clock", r#"{"advance_seconds":100}"#)
        .await;
    assert_eq!(tenant.get("admin", ACCESSES).await.status, 200);
    is_throttled(&tenant.get("admin", ACCESSES).await, "200");
    tenant
        .control("POST", "clock", r#"{"advance_seconds":199}"#)
        .await;
    is_throttled(&tenant.get("admin", ACCESSES).await, "1");
    tenant
        .control("POST", "clock", r#"{"advance_seconds":1}"#)
        .await;
    assert_eq!(tenant.get("admin", ACCESSES).await.status, 200);
    // The rejected requests didn't count; the second request still does.
    is_throttled(&tenant.get("admin", ACCESSES).await, "100");
}

#[tokio::test]
async fn a_throttled_write_changes_nothing_and_is_logged() {
    let tenant = Tenant::new();
    let path = "/user/v1/users/00000000-0000-4000-8000-000000000001/access/3";
    let before = tenant.get("admin", ACCESSES).await.json();
    set(&tenant, 1).await;
    assert_eq!(tenant.send("admin", "PATCH", path, "{}").await.status, 200);
    let response = tenant
        .send("admin", "PATCH", path, r#"{"name":"Too early"}"#)
        .await;
    assert_eq!(response.status, 429);
    set(&tenant, 0).await;
    assert_eq!(tenant.get("admin", ACCESSES).await.json(), before);
    let log = tenant.control("GET", "log", "").await.json();
    let statuses: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .filter(|call| call["method"] == "PATCH")
        .map(|call| call["status"].clone())
        .collect();
    assert_eq!(statuses, [200, 429]);
}

#[tokio::test]
async fn unknown_callers_do_not_count_and_a_reset_forgets() {
    let tenant = Tenant::new();
    set(&tenant, 1).await;
    for _ in 0..3 {
        tenant
            .get("", ACCESSES)
            .await
            .is_access_error(401, "unauthorized");
    }
    assert_eq!(tenant.get("admin", ACCESSES).await.status, 200);
    assert_eq!(tenant.get("admin", ACCESSES).await.status, 429);
    assert_eq!(tenant.control("POST", "reset", "{}").await.status, 204);
    for _ in 0..5 {
        assert_eq!(tenant.get("admin", ACCESSES).await.status, 200);
    }
    let invalid = tenant.control("POST", "throttle", r#"{"most":1}"#).await;
    assert_eq!(invalid.status, 400);
}
