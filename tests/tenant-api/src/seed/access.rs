//! The accesses of the access service, one to three per user, generated from the seed and the user's number alone. Owns their ids, the
//! roles and the customers. A user has at most one UI or SSO connection.

use super::personas;
use super::rng::{DATA_END, Rng, timestamp_with_offset};
use super::users::User;

/// A row of the table `access`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Access {
    pub(crate) id: i64,
    pub(crate) user: i64,
    pub(crate) customer: i64,
    pub(crate) kind: &'static str,
    /// JSON: `["role", ..]`
    pub(crate) roles: String,
    pub(crate) name: Option<String>,
    pub(crate) language: Option<&'static str>,
    pub(crate) two_fa_enabled: Option<bool>,
    pub(crate) sso_id: Option<String>,
    pub(crate) created_at: String,
    pub(crate) last_login_at: Option<String>,
}

/// Customers as (id, parent). The first is its own parent.
pub(crate) const CUSTOMERS: [(i64, i64); 4] =
    [(1000, 1000), (1001, 1000), (1002, 1000), (1003, 1002)];

/// Roles of the access service as (id, description, permissions).
pub(crate) const ROLES: [(&str, &str, &[&str]); 12] = [
    (
        "CLIENTNMS_WEBSERVICE_NDD_RW",
        "Domain names: read and write",
        &["WEBSERVICES_REST", "API_DOMAIN", "API_DOMAIN_WRITE"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_NDD_R",
        "Domain names: read",
        &["WEBSERVICES_REST", "API_DOMAIN"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_DNS_RW",
        "DNS: read and write",
        &["WEBSERVICES_REST", "API_DNS", "API_DNS_WRITE"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_DNS_R",
        "DNS: read",
        &["WEBSERVICES_REST", "API_DNS"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_SSL_RW",
        "Certificates: read and write",
        &["WEBSERVICES_REST", "API_SSL", "API_SSL_WRITE"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_SSL_R",
        "Certificates: read",
        &["WEBSERVICES_REST", "API_SSL"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_EVENT_R",
        "Events: read",
        &["WEBSERVICES_REST", "API_EVENT"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_MONITORING_R",
        "Monitoring: read",
        &["WEBSERVICES_REST", "API_MONITORING"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_USER_RW",
        "Users and accesses: read and write",
        &["WEBSERVICES_REST", "API_USER", "API_USER_WRITE"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_USER_R",
        "Users and accesses: read",
        &["WEBSERVICES_REST", "API_USER"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_BILLING_R",
        "Billing: read",
        &["WEBSERVICES_REST", "API_BILLING"],
    ),
    (
        "CLIENTNMS_WEBSERVICE_REDIRECT_RW",
        "Redirections: read and write",
        &["WEBSERVICES_REST", "API_REDIRECT", "API_REDIRECT_WRITE"],
    ),
];

/// What a permission allows.
pub(crate) fn permission(id: &str) -> &'static str {
    match id {
        "WEBSERVICES_REST" => "Use the REST services",
        "API_DOMAIN" => "Read domain names",
        "API_DOMAIN_WRITE" => "Order and change domain names",
        "API_DNS" => "Read DNS zones",
        "API_DNS_WRITE" => "Change DNS zones",
        "API_SSL" => "Read certificates",
        "API_SSL_WRITE" => "Order and revoke certificates",
        "API_EVENT" => "Read events",
        "API_MONITORING" => "Read monitoring data",
        "API_USER" => "Read users and accesses",
        "API_USER_WRITE" => "Change users and accesses",
        "API_BILLING" => "Read invoices",
        "API_REDIRECT" => "Read redirections",
        _ => "Change redirections",
    }
}

/// The accesses of one user.
pub(crate) fn accesses(seed: u64, user: &User) -> Vec<Access> {
    // Its own random stream: changes to this file must not change the users.
    let mut rng = Rng::of(seed ^ 0xACCE, user.id as u64);
    let (first_id, kinds) = shape(&mut rng, user);
    kinds
        .iter()
        .zip(first_id..)
        .map(|(kind, id)| one(&mut rng, user, id, kind))
        .collect()
}

/// The id of the first access and the types of all.
fn shape(rng: &mut Rng, user: &User) -> (i64, &'static [&'static str]) {
    let connection = user.idm_type == "SSO";
    match (personas::of_user(user.id), connection) {
        (Some(persona), true) => (persona_access(persona.user), &["sso_connection"]),
        (Some(persona), false) if persona.user == 1 => {
            (1, &["ui_connection", "api_connection", "profile"])
        }
        (Some(persona), false) => (persona_access(persona.user), &["ui_connection"]),
        (None, connection) => (
            100 + (user.id - 12) * 3,
            match (user.kind == "SERVICE", connection, rng.below(4)) {
                (true, _, 0) => &["api_connection", "api_connection"],
                (true, _, _) => &["api_connection"],
                (false, true, 0) => &["sso_connection", "api_connection", "profile"],
                (false, true, 1) => &["sso_connection", "profile"],
                (false, true, _) => &["sso_connection"],
                (false, false, 0) => &["ui_connection", "api_connection", "profile"],
                (false, false, 1) => &["ui_connection", "api_connection"],
                (false, false, _) => &["ui_connection"],
            },
        ),
    }
}

/// The admin has accesses 1 to 3; the SSO user is user 10 and has access 10.
fn persona_access(user: i64) -> i64 {
    match user {
        2..8 => user + 2,
        10 => 10,
        8 | 9 => user + 3,
        _ => user + 2,
    }
}

fn one(rng: &mut Rng, user: &User, id: i64, kind: &'static str) -> Access {
    let named = match kind {
        "api_connection" => Some(
            [
                "CI pipeline",
                "Certificate renewal",
                "Zone export",
                "Webhook",
            ][rng.below(4)],
        ),
        "profile" => Some(
            [
                "Read-only profile",
                "DNS operator",
                "Domain manager",
                "Auditor",
            ][rng.below(4)],
        ),
        _ => None,
    };
    let created = DATA_END - rng.below(4 * 365 * 86_400) as i64;
    Access {
        id,
        user: user.id,
        customer: if id <= 20 {
            1000
        } else {
            CUSTOMERS[rng.below(CUSTOMERS.len())].0
        },
        kind,
        roles: roles(rng, id),
        name: named.map(Into::into),
        language: matches!(kind, "api_connection" | "ui_connection")
            .then(|| if rng.percent(60) { "en" } else { "fr" }),
        two_fa_enabled: (kind == "ui_connection").then(|| id == 1 || rng.percent(50)),
        sso_id: (kind == "sso_connection").then(|| user.email.clone()),
        created_at: timestamp_with_offset(created),
        last_login_at: rng
            .percent(40)
            .then(|| timestamp_with_offset(DATA_END - rng.below(86_400 * 60) as i64)),
    }
}

fn roles(rng: &mut Rng, id: i64) -> String {
    match id {
        1 => r#"["CLIENTNMS_WEBSERVICE_NDD_RW","CLIENTNMS_WEBSERVICE_DNS_RW","CLIENTNMS_WEBSERVICE_USER_RW"]"#.into(),
        // The admin doesn't hold BILLING_R, so it can stay but not be granted.
        2 => r#"["CLIENTNMS_WEBSERVICE_DNS_RW","CLIENTNMS_WEBSERVICE_BILLING_R"]"#.into(),
        3 => "[]".into(),
        _ => {
            let first = rng.below(ROLES.len());
            let count = rng.below(4);
            let ids: Vec<String> = (0..count)
                .map(|index| format!("\"{}\"", ROLES[(first + index * 5) % ROLES.len()].0))
                .collect();
            format!("[{}]", ids.join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::user_row;
    use std::collections::BTreeSet;

    #[test]
    fn access_ids_are_unique_and_fixed_for_personas() {
        let mut seen = BTreeSet::new();
        for id in 1..=2_000 {
            let user = user_row(1, 2_000, id);
            let accesses = accesses(1, &user);
            assert!((1..=3).contains(&accesses.len()));
            let connections = accesses
                .iter()
                .filter(|access| matches!(access.kind, "ui_connection" | "sso_connection"))
                .count();
            assert!(connections <= 1, "user {id}");
            for access in accesses {
                assert!(seen.insert(access.id), "access {} twice", access.id);
            }
        }
        let of = |user: i64| -> Vec<(i64, &str)> {
            let list = accesses(1, &user_row(1, 2_000, user));
            list.iter().map(|access| (access.id, access.kind)).collect()
        };
        assert_eq!(
            of(1),
            [(1, "ui_connection"), (2, "api_connection"), (3, "profile")]
        );
        assert_eq!(of(10), [(10, "sso_connection")]);
    }
}
