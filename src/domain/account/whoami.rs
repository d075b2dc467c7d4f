//! The enum values of whoami as labels. Every known value has a label by an exhaustive match, an unrecognized one keeps its
//! text and is marked, a missing one stays missing.

use crate::api::json::field::Field;
use crate::api::tenant::whoami::Whoami;
use crate::api::tenant::whoami_parts::{
    AccessType, AddonAccess, AddonState, IdmType, MspNodeType, PlanType, SignupOrigin, SyncMode,
    TenantState, TenantType, TileState, UserType,
};
use crate::domain::text::displayable;

/// A value of a closed list, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueLabel {
    Known(&'static str),
    /// A value that we don't know, made safe to show; empty when the service sent an empty one.
    Unrecognized(String),
    /// "Not reported" or "Unreadable".
    Missing(&'static str),
}

impl ValueLabel {
    /// The text on the page.
    pub fn text(&self) -> String {
        match self {
            Self::Known(label) | Self::Missing(label) => (*label).to_owned(),
            Self::Unrecognized(name) if name.is_empty() => "Unknown".to_owned(),
            Self::Unrecognized(name) => format!("Unknown ({name})"),
        }
    }
}

/// `label` returns the label of a known value, or the text of an unrecognized one as its error.
fn value_label<E>(field: &Field<E>, label: fn(&E) -> Result<&'static str, &str>) -> ValueLabel {
    match field {
        Field::Known(value) => match label(value) {
            Ok(label) => ValueLabel::Known(label),
            Err(name) => ValueLabel::Unrecognized(displayable(name)),
        },
        missing => ValueLabel::Missing(missing.gap().unwrap_or_default()),
    }
}

pub fn access_type(field: &Field<AccessType>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            AccessType::Unknown => "Not specified",
            AccessType::Direct => "Direct (you belong to this tenant)",
            AccessType::Msp => "Through this tenant's managed service provider",
            AccessType::Delegated => "Delegated (you belong to another tenant)",
            AccessType::Support => "Vendor support",
            AccessType::Other(name) => return Err(name),
        })
    })
}

pub fn plan_type(field: &Field<PlanType>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            PlanType::Free => "Free",
            PlanType::Individual => "Individual",
            PlanType::Team => "Team",
            PlanType::Organization => "Organization",
            PlanType::Unspecified => "Not specified",
            PlanType::Other(name) => return Err(name),
        })
    })
}

pub fn signup_origin(field: &Field<SignupOrigin>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            SignupOrigin::Unknown => "Not specified",
            SignupOrigin::F5xc => "F5 Distributed Cloud",
            SignupOrigin::Aws => "AWS Marketplace",
            SignupOrigin::Asb => "ASB",
            SignupOrigin::Other(name) => return Err(name),
        })
    })
}

pub fn tenant_state(field: &Field<TenantState>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            TenantState::Undefined => "Not specified",
            TenantState::Creating => "Creating",
            TenantState::CreateFailed => "Creation failed",
            TenantState::Active => "Active",
            TenantState::Disabled => "Disabled",
            TenantState::Other(name) => return Err(name),
        })
    })
}

pub fn idm_type(field: &Field<IdmType>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            IdmType::Sso => "Single sign-on",
            IdmType::VolterraManaged => "Local user",
            IdmType::Undefined => "Not specified",
            IdmType::Other(name) => return Err(name),
        })
    })
}

pub fn sync_mode(field: &Field<SyncMode>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            SyncMode::Own => "This tenant",
            SyncMode::Scim => "Identity provider (SCIM)",
            SyncMode::Other(name) => return Err(name),
        })
    })
}

pub fn tenant_type(field: &Field<TenantType>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            TenantType::Unknown => "Not specified",
            TenantType::Freemium => "Freemium",
            TenantType::Enterprise => "Enterprise",
            TenantType::Other(name) => return Err(name),
        })
    })
}

pub fn user_type(field: &Field<UserType>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            UserType::User => "Person",
            UserType::Service => "Service user (API only)",
            UserType::Debug => "Vendor support account",
            UserType::Other(name) => return Err(name),
        })
    })
}

pub fn node_type(field: &Field<MspNodeType>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            MspNodeType::Unknown => "Not specified",
            MspNodeType::Child => "Child",
            MspNodeType::Parent => "Parent",
            MspNodeType::Other(name) => return Err(name),
        })
    })
}

pub fn addon_state(field: &Field<AddonState>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            AddonState::None => "Not subscribed",
            AddonState::Pending => "Subscribing",
            AddonState::Subscribed => "Subscribed",
            AddonState::Error => "Failed",
            AddonState::Other(name) => return Err(name),
        })
    })
}

pub fn addon_access(field: &Field<AddonAccess>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            AddonAccess::None => "Not specified",
            AddonAccess::Allowed => "Allowed by your plan",
            AddonAccess::Denied => "Not in your plan",
            AddonAccess::DeniedUpgradePlan => "Needs a higher plan",
            AddonAccess::DeniedContactSales => "Contact sales",
            AddonAccess::DeniedEndOfLife => "No longer sold",
            AddonAccess::Other(name) => return Err(name),
        })
    })
}

pub fn tile_state(field: &Field<TileState>) -> ValueLabel {
    value_label(field, |value| {
        Ok(match value {
            TileState::None => "Not specified",
            TileState::Allowed => "Available",
            TileState::UpgradePlan => "Needs a higher plan",
            TileState::NotSubscribed => "Not subscribed",
            TileState::Other(name) => return Err(name),
        })
    })
}

/// Whether the user has accepted the terms of service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terms {
    /// The current version is accepted.
    Accepted,
    /// Another version is accepted.
    Outdated {
        accepted: String,
        current: String,
    },
    NotAccepted,
    Unknown,
}

impl Terms {
    /// As a message.
    pub fn message(&self) -> String {
        match self {
            Self::Accepted => "You've accepted the current terms of service.".to_owned(),
            Self::Outdated { accepted, current } => format!(
                "You've accepted terms {}; the current version is {}.",
                displayable(accepted),
                displayable(current)
            ),
            Self::NotAccepted => "You haven't accepted the terms of service yet.".to_owned(),
            Self::Unknown => {
                "We couldn't find out which terms of service are current or accepted.".to_owned()
            }
        }
    }
}

/// Compares the accepted version (or its deprecated form) with the current one. Versions are names: only equality counts.
pub fn terms(whoami: &Whoami) -> Terms {
    let accepted = whoami.tos_version.known().or(whoami.tos_accepted.known());
    match (accepted, whoami.tos_current_version.known()) {
        (Some(accepted), _) if accepted.is_empty() => Terms::NotAccepted,
        (Some(accepted), Some(current)) if !current.is_empty() && accepted == current => {
            Terms::Accepted
        }
        (Some(accepted), Some(current)) if !current.is_empty() => Terms::Outdated {
            accepted: accepted.clone(),
            current: current.clone(),
        },
        (Some(_) | None, _) => Terms::Unknown,
    }
}

/// Whether the user works in another tenant than their own; `None` when we can't tell.
pub fn is_in_other_tenant(whoami: &Whoami) -> Option<bool> {
    let (here, home) = (whoami.tenant.known()?, whoami.original_tenant.known()?);
    (!here.is_empty() && !home.is_empty()).then(|| here != home)
}
