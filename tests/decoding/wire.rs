//! What was read, written as JSON again with other code than the product's.

use rolecall::api::access::access_of_user;
use rolecall::api::access::access_of_user::{Access, AccessList, Creator};
use rolecall::api::access::roles::{CatalogueRole, RolesCatalogue};
use rolecall::api::json::field::{Field, List, Map};
use rolecall::api::json::time::Time;
use rolecall::api::tenant::settings::{InitialAccess, Notification, OtpStatus, UserSettings};
use rolecall::api::tenant::whoami::{Person, Whoami};
use rolecall::api::tenant::whoami_parts::*;
use serde_json::Value;

/// In place of a value that could not be read.
const UNREADABLE: &str = "(unreadable)";

/// How a model's value is written on the wire.
pub(crate) trait Wire {
    fn json(&self) -> Value;
}

macro_rules! as_object {
    ($($kind:ty { $($key:literal => $field:ident),* $(,)? })+) => {$(
        impl Wire for $kind {
            fn json(&self) -> Value {
                let mut map = serde_json::Map::new();
                $(put(&mut map, $key, &self.$field);)*
                Value::Object(map)
            }
        }
    )+};
}

macro_rules! as_name {
    ($($kind:ty),+) => {$(
        impl Wire for $kind {
            fn json(&self) -> Value { self.wire().into() }
        }
    )+};
}

fn put<T: Wire>(map: &mut serde_json::Map<String, Value>, key: &str, field: &Field<T>) {
    match field {
        Field::Known(value) => _ = map.insert(key.into(), value.json()),
        Field::Null => _ = map.insert(key.into(), Value::Null),
        Field::Missing => {}
        Field::Unreadable(_) => _ = map.insert(key.into(), UNREADABLE.into()),
    }
}

/// Inside a list or a map there is no "missing".
fn value<T: Wire>(field: &Field<T>) -> Value {
    match field {
        Field::Unreadable(_) => UNREADABLE.into(),
        _ => field.known().map_or(Value::Null, Wire::json),
    }
}

impl Wire for String {
    fn json(&self) -> Value {
        self.as_str().into()
    }
}
impl Wire for bool {
    fn json(&self) -> Value {
        (*self).into()
    }
}
impl Wire for i64 {
    fn json(&self) -> Value {
        if self % 2 == 0 {
            (*self).into()
        } else {
            self.to_string().into()
        }
    }
}
impl Wire for Time {
    fn json(&self) -> Value {
        (*self.text).into()
    }
}
impl Wire for SelfManaged {
    fn json(&self) -> Value {
        Value::Object(serde_json::Map::new())
    }
}
impl<T: Wire> Wire for List<T> {
    fn json(&self) -> Value {
        self.iter().map(value).collect()
    }
}
impl<T: Wire> Wire for Map<T> {
    fn json(&self) -> Value {
        self.iter()
            .map(|(key, field)| (key.clone(), value(field)))
            .collect()
    }
}

as_name!(
    OtpStatus,
    AccessType,
    PlanType,
    SignupOrigin,
    TenantState,
    IdmType,
    SyncMode,
    TenantType,
    UserType
);
as_name!(
    BillingCheck,
    BillingAction,
    MspNodeType,
    AddonState,
    AddonAccess,
    TileState,
    access_of_user::AccessType
);

as_object! {
    UserSettings { "image" => image, "initial_access" => initial_access, "otp_status" => otp_status,
        "is_next_request_allowed" => is_next_request_allowed, "notifications" => notifications,
        "otp_enabled" => otp_enabled }
    InitialAccess { "email_sent" => email_sent, "last_requesting_time" => last_requesting_time,
        "requested" => requested }
    Notification { "code" => code, "label" => label, "description" => description, "enabled" => enabled }
    NamespaceAccess { "namespace_role_map" => namespace_role_map }
    RoleNames { "names" => names }
    NamespaceRole { "namespace" => namespace, "role" => role }
    FeatureFlag { "name" => name, "disabled" => disabled }
    BillingFlag { "billing_flag" => billing_flag, "failed" => failed, "additional_info" => additional_info,
        "action" => action }
    AddonService { "state" => state, "access" => access, "display_name" => display_name }
    Tile { "state" => state, "display_name" => display_name }
    MspManaged { "msp_id" => msp_id, "parent_tenant_id" => parent_tenant_id, "tier" => tier,
        "node_type" => node_type }
    Whoami { "name" => name, "email" => email, "first_name" => first_name, "last_name" => last_name,
        "namespace" => namespace, "user_uuid" => user_uuid, "tenant" => tenant,
        "original_tenant" => original_tenant, "company" => company, "cname" => cname,
        "environment" => environment, "billing_plan_name" => billing_plan_name, "tenant_state" => tenant_state,
        "active_plan_transition_uid" => active_plan_transition_uid, "disabled" => disabled,
        "domain_owner" => domain_owner, "group_names" => group_names,
        "creation_timestamp" => creation_timestamp, "last_login_timestamp" => last_login_timestamp,
        "tos_accepted_at" => tos_accepted_at, "tos_version" => tos_version,
        "tos_current_version" => tos_current_version, "tos_accepted" => tos_accepted,
        "namespace_access" => namespace_access, "namespace_roles" => namespace_roles,
        "feature_flags" => feature_flags, "billing_flags" => billing_flags, "tenant_flags" => tenant_flags,
        "addon_service_status" => addon_service_status, "tile_access" => tile_access,
        "msp_managed" => msp_managed, "self_managed" => self_managed, "access_type" => access_type,
        "plan_type" => plan_type, "signup_origin" => signup_origin, "state" => state, "idm_type" => idm_type,
        "sync_mode" => sync_mode, "tenant_type" => tenant_type, "type" => user_type }
    Access { "id" => id, "customer_id" => customer_id, "user" => user, "type" => access_type, "roles" => roles,
        "last_login_at" => last_login_at, "created_at" => created_at, "created_by" => created_by,
        "language" => language, "name" => name, "two_fa_enabled" => two_fa_enabled, "sso_id" => sso_id }
    Creator { "id" => id, "firstname" => firstname, "lastname" => lastname }
    AccessList { "total" => total }
    RolesCatalogue { "total" => total }
    CatalogueRole { "id" => id, "description" => description }
    Person { "name" => name, "email" => email, "first_name" => first_name, "last_name" => last_name,
        "user_uuid" => user_uuid }
}
