//! One user of the tenant, generated from the seed and the user's number alone, so that a reset can restore a single row. Owns the mix
//! of users: service and debug users, SCIM, disabled, never signed in, unknown values. Personas are in `personas`.

use super::names;
use super::rng::{DATA_END, Rng, timestamp};

/// A row of the table `users`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) created: String,
    pub(crate) last_login: Option<String>,
    pub(crate) disabled: bool,
    pub(crate) domain_owner: bool,
    pub(crate) otp_enabled: bool,
    pub(crate) idm_type: &'static str,
    pub(crate) sync_mode: &'static str,
    pub(crate) kind: &'static str,
    /// JSON: `["name", ..]`
    pub(crate) group_names: String,
    /// JSON: `[{"namespace": .., "role": ..}, ..]`
    pub(crate) namespace_roles: String,
}

/// The user with this number, counted from 1, in a tenant with `users` users.
pub(crate) fn user(seed: u64, users: u32, id: i64) -> User {
    let mut rng = Rng::of(seed, id as u64);
    let service = rng.percent(3);
    let scim = rng.percent(30);
    let sso = scim || rng.percent(20);
    let created = DATA_END - 86_400 - rng.below(6 * 365 * 86_400) as i64;
    let nanos = [
        0,
        512_000_000,
        295_967_000,
        (rng.next() % 1_000_000_000) as u32,
    ][rng.below(4)];
    let (first, last, email) = if service {
        let product = names::namespace(rng.below(names::namespace_count(users)));
        (
            String::new(),
            String::new(),
            format!("svc-{product}-{id}@volterracredentials.example"),
        )
    } else {
        let (first, plain_first) = names::PEOPLE_FIRST[rng.below(names::PEOPLE_FIRST.len())];
        let (last, plain_last) = names::PEOPLE_LAST[rng.below(names::PEOPLE_LAST.len())];
        let domain = rng.pick(&names::DOMAINS);
        (
            first.into(),
            last.into(),
            format!("{plain_first}.{plain_last}.{id}@{domain}"),
        )
    };
    User {
        id,
        name: email.clone(),
        email,
        first_name: first,
        last_name: last,
        created: timestamp(created, nanos),
        last_login: (!rng.percent(22)).then(|| {
            let login = created + rng.below((DATA_END - created) as usize) as i64;
            timestamp(login, (rng.next() % 1_000_000_000) as u32)
        }),
        disabled: rng.percent(4),
        domain_owner: false,
        otp_enabled: !service && rng.percent(55),
        idm_type: match (sso, rng.percent(2)) {
            (_, true) => "UNDEFINED",
            (true, false) => "SSO",
            (false, false) => "VOLTERRA_MANAGED",
        },
        // A value that isn't in the contract: clients must show the raw text.
        sync_mode: if id % 37 == 0 {
            "JIT"
        } else if scim {
            "SCIM"
        } else {
            "SELF"
        },
        kind: match (service, rng.percent(1)) {
            (true, _) => "SERVICE",
            (false, true) => "DEBUG",
            (false, false) => "USER",
        },
        group_names: groups(&mut rng),
        namespace_roles: grants(&mut rng, users),
    }
}

fn groups(rng: &mut Rng) -> String {
    let mut json = String::from("[");
    let first = rng.below(names::GROUPS.len());
    let count = if rng.percent(50) { 0 } else { 1 + rng.below(3) };
    for index in 0..count {
        let group = names::GROUPS[(first + index * 5) % names::GROUPS.len()];
        push_separated(&mut json, &format!("\"{group}\""));
    }
    json.push(']');
    json
}

/// Mostly one to three roles, sometimes none, sometimes many. Several roles in one namespace are normal.
fn grants(rng: &mut Rng, users: u32) -> String {
    let count = match rng.below(100) {
        0..15 => 0,
        15..80 => 1 + rng.below(3),
        80..97 => 4 + rng.below(4),
        _ => 12,
    };
    let mut chosen: Vec<(usize, usize)> = Vec::with_capacity(count);
    let mut json = String::from("[");
    let mut namespace = rng.below(names::namespace_count(users) + 3);
    for _ in 0..count {
        if rng.percent(60) {
            namespace = rng.below(names::namespace_count(users) + 3);
        }
        // As in real tenants, many users hold a few roles, and few hold the others.
        let role = if rng.percent(50) {
            rng.below(8)
        } else {
            rng.below(names::ROLE_COUNT)
        };
        if chosen.contains(&(namespace, role)) {
            continue;
        }
        chosen.push((namespace, role));
        let role = names::role(role);
        let grant = match namespace {
            0 => grant("system", &role),
            1 => grant("shared", &role),
            2 => grant("*", &role),
            namespace => grant(&names::namespace(namespace - 3), &role),
        };
        push_separated(&mut json, &grant);
    }
    json.push(']');
    json
}

/// One `{"namespace": .., "role": ..}` as JSON text. Both come from `names` and need no escaping.
pub(crate) fn grant(namespace: &str, role: &str) -> String {
    format!("{{\"namespace\":\"{namespace}\",\"role\":\"{role}\"}}")
}

fn push_separated(json: &mut String, item: &str) {
    if json.len() > 1 {
        json.push(',');
    }
    json.push_str(item);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_user_depends_only_on_seed_and_number() {
        assert_eq!(user(1, 200, 57), user(1, 200, 57));
        assert_ne!(user(1, 200, 57), user(2, 200, 57));
    }

    #[test]
    fn every_kind_of_user_occurs_among_a_thousand() {
        let users: Vec<User> = (12..1_012).map(|id| user(1, 1_000, id)).collect();
        for kind in ["USER", "SERVICE", "DEBUG"] {
            assert!(users.iter().any(|user| user.kind == kind), "{kind}");
        }
        for mode in ["SELF", "SCIM", "JIT"] {
            assert!(users.iter().any(|user| user.sync_mode == mode), "{mode}");
        }
        for idm in ["SSO", "VOLTERRA_MANAGED", "UNDEFINED"] {
            assert!(users.iter().any(|user| user.idm_type == idm), "{idm}");
        }
        assert!(users.iter().any(|user| user.disabled));
        assert!(users.iter().any(|user| user.last_login.is_none()));
        assert!(users.iter().any(|user| user.namespace_roles == "[]"));
        assert!(
            users
                .iter()
                .any(|user| user.namespace_roles.contains("\"*\""))
        );
        assert!(users.iter().any(|user| user.first_name.is_empty()));
        assert!(
            users.iter().any(|user| user.created.len() == 30),
            "nine fraction digits"
        );
    }

    #[test]
    fn lists_are_json_without_duplicates() {
        for id in 12..600 {
            let user = user(3, 1_000, id);
            let grants: Vec<Value> = serde_json::from_str(&user.namespace_roles).unwrap();
            for (index, grant) in grants.iter().enumerate() {
                assert!(!grants[..index].contains(grant));
            }
            serde_json::from_str::<Vec<String>>(&user.group_names).unwrap();
        }
    }
}
