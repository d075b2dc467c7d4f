//! `openapi.json` names exactly the operations that the router has, so that it can't rot. What they do, Schemathesis judges.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ops::notifications::PATHS;
use crate::testing::Tenant;

fn description() -> Value {
    serde_json::from_str(include_str!("../openapi.json")).unwrap()
}

#[tokio::test]
async fn each_described_path_has_exactly_the_described_methods() {
    let tenant = Tenant::new();
    for (path, item) in description()["paths"].as_object().unwrap() {
        let keys = item.as_object().unwrap().keys();
        let described: BTreeSet<String> = keys
            .filter(|key| *key != "parameters")
            .map(|method| method.to_uppercase())
            .collect();
        // No path has TRACE, and a 405 names what there is instead.
        let concrete = path.replace("{namespace}", "system");
        let response = tenant.send("admin", "TRACE", &concrete, "").await;
        assert_eq!(response.status, 405, "{path}");
        let allowed = response.header("allow").unwrap().split(',');
        let allowed = allowed.map(|method| method.trim().to_owned());
        let found: BTreeSet<String> = allowed.filter(|method| method != "HEAD").collect();
        assert_eq!(found, described, "{path}");
    }
}

#[test]
fn each_route_is_described() {
    let source = include_str!("app.rs");
    let start = source.find("fn api(").unwrap();
    let end = start + source[start..].find("\n}\n").unwrap();
    let api = &source[start..end];
    let routes = api.matches(".route(").count() - api.matches("{*rest}").count();
    let described = description()["paths"].as_object().unwrap().len();
    assert_eq!(described, routes + 2 * PATHS.len());
}

#[test]
fn each_operation_says_that_it_needs_a_token() {
    for (path, item) in description()["paths"].as_object().unwrap() {
        let scheme = if path.starts_with("/api/") {
            "apiToken"
        } else {
            "bearer"
        };
        for (method, operation) in item.as_object().unwrap() {
            if method != "parameters" {
                assert!(
                    operation["security"][0][scheme].is_array(),
                    "{method} {path}"
                );
                assert!(operation["responses"]["401"].is_object(), "{method} {path}");
            }
        }
    }
}
