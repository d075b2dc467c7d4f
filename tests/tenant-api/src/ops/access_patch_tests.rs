#![allow(clippy::unwrap_used)]
use super::*;
use crate::testing::Tenant;
use serde_json::json;

fn path(user: i64, access: i64) -> String {
    format!("/user/v1/users/{}/access/{access}", uuid::of(user))
}

async fn stored(tenant: &Tenant, user: i64) -> Value {
    let response = tenant
        .get(
            "admin",
            &format!("/user/v1/users/{}/access", uuid::of(user)),
        )
        .await;
    response.json()["data"]["results"].clone()
}

#[tokio::test]
async fn changes_only_the_fields_that_are_sent() {
    let tenant = Tenant::new();
    let before = stored(&tenant, 1).await;
    let response = tenant
        .send("admin", "PATCH", &path(1, 2), r#"{"name":"Nightly"}"#)
        .await;
    assert_eq!(
        (response.status, &response.json()["message"]),
        (200, &json!("OK"))
    );
    let mut expected = before.clone();
    expected[1]["name"] = json!("Nightly");
    assert_eq!(response.json()["data"], expected[1]);
    assert_eq!(stored(&tenant, 1).await, expected);
}

#[tokio::test]
async fn each_type_takes_its_own_fields_and_roles() {
    let tenant = Tenant::new();
    for (user, access, change) in [
        (
            1,
            1,
            json!({ "two_fa_enabled": false, "roles": ["CLIENTNMS_WEBSERVICE_SSL_R"] }),
        ),
        (
            1,
            2,
            json!({ "name": "Zoë 佐藤", "language": "fr", "roles": [] }),
        ),
        (
            1,
            3,
            json!({ "name": "Auditors", "roles": ["CLIENTNMS_WEBSERVICE_DNS_R"] }),
        ),
        (10, 10, json!({ "sso_id": "asa@new.example", "roles": [] })),
    ] {
        let response = tenant
            .send("admin", "PATCH", &path(user, access), &change.to_string())
            .await
            .json();
        for (key, value) in change.as_object().unwrap() {
            assert_eq!(&response["data"][key], value, "{key} of access {access}");
        }
    }
}

#[tokio::test]
async fn an_empty_patch_succeeds_and_changes_nothing() {
    let tenant = Tenant::new();
    let before = stored(&tenant, 1).await;
    assert_eq!(
        tenant
            .send("admin", "PATCH", &path(1, 1), "{}")
            .await
            .status,
        200
    );
    assert_eq!(stored(&tenant, 1).await, before);
    let log = tenant.control("GET", "log", "").await.json();
    let outcomes: Vec<&Value> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["outcome"])
        .collect();
    assert_eq!(outcomes, ["read", "unchanged", "read"]);
}

