//! Facets, pivot and the view of the table equal the oracle, at once or step by step, also while rows still arrive.

use proptest::prelude::*;
use rolecall_directory::{
    ACTIVE, Column, Counts, DISABLED, Directory, Facet, FacetCounts, Ingest, NONE, OFF, ON, Order,
    UNKNOWN, View,
};
use serde_json::Value;

use crate::gen_tenant::tenant;
use crate::oracle::{Row, fold};
use crate::query::{NOW, directory, filter, order, passes, picked, sorted};

/// All values of a facet; the special ones only if one of the counted users has them.
fn counts(rows: &[Row], counted: &[&Row], facet: Facet) -> Vec<(String, u32)> {
    let mut values: Vec<String> = match facet {
        Facet::Role => rows
            .iter()
            .flat_map(|row| row.grants())
            .filter_map(|grant| grant.1)
            .collect(),
        Facet::Namespace => rows
            .iter()
            .flat_map(|row| row.grants())
            .filter_map(|grant| grant.0)
            .collect(),
        Facet::Identity => {
            let words = rows
                .iter()
                .filter_map(|row| row.text("idm_type"))
                .filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        }
        Facet::Otp => vec![ON.into(), OFF.into()],
        Facet::Status => vec![ACTIVE.into(), DISABLED.into()],
    };
    if !matches!(facet, Facet::Otp | Facet::Status) {
        values.sort_by_key(|value| (fold(value), value.clone()));
        values.dedup();
    }
    let users = |value: &str| {
        let pick = rolecall_directory::Pick {
            facet,
            value: value.to_owned(),
            with: true,
        };
        counted.iter().filter(|row| picked(row, &pick)).count() as u32
    };
    let mut counts: Vec<_> = values
        .into_iter()
        .map(|value| (users(&value), value))
        .map(|(users, value)| (value, users))
        .collect();
    // A role with the same name as our value for "no role" is that role.
    let special = [NONE, UNKNOWN].map(|value| (value.to_owned(), users(value)));
    counts.extend(special.into_iter().filter(|(_, users)| *users > 0));
    counts
}

