//! Who is who in tenants full of near-duplicates: whom a key means, that each user's own key leads back, and which of the selected users
//! are found again. Compared with a naive reading of the same rules.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use rolecall_directory::{
    Directory, Key, MAX_CANDIDATES, Match, Namesakes, NotFound, Resolution, Resolver, Selection,
    SelectionTransfer,
};
use serde_json::{Map, Value, json};

use crate::oracle::{self, Row};
use crate::query::directory;

/// Spellings of few names: by case, accents, invisible letters and blanks; names like row numbers, lists and escapes.
const TEXTS: [&str; 23] = [
    "kim",
    "KIM",
    "Kim",
    "kím",
    "ki\u{200b}m",
    " kim",
    "kim ",
    "#1",
    "#6",
    "#",
    "a,b",
    "100%",
    "%41",
    "a",
    "",
    " ",
    "\u{200b}",
    "\u{1}",
    "lee@acme.example",
    "Lee@acme.example",
    "sam@acme.example",
    "null",
    "\u{1}kim",
];

fn cell(values: &'static [&'static str]) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        12 => select(values).prop_map(|text| Some(json!(text))),
        1 => Just(None),
        1 => Just(Some(Value::Null)),
        1 => Just(Some(json!(7))),
    ]
}

/// A user out of few, so that many are alike.
fn user() -> impl Strategy<Value = Value> {
    let lasting = (
        cell(&TEXTS),
        cell(&[
            "kim",
            "lee@acme.example",
            "LEE@acme.example",
            "sam@acme.example",
            "",
            " ",
        ]),
        cell(&["", "Sam"]),
        cell(&["SSO", "VOLTERRA_MANAGED"]),
        cell(&["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"]),
    );
    (lasting, any::<bool>()).prop_map(|((name, email, first, idm, created), otp)| {
        let cells = [
            ("name", name),
            ("email", email),
            ("first_name", first),
            ("idm_type", idm),
            ("creation_timestamp", created),
            ("otp_enabled", Some(json!(otp))),
        ];
        let cells = cells
            .into_iter()
            .filter_map(|(key, cell)| Some((key.to_owned(), cell?)));
        Value::Object(cells.collect::<Map<_, _>>())
    })
}

/// Some users, and some of them again.
fn tenant() -> impl Strategy<Value = Vec<Value>> {
    let again = prop::collection::vec(any::<Index>(), 0..4);
    (prop::collection::vec(user(), 0..12), again).prop_map(|(mut users, again)| {
        for at in again {
            if !users.is_empty() {
                users.push(users[at.index(users.len())].clone());
            }
        }
        users
    })
}

fn filled<'a>(row: &'a Row, key: &str) -> Option<&'a str> {
    row.text(key).filter(|text| !text.is_empty())
}

/// Everything about a user that lasts.
fn lasting(row: &Row) -> Vec<Option<String>> {
    let mut all: Vec<Option<String>> = [
        "name",
        "email",
        "first_name",
        "last_name",
        "namespace",
        "tenant",
        "idm_type",
        "sync_mode",
        "type",
    ]
    .iter()
    .map(|key| row.text(key).map(str::to_owned))
    .collect();
    all.push(
        row.text("creation_timestamp")
            .and_then(oracle::date)
            .map(|ms| ms.to_string()),
    );
    all
}

fn matches(row: &Row, text: &str) -> Option<Match> {
    let spelled = |own: &str| {
        let folded = oracle::fold(text);
        !folded.trim().is_empty() && oracle::fold(own).trim() == folded.trim()
    };
    let (name, email) = (filled(row, "name"), filled(row, "email"));
    if text.is_empty() {
        return (name.is_none() && email.is_none()).then_some(Match::Exact);
    }
    match name {
        Some(name) if name == text => Some(Match::Exact),
        Some(name) if spelled(name) => Some(Match::Spelling),
        _ => email
            .filter(|email| *email == text || spelled(email))
            .map(|_| Match::Email),
    }
}

fn limited(rows: &[u32]) -> (Vec<u32>, u32) {
    (
        rows.iter().copied().take(MAX_CANDIDATES).collect(),
        rows.len() as u32,
    )
}

/// What a key without a mark means.
fn expected(rows: &[Row], text: &str) -> Resolution {
    for by in [Match::Exact, Match::Spelling, Match::Email] {
        let found: Vec<u32> = (0..)
            .zip(rows)
            .filter(|(_, row)| matches(row, text) == Some(by))
            .map(|(at, _)| at)
            .collect();
        match found.as_slice() {
            [] => {}
            [row] => return Resolution::Found { row: *row, by },
            found => {
                let (rows, count) = limited(found);
                return Resolution::Several { by, rows, count };
            }
        }
    }
    Resolution::Missing
}

