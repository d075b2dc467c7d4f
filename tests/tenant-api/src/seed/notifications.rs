//! The notifications a user can switch on and off. Owns their codes and words.

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
    ("QUOTA", "Quota", "A quota is used up to 80 %."),
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
        "A monthly letter about what is new.",
    ),
    (
        "ACCESS_REQUEST",
        "Access requests",
        "Somebody asks for initial access to the tenant.",
    ),
    (
        "API_CREDENTIAL_EXPIRY",
        "Credential expiry",
        "An API credential of yours expires within 14 days.",
    ),
    (
        "SUPPORT_TICKET",
        "Support tickets",
        "A ticket of yours was answered.",
    ),
];

/// Only admins have these.
const FOR_ADMINS: [(&str, &str, &str); 3] = [
    ("NEW_USER", "New users", "Somebody joined the tenant."),
    (
        "ADMIN_CHANGED",
        "Changes of admins",
        "An admin role was given or taken.",
    ),
    ("PLAN_CHANGE", "Plan changes", "The tenant's plan changes."),
];

/// The admins' list: all on.
pub(crate) fn for_admins() -> Value {
    FOR_ADMINS
        .iter()
        .map(|(code, label, description)| json!({ "code": code, "label": label, "description": description, "enabled": true }))
        .collect()
}

/// Whether this one is on before anybody says otherwise.
pub(crate) fn default_of(code: &str) -> bool {
    CATALOGUE
        .iter()
        .position(|(known, _, _)| *known == code)
        .is_none_or(|index| index % 3 != 2)
}

/// The first so many of the catalogue as the array of `GET settings`; two of three are on.
pub(crate) fn first(count: usize) -> Value {
    CATALOGUE
        .iter()
        .take(count)
        .map(|(code, label, description)| {
            json!({ "code": code, "label": label, "description": description, "enabled": default_of(code) })
        })
        .collect()
}