fn all(directory: &Directory) -> Vec<u32> {
    (0..directory.len()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_count_is_what_picking_that_value_instead_would_leave(items in tenant(40), filter in filter(), budget in 1_u32..50) {
        let (directory, rows) = directory(&items);
        let mut facets = FacetCounts::new(&filter, NOW);
        while !facets.step(&directory, budget) {}
        for facet in Facet::ALL {
            let counted: Vec<&Row> = rows.iter().filter(|row| passes(row, &filter, Some(facet))).collect();
            let found: Vec<_> = facets.of(&directory, facet).into_iter().map(|count| (count.value, count.users)).collect();
            prop_assert_eq!(found, counts(&rows, &counted, facet), "{:?}", facet);
        }
        let passed = rows.iter().filter(|row| passes(row, &filter, None)).count();
        prop_assert_eq!(facets.counts().unwrap().users() as usize, passed);
        prop_assert_eq!(facets.rows(), directory.search(&filter, NOW));
    }

    #[test]
    fn the_matrix_counts_each_user_once_per_cell(items in tenant(40), cut in any::<prop::sample::Index>()) {
        let (directory, rows) = directory(&items);
        let mut counts = Counts::new();
        let list = all(&directory);
        let cut = cut.index(list.len() + 1);
        counts.add(&directory, &list[..cut]);
        counts.add(&directory, &list[cut..]);
        let (namespaces, roles) = (counts.namespaces(&directory), counts.roles(&directory));
        let mut found: Vec<_> = counts.matrix(&directory).into_iter()
            .map(|cell| (namespaces[cell.namespace].value.clone(), roles[cell.role].value.clone(), cell.users)).collect();
        found.sort();
        let mut expected = std::collections::BTreeMap::new();
        for grant in rows.iter().flat_map(|row| row.grants()) {
            if let (Some(namespace), Some(role)) = grant {
                *expected.entry((namespace, role)).or_insert(0) += 1;
            }
        }
        let expected: Vec<_> = expected.into_iter().map(|((namespace, role), users)| (namespace, role, users)).collect();
        prop_assert_eq!(found, expected);
        for (counts, half) in [(&roles, 1), (&namespaces, 0)] {
            for count in counts {
                let holds = |row: &&Row| row.grants().iter().any(|grant| [&grant.0, &grant.1][half].as_deref() == Some(&count.value));
                prop_assert_eq!(count.users as usize, rows.iter().filter(holds).count());
            }
        }
    }

    #[test]
    fn a_view_applies_filter_and_order_through_any_changes(
        items in tenant(40),
        changes in prop::collection::vec((filter(), order(), any::<(bool, bool)>(), 0_usize..6), 1..5),
        budget in 1_u32..60,
        piece in 200_usize..4000,
    ) {
        let rows: Vec<Row> = items.iter().map(|item| Row { item: item.clone() }).collect();
        let bytes = serde_json::json!({"items": items}).to_string().into_bytes();
        let mut pieces = bytes.chunks(piece);
        let mut ingest = Ingest::new();
        let mut view = View::new(Default::default(), Default::default(), NOW);
        for (filter, order, (new_filter, new_order), steps) in changes {
            if new_filter { view.set_filter(filter) }
            if new_order { view.set_order(order) }
            for _ in 0..steps {
                if let Some(piece) = pieces.next() { ingest.push(piece.to_vec()); }
                ingest.step(usize::MAX);
                if view.step(ingest.directory(), budget, true) {
                    // While rows arrive, the order may lag behind, but nobody is missing or listed twice.
                    let mut shown = view.rows().to_vec();
                    shown.sort();
                    let len = ingest.directory().len();
                    let expected: Vec<u32> = (0..len).filter(|row| passes(&rows[*row as usize], view.filter(), None)).collect();
                    prop_assert_eq!(shown, expected);
                }
            }
        }
        pieces.for_each(|piece| ingest.push(piece.to_vec()));
        let (directory, _) = ingest.finish();
        while !view.step(&directory, budget, false) {}
        let found = (0..directory.len()).filter(|row| passes(&rows[*row as usize], view.filter(), None)).collect();
        prop_assert_eq!(view.rows(), sorted(&rows, found, view.order()));
    }
}

/// More than one chunk of everything: columns of 16,384 cells, 1 MB of text, runs of 4,096 entries.
#[test]
fn agrees_beyond_the_size_of_one_chunk_of_memory() {
    let users = 20_000_u32;
    let name = |row: u32| {
        format!(
            "Service account of department {:05}",
            row.wrapping_mul(2_654_435_761) % 7_001
        )
    };
    let items: Vec<Value> = (0..users)
        .map(|row| {
            serde_json::json!({
                "email": format!("user-{row}@acme-corporation.example"),
                "first_name": name(row),
                "otp_enabled": row % 3 == 0,
                "namespace_roles": [{"namespace": format!("ns-{}", row % 50), "role": "viewer"}, {"namespace": "*", "role": format!("r{}", row % 7)}],
            })
        })
        .collect();
    let (directory, _) = directory(&items);
    let found = |query: &str| directory.search(&rolecall_directory::Query::read(query).into(), NOW);
    let expected = |is: &dyn Fn(u32) -> bool| (0..users).filter(|row| is(*row)).collect::<Vec<_>>();
    assert_eq!(
        found("user-199"),
        expected(&|row| row.to_string().starts_with("199"))
    );
    assert_eq!(
        found("07@ACME"),
        expected(&|row| format!("-{row}").ends_with("07"))
    );
    assert_eq!(
        found("\"department 06\""),
        expected(&|row| name(row).contains("department 06"))
    );
    assert_eq!(
        found("ns:ns-7 otp:on"),
        expected(&|row| row % 50 == 7 && row % 3 == 0)
    );
    assert_eq!(found("r3"), expected(&|row| row % 7 == 3));
    for text in ["user", "-user", "otp,-user", "-otp"] {
        let order = Order::read(text, &Column::ALL);
        let mut rows = all(&directory);
        rows.sort_by(|a, b| {
            order
                .by
                .iter()
                .fold(std::cmp::Ordering::Equal, |so_far, by| {
                    let cells = match by.column {
                        Column::User => name(*a).cmp(&name(*b)),
                        _ => (a % 3 == 0).cmp(&(b % 3 == 0)),
                    };
                    so_far.then(if by.descending {
                        cells.reverse()
                    } else {
                        cells
                    })
                })
        });
        assert_eq!(directory.sort(all(&directory), &order, NOW), rows, "{text}");
        let mut sorter = rolecall_directory::Sorter::new(all(&directory), order, NOW);
        while !sorter.step(&directory, 1_000) {}
        assert_eq!(sorter.into_rows(), rows, "{text} in steps");
    }
}
