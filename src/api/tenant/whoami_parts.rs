//! The nested values of whoami, and the names that they can have. What they mean to a user is in `domain::account`.
//! Source: tests/CONTRACT.md, section 6.

use crate::api::json::field::{Field, List, Map};
use crate::api::json::object::Object;
use crate::api::json::open_enum::open_enum;

/// Roles by namespace: the preferred form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamespaceAccess {
    pub namespace_role_map: Field<Map<RoleNames>>,
}

/// The roles in one namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleNames {
    pub names: Field<List<String>>,
}

/// One grant, in the deprecated form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamespaceRole {
    pub namespace: Field<String>,
    pub role: Field<String>,
}

/// A feature; the flag says that it is *disabled*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureFlag {
    pub name: Field<String>,
    pub disabled: Field<bool>,
}

/// A check of the tenant's billing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingFlag {
    pub billing_flag: Field<BillingCheck>,
    pub failed: Field<bool>,
    pub additional_info: Field<String>,
    pub action: Field<BillingAction>,
}

/// An add-on service of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddonService {
    pub state: Field<AddonState>,
    pub access: Field<AddonAccess>,
    pub display_name: Field<String>,
}

/// A tile of the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    pub state: Field<TileState>,
    pub display_name: Field<String>,
}

/// How a managed service provider manages the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MspManaged {
    pub msp_id: Field<String>,
    pub parent_tenant_id: Field<String>,
    pub tier: Field<i64>,
    pub node_type: Field<MspNodeType>,
}

/// The tenant manages itself: being there is the whole information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelfManaged;

open_enum! {
    /// In which capacity one is in this tenant.
    AccessType {
        Unknown = "UNKNOWN_ACCESS",
        Direct = "DIRECT_ACCESS",
        Msp = "MSP_ACCESS",
        Delegated = "DELEGATED_ACCESS",
        Support = "SUPPORT_ACCESS",
    }
}

open_enum! {
    /// The tenant's plan.
    PlanType {
        Free = "FREE",
        Individual = "INDIVIDUAL",
        Team = "TEAM",
        Organization = "ORGANIZATION",
        Unspecified = "PLAN_TYPE_UNSPECIFIED",
    }
}

open_enum! {
    /// Where the tenant signed up.
    SignupOrigin {
        Unknown = "ORIGIN_UNKNOWN",
        F5xc = "ORIGIN_F5XC",
        Aws = "ORIGIN_AWS",
        Asb = "ORIGIN_ASB",
    }
}

open_enum! {
    /// The tenant's state. CamelCase on the wire, and the tenant settings know four more than whoami.
    TenantState {
        Undefined = "StateUndefined",
        Creating = "StateCreating",
        CreateFailed = "StateCreateFailed",
        Active = "StateActive",
        Disabled = "StateDisabled",
    }
}

open_enum! {
    /// Who proves the user's identity.
    IdmType {
        /// An external identity provider.
        Sso = "SSO",
        /// A local user.
        VolterraManaged = "VOLTERRA_MANAGED",
        Undefined = "UNDEFINED",
    }
}

open_enum! {
    /// Who owns the user's life cycle.
    SyncMode {
        Own = "SELF",
        /// The identity provider: read-only here.
        Scim = "SCIM",
    }
}

open_enum! {
    /// The kind of tenant.
    TenantType {
        Unknown = "UNKNOWN",
        Freemium = "FREEMIUM",
        Enterprise = "ENTERPRISE",
    }
}

open_enum! {
    /// The kind of user.
    UserType {
        User = "USER",
        /// Uses the API only.
        Service = "SERVICE",
        /// Made for the vendor's support.
        Debug = "DEBUG",
    }
}

open_enum! {
    /// What was checked about billing.
    BillingCheck {
        ValidPaymentMethod = "VALID_PAYMENT_METHOD",
        OverdueInvoice = "OVERDUE_INVOICE",
        LastTransactionStatus = "LAST_TRANSACTION_STATUS",
        Expired = "PAYMENT_METHOD_EXPIRED",
        InsufficientFunds = "PAYMENT_METHOD_INSUFFICIENT_FUNDS",
        PrimaryDeclined = "PAYMENT_METHOD_PRIMARY_DECLINED",
        CvcInvalid = "PAYMENT_METHOD_CVC_INVALID",
        ZipInvalid = "PAYMENT_METHOD_ZIP_INVALID",
        InsufficientFundsSecondaryCharged = "PAYMENT_METHOD_INSUFFICIENT_FUNDS_SECONDARY_CHARGED",
        PrimaryExpiredSecondaryCharged = "PAYMENT_METHOD_PRIMARY_EXPIRED_SECONDARY_CHARGED",
        PrimaryDeclinedSecondaryCharged = "PAYMENT_METHOD_PRIMARY_DECLINED_SECONDARY_CHARGED",
        BothFailed = "PAYMENT_METHOD_BOTH_PAYMENT_METHOD_FAILED",
        GenericFailure = "PAYMENT_METHOD_GENERIC_FAILURE",
        GenericAddFailure = "PAYMENT_METHOD_GENERIC_ADD_FAILURE",
    }
}