fn resolve(directory: &Directory, key: Key, budget: u32) -> Resolution {
    let mut resolver = Resolver::new(key);
    while !resolver.step(directory, budget) {}
    resolver.resolution(true)
}

fn namesakes(directory: &Directory, budget: u32) -> Namesakes {
    let mut namesakes = Namesakes::default();
    while !namesakes.step(directory, budget) {}
    namesakes
}

fn text_key(text: &str) -> Key {
    Key {
        text: text.to_owned(),
        mark: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_name_means_the_one_best_match_or_all_of_the_best(items in tenant(), text in select(&TEXTS[..]), budget in 1_u32..9) {
        let (directory, rows) = directory(&items);
        prop_assert_eq!(resolve(&directory, text_key(text), budget), expected(&rows, text));
    }

    #[test]
    fn a_users_own_key_leads_back_to_the_user_or_to_those_who_cannot_be_told_apart(items in tenant(), budget in 1_u32..9, hurry in any::<bool>()) {
        let (directory, rows) = directory(&items);
        let namesakes = namesakes(&directory, budget);
        for (row, own) in (0..).zip(&rows) {
            let shared = rows.iter().filter(|other| filled(own, "name").is_some() && filled(other, "name") == filled(own, "name")).count() > 1;
            prop_assert_eq!(namesakes.contains(row), shared);
            let user = directory.user(row).unwrap();
            // While users load nobody is known to be the only one.
            let key = Key::of(&user, !hurry && !shared);
            prop_assert!(Resolver::new(key.clone()).means(&user));
            let twins: Vec<u32> = (0..).zip(&rows).filter(|(_, other)| lasting(other) == lasting(own)).map(|(at, _)| at).collect();
            let found = resolve(&directory, key, budget);
            if twins.len() == 1 {
                prop_assert_eq!(found, Resolution::Found { row, by: Match::Exact });
            } else {
                prop_assert_eq!(found, Resolution::Several { by: Match::Exact, rows: limited(&twins).0, count: twins.len() as u32 });
            }
        }
    }

    #[test]
    fn the_key_of_somebody_who_is_gone_never_means_another(items in tenant(), gone in any::<Index>()) {
        prop_assume!(!items.is_empty());
        let gone = gone.index(items.len());
        let (before, rows) = directory(&items);
        let namesakes = namesakes(&before, 100);
        let key = Key::of(&before.user(gone as u32).unwrap(), !namesakes.contains(gone as u32));
        let own = lasting(&rows[gone]);
        let rest: Vec<Value> = (0..).zip(&rows).filter(|(_, row)| lasting(row) != own).map(|(_, row)| row.item.clone()).collect();
        let (after, rest) = directory(&rest);
        let found = resolve(&after, key.clone(), 100);
        if key.mark.is_some() {
            let is_missing_or_changed = matches!(found, Resolution::Missing | Resolution::Changed { .. });
            prop_assert!(is_missing_or_changed, "{:?}", found);
        } else {
            // Only the name was written, for it was theirs alone: what is found now is in another spelling, and says so.
            prop_assert!(!matches!(found, Resolution::Found { by: Match::Exact, .. }), "{:?}", found);
            prop_assert_eq!(found, expected(&rest, &key.text));
        }
    }

    #[test]
    fn nothing_but_an_exact_match_counts_before_all_users_are_here(items in tenant(), text in select(&TEXTS[..])) {
        let (directory, rows) = directory(&items);
        let mut resolver = Resolver::new(text_key(text));
        let mut seen = 0;
        loop {
            let so_far = expected(&rows[..seen], text);
            let is_exact = matches!(so_far, Resolution::Found { by: Match::Exact, .. } | Resolution::Several { by: Match::Exact, .. });
            prop_assert_eq!(resolver.resolution(false), if is_exact { so_far } else { Resolution::Open });
            if seen == rows.len() { break; }
            resolver.step(&directory, 1);
            seen += 1;
        }
    }

    #[test]
    fn selected_users_are_found_again_and_nobody_else(
        items in tenant(), selected_bits in any::<u64>(), gone in any::<u64>(), more in prop::collection::vec(user(), 0..3),
        turn in any::<Index>(), budget in 1_u32..9, again in any::<bool>(),
    ) {
        let bit = |bits: u64, at: usize| bits >> (at % 64) & 1 == 1;
        let (old, old_rows) = directory(&items);
        let mut selected = Selection::default();
        for row in (0..old.len()).filter(|row| bit(selected_bits, *row as usize)) { selected.set(row, true); }
        let mut newer: Vec<Value> = items.iter().enumerate().filter(|(at, _)| !bit(gone, *at)).map(|(_, item)| item.clone()).collect();
        newer.extend(more);
        newer.reverse();
        let turn = turn.index(newer.len().max(1));
        newer.rotate_left(turn);
        let (new, new_rows) = directory(&newer);
        let mut transfer = SelectionTransfer::default();
        while !transfer.gather(&old, &selected, budget) {}
        prop_assert_eq!(transfer.wanted(), selected.len());
        if again {
            transfer.look(&new, budget);
            transfer.restart();
        }
        while !transfer.look(&new, budget) {}

        // By what lasts: how many there were, how many of them were selected, how many there are.
        let mut counts = BTreeMap::<_, (u32, u32, u32)>::new();
        for (row, own) in (0..).zip(&old_rows) {
            let entry = counts.entry(lasting(own)).or_default();
            entry.0 += 1;
            entry.1 += u32::from(selected.contains(row));
        }
        for own in &new_rows { counts.entry(lasting(own)).or_default().2 += 1; }
        let named = |rows: &[Row], name: &str| rows.iter().filter(|row| filled(row, "name") == Some(name)).count();
        let is_only = |row: &Row| filled(row, "name").is_some_and(|name| named(&old_rows, name) == 1 && named(&new_rows, name) == 1);
        let was_selected = |name: &str| (0..).zip(&old_rows).any(|(row, own)| selected.contains(row) && filled(own, "name") == Some(name));
        let mut found = 0;
        for (row, own) in (0..).zip(&new_rows) {
            let (was, chosen, is) = counts[&lasting(own)];
            let same = chosen > 0 && chosen == was && is <= was;
            let renewed = was == 0 && is_only(own) && filled(own, "name").is_some_and(was_selected);
            prop_assert_eq!(transfer.is_selected(&new, row), same || renewed, "{}", own.item);
            found += u32::from(same || renewed);
        }
        let NotFound { missing, unclear } = transfer.not_found();
        prop_assert_eq!(found + missing + unclear, selected.len());
        // Who is called gone is gone: nobody of that name is there whom the old response didn't have.
        if missing > 0 && unclear == 0 {
            let is_gone = |own: &Row| {
                let (was, _, is) = counts[&lasting(own)];
                is < was
            };
            prop_assert!((0..).zip(&old_rows).any(|(row, own)| selected.contains(row) && is_gone(own)));
        }
    }
}

/// The row, and whether its name alone says who it is.
fn found_as(items: &[Value], text: &str) -> Resolution {
    let (directory, _) = directory(items);
    resolve(&directory, text_key(text), 1)
}

#[test]
fn kim_is_not_mistaken_for_kim() {
    let one = |row, by| Resolution::Found { row, by };
    let users = |names: &[&str]| {
        names
            .iter()
            .map(|name| json!({ "name": name }))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found_as(&users(&["kim", "KIM"]), "KIM"),
        one(1, Match::Exact)
    );
    assert_eq!(found_as(&users(&["Kim"]), "KIM"), one(0, Match::Spelling));
    let several = Resolution::Several {
        by: Match::Spelling,
        rows: vec![0, 1],
        count: 2,
    };
    assert_eq!(found_as(&users(&["kim", "Kim"]), "KIM"), several);
    assert_eq!(
        found_as(&users(&["a", "b", "#1"]), "#1"),
        one(2, Match::Exact)
    );
    assert_eq!(found_as(&users(&["a", "b"]), "#1"), Resolution::Missing);
    let lee = [
        json!({ "name": "x", "email": "lee@acme.example" }),
        json!({ "name": "lee@acme.example" }),
    ];
    assert_eq!(found_as(&lee, "lee@acme.example"), one(1, Match::Exact));
    assert_eq!(
        found_as(&lee[..1], "LEE@acme.example"),
        one(0, Match::Email)
    );
}

#[test]
fn a_crowd_of_one_name_is_counted_and_its_first_are_listed() {
    let crowd = vec![json!({ "name": "sam" }); 3_000];
    let Resolution::Several { rows, count, .. } = found_as(&crowd, "sam") else {
        panic!("nobody to choose from");
    };
    assert_eq!((rows.len(), count), (MAX_CANDIDATES, 3_000));
}
