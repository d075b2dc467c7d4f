#![allow(clippy::unwrap_used)]
use crate::testing::Tenant;
use axum::http::Request;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const SETTINGS: &str = "/api/web/namespaces/system/user/settings";
const REQUEST_ACCESS: &str = "/api/web/namespaces/system/user/settings/request_initial_access";
const ACCESS_1: &str = "/user/v1/users/00000000-0000-4000-8000-000000000001/access/1";
const ACCESSES: &str = "/user/v1/users/00000000-0000-4000-8000-000000000001/access";

async fn add_override(tenant: &Tenant, body: Value) {
    let response = tenant.control("POST", "override", &body.to_string()).await;
    assert_eq!(response.status, 204, "{}", response.text());
}

#[tokio::test]
async fn without_the_flag_the_controls_do_not_exist() {
    let tenant = Tenant::without_controls();
    for (method, path) in [
        ("POST", "reset"),
        ("GET", "log"),
        ("POST", "clock"),
        ("GET", "outbox"),
    ] {
        let response = tenant.control(method, path, "").await;
        assert!(
            [404, 405].contains(&response.status),
            "{path}: {}",
            response.status
        );
        assert!(!response.text().contains('['));
    }
}

#[tokio::test]
async fn reset_restores_the_data_and_keeps_sessions() {
    let tenant = Tenant::new();
    let sign_in = Request::post("/sign-in")
        .body("persona=new".into())
        .unwrap();
    let cookie = tenant
        .call(sign_in)
        .await
        .header("set-cookie")
        .unwrap()
        .to_owned();
    let (settings, accesses) = (
        tenant.get("new", SETTINGS).await.json(),
        tenant.get("admin", ACCESSES).await.json(),
    );
    let cooldown = tenant.get("cooldown", SETTINGS).await.json()["is_next_request_allowed"].clone();
    tenant.freeze("2030-01-01T00:00:00Z").await;
    add_override(
        &tenant,
        json!({ "path": "/api/*", "method": "DELETE", "status": 500 }),
    )
    .await;
    assert_eq!(
        tenant.send("new", "PUT", REQUEST_ACCESS, "{}").await.status,
        200
    );
    assert_eq!(
        tenant
            .send("admin", "PATCH", ACCESS_1, r#"{"roles":[]}"#)
            .await
            .status,
        200
    );
    tenant.sql("DELETE FROM access WHERE id = 2").await;
    tenant
        .call(Request::post("/csp-report").body("[{}]".into()).unwrap())
        .await;
    let start = Instant::now();
    assert_eq!(tenant.control("POST", "reset", "").await.status, 204);
    assert!(
        start.elapsed() < Duration::from_millis(500),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(tenant.get("new", SETTINGS).await.json(), settings);
    assert_eq!(tenant.get("admin", ACCESSES).await.json(), accesses);
    assert_eq!(
        tenant.get("cooldown", SETTINGS).await.json()["is_next_request_allowed"],
        cooldown
    );
    assert_eq!(tenant.control("GET", "outbox", "").await.json(), json!([]));
    assert_eq!(
        tenant.control("GET", "csp-reports", "").await.json(),
        json!([])
    );
    let date = tenant
        .get("new", SETTINGS)
        .await
        .header("date")
        .unwrap()
        .to_owned();
    assert!(!date.contains("2030"), "{date}");
    let mut request = Request::get(SETTINGS).body("".into()).unwrap();
    request
        .headers_mut()
        .insert("cookie", cookie.split(';').next().unwrap().parse().unwrap());
    assert_eq!(tenant.call(request).await.status, 200);
}

#[tokio::test]
async fn the_clock_can_be_frozen_moved_and_reset() {
    let tenant = Tenant::new();
    tenant.freeze("2026-03-01T10:00:00Z").await;
    let moved = tenant
        .control("POST", "clock", r#"{"advance_seconds":86400}"#)
        .await
        .json();
    assert_eq!(moved["now"], "2026-03-02T10:00:00.000000000Z");
    assert_eq!(
        tenant.get("admin", SETTINGS).await.header("date"),
        Some("Mon, 02 Mar 2026 10:00:00 GMT")
    );
    assert_eq!(
        tenant
            .control("POST", "clock", r#"{"real":true}"#)
            .await
            .status,
        200
    );
    assert_ne!(
        tenant.get("admin", SETTINGS).await.header("date"),
        Some("Mon, 02 Mar 2026 10:00:00 GMT")
    );
    assert_eq!(
        tenant
            .control("POST", "clock", r#"{"now":"noon"}"#)
            .await
            .status,
        400
    );
    assert_eq!(tenant.control("POST", "clock", "{}").await.status, 400);
}

#[tokio::test]
async fn overrides_apply_in_order_and_as_often_as_requested() {
    let tenant = Tenant::new();
    add_override(&tenant, json!({ "method": "GET", "path": SETTINGS, "status": 503, "headers": { "Retry-After": "2" }, "times": 2 })).await;
    add_override(
        &tenant,
        json!({ "path": "/api/*", "status": 502, "body": "<h1>Bad gateway</h1>",
        "headers": { "Content-Type": "text/html" }, "times": 1 }),
    )
    .await;
    add_override(
        &tenant,
        json!({ "path": "/user/*", "status": 429, "times": null }),
    )
    .await;
    for _ in 0..2 {
        let response = tenant.get("admin", SETTINGS).await;
        response.is_gateway_error(503, 14);
        assert_eq!(response.header("retry-after"), Some("2"));
    }
    let page = tenant.get("admin", SETTINGS).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (502, Some("text/html"))
    );
    assert_eq!(page.text(), "<h1>Bad gateway</h1>");
    assert_eq!(tenant.get("admin", SETTINGS).await.status, 200);
    for _ in 0..3 {
        tenant
            .get("admin", ACCESSES)
            .await
            .is_access_error(429, "too_many_requests");
    }
    assert_eq!(tenant.control("DELETE", "override", "").await.status, 204);
    assert_eq!(tenant.get("admin", ACCESSES).await.status, 200);
}

#[tokio::test]
async fn a_replaced_response_keeps_the_request_from_the_api() {
    let tenant = Tenant::new();
    add_override(
        &tenant,
        json!({ "method": "PUT", "path": REQUEST_ACCESS, "status": 200, "body": {}, "times": 1 }),
    )
    .await;
    assert_eq!(
        tenant.send("new", "PUT", REQUEST_ACCESS, "{}").await.status,
        200
    );
    assert_eq!(
        tenant.get("new", SETTINGS).await.json()["initial_access"],
        Value::Null
    );
    let log = tenant.control("GET", "log", "").await.json();
    assert_eq!(
        (&log[0]["outcome"], &log[0]["user"], &log[0]["body"]),
        (&json!("overridden"), &json!("new"), &json!({}))
    );
}

#[tokio::test]
async fn real_responses_can_be_delayed_changed_and_split() {
    let tenant = Tenant::new();
    let real = tenant.get("admin", SETTINGS).await;
    add_override(
        &tenant,
        json!({ "path": SETTINGS, "delay_ms": 120, "times": 1 }),
    )
    .await;
    let start = Instant::now();
    assert_eq!(tenant.get("admin", SETTINGS).await.json(), real.json());
    assert!(start.elapsed() >= Duration::from_millis(120));
    add_override(
        &tenant,
        json!({ "path": SETTINGS, "times": 1, "json_patch": { "otp_status": null, "image": 7 },
        "remove": ["notifications"] }),
    )
    .await;
    let changed = tenant.get("admin", SETTINGS).await.json();
    assert_eq!(
        (
            &changed["otp_status"],
            &changed["image"],
            &changed["otp_enabled"]
        ),
        (&Value::Null, &json!(7), &json!(true))
    );
    assert_eq!(changed.get("notifications"), None);
    add_override(
        &tenant,
        json!({ "path": SETTINGS, "times": 1, "split": [1, 2, 300] }),
    )
    .await;
    assert_eq!(tenant.get("admin", SETTINGS).await.json(), real.json());
    add_override(
        &tenant,
        json!({ "path": SETTINGS, "times": 1, "body_base64": "/w==" }),
    )
    .await;
    let request = tenant.request("admin", "GET", SETTINGS, "");
    let body = tenant.respond(request).await.into_body();
    assert_eq!(
        axum::body::to_bytes(body, 10).await.unwrap().as_ref(),
        [0xFF]
    );
}

#[tokio::test]
async fn files_and_pages_can_be_overridden() {
    let tenant = Tenant::new();
    add_override(
        &tenant,
        json!({ "path": "/app-*", "status": 404, "times": 1 }),
    )
    .await;
    add_override(
        &tenant,
        json!({ "path": "/app-*", "body": "<html>", "headers": { "Content-Type": "text/html" } }),
    )
    .await;
    assert_eq!(tenant.get("", "/app-1.wasm").await.status, 404);
    assert_eq!(tenant.get("", "/app-1.wasm").await.text(), "<html>");
}

#[tokio::test]
async fn rejects_invalid_overrides_with_a_sentence() {
    let tenant = Tenant::new();
    for (body, sentence) in [
        (json!({ "status": 500 }), "An override needs a \"path\"."),
        (
            json!({ "path": "/x", "stauts": 500 }),
            "An override has no \"stauts\".",
        ),
        (
            json!({ "path": "/x", "status": 42_000 }),
            "\"status\" cannot be 42000.",
        ),
        (
            json!({ "path": "/x", "times": 0 }),
            "\"times\" cannot be 0.",
        ),
        (
            json!({ "path": "/x", "split": ["a"] }),
            "\"split\" cannot be [\"a\"].",
        ),
        (
            json!({ "path": "/x", "headers": { "a b": "c" } }),
            "The header \"a b\" cannot be \"c\".",
        ),
    ] {
        let response = tenant.control("POST", "override", &body.to_string()).await;
        assert_eq!(
            (response.status, &response.json()["error"]),
            (400, &json!(sentence))
        );
    }
    let response = tenant
        .control("POST", "override", r#"{"path":"/x","fault":"fire"}"#)
        .await;
    assert!(response.text().contains("stall-headers, stall-body"));
}

#[tokio::test]
async fn the_log_has_each_request_and_its_outcome() {
    let tenant = Tenant::new();
    tenant.freeze("2026-03-01T10:00:00Z").await;
    tenant
        .send("admin", "PATCH", ACCESS_1, r#"{"two_fa_enabled":false}"#)
        .await;
    tenant
        .send("admin", "PATCH", ACCESS_1, r#"{"name":"x"}"#)
        .await;
    tenant.send("", "GET", &format!("{SETTINGS}?a=1"), "").await;
    tenant.get("", "/index.html").await;
    let log = tenant.control("GET", "log", "").await.json();
    let seen: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (&entry["method"], &entry["status"], &entry["outcome"]))
        .collect();
    assert_eq!(
        seen,
        [
            (&json!("PATCH"), &json!(200), &json!("changed")),
            (&json!("PATCH"), &json!(422), &json!("refused")),
            (&json!("GET"), &json!(401), &json!("refused")),
        ]
    );
    assert_eq!(log[0]["body"], json!({ "two_fa_enabled": false }));
    assert_eq!(
        (&log[2]["path"], &log[2]["query"], &log[2]["user"]),
        (&json!(SETTINGS), &json!("a=1"), &Value::Null)
    );
    assert_eq!(log[0]["at"], "2026-03-01T10:00:00.000000000Z");
    let newer = tenant.control("GET", "log?since=2", "").await.json();
    assert_eq!(newer, json!([log[2]]));
    tenant.control("DELETE", "log", "").await;
    assert_eq!(tenant.control("GET", "log", "").await.json(), json!([]));
}

#[tokio::test]
async fn chaos_starts_and_ends_while_the_tenant_runs() {
    let tenant = Tenant::new();
    let start = async |body: &str| tenant.control("POST", "chaos", body).await;
    assert_eq!(start(r#"{"seed":1,"percent":100}"#).await.status, 204);
    tenant.get("admin", SETTINGS).await;
    assert_eq!(
        tenant.control("GET", "chaos", "").await.json(),
        json!({ "calls": 1, "failed": 1 })
    );
    assert_eq!(start(r#"{"seed":1,"percent":0}"#).await.status, 204);
    assert_eq!(tenant.get("admin", SETTINGS).await.status, 200);
    for wrong in [r#"{"seed":1}"#, r#"{"seed":1,"percent":101}"#] {
        assert_eq!(start(wrong).await.status, 400);
    }
}

#[tokio::test]
async fn someone_else_can_change_accesses_and_settings() {
    let tenant = Tenant::new();
    let changed = tenant
        .control(
            "POST",
            "access/1",
            r#"{"roles":["X"],"two_fa_enabled":false,"language":null}"#,
        )
        .await
        .json();
    assert_eq!(
        (&changed["roles"], &changed["two_fa_enabled"]),
        (&json!(["X"]), &json!(false))
    );
    assert_eq!(changed.get("language"), None);
    assert_eq!(
        tenant.get("admin", ACCESSES).await.json()["data"]["results"][0],
        changed
    );
    let patch = json!({ "otp_status": "OTP_PROCESSING", "otp_enabled": false, "image": "AA==", "notifications": [],
        "initial_access": { "requested": true } });
    assert_eq!(
        tenant
            .control("POST", "settings/admin", &patch.to_string())
            .await
            .status,
        204
    );
    let settings = tenant.get("admin", SETTINGS).await.json();
    assert_eq!(
        settings["initial_access"],
        json!({ "email_sent": false, "last_requesting_time": null, "requested": true })
    );
    assert_eq!(
        (&settings["otp_status"], &settings["image"]),
        (&json!("OTP_PROCESSING"), &json!("AA=="))
    );
    assert_eq!(
        tenant
            .control("POST", "settings/admin", r#"{"initial_access":null}"#)
            .await
            .status,
        204
    );
    assert_eq!(
        tenant.get("admin", SETTINGS).await.json()["initial_access"],
        Value::Null
    );
    assert_eq!(
        tenant
            .control("POST", "settings/admin", r#"{"colour":1}"#)
            .await
            .status,
        400
    );
    assert_eq!(
        tenant.control("POST", "settings/nobody", "{}").await.status,
        404
    );
    assert_eq!(
        tenant.control("POST", "access/99999", "{}").await.status,
        404
    );
}

#[tokio::test]
async fn sessions_of_a_persona_can_be_expired() {
    let tenant = Tenant::new();
    let mut cookies = Vec::new();
    for persona in ["admin", "plain"] {
        let request = Request::post("/sign-in")
            .body(format!("persona={persona}").into())
            .unwrap();
        let response = tenant.call(request).await;
        cookies.push(
            response
                .header("set-cookie")
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(
        tenant
            .control("POST", "session/expire", r#"{"persona":"admin"}"#)
            .await
            .status,
        204
    );
    let mut statuses = Vec::new();
    for cookie in cookies {
        let request = Request::get(SETTINGS)
            .header("cookie", cookie)
            .body("".into())
            .unwrap();
        statuses.push(tenant.call(request).await.status);
    }
    assert_eq!(statuses, [401, 200]);
}