#[tokio::test]
async fn rejects_invalid_fields_with_a_sentence_and_changes_nothing() {
    let tenant = Tenant::new();
    let before = stored(&tenant, 1).await;
    for (access, body, status, sentence) in [
        (
            1,
            r#"{"name":"x"}"#,
            422,
            "An access of type ui_connection has no \"name\".",
        ),
        (
            2,
            r#"{"two_fa_enabled":true}"#,
            422,
            "An access of type api_connection has no \"two_fa_enabled\".",
        ),
        (
            3,
            r#"{"language":"en"}"#,
            422,
            "An access of type profile has no \"language\".",
        ),
        (
            3,
            r#"{"sso_id":"x"}"#,
            422,
            "An access of type profile has no \"sso_id\".",
        ),
        (
            2,
            r#"{"type":"profile"}"#,
            422,
            "The type of an access cannot be changed.",
        ),
        (
            2,
            r#"{"colour":"red"}"#,
            422,
            "\"colour\" is not a field of an access.",
        ),
        (
            1,
            r#"{"two_fa_enabled":"yes"}"#,
            422,
            "\"two_fa_enabled\" must be true or false.",
        ),
        (
            1,
            r#"{"two_fa_enabled":null}"#,
            422,
            "\"two_fa_enabled\" must be true or false.",
        ),
        (2, r#"{"name":null}"#, 422, "\"name\" must be text."),
        (2, r#"{"name":" "}"#, 422, "\"name\" must not be empty."),
        (
            2,
            r#"{"language":"english"}"#,
            422,
            "\"language\" must be a language code of two letters, such as \"en\".",
        ),
        (
            2,
            r#"{"roles":null}"#,
            422,
            "\"roles\" must be a list of role ids.",
        ),
        (
            2,
            r#"{"roles":[1]}"#,
            422,
            "\"roles\" must be a list of role ids.",
        ),
        (2, r#"{"roles":["NOPE"]}"#, 422, "There is no role NOPE."),
        (
            3,
            r#"{"roles":["CLIENTNMS_WEBSERVICE_DNS_R","CLIENTNMS_WEBSERVICE_DNS_R"]}"#,
            422,
            "\"roles\" names CLIENTNMS_WEBSERVICE_DNS_R twice.",
        ),
        (
            2,
            r#"{"name":"good","roles":["NOPE"]}"#,
            422,
            "There is no role NOPE.",
        ),
        (2, r#"{"name":"x",}"#, 400, "The body is not JSON."),
        (2, r#"["name"]"#, 400, "The body must be a JSON object."),
        (2, "", 400, "The body is not JSON."),
    ] {
        let response = tenant.send("admin", "PATCH", &path(1, access), body).await;
        let word = if status == 400 {
            "bad_request"
        } else {
            "unprocessable_entity"
        };
        response.is_access_error(status, word);
        assert_eq!(response.json()["errors"][0]["message"], sentence, "{body}");
    }
    assert_eq!(stored(&tenant, 1).await, before);
}

#[tokio::test]
async fn a_role_not_held_can_stay_or_go_but_not_be_granted() {
    let tenant = Tenant::new();
    let billing = "CLIENTNMS_WEBSERVICE_BILLING_R";
    let grant = json!({ "roles": [billing] }).to_string();
    tenant
        .send("admin", "PATCH", &path(1, 3), &grant)
        .await
        .is_access_error(403, "forbidden");
    assert_eq!(
        tenant
            .send("admin", "PATCH", &path(1, 2), &grant)
            .await
            .status,
        200,
        "it was there already"
    );
    assert_eq!(
        tenant
            .send("admin", "PATCH", &path(1, 2), r#"{"roles":[]}"#)
            .await
            .status,
        200
    );
    tenant
        .send("admin", "PATCH", &path(1, 2), &grant)
        .await
        .is_access_error(403, "forbidden");
}

#[tokio::test]
async fn unknown_accesses_and_those_of_another_user_are_not_found() {
    let tenant = Tenant::new();
    for path in [
        path(1, 99_999),
        path(2, 1),
        path(1, 10),
        "/user/v1/users/x/access/1".into(),
    ] {
        tenant
            .send("admin", "PATCH", &path, "{}")
            .await
            .is_access_error(404, "not_found");
    }
    let not_a_number = path(1, 1).replace("/access/1", "/access/one");
    tenant
        .send("admin", "PATCH", &not_a_number, "{}")
        .await
        .is_access_error(404, "not_found");
}

#[tokio::test]
async fn rejects_callers_without_permission() {
    let tenant = Tenant::new();
    tenant
        .send("plain", "PATCH", &path(2, 4), "{}")
        .await
        .is_access_error(403, "forbidden");
    tenant
        .send("disabled", "PATCH", &path(1, 1), "{}")
        .await
        .is_access_error(403, "forbidden");
    tenant
        .send("", "PATCH", &path(1, 1), "{}")
        .await
        .is_access_error(401, "unauthorized");
}

#[tokio::test]
async fn concurrent_changes_all_persist() {
    let tenant = Tenant::new();
    let (name, language, roles) = (
        json!({ "name": "One" }),
        json!({ "language": "de" }),
        json!({ "roles": [] }),
    );
    let target = path(1, 2);
    let (one, two, three) = (name.to_string(), language.to_string(), roles.to_string());
    let responses = tokio::join!(
        tenant.send("admin", "PATCH", &target, &one),
        tenant.send("admin", "PATCH", &target, &two),
        tenant.send("admin", "PATCH", &target, &three)
    );
    assert_eq!(
        (responses.0.status, responses.1.status, responses.2.status),
        (200, 200, 200)
    );
    let after = &stored(&tenant, 1).await[1];
    assert_eq!(
        (&after["name"], &after["language"], &after["roles"]),
        (&name["name"], &language["language"], &roles["roles"])
    );
}
