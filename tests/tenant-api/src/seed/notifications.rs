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

/// The first so many of the catalogue as the array of `GET settings`; two of three are on.
pub(crate) fn first(count: usize) -> Value {
    CATALOGUE
        .iter()
        .take(count)
        .enumerate()
        .map(|(index, (code, label, description))| {
            json!({ "code": code, "label": label, "description": description, "enabled": index % 3 != 2 })
        })
        .collect()
}
