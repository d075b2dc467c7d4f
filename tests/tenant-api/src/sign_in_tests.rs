#![allow(clippy::unwrap_used)]
use super::*;
use crate::testing::Tenant;
use axum::http::Request;

fn form(body: &str, extra: &[(&str, &str)]) -> Request<axum::body::Body> {
    let mut request =
        Request::post("/sign-in").header("content-type", "application/x-www-form-urlencoded");
    if !extra.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "127.0.0.1:8080");
    }
    for (name, value) in extra {
        request = request.header(*name, *value);
    }
    request.body(body.to_owned().into()).unwrap()
}

#[tokio::test]
async fn the_page_lists_all_personas_without_script_under_its_own_policy() {
    let tenant = Tenant::new();
    let page = tenant.get("", "/sign-in?next=/roles%3Fq=a").await;
    let text = page.text();
    for persona in PERSONAS.iter().filter(|persona| persona.user <= 30) {
        assert!(text.contains(&format!(
            "<button name=\"persona\" value=\"{}\"",
            persona.id
        )));
    }
    assert!(text.contains("name=\"next\" value=\"/roles?q=a\""));
    assert!(!text.contains("<script") && !text.contains("style=\""));
    assert_eq!(
        page.header("content-security-policy"),
        Some(headers::SIGN_IN_CSP)
    );
    assert_eq!(
        tenant.get("", "/sign-in.css").await.header("content-type"),
        Some("text/css; charset=utf-8")
    );
}

#[tokio::test]
async fn signing_in_sets_a_strict_cookie_that_works_until_sign_out() {
    let tenant = Tenant::new();
    let entered = tenant
        .call(form(
            "persona=admin&next=%2Froles",
            &[("sec-fetch-site", "same-origin")],
        ))
        .await;
    assert_eq!(
        (entered.status, entered.header("location")),
        (303, Some("/roles"))
    );
    let cookie = entered.header("set-cookie").unwrap().to_owned();
    let (pair, flags) = cookie.split_once("; ").unwrap();
    assert_eq!(flags, "Secure; HttpOnly; SameSite=Strict; Path=/");
    assert_eq!(pair.strip_prefix("__Host-sid=").unwrap().len(), 64);
    let path = "/api/web/custom/namespaces/system/whoami";
    let whoami = async || {
        let request = Request::get(path).header("cookie", format!("theme=dark; {pair}"));
        tenant
            .call(request.body(axum::body::Body::empty()).unwrap())
            .await
    };
    assert_eq!(whoami().await.json()["first_name"], "Ingrid");
    let leave = |site: &str| {
        Request::post("/sign-out")
            .header("cookie", pair)
            .header("content-type", "application/json")
            .header("sec-fetch-site", site)
            .body("{}".into())
            .unwrap()
    };
    assert_eq!(tenant.call(leave("cross-site")).await.status, 403);
    assert_eq!(whoami().await.status, 200);
    let left = tenant.call(leave("same-origin")).await;
    assert_eq!(left.status, 204);
    assert!(
        left.header("set-cookie")
            .unwrap()
            .starts_with("__Host-sid=; ")
    );
    assert!(left.header("set-cookie").unwrap().ends_with("Max-Age=0"));
    assert_eq!(whoami().await.status, 401);
}

/// What the browser gets that has kept or dropped the cookie of the page.
async fn cookies(tenant: &Tenant, body: &str, extra: &[(&str, &str)]) -> Vec<String> {
    let entered = tenant.call(form(body, extra)).await;
    assert_eq!(entered.status, 303);
    entered.headers("set-cookie")
}

