#![allow(clippy::unwrap_used)]
use crate::testing::Tenant;
use serde_json::json;

const SETTINGS: &str = "/api/web/namespaces/system/user/settings";
