#![allow(clippy::unwrap_used)]
use super::*;
use crate::api::access::decode_list;
use crate::policy::access_list::Column;

fn row(id: u32, more: &str) -> String {
    format!("{{\"id\":{id},\"user\":\"u{}\"{more}}}", id % 7)
}

fn page(rows: &[String], total: &str) -> AccessList {
    decode_list(&format!(
        "{{\"data\":{{\"total\":{total},\"results\":[{}]}}}}",
        rows.join(",")
    ))
    .unwrap()
}

fn rows(from: u32, count: u32) -> Vec<String> {
    (from..from + count).map(|id| row(id, "")).collect()
}

fn ids(shelf: &Shelf) -> Vec<String> {
    shelf
        .listed()
        .filter_map(|access| access.id.known().cloned())
        .collect()
}

#[test]
fn pages_are_asked_for_until_the_total_is_there_wherever_the_service_cuts_them() {
    let mut shelf = Shelf::default();
    assert_eq!(shelf.next(), (100, 0));
    assert_eq!(shelf.take(page(&rows(0, 100), "250"), 100), Then::More);
    assert_eq!(shelf.next(), (500, 100));
    // Fewer than asked for: the service has its own limit.
    assert_eq!(shelf.take(page(&rows(100, 100), "250"), 500), Then::More);
    assert_eq!(shelf.next(), (500, 200));
    assert_eq!(shelf.take(page(&rows(200, 50), "250"), 500), Then::Whole);
    assert_eq!(shelf.count().arrived, 250);
}

#[test]
fn without_a_total_a_full_page_is_followed_by_another_and_a_lying_total_ends() {
    let take = |count, total| Shelf::default().take(page(&rows(0, count), total), 100);
    assert_eq!(take(100, "null"), Then::More);
    assert_eq!(take(99, "null"), Then::Whole);
    assert_eq!(take(99, "-3"), Then::Whole);
    assert_eq!(take(0, "7"), Then::Short);
    assert_eq!(take(100, "7"), Then::Whole);
    let mut shelf = Shelf::default();
    shelf.take(page(&rows(0, 100), "7"), 100);
    assert_eq!(shelf.count().total, Some(100), "never fewer than are there");
}

#[test]
fn what_arrives_is_listed_as_if_it_had_all_been_there_at_once() {
    for column in [
        Column::Access,
        Column::User,
        Column::Roles,
        Column::LastLogin,
    ] {
        for descending in [false, true] {
            let order = Order { column, descending };
            let all: Vec<String> = (0..90)
                .map(|id| {
                    let role = ["", ",\"roles\":[\"R\"]", ",\"roles\":[]", ",\"roles\":7"];
                    let login = [
                        "",
                        ",\"last_login_at\":null",
                        ",\"last_login_at\":\"2026-03-01T00:00:00Z\"",
                    ];
                    row(
                        id * 37 % 90,
                        &format!("{}{}", role[id as usize % 4], login[id as usize % 3]),
                    )
                })
                .collect();
            let narrow = Narrow {
                role: Some("R".to_owned()),
                ..Narrow::default()
            };
            for narrow in [Narrow::default(), narrow] {
                let mut whole = Shelf::default();
                whole.take(page(&all, "90"), 500);
                whole.arrange(narrow.clone(), order, 0);
                let mut pieces = Shelf::default();
                pieces.arrange(narrow, order, 0);
                for piece in all.chunks(7) {
                    pieces.take(page(piece, "90"), 7);
                }
                assert_eq!(ids(&pieces), ids(&whole), "{order:?}");
                assert_eq!(pieces.count().undecided, whole.count().undecided);
            }
        }
    }
}

#[test]
fn a_saved_access_takes_its_own_place_and_may_leave_the_list() {
    let mut shelf = Shelf::default();
    let list = [row(1, ",\"roles\":[\"A\"]"), row(2, ",\"roles\":[\"A\"]")];
    shelf.take(page(&list, "2"), 100);
    let narrow = Narrow {
        role: Some("A".to_owned()),
        ..Narrow::default()
    };
    shelf.arrange(narrow, Order::default(), 0);
    assert_eq!(ids(&shelf), ["1", "2"]);
    let saved = page(&[row(1, ",\"roles\":[\"B\"]")], "1");
    shelf.replace(saved.results[0].known().unwrap());
    assert_eq!(ids(&shelf), ["2"]);
    assert_eq!(shelf.count().arrived, 2);
}
