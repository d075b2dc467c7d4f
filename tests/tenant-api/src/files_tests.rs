#![allow(clippy::unwrap_used)]
use super::*;
use crate::testing::{Tenant, TestResponse};
use axum::http::Request;

const HASHED: &str = "rolecall-0123456789abcdef_bg.wasm";

fn tenant() -> Tenant {
    let tenant = Tenant::new();
    std::fs::create_dir_all(tenant.dist().join("icons")).unwrap();
    for (name, content) in [
        ("index.html", "<h1>app</h1>"),
        ("boot.js", "boot"),
        (HASHED, "\0asm"),
        ("rolecall-0123456789abcdef_bg.wasm.br", "compressed"),
        ("icons/a.svg", "<svg/>"),
    ] {
        std::fs::write(tenant.dist().join(name), content).unwrap();
    }
    std::fs::write(tenant.dist().parent().unwrap().join("secret.txt"), "secret").unwrap();
    tenant
}

async fn with(tenant: &Tenant, method: &str, path: &str, encoding: &str) -> TestResponse {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("accept-encoding", encoding);
    tenant.call(request.body(Body::empty()).unwrap()).await
}

fn has_common_headers(response: &TestResponse) {
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(response.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(
        response.header("cross-origin-resource-policy"),
        Some("same-origin")
    );
    assert!(response.header("date").unwrap().ends_with(" GMT"));
}

#[tokio::test]
async fn pages_have_all_document_headers() {
    let tenant = tenant();
    for path in ["/", "/index.html", "/roles?q=a", "/users/x/access/1"] {
        let page = tenant.get("", path).await;
        assert_eq!(
            (page.status, page.text().as_str()),
            (200, "<h1>app</h1>"),
            "{path}"
        );
        has_common_headers(&page);
        for (name, value) in [
            ("content-security-policy", headers::CSP),
            ("reporting-endpoints", "csp=\"/csp-report\""),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("x-frame-options", "DENY"),
            (
                "permissions-policy",
                "camera=(), microphone=(), geolocation=(), payment=()",
            ),
            ("cache-control", "no-cache"),
            ("content-type", "text/html; charset=utf-8"),
        ] {
            assert_eq!(page.header(name), Some(value), "{name} of {path}");
        }
    }
}

#[tokio::test]
async fn hashed_files_are_immutable_and_others_revalidated() {
    let tenant = tenant();
    let wasm = with(&tenant, "GET", &format!("/{HASHED}"), "gzip").await;
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    assert_eq!(
        wasm.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert_eq!(
        (wasm.header("content-encoding"), wasm.header("vary")),
        (None, Some("Accept-Encoding"))
    );
    assert_eq!(
        tenant.get("", "/boot.js").await.header("cache-control"),
        Some("no-cache")
    );
    assert_eq!(
        tenant.get("", "/icons/a.svg").await.header("content-type"),
        Some("image/svg+xml")
    );
}

#[tokio::test]
async fn the_compressed_file_is_sent_to_browsers_that_accept_it() {
    let tenant = tenant();
    for accepted in ["br", "gzip, deflate, br", "br;q=0.8"] {
        let wasm = with(&tenant, "GET", &format!("/{HASHED}"), accepted).await;
        assert_eq!(
            (wasm.text().as_str(), wasm.header("content-encoding")),
            ("compressed", Some("br"))
        );
        assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    }
    for rejected in ["gzip", "br;q=0", "brotli"] {
        let wasm = with(&tenant, "GET", &format!("/{HASHED}"), rejected).await;
        assert_eq!(wasm.header("content-encoding"), None, "{rejected}");
    }
}

#[tokio::test]
async fn a_missing_file_is_never_a_page_and_never_stored() {
    let tenant = tenant();
    for path in [
        "/rolecall-ffffffffffffffff_bg.wasm",
        "/nothing.js",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/.hidden.js",
    ] {
        let response = tenant.get("", path).await;
        assert_eq!(
            (response.status, response.header("cache-control")),
            (404, Some("no-store")),
            "{path}"
        );
        assert!(
            !response.text().contains('<') && !response.text().contains("secret"),
            "{path}"
        );
        has_common_headers(&response);
    }
}

#[tokio::test]
async fn head_returns_headers_without_a_body() {
    let tenant = tenant();
    let head = with(&tenant, "HEAD", "/boot.js", "br").await;
    assert_eq!(
        (
            head.status,
            head.text().as_str(),
            head.header("content-length")
        ),
        (200, "", Some("4"))
    );
    assert_eq!(with(&tenant, "POST", "/boot.js", "br").await.status, 405);
}

#[tokio::test]
async fn api_responses_have_their_own_policy() {
    let tenant = tenant();
    for (persona, path) in [
        ("admin", "/user/v1/roles"),
        ("", "/user/v1/roles"),
        ("admin", "/api/web/nothing"),
    ] {
        let response = tenant.get(persona, path).await;
        has_common_headers(&response);
        assert_eq!(
            response.header("content-security-policy"),
            Some(headers::API_CSP)
        );
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(
            response.header("content-type"),
            Some("application/json; charset=utf-8")
        );
    }
}

#[test]
fn a_hash_is_sixteen_hexadecimal_digits_after_a_dash() {
    for hashed in [
        "rolecall-0123456789abcdef.js",
        "rolecall-0123456789abcdef_bg.wasm",
        "split_roles-0123456789abcdef.wasm",
        "chunks-0123456789abcdef.bin",
        "a/b-c-fedcba9876543210.css",
    ] {
        assert!(is_hashed(Path::new(hashed)), "{hashed}");
    }
    for plain in [
        "boot.js",
        "rolecall-0123456789abcde.js",
        "rolecall-0123456789abcdeg.js",
        "0123456789abcdef.js",
    ] {
        assert!(!is_hashed(Path::new(plain)), "{plain}");
    }
}
