//! `GET .../whoami`: the caller's identity, in 40 properties, from the user's row, the tenant's part and the persona's own part. Both
//! sides of the oneof are written, the unset one as null.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{SystemNamespace, ok};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::{merge, uuid};

pub(crate) async fn get(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    let whoami = app
        .db
        .read(move |connection| describe(connection, caller))
        .await?;
    Ok(ok(&whoami))
}

fn describe(connection: &Connection, caller: Caller) -> Result<Value, Rejection> {
    let facts: String = connection.query_row("SELECT facts FROM tenant", [], |row| row.get(0))?;
    let mut whoami: Value = serde_json::from_str(&facts)?;
    // A null in the persona's part is a value, so whole keys are replaced.
    merge::replace_keys(&mut whoami, caller.0.whoami());
    merge::replace_keys(&mut whoami, of_user(connection, caller.user())?);
    Ok(whoami)
}

fn of_user(connection: &Connection, user: i64) -> Result<Value, Rejection> {
    let (mut person, groups, roles) = connection
        .prepare_cached(
            "SELECT name, email, first_name, last_name, created, last_login, disabled, domain_owner, idm_type, sync_mode, kind,
                    group_names, namespace_roles
             FROM users WHERE id = ?1",
        )?
        .query_row([user], |row| {
            let person = json!({
                "name": row.get::<_, String>(0)?,
                "email": row.get::<_, String>(1)?,
                "first_name": row.get::<_, String>(2)?,
                "last_name": row.get::<_, String>(3)?,
                "creation_timestamp": row.get::<_, String>(4)?,
                "last_login_timestamp": row.get::<_, Option<String>>(5)?,
                "disabled": row.get::<_, bool>(6)?,
                "domain_owner": row.get::<_, bool>(7)?,
                "idm_type": row.get::<_, String>(8)?,
                "sync_mode": row.get::<_, String>(9)?,
                "type": row.get::<_, String>(10)?,
                "user_uuid": uuid::of(user),
            });
            Ok((person, row.get::<_, String>(11)?, row.get::<_, String>(12)?))
        })?;
    let roles: Value = serde_json::from_str(&roles)?;
    person["group_names"] = serde_json::from_str(&groups)?;
    person["namespace_access"] = by_namespace(&roles);
    person["namespace_roles"] = roles;
    Ok(person)
}

/// The same roles as a map from namespaces to role names; null if there are none.
fn by_namespace(roles: &Value) -> Value {
    let mut map: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for grant in roles.as_array().into_iter().flatten() {
        if let (Some(namespace), Some(role)) = (grant["namespace"].as_str(), grant["role"].as_str())
        {
            map.entry(namespace).or_default().push(role);
        }
    }
    if map.is_empty() {
        return Value::Null;
    }
    let map: BTreeMap<_, _> = map
        .into_iter()
        .map(|(namespace, names)| (namespace, json!({ "names": names })))
        .collect();
    json!({ "namespace_role_map": map })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;

    const PATH: &str = "/api/web/custom/namespaces/system/whoami";
    const PROPERTIES: &str = "access_type active_plan_transition_uid addon_service_status billing_flags billing_plan_name cname \
        company creation_timestamp disabled domain_owner email environment feature_flags first_name group_names idm_type \
        last_login_timestamp last_name msp_managed name namespace namespace_access namespace_roles original_tenant plan_type \
        self_managed signup_origin state sync_mode tenant tenant_flags tenant_state tenant_type tile_access tos_accepted \
        tos_accepted_at tos_current_version tos_version type user_uuid";

    #[tokio::test]
    async fn every_persona_has_all_forty_properties() {
        assert_eq!(
            PROPERTIES
                .split(' ')
                .filter(|name| !name.is_empty())
                .count(),
            40
        );
        let tenant = Tenant::new();
        for persona in [
            "admin", "plain", "cooldown", "allowed", "new", "otp-on", "sso",
        ] {
            let whoami = tenant.get(persona, PATH).await.json();
            let keys: Vec<&str> = whoami
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(
                keys,
                PROPERTIES.split_whitespace().collect::<Vec<_>>(),
                "{persona}"
            );
        }
    }

    #[tokio::test]
    async fn the_admin_has_the_documented_roles() {
        let whoami = Tenant::new().get("admin", PATH).await.json();
        assert_eq!(whoami["user_uuid"], "00000000-0000-4000-8000-000000000001");
        assert_eq!(whoami["domain_owner"], true);
        let map = &whoami["namespace_access"]["namespace_role_map"];
        assert_eq!(
            map["system"]["names"],
            json!(["ves-io-admin-role", "ves-io-uam-admin-role"])
        );
        assert_eq!(map["*"]["names"], json!(["ves-io-admin-role"]));
        assert_eq!(
            (&whoami["self_managed"], &whoami["msp_managed"]),
            (&json!({}), &Value::Null)
        );
    }

    #[tokio::test]
    async fn a_user_without_roles_has_null_and_an_empty_list() {
        let whoami = Tenant::new().get("plain", PATH).await.json();
        assert_eq!(
            (&whoami["namespace_access"], &whoami["namespace_roles"]),
            (&Value::Null, &json!([]))
        );
    }

    #[tokio::test]
    async fn a_tenant_managed_by_a_provider_has_the_other_side_of_the_oneof() {
        let whoami = Tenant::new().get("sso", PATH).await.json();
        assert_eq!(
            (&whoami["idm_type"], &whoami["sync_mode"]),
            (&json!("SSO"), &json!("SCIM"))
        );
        assert_eq!(whoami["msp_managed"]["tier"], 2);
        assert_eq!(whoami["self_managed"], Value::Null);
    }

    #[tokio::test]
    async fn rejects_anonymous_and_disabled_callers_and_other_namespaces() {
        let tenant = Tenant::new();
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant.get("disabled", PATH).await.is_gateway_error(403, 7);
        tenant
            .get("admin", &PATH.replace("system", "example"))
            .await
            .is_gateway_error(400, 3);
    }
}
