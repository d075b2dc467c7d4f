//! Comparing two users: as the oracle does, and never "no" if a list is unknown.

use proptest::prelude::*;
use rolecall_directory::{Comparison, Held, Verdict};
use serde_json::json;

use crate::gen_tenant::user;
use crate::oracle::Row;
use crate::query::directory;

type Pair = (Option<String>, Option<String>);

fn is_whole(row: &Row, key: &str) -> bool {
    row.list(key).is_some() && !row.is_partial(key)
}

fn held(row: &Row, grant: &Pair) -> Held {
    let own = row.grants();
    let reach = grant
        .0
        .as_deref()
        .is_some_and(|namespace| !["*", "system", "shared"].contains(&namespace));
    match grant {
        grant if own.contains(grant) => Held::Yes,
        (None, _) | (_, None) => Held::Unknown,
        (_, role) if reach && own.contains(&(Some("*".to_owned()), role.clone())) => {
            Held::Everywhere
        }
        _ if is_whole(row, "namespace_roles") => Held::No,
        _ => Held::Unknown,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compares_two_users_as_the_oracle_does(first in user(), second in user()) {
        let (directory, rows) = directory(&[first, second]);
        let users = [0, 1].map(|row| directory.user(row).unwrap());
        let found = Comparison::of(&users[0], &users[1]);
        let mut expected: Vec<Pair> = rows.iter().flat_map(Row::grants).collect();
        expected.sort();
        expected.dedup();
        let mut grants = Vec::new();
        for compared in &found.grants {
            let grant = (compared.item.namespace.map(str::to_owned), compared.item.role.map(str::to_owned));
            let sides = [held(&rows[0], &grant), held(&rows[1], &grant)];
            prop_assert_eq!(compared.held, sides, "{:?}", grant);
            let has = |side: &Held| [Held::Yes, Held::Everywhere].contains(side);
            let verdict = if grant.0.is_none() || grant.1.is_none() || sides.contains(&Held::Unknown) {
                Verdict::Unknown
            } else if sides.iter().all(has) {
                Verdict::Both
            } else if has(&sides[0]) {
                Verdict::OnlyFirst
            } else {
                Verdict::OnlySecond
            };
            prop_assert_eq!(compared.verdict, verdict, "{:?}", grant);
            grants.push(grant);
        }
        grants.sort();
        prop_assert_eq!(grants, expected);
        let mut names: Vec<String> = rows.iter().flat_map(Row::groups).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(found.groups.iter().map(|compared| compared.item.to_owned()).collect::<Vec<_>>(), names);
        for compared in &found.groups {
            for side in [0, 1] {
                let row = &rows[side];
                let expected = match row.groups().iter().any(|own| own == compared.item) {
                    true => Held::Yes,
                    false if is_whole(row, "group_names") => Held::No,
                    false => Held::Unknown,
                };
                prop_assert_eq!(compared.held[side], expected);
            }
        }
    }

    #[test]
    fn a_user_does_not_differ_from_itself(one in user()) {
        let (directory, _) = directory(&[one.clone(), one]);
        let users = [0, 1].map(|row| directory.user(row).unwrap());
        let found = Comparison::of(&users[0], &users[1]);
        for verdict in found.grants.iter().map(|one| one.verdict).chain(found.groups.iter().map(|one| one.verdict)) {
            prop_assert!(!matches!(verdict, Verdict::OnlyFirst | Verdict::OnlySecond));
        }
    }
}

#[test]
fn the_wildcard_comes_first_and_excludes_system_and_shared() {
    let grants = |pairs: &[(&str, &str)]| {
        let grants: Vec<_> = pairs
            .iter()
            .map(|(namespace, role)| json!({"namespace": namespace, "role": role}))
            .collect();
        json!({ "namespace_roles": grants, "group_names": [] })
    };
    let (directory, _) = directory(&[
        grants(&[("prod", "admin"), ("shared", "admin"), ("prod", "viewer")]),
        grants(&[("*", "admin")]),
    ]);
    let users = [0, 1].map(|row| directory.user(row).unwrap());
    let found = Comparison::of(&users[0], &users[1]);
    let listed: Vec<_> = found
        .grants
        .iter()
        .map(|one| {
            (
                one.item.namespace.unwrap(),
                one.item.role.unwrap(),
                one.held[1],
                one.verdict,
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("*", "admin", Held::Yes, Verdict::OnlySecond),
            ("prod", "admin", Held::Everywhere, Verdict::Both),
            ("prod", "viewer", Held::No, Verdict::OnlyFirst),
            ("shared", "admin", Held::No, Verdict::OnlyFirst),
        ]
    );
}
