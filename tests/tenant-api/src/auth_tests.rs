#![allow(clippy::unwrap_used)]
use crate::testing::Tenant;
use axum::http::Request;

const REQUEST_ACCESS: &str = "/api/web/namespaces/system/user/settings/request_initial_access";
const WHOAMI: &str = "/api/web/custom/namespaces/system/whoami";

async fn cookie(tenant: &Tenant, persona: &str) -> String {
    let request = Request::post("/sign-in")
        .body(format!("persona={persona}").into())
        .unwrap();
    let response = tenant.call(request).await;
    response
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_change_needs_proof_of_same_origin() {
    let tenant = Tenant::new();
    let cookie = cookie(&tenant, "new").await;
    for (headers, expected) in [
        ([].as_slice(), 403),
        (&[("sec-fetch-site", "none")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("sec-fetch-site", "cross-site")], 403),
        (
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "http://127.0.0.1:8080"),
            ],
            403,
        ),
        (&[("origin", "http://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", "http://127.0.0.1:8080.evil.example")], 403),
        (&[("sec-fetch-site", "same-origin")], 200),
        (&[("origin", "http://127.0.0.1:8080")], 429),
    ] {
        let mut request = Request::put(REQUEST_ACCESS)
            .header("cookie", &cookie)
            .header("host", "127.0.0.1:8080");
        request = request.header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = tenant.call(request.body("{}".into()).unwrap()).await;
        assert_eq!(response.status, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn a_change_has_to_be_json() {
    let tenant = Tenant::new();
    let cookie = cookie(&tenant, "new").await;
    for (kind, expected) in [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
        ("Application/JSON; charset=utf-8", 200),
    ] {
        let request = Request::put(REQUEST_ACCESS)
            .header("cookie", &cookie)
            .header("sec-fetch-site", "same-origin");
        let response = tenant
            .call(
                request
                    .header("content-type", kind)
                    .body("{}".into())
                    .unwrap(),
            )
            .await;
        assert_eq!(response.status, expected, "{kind}");
    }
}

#[tokio::test]
async fn each_service_takes_its_own_kind_of_token() {
    let tenant = Tenant::new();
    for (path, token, expected) in [
        (WHOAMI, "APIToken admin", 200),
        (WHOAMI, "Bearer admin", 401),
        (WHOAMI, "APIToken root", 401),
        (WHOAMI, "admin", 401),
        ("/user/v1/roles", "Bearer admin", 200),
        ("/user/v1/roles", "APIToken admin", 401),
    ] {
        let request = Request::get(path)
            .header("authorization", token)
            .body("".into())
            .unwrap();
        assert_eq!(
            tenant.call(request).await.status,
            expected,
            "{path} {token}"
        );
    }
}

#[tokio::test]
async fn an_invalid_cookie_signs_nobody_in() {
    let tenant = Tenant::new();
    for cookie in [
        "__Host-sid=",
        "__Host-sid=admin",
        "sid=x",
        "__Host-sid=' OR 1=1 --",
    ] {
        let request = Request::get(WHOAMI)
            .header("cookie", cookie)
            .body("".into())
            .unwrap();
        assert_eq!(tenant.call(request).await.status, 401, "{cookie}");
    }
}

#[tokio::test]
async fn personas_need_a_user_of_the_tenant() {
    let tenant = Tenant::with_users(10);
    assert_eq!(tenant.get("sso", WHOAMI).await.status, 200);
    assert_eq!(tenant.get("disabled", WHOAMI).await.status, 401);
    assert!(
        !tenant
            .get("", "/sign-in")
            .await
            .text()
            .contains("value=\"disabled\"")
    );
}
