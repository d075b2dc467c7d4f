//! Selected rows equal a plain set of numbers, and give safe addresses.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rolecall_directory::{Addresses, Selection};
use serde_json::{Value, json};

use crate::gen_tenant::tenant;
use crate::query::directory;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_selection_is_a_set_of_rows(
        steps in prop::collection::vec((prop::collection::vec(0_u32..300, 0..20), any::<bool>()), 0..12),
        list in prop::collection::vec(0_u32..300, 0..200),
    ) {
        let mut selected = Selection::default();
        let mut expected = BTreeSet::new();
        for (rows, on) in steps {
            selected.set_all(&rows, on);
            for row in rows {
                if on { expected.insert(row); } else { expected.remove(&row); }
            }
            prop_assert_eq!(selected.len() as usize, expected.len());
            prop_assert_eq!(selected.is_empty(), expected.is_empty());
        }
        prop_assert_eq!(selected.rows().collect::<Vec<_>>(), expected.iter().copied().collect::<Vec<_>>());
        for row in 0..310 {
            prop_assert_eq!(selected.contains(row), expected.contains(&row));
        }
        // A list contains each row once.
        let mut seen = BTreeSet::new();
        let list: Vec<u32> = list.into_iter().filter(|row| seen.insert(*row)).collect();
        prop_assert_eq!(selected.among(&list) as usize, list.iter().filter(|row| expected.contains(row)).count());
        let mut ordered: Vec<u32> = list.iter().copied().filter(|row| expected.contains(row)).collect();
        ordered.extend(expected.iter().filter(|row| !seen.contains(row)));
        prop_assert_eq!(selected.in_order(&list), ordered);
    }

    #[test]
    fn takes_the_address_of_each_row_once(items in tenant(40), budget in 1_usize..30) {
        let (directory, rows) = directory(&items);
        let mut addresses = Addresses::new((0..directory.len()).collect());
        while !addresses.step(&directory, budget) {}
        let emails: Vec<&str> = rows.iter().filter_map(|row| row.text("email")).map(str::trim).filter(|email| !email.is_empty()).collect();
        prop_assert_eq!(addresses.without() as usize, rows.len() - emails.len());
        let fit = |email: &&&str| {
            let (local, host) = email.split_once('@').unwrap_or_default();
            let plain = |text: &str| !text.is_empty() && text.chars().all(|letter| !" ,;:<>()[]\"\\@\u{200b}\t\r\n".contains(letter));
            plain(local) && plain(host)
        };
        let mut expected: Vec<&str> = Vec::new();
        for email in emails.iter().filter(fit) {
            if !expected.iter().any(|known| known.eq_ignore_ascii_case(email)) { expected.push(email); }
        }
        prop_assert_eq!(addresses.text(), expected.join("; "));
        prop_assert_eq!(addresses.taken() as usize, expected.len());
        prop_assert_eq!(addresses.invalid() as usize, emails.len() - emails.iter().filter(fit).count());
    }
}

#[test]
fn no_address_can_add_a_recipient() {
    let emails = [
        "ann@acme.io",
        "a@b; eve@evil.io",
        "a@b,eve@evil.io",
        "<eve@evil.io>",
        "a@b\neve@evil.io",
        "\u{202e}oi@live",
        "a\u{3164}b@acme.io",
        "a\u{e0041}b@acme.io",
        "ANN@acme.io",
        "",
        "no-at",
        "a@b@c",
        "@b",
        "bob+x@acme.io",
    ];
    let items: Vec<Value> = emails
        .iter()
        .map(|email| json!({ "email": email }))
        .collect();
    let (directory, _) = directory(&items);
    let mut addresses = Addresses::new((0..14).collect());
    while !addresses.step(&directory, 1) {}
    assert_eq!(addresses.text(), "ann@acme.io; bob+x@acme.io");
    assert_eq!(
        (addresses.taken(), addresses.without(), addresses.invalid()),
        (2, 1, 10)
    );
}

#[test]
fn selects_a_million_rows() {
    let all: Vec<u32> = (0..1_000_000).collect();
    let mut selected = Selection::default();
    selected.set_all(&all, true);
    assert_eq!(
        (selected.len(), selected.among(&all[..10])),
        (1_000_000, 10)
    );
    selected.set(999_999, false);
    assert_eq!(selected.rows().last(), Some(999_998));
    selected.set_all(&all, false);
    assert!(selected.is_empty());
}
