//! `GET /api/web/custom/namespaces/system/whoami`: the signed-in user, their tenant and permissions. The response has 40
//! properties, each of which may be missing, null or of another type without harm to the other 39.
//! Source: tests/CONTRACT.md, section 6.

use super::whoami_parts::{
    AccessType, AddonService, BillingFlag, FeatureFlag, IdmType, MspManaged, NamespaceAccess,
    NamespaceRole, PlanType, SelfManaged, SignupOrigin, SyncMode, TenantState, TenantType, Tile,
    UserType, addon_service, billing_flag, feature_flag, msp_managed, namespace_access,
    namespace_role, self_managed, tile,
};
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List, Map};
use crate::api::json::object::{Object, Unreadable, flag};
use crate::api::json::time::Time;
use crate::config::Service;

pub const PATH: &str = "/api/web/custom/namespaces/system/whoami";

/// The signed-in user and their tenant, in the order of the contract's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whoami {
    /// The username; defaults to the email address.
    pub name: Field<String>,
    pub email: Field<String>,
    pub first_name: Field<String>,
    pub last_name: Field<String>,
    pub namespace: Field<String>,
    pub user_uuid: Field<String>,
    /// The tenant that is being accessed.
    pub tenant: Field<String>,
    /// The tenant that the user belongs to; differs from `tenant` with delegated access.
    pub original_tenant: Field<String>,
    /// The legal name of the tenant.
    pub company: Field<String>,
    /// The host name of the tenant.
    pub cname: Field<String>,
    pub environment: Field<String>,
    /// In words, such as "Teams Plan".
    pub billing_plan_name: Field<String>,
    /// Free text, not an enum; `state` is the enum.
    pub tenant_state: Field<String>,
    /// Empty if no plan change is in progress.
    pub active_plan_transition_uid: Field<String>,
    /// Disabled completely, in the identity provider too.
    pub disabled: Field<bool>,
    /// The first user of the tenant.
    pub domain_owner: Field<bool>,
    pub group_names: Field<List<String>>,
    pub creation_timestamp: Field<Time>,
    /// Null: never signed in before.
    pub last_login_timestamp: Field<Time>,
    pub tos_accepted_at: Field<Time>,
    /// The version of the terms of service that was accepted.
    pub tos_version: Field<String>,
    /// The version that is in force.
    pub tos_current_version: Field<String>,
    /// Deprecated form of `tos_version`.
    pub tos_accepted: Field<String>,
    pub namespace_access: Field<NamespaceAccess>,
    /// Deprecated: `namespace_access` takes precedence.
    pub namespace_roles: Field<List<NamespaceRole>>,
    pub feature_flags: Field<List<FeatureFlag>>,
    pub billing_flags: Field<List<BillingFlag>>,
    pub tenant_flags: Field<Map<bool>>,
    pub addon_service_status: Field<Map<AddonService>>,
    pub tile_access: Field<Map<Tile>>,
    /// Either this or `self_managed`, by the contract; if both are sent, both are kept.
    pub msp_managed: Field<MspManaged>,
    pub self_managed: Field<SelfManaged>,
    pub access_type: Field<AccessType>,
    pub plan_type: Field<PlanType>,
    pub signup_origin: Field<SignupOrigin>,
    pub state: Field<TenantState>,
    pub idm_type: Field<IdmType>,
    pub sync_mode: Field<SyncMode>,
    pub tenant_type: Field<TenantType>,
    /// `type` on the wire.
    pub user_type: Field<UserType>,
}

/// What every page needs to know about the user. The rest is read from the same response only where it is shown: its reader is
/// half as large as the shell's own code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: Field<String>,
    pub email: Field<String>,
    pub first_name: Field<String>,
    pub last_name: Field<String>,
    pub user_uuid: Field<String>,
    pub tenant: Field<String>,
    body: String,
}

impl Person {
    /// Reads the names; fails only if the response is not an object.
    pub fn decode(body: String) -> Result<Self, Unreadable> {
        let object = Object::of_body(&body)?;
        Ok(Self {
            name: object.text("name"),
            email: object.text("email"),
            first_name: object.text("first_name"),
            last_name: object.text("last_name"),
            user_uuid: object.text("user_uuid"),
            tenant: object.text("tenant"),
            body,
        })
    }

    /// The whole response.
    pub fn whole(&self) -> Whoami {
        // It was an object before, so the default is never used.
        let object = Object::of_body(&self.body);
        all_of(&object.unwrap_or_default())
    }
}

/// Reads the signed-in user.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for a response that is not an object.
pub async fn get(client: &Client, cancel: &Cancel) -> Result<Person, ApiError> {
    let body = client.get(Service::Tenant, PATH, cancel).await?;
    Ok(Person::decode(body)?)
}

/// As [`get`], but never from a request that was sent before: to find out whether it is still the same user.
///
/// # Errors
/// As [`get`].
pub async fn get_fresh(client: &Client, cancel: &Cancel) -> Result<Person, ApiError> {
    let body = client.get_fresh(Service::Tenant, PATH, cancel).await?;
    Ok(Person::decode(body)?)
}

/// Reads the response; fails only if it is not an object.
pub fn decode(body: &str) -> Result<Whoami, Unreadable> {
    Ok(all_of(&Object::of_body(body)?))
}

fn all_of(object: &Object<'_>) -> Whoami {
    Whoami {
        name: object.text("name"),
        email: object.text("email"),
        first_name: object.text("first_name"),
        last_name: object.text("last_name"),
        namespace: object.text("namespace"),
        user_uuid: object.text("user_uuid"),
        tenant: object.text("tenant"),
        original_tenant: object.text("original_tenant"),
        company: object.text("company"),
        cname: object.text("cname"),
        environment: object.text("environment"),
        billing_plan_name: object.text("billing_plan_name"),
        tenant_state: object.text("tenant_state"),
        active_plan_transition_uid: object.text("active_plan_transition_uid"),
        disabled: object.flag("disabled"),
        domain_owner: object.flag("domain_owner"),
        group_names: object.strings("group_names"),
        creation_timestamp: object.time("creation_timestamp"),
        last_login_timestamp: object.time("last_login_timestamp"),
        tos_accepted_at: object.time("tos_accepted_at"),
        tos_version: object.text("tos_version"),
        tos_current_version: object.text("tos_current_version"),
        tos_accepted: object.text("tos_accepted"),
        namespace_access: object.get("namespace_access", namespace_access),
        namespace_roles: object.list("namespace_roles", namespace_role),
        feature_flags: object.list("feature_flags", feature_flag),
        billing_flags: object.list("billing_flags", billing_flag),
        tenant_flags: object.map("tenant_flags", flag),
        addon_service_status: object.map("addon_service_status", addon_service),
        tile_access: object.map("tile_access", tile),
        msp_managed: object.get("msp_managed", msp_managed),
        self_managed: object.get("self_managed", self_managed),
        access_type: object.get("access_type", AccessType::read),
        plan_type: object.get("plan_type", PlanType::read),
        signup_origin: object.get("signup_origin", SignupOrigin::read),
        state: object.get("state", TenantState::read),
        idm_type: object.get("idm_type", IdmType::read),
        sync_mode: object.get("sync_mode", SyncMode::read),
        tenant_type: object.get("tenant_type", TenantType::read),
        user_type: object.get("type", UserType::read),
    }
}
