//! Every text of this page but the names of values, which are beside their decisions in `domain/account`. Whole sentences
//! with parameters: none is put together from halves. The seam for other languages.

use rolecall_text::{grouped, plural};

pub(super) const LEAD: &str = "Your identity and permissions.";

// What a value is, where there is none, and what several cards say.
pub(super) const NONE: &str = "None";
pub(super) const NOT_SET: &str = "Not set";
pub(super) const UNKNOWN_VALUE: &str = "Unknown value";
pub(super) const YES: &str = "Yes";
pub(super) const NO: &str = "No";
pub(super) const ON: &str = "On";
pub(super) const OFF: &str = "Off";
pub(super) const DISABLED: &str = "Disabled";

/// The button below a list that shows the rest of it.
pub(super) fn show_more(count: usize) -> String {
    format!("Show {} more", grouped(count as u64))
}

pub(super) fn unreadable_entries(count: usize) -> String {
    plural(count as u64, "1 unreadable entry", "{n} unreadable entries")
}

// Identity
pub(super) const IDENTITY: &str = "Identity";
pub(super) const USERNAME: &str = "Username";
pub(super) const EMAIL: &str = "Email";
pub(super) const FIRST_NAME: &str = "First name";
pub(super) const LAST_NAME: &str = "Last name";
pub(super) const USER_ID: &str = "User ID";
pub(super) const USER_TYPE: &str = "User type";
pub(super) const IDENTITY_PROVIDER: &str = "Identity provider";
pub(super) const MANAGED_BY: &str = "Managed by";
pub(super) const DOMAIN_OWNER: &str = "Domain owner";
pub(super) const ACCOUNT_STATE: &str = "Account state";
pub(super) const ACCOUNT_DISABLED: &str = "Disabled here and in the identity provider";
pub(super) const ACCOUNT_ENABLED: &str = "Enabled";
pub(super) const CREATED: &str = "Created";
pub(super) const LAST_SIGN_IN: &str = "Last sign-in";
pub(super) const ACCOUNT_NAMESPACE: &str = "Account namespace";
pub(super) const GROUPS: &str = "Groups";

// Namespace access
pub(super) const NAMESPACE_ACCESS: &str = "Namespace access";
pub(super) const ALL_NAMESPACES: &str = "All namespaces";
pub(super) const ALL_NAMESPACES_MEANING: &str =
    "Covers every application namespace, including future ones, but not system or shared.";
pub(super) const GROUP_ROLES_NOT_INCLUDED: &str = "Roles inherited from groups aren't included.";
pub(super) const TWO_LISTS_DIFFER: &str = "The service reports your roles in two lists that don't match. Roles found only in the older list are marked.";
pub(super) const ONLY_IN_OLDER_LIST: &str = "Only in the older list";
pub(super) const NO_DIRECT_ROLES: &str = "You have no direct roles in any namespace.";
pub(super) const ROLES_BY_NAMESPACE: &str = "Roles by namespace";
pub(super) const ROLES_IN_OLDER_LIST: &str = "Roles in the older list";
pub(super) const YOUR_ROLES: &str = "Your roles by namespace";
pub(super) const NAMESPACE: &str = "Namespace";
pub(super) const ROLES: &str = "Roles";
pub(super) const SEARCH: &str = "Search namespaces and roles";
pub(super) const SHOW_FEWER: &str = "Show fewer";
pub(super) const NOTHING_FOUND: &str = "No namespace or role matches your search.";

pub(super) fn namespaces(count: usize) -> String {
    plural(count as u64, "1 namespace", "{n} namespaces")
}

pub(super) fn namespaces_found(found: usize, total: usize) -> String {
    plural(
        total as u64,
        "{found} of 1 namespace",
        "{found} of {n} namespaces",
    )
    .replace("{found}", &grouped(found as u64))
}

pub(super) fn show_all(count: usize) -> String {
    format!("Show all {}", grouped(count as u64))
}

pub(super) fn more_namespaces(count: usize) -> String {
    plural(
        count as u64,
        "1 more. Use the search to find it.",
        "{n} more. Use the search to find them.",
    )
}

