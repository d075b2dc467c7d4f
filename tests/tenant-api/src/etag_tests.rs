#![allow(clippy::unwrap_used)]

use crate::testing::{Tenant, TestResponse};
use crate::uuid;

const SETTINGS: &str = "/api/web/namespaces/system/user/settings";

fn list() -> String {
    format!("/user/v1/users/{}/access", uuid::of(1))
}

fn access() -> String {
    format!("{}/3", list())
}

async fn change(tenant: &Tenant, method: &str, path: &str, body: &str, tag: &str) -> TestResponse {
    let mut request = tenant.request("admin", method, path, body);
    request
        .headers_mut()
        .insert("if-match", tag.parse().unwrap());
    tenant.call(request).await
}

async fn tag(tenant: &Tenant, path: &str) -> String {
    let response = tenant.get("admin", path).await;
    response.header("etag").unwrap().to_owned()
}

#[tokio::test]
async fn without_the_option_there_is_no_tag_and_no_condition() {
    let tenant = Tenant::new();
    for path in [SETTINGS, &list()] {
        assert_eq!(tenant.get("admin", path).await.header("etag"), None);
    }
    let response = change(
        &tenant,
        "PATCH",
        &access(),
        r#"{"name":"New"}"#,
        "\"other\"",
    )
    .await;
    assert_eq!(response.status, 200);
}

#[tokio::test]
async fn a_change_with_the_tag_of_the_newest_list_is_made_and_with_an_older_one_refused() {
    let tenant = Tenant::of(|options| options.etags = true);
    let first = tag(&tenant, &list()).await;
    assert_eq!(tag(&tenant, &list()).await, first);
    let response = change(&tenant, "PATCH", &access(), r#"{"name":"One"}"#, &first).await;
    assert_eq!(response.status, 200);
    change(&tenant, "PATCH", &access(), r#"{"name":"Two"}"#, &first)
        .await
        .is_access_error(412, "precondition_failed");
    let rows = tenant.get("admin", &list()).await.json();
    assert_eq!(rows["data"]["results"][2]["name"], "One");
    // Another access of the same user shares the tag.
    let second = tag(&tenant, &list()).await;
    assert_ne!(first, second);
    let other = format!("{}/2", list());
    let response = change(&tenant, "PATCH", &other, r#"{"name":"Bot"}"#, &second).await;
    assert_eq!(response.status, 200);
    change(&tenant, "PATCH", &access(), r#"{"name":"Two"}"#, &second)
        .await
        .is_access_error(412, "precondition_failed");
}

#[tokio::test]
async fn a_list_of_tags_and_a_star_match_but_a_weak_tag_never_does() {
    let tenant = Tenant::of(|options| options.etags = true);
    for (wanted, status) in [
        ("*".to_owned(), 200),
        (format!("\"x\", {}", tag(&tenant, &list()).await), 200),
        (format!("W/{}", tag(&tenant, &list()).await), 412),
        ("nonsense".to_owned(), 412),
    ] {
        let response = change(&tenant, "PATCH", &access(), "{}", &wanted).await;
        assert_eq!(response.status, status, "{wanted}");
    }
}

#[tokio::test]
async fn the_settings_are_replaced_only_as_they_were_read() {
    let tenant = Tenant::new();
    assert_eq!(
        tenant
            .control("POST", "etags", r#"{"on":true}"#)
            .await
            .status,
        204
    );
    let first = tag(&tenant, SETTINGS).await;
    let body = r#"{"first_name":"Inge","last_name":"H"}"#;
    assert_eq!(
        change(&tenant, "PUT", SETTINGS, body, &first).await.status,
        200
    );
    change(&tenant, "PUT", SETTINGS, body, &first)
        .await
        .is_gateway_error(412, 9);
    tenant.control("POST", "reset", "{}").await;
    assert_eq!(tenant.get("admin", SETTINGS).await.header("etag"), None);
}
