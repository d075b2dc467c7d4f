//! The names of the whoami answer as words for a person. Every known name has its words by an exhaustive
//! match, every new one keeps its text and is marked, every gap stays a gap.

use crate::api::json::field::Field;
use crate::api::tenant::whoami::Whoami;
use crate::api::tenant::whoami_parts::{
    AccessType, AddonAccess, AddonState, IdmType, MspNodeType, PlanType, SignupOrigin, SyncMode,
    TenantState, TenantType, TileState, UserType,
};
use crate::domain::text::displayable;

/// A value of a closed list, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    Known(&'static str),
    /// A name that is not known here, fit to be shown; empty when the service sent an empty one.
    New(String),
    /// "Not reported" or "Unreadable".
    MissingValue(&'static str),
}

impl Word {
    /// What stands on the page.
    pub fn text(&self) -> String {
        match self {
            Self::Known(words) | Self::MissingValue(words) => (*words).to_owned(),
            Self::New(name) if name.is_empty() => "Unknown".to_owned(),
            Self::New(name) => format!("Unknown ({name})"),
        }
    }

    /// Whether the page should mark it as not certain.
    pub fn is_marked(&self) -> bool {
        !matches!(self, Self::Known(_))
    }
}

/// `words` gives the words of a known name, and the text of an unknown one as its error.
fn word<E>(field: &Field<E>, words: fn(&E) -> Result<&'static str, &str>) -> Word {
    match field {
        Field::Known(value) => match words(value) {
            Ok(words) => Word::Known(words),
            Err(name) => Word::New(displayable(name)),
        },
        gap => Word::MissingValue(gap.gap().unwrap_or_default()),
    }
}

pub fn access_type(field: &Field<AccessType>) -> Word {
    word(field, |value| {
        Ok(match value {
            AccessType::Unknown => "Not stated",
            AccessType::Direct => "Direct: you belong to this tenant",
            AccessType::Msp => "Through the managed service provider of this tenant",
            AccessType::Delegated => "Delegated: you belong to another tenant",
            AccessType::Support => "Support of the vendor",
            AccessType::Other(name) => return Err(name),
        })
    })
}

pub fn plan_type(field: &Field<PlanType>) -> Word {
    word(field, |value| {
        Ok(match value {
            PlanType::Free => "Free",
            PlanType::Individual => "Individual",
            PlanType::Team => "Team",
            PlanType::Organization => "Organization",
            PlanType::Unspecified => "Not stated",
            PlanType::Other(name) => return Err(name),
        })
    })
}

pub fn signup_origin(field: &Field<SignupOrigin>) -> Word {
    word(field, |value| {
        Ok(match value {
            SignupOrigin::Unknown => "Not stated",
            SignupOrigin::F5xc => "F5 Distributed Cloud",
            SignupOrigin::Aws => "AWS Marketplace",
            SignupOrigin::Asb => "ASB",
            SignupOrigin::Other(name) => return Err(name),
        })
    })
}

pub fn tenant_state(field: &Field<TenantState>) -> Word {
    word(field, |value| {
        Ok(match value {
            TenantState::Undefined => "Not stated",
            TenantState::Creating => "Being created",
            TenantState::CreateFailed => "Could not be created",
            TenantState::Active => "Active",
            TenantState::Disabled => "Disabled",
            TenantState::Other(name) => return Err(name),
        })
    })
}

pub fn idm_type(field: &Field<IdmType>) -> Word {
    word(field, |value| {
        Ok(match value {
            IdmType::Sso => "Single sign-on",
            IdmType::VolterraManaged => "Local user",
            IdmType::Undefined => "Not stated",
            IdmType::Other(name) => return Err(name),
        })
    })
}

pub fn sync_mode(field: &Field<SyncMode>) -> Word {
    word(field, |value| {
        Ok(match value {
            SyncMode::Own => "Managed in this tenant",
            SyncMode::Scim => "Managed by the identity provider (SCIM)",
            SyncMode::Other(name) => return Err(name),
        })
    })
}

