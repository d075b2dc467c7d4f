//! The notifications a user can turn on and off. Owns their codes and texts.

use serde_json::{Value, json};

const CATALOGUE: [(&str, &str, &str); 12] = [
    (
        "SECURITY_ALERT",
        "Security alerts",
        "A high-severity security event in one of your namespaces.",
    ),
    (
        "CERT_EXPIRY",
        "Certificate expiry",
        "A certificate expires within 30 days.",
    ),
    (
        "MAINTENANCE",
        "Planned maintenance",
        "Maintenance windows of the regions you use.",
    ),
    ("BILLING_INVOICE", "Invoices", "A new invoice is ready."),
    (
        "BILLING_FAILURE",
        "Failed payments",
        "A payment did not go through.",
    ),
    ("QUOTA", "Quota", "A quota has reached 80%."),
    (
        "SITE_DOWN",
        "Site offline",
        "A customer edge site lost its connection.",
    ),
    (
        "TOS_UPDATE",
        "Terms of service",
        "The terms of service changed.",
    ),
    (
        "NEW_FEATURES",
        "New features",
        "A monthly summary of what's new.",
    ),
    (
        "ACCESS_REQUEST",
        "Access requests",
        "Someone requests initial access to the tenant.",
    ),
    (
        "API_CREDENTIAL_EXPIRY",
        "Credential expiry",
        "One of your API credentials expires within 14 days.",
    ),
    (
        "SUPPORT_TICKET",
        "Support tickets",
        "One of your tickets has a reply.",
    ),
];

/// Only for admins.
const FOR_ADMINS: [(&str, &str, &str); 3] = [
    ("NEW_USER", "New users", "Someone joined the tenant."),
    (
        "ADMIN_CHANGED",
        "Admin changes",
        "An admin role was granted or revoked.",
    ),
    ("PLAN_CHANGE", "Plan changes", "The tenant's plan changes."),
];

/// The notifications of admins: all on.
pub(crate) fn for_admins() -> Value {
    FOR_ADMINS
        .iter()
        .map(|(code, label, description)| json!({ "code": code, "label": label, "description": description, "enabled": true }))
        .collect()
}

/// Whether this one is on by default.
pub(crate) fn default_of(code: &str) -> bool {
    CATALOGUE
        .iter()
        .position(|(known, _, _)| *known == code)
        .is_none_or(|index| index % 3 != 2)
}

/// The first `count` notifications as in `GET settings`; two of three are on.
pub(crate) fn first(count: usize) -> Value {
    CATALOGUE
        .iter()
        .take(count)
        .map(|(code, label, description)| {
            json!({ "code": code, "label": label, "description": description, "enabled": default_of(code) })
        })
        .collect()
}