// Tenant
pub(super) const TENANT: &str = "Tenant";
pub(super) const OWN_TENANT: &str = "Your own tenant";
pub(super) const COMPANY: &str = "Company";
pub(super) const HOST_NAME: &str = "Host name";
pub(super) const ENVIRONMENT: &str = "Environment";
pub(super) const STATE: &str = "State";
pub(super) const REPORTED_STATE: &str = "State (as reported)";
pub(super) const TENANT_TYPE: &str = "Tenant type";
pub(super) const YOUR_ACCESS: &str = "Your access";
pub(super) const SIGNED_UP_THROUGH: &str = "Signed up through";
pub(super) const HERE_THROUGH_PROVIDER: &str =
    "You're here through a managed service provider; you belong to another tenant.";
pub(super) const HERE_AS_SUPPORT: &str =
    "You're here as vendor support; you belong to another tenant.";
pub(super) const HERE_DELEGATED: &str =
    "You're here through delegated access; you belong to another tenant.";

// Management
pub(super) const MANAGEMENT: &str = "Management";
pub(super) const SELF_MANAGED: &str = "Self-managed";
pub(super) const PROVIDER_MANAGED: &str = "Managed by a provider";
pub(super) const BOTH_MANAGED: &str =
    "The service reports both, although only one can be true. Both are shown.";
pub(super) const PROVIDER: &str = "Provider";
pub(super) const PARENT_TENANT: &str = "Parent tenant";
pub(super) const TIER: &str = "Tier";
pub(super) const POSITION_IN_HIERARCHY: &str = "Position in the hierarchy";

// Plan and billing
pub(super) const PLAN_AND_BILLING: &str = "Plan and billing";
pub(super) const PLAN: &str = "Plan";
pub(super) const BILLING_PLAN: &str = "Billing plan";
pub(super) const PLAN_CHANGE: &str = "Plan change";
pub(super) const PLAN_CHANGE_NONE: &str = "None in progress";
pub(super) const PLAN_CHANGE_IN_PROGRESS: &str = "In progress:";
pub(super) const BILLING_CHECKS: &str = "Billing checks";
pub(super) const NO_BILLING_PROBLEMS: &str = "No problems reported";

pub(super) fn billing_problems(count: usize) -> String {
    plural(
        count as u64,
        "1 problem, see above",
        "{n} problems, see above",
    )
}

// Terms of service
pub(super) const TERMS: &str = "Terms of service";
pub(super) const ACCEPTED_VERSION: &str = "Accepted version";
pub(super) const CURRENT_VERSION: &str = "Current version";
pub(super) const ACCEPTED_ON: &str = "Accepted on";
pub(super) const ACCEPTED_OLDER_FIELD: &str = "Accepted (older field)";

// Add-on services, features and tiles
pub(super) const ADDONS: &str = "Add-on services";
pub(super) const SERVICES: &str = "Services";
pub(super) const NAME_UNREADABLE: &str = "Name unreadable";
pub(super) const FEATURES_AND_TILES: &str = "Features and tiles";
pub(super) const FEATURES: &str = "Features";
pub(super) const TENANT_FLAGS: &str = "Tenant flags";
pub(super) const CONSOLE_TILES: &str = "Console tiles";

// Copying
pub(super) const COPY: &str = "Copy";
pub(super) const COPY_USER_ID: &str = "Copy user ID";
pub(super) const COPY_FOR_SUPPORT: &str = "Copy for support";
pub(super) const COPIED: &str = "Copied";
pub(super) const NOT_COPIED: &str = "Couldn't copy: your browser doesn't allow it";
pub(super) const SUMMARY_TITLE: &str = "Rolecall, account summary";
pub(super) const SUMMARY_ACCESS: &str = "Access";
pub(super) const SUMMARY_OWN_TENANT: &str = "Own tenant";
pub(super) const SUMMARY_TERMS_ACCEPTED: &str = "Terms accepted";
pub(super) const SUMMARY_TERMS_CURRENT: &str = "Current terms";