pub fn tenant_type(field: &Field<TenantType>) -> Word {
    word(field, |value| {
        Ok(match value {
            TenantType::Unknown => "Not stated",
            TenantType::Freemium => "Freemium",
            TenantType::Enterprise => "Enterprise",
            TenantType::Other(name) => return Err(name),
        })
    })
}

pub fn user_type(field: &Field<UserType>) -> Word {
    word(field, |value| {
        Ok(match value {
            UserType::User => "Person",
            UserType::Service => "Service user (API only)",
            UserType::Debug => "Made for the vendor's support",
            UserType::Other(name) => return Err(name),
        })
    })
}

pub fn node_type(field: &Field<MspNodeType>) -> Word {
    word(field, |value| {
        Ok(match value {
            MspNodeType::Unknown => "Not stated",
            MspNodeType::Child => "Child",
            MspNodeType::Parent => "Parent",
            MspNodeType::Other(name) => return Err(name),
        })
    })
}

pub fn addon_state(field: &Field<AddonState>) -> Word {
    word(field, |value| {
        Ok(match value {
            AddonState::None => "Not subscribed",
            AddonState::Pending => "Being subscribed",
            AddonState::Subscribed => "Subscribed",
            AddonState::Error => "Failed",
            AddonState::Other(name) => return Err(name),
        })
    })
}

pub fn addon_access(field: &Field<AddonAccess>) -> Word {
    word(field, |value| {
        Ok(match value {
            AddonAccess::None => "Not stated",
            AddonAccess::Allowed => "Allowed by your plan",
            AddonAccess::Denied => "Not in your plan",
            AddonAccess::DeniedUpgradePlan => "Needs a higher plan",
            AddonAccess::DeniedContactSales => "Ask the vendor's sales",
            AddonAccess::DeniedEndOfLife => "No longer sold",
            AddonAccess::Other(name) => return Err(name),
        })
    })
}

pub fn tile_state(field: &Field<TileState>) -> Word {
    word(field, |value| {
        Ok(match value {
            TileState::None => "Not stated",
            TileState::Allowed => "Available",
            TileState::UpgradePlan => "Needs a higher plan",
            TileState::NotSubscribed => "Not subscribed",
            TileState::Other(name) => return Err(name),
        })
    })
}

/// Where the person stands with the terms of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// The version in force is accepted.
    Accepted,
    /// An older version is accepted.
    Outdated,
    NotAccepted,
    Unknown,
}

impl Terms {
    /// For a person.
    pub fn message(self) -> &'static str {
        match self {
            Self::Accepted => "You have accepted the terms of service in force.",
            Self::Outdated => {
                "You have accepted another version of the terms of service than the one in force."
            }
            Self::NotAccepted => "You have not accepted the terms of service yet.",
            Self::Unknown => {
                "The service did not tell which terms of service are in force or accepted."
            }
        }
    }
}

/// Compares the accepted version (or its deprecated form) with the one in force. Versions are names: only
/// equality counts.
pub fn terms(whoami: &Whoami) -> Terms {
    let accepted = whoami.tos_version.known().or(whoami.tos_accepted.known());
    match (accepted, whoami.tos_current_version.known()) {
        (Some(accepted), _) if accepted.is_empty() => Terms::NotAccepted,
        (Some(accepted), Some(current)) if !current.is_empty() && accepted == current => {
            Terms::Accepted
        }
        (Some(_), Some(current)) if !current.is_empty() => Terms::Outdated,
        (Some(_) | None, _) => Terms::Unknown,
    }
}

/// Whether the person works in another tenant than their own; `None` when that cannot be told.
pub fn is_away(whoami: &Whoami) -> Option<bool> {
    let (here, home) = (whoami.tenant.known()?, whoami.original_tenant.known()?);
    (!here.is_empty() && !home.is_empty()).then(|| here != home)
}
