//! Compares two users: which roles and groups one, the other or both have. What a list does not say is unknown, never "no".

use crate::user::User;
use crate::values::{Completeness, Grant};

/// Whether a user has something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Yes,
    /// Not directly, but the user has the same role in all namespaces (`*`). That does not include `system` and `shared`.
    Everywhere,
    No,
    /// The list is unknown or incomplete.
    Unknown,
}

/// Who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Both,
    OnlyFirst,
    OnlySecond,
    Unknown,
}

/// A role or group that at least one of the two users has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared<T> {
    pub item: T,
    pub held: [Held; 2],
    pub verdict: Verdict,
}

/// What the two users have, each item once.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// `*` first, then by namespace and role; unknown halves last.
    pub grants: Vec<Compared<Grant<'a>>>,
    /// By name.
    pub groups: Vec<Compared<&'a str>>,
}

impl<'a> Comparison<'a> {
    pub fn of(first: &User<'a>, second: &User<'a>) -> Self {
        let users = [first, second];
        let mut grants: Vec<Grant<'a>> = Vec::new();
        let mut groups: Vec<&'a str> = Vec::new();
        for user in users {
            for grant in user.grants() {
                if !grants.contains(&grant) {
                    grants.push(grant);
                }
            }
            for group in user.groups() {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        grants.sort_by_key(|grant| {
            let namespace = grant.namespace;
            let last = (namespace.is_none(), grant.role.is_none());
            (
                last.0,
                namespace != Some("*"),
                namespace,
                last.1,
                grant.role,
            )
        });
        groups.sort_unstable();
        Self {
            grants: grants
                .into_iter()
                .map(|grant| {
                    let held = users.map(|user| holds(user, grant));
                    let is_known = grant.namespace.is_some() && grant.role.is_some();
                    Compared {
                        item: grant,
                        held,
                        // Two equal halves may belong to different grants.
                        verdict: if is_known {
                            verdict(held)
                        } else {
                            Verdict::Unknown
                        },
                    }
                })
                .collect(),
            groups: groups
                .into_iter()
                .map(|group| {
                    let held = users.map(|user| is_in(user, group));
                    Compared {
                        item: group,
                        held,
                        verdict: verdict(held),
                    }
                })
                .collect(),
        }
    }
}

fn holds(user: &User<'_>, grant: Grant<'_>) -> Held {
    let mut own = user.grants();
    if own.any(|own| own == grant) {
        return Held::Yes;
    }
    let (Some(namespace), Some(role)) = (grant.namespace, grant.role) else {
        // Half a grant could be any of the user's grants.
        return Held::Unknown;
    };
    let everywhere = Grant {
        namespace: Some("*"),
        role: Some(role),
    };
    let reached = !matches!(namespace, "*" | "system" | "shared");
    if reached && user.grants().any(|own| own == everywhere) {
        return Held::Everywhere;
    }
    no_if_complete(user.grants_completeness())
}

fn is_in(user: &User<'_>, group: &str) -> Held {
    if user.groups().any(|own| own == group) {
        return Held::Yes;
    }
    no_if_complete(user.groups_completeness())
}

fn no_if_complete(completeness: Completeness) -> Held {
    match completeness {
        Completeness::Complete => Held::No,
        Completeness::Partial | Completeness::Unknown => Held::Unknown,
    }
}

fn verdict(held: [Held; 2]) -> Verdict {
    let has = |held| matches!(held, Held::Yes | Held::Everywhere);
    match held {
        [Held::Unknown, _] | [_, Held::Unknown] => Verdict::Unknown,
        [first, second] if has(first) && has(second) => Verdict::Both,
        [first, _] if has(first) => Verdict::OnlyFirst,
        _ => Verdict::OnlySecond,
    }
}