#[tokio::test]
async fn a_browser_that_drops_secure_cookies_here_gets_one_without() {
    let tenant = Tenant::new();
    let page = tenant.get("", "/sign-in").await;
    assert_eq!(
        page.header("set-cookie"),
        Some("__Host-probe=1; Secure; HttpOnly; SameSite=Strict; Path=/")
    );
    assert!(page.text().contains("name=\"probe\""));
    let set = cookies(&tenant, "persona=admin&probe=1", &[]).await;
    assert_eq!(set.len(), 2);
    assert!(set[0].starts_with("__Host-sid=") && set[0].contains("; Secure; "));
    let (pair, flags) = set[1].split_once("; ").unwrap();
    assert_eq!(flags, "HttpOnly; SameSite=Strict; Path=/");
    assert!(pair.starts_with("rolecall-sid="));
    let whoami = async |extra: &[(&str, &str)]| {
        let mut request = Request::get("/api/web/custom/namespaces/system/whoami");
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        let response = tenant
            .call(request.body(axum::body::Body::empty()).unwrap())
            .await;
        (response.status, response.text().contains("Ingrid"))
    };
    let host = ("host", "127.0.0.1:8080");
    assert_eq!(whoami(&[host, ("cookie", pair)]).await, (200, true));
    // It never counts elsewhere or behind TLS.
    for wrong in [
        [("host", "rolecall.example"), ("cookie", pair)].as_slice(),
        &[("cookie", pair)],
        &[host, ("cookie", pair), ("x-forwarded-proto", "https")],
        &[host, ("cookie", pair), ("forwarded", "proto=https")],
        &[
            host,
            ("cookie", pair),
            ("origin", "https://rolecall.example"),
        ],
    ] {
        assert_eq!(whoami(wrong).await, (401, false), "{wrong:?}");
    }
    // The other cookie wins, even if its session has ended.
    let both = format!("{pair}; __Host-sid=0");
    assert_eq!(whoami(&[host, ("cookie", &both)]).await, (401, false));
    let leave = Request::post("/sign-out")
        .header("host", "127.0.0.1:8080")
        .header("cookie", pair)
        .header("content-type", "application/json")
        .header("sec-fetch-site", "same-origin");
    let left = tenant.call(leave.body("{}".into()).unwrap()).await;
    assert!(left.headers("set-cookie")[1].starts_with("rolecall-sid=; "));
    assert_eq!(whoami(&[host, ("cookie", pair)]).await, (401, false));
}

#[tokio::test]
async fn every_other_browser_gets_only_the_secure_cookie() {
    let tenant = Tenant::new();
    for (body, extra) in [
        // A program.
        ("persona=admin", [].as_slice()),
        // A browser that keeps Secure cookies here.
        ("persona=admin&probe=1", &[("cookie", "__Host-probe=1")]),
        // Not this machine, or behind TLS.
        ("persona=admin&probe=1", &[("host", "rolecall.example")]),
        (
            "persona=admin&probe=1",
            &[("host", "127.0.0.1.rolecall.example")],
        ),
        ("persona=admin&probe=1", &[("x-forwarded-proto", "https")]),
        ("persona=admin&probe=1", &[("x-forwarded-for", "192.0.2.1")]),
        ("persona=admin&probe=1", &[("forwarded", "for=192.0.2.1")]),
    ] {
        let set = cookies(&tenant, body, extra).await;
        assert_eq!(set.len(), 1, "{body} {extra:?}");
        assert!(set[0].starts_with("__Host-sid=") && set[0].contains("; Secure; "));
    }
}

#[tokio::test]
async fn the_cookie_without_secure_is_removed_once_it_is_not_needed() {
    let tenant = Tenant::new();
    let kept = [("cookie", "rolecall-sid=old; __Host-probe=1")];
    let set = cookies(&tenant, "persona=admin&probe=1", &kept).await;
    assert!(set[1].starts_with("rolecall-sid=; ") && set[1].ends_with("Max-Age=0"));
}

#[tokio::test]
async fn the_database_does_not_hold_the_secret() {
    let tenant = Tenant::new();
    let entered = tenant.call(form("persona=admin", &[])).await;
    let cookie = entered.header("set-cookie").unwrap();
    let secret = cookie["__Host-sid=".len()..][..64].to_owned();
    let stored = tenant.app.db.read_here(|connection| {
        Ok(connection.query_row(
            "SELECT hex(token_hash) || persona || start FROM sessions",
            [],
            |row| row.get::<_, String>(0),
        )?)
    });
    assert!(!stored.unwrap().to_lowercase().contains(&secret));
}

#[tokio::test]
async fn rejects_forms_of_other_sites_and_unknown_personas() {
    let tenant = Tenant::new();
    for extra in [
        [("sec-fetch-site", "cross-site")].as_slice(),
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
    ] {
        let rejected = tenant.call(form("persona=admin", extra)).await;
        assert_eq!(
            (rejected.status, rejected.header("set-cookie")),
            (403, None),
            "{extra:?}"
        );
    }
    let nobody = tenant.call(form("persona=root", &[])).await;
    assert_eq!((nobody.status, nobody.header("set-cookie")), (400, None));
    assert!(nobody.text().contains("role=\"alert\""));
}

#[test]
fn redirects_only_within_this_origin() {
    for inside in ["/", "/roles?q=a#x", "/users/1/access/2"] {
        assert_eq!(same_origin_path(inside), inside);
    }
    for outside in [
        "",
        "roles",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\r\nb",
        "/\t/evil.example",
        "/a\\b",
    ] {
        assert_eq!(same_origin_path(outside), "/", "{outside:?}");
    }
}