open_enum! {
    /// What to do about a failed check.
    BillingAction {
        None = "NO_ACTION",
        AddPaymentMethod = "ADD_NEW_PAYMENT_METHOD",
        ContactUs = "CONTACT_US",
    }
}

open_enum! {
    /// Where the tenant stands in a managed tree.
    MspNodeType {
        Unknown = "MspNodeTypeUnknown",
        Child = "MspNodeTypeChild",
        Parent = "MspNodeTypeParent",
    }
}

open_enum! {
    /// The subscription of an add-on.
    AddonState {
        None = "AS_NONE",
        Pending = "AS_PENDING",
        Subscribed = "AS_SUBSCRIBED",
        Error = "AS_ERROR",
    }
}

open_enum! {
    /// Whether the plan allows an add-on.
    AddonAccess {
        None = "AS_AC_NONE",
        Allowed = "AS_AC_ALLOWED",
        Denied = "AS_AC_PBAC_DENY",
        DeniedUpgradePlan = "AS_AC_PBAC_DENY_UPGRADE_PLAN",
        DeniedContactSales = "AS_AC_PBAC_DENY_CONTACT_SALES",
        /// The wire name says EOL: no longer sold.
        DeniedEndOfLife = "AS_AC_PBAC_DENY_AS_AC_EOL",
    }
}

open_enum! {
    /// Whether a tile can be opened.
    TileState {
        None = "TILE_AC_NONE",
        Allowed = "TILE_AC_ALLOWED",
        UpgradePlan = "TILE_AC_UPGRADE_PLAN",
        NotSubscribed = "TILE_AC_NOT_SUBSCRIBED",
    }
}

pub(crate) fn namespace_access(json: &str) -> Option<NamespaceAccess> {
    let object = Object::read(json)?;
    Some(NamespaceAccess {
        namespace_role_map: object.map("namespace_role_map", |json| {
            let names = Object::read(json)?.strings("names");
            Some(RoleNames { names })
        }),
    })
}

pub(crate) fn namespace_role(json: &str) -> Option<NamespaceRole> {
    let object = Object::read(json)?;
    Some(NamespaceRole {
        namespace: object.text("namespace"),
        role: object.text("role"),
    })
}

pub(crate) fn feature_flag(json: &str) -> Option<FeatureFlag> {
    let object = Object::read(json)?;
    Some(FeatureFlag {
        name: object.text("name"),
        disabled: object.flag("disabled"),
    })
}

pub(crate) fn billing_flag(json: &str) -> Option<BillingFlag> {
    let object = Object::read(json)?;
    Some(BillingFlag {
        billing_flag: object.get("billing_flag", BillingCheck::read),
        failed: object.flag("failed"),
        additional_info: object.text("additional_info"),
        action: object.get("action", BillingAction::read),
    })
}

pub(crate) fn addon_service(json: &str) -> Option<AddonService> {
    let object = Object::read(json)?;
    Some(AddonService {
        state: object.get("state", AddonState::read),
        access: object.get("access", AddonAccess::read),
        display_name: object.text("display_name"),
    })
}

pub(crate) fn tile(json: &str) -> Option<Tile> {
    let object = Object::read(json)?;
    Some(Tile {
        state: object.get("state", TileState::read),
        display_name: object.text("display_name"),
    })
}

pub(crate) fn msp_managed(json: &str) -> Option<MspManaged> {
    let object = Object::read(json)?;
    Some(MspManaged {
        msp_id: object.text("msp_id"),
        parent_tenant_id: object.text("parent_tenant_id"),
        tier: object.integer("tier"),
        node_type: object.get("node_type", MspNodeType::read),
    })
}

pub(crate) fn self_managed(json: &str) -> Option<SelfManaged> {
    Object::read(json).map(|_| SelfManaged)
}
