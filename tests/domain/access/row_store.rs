//! Paging, filtering and sorting of the loaded rows.

use rolecall::api::access::access_of_user::{AccessList, decode_list};
use rolecall::domain::access::filter::{Column, Filter, Order};
use rolecall::domain::access::row_store::*;

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

fn ids(store: &RowStore) -> Vec<String> {
    store
        .listed()
        .filter_map(|access| access.id.known().cloned())
        .collect()
}

#[test]
fn requests_pages_until_the_total_is_reached_whatever_their_size() {
    let mut store = RowStore::default();
    assert_eq!(store.next_page(), (100, 0));
    assert_eq!(
        store.add_page(page(&rows(0, 100), "250"), 100),
        AfterPage::More
    );
    assert_eq!(store.next_page(), (500, 100));
    // Fewer than requested: the service has its own limit.
    assert_eq!(
        store.add_page(page(&rows(100, 100), "250"), 500),
        AfterPage::More
    );
    assert_eq!(store.next_page(), (500, 200));
    assert_eq!(
        store.add_page(page(&rows(200, 50), "250"), 500),
        AfterPage::Complete
    );
    assert_eq!(store.count().loaded, 250);
}

#[test]
fn without_a_total_a_full_page_means_more_and_a_wrong_total_still_ends() {
    let take = |count, total| RowStore::default().add_page(page(&rows(0, count), total), 100);
    assert_eq!(take(100, "null"), AfterPage::More);
    assert_eq!(take(99, "null"), AfterPage::Complete);
    assert_eq!(take(99, "-3"), AfterPage::Complete);
    assert_eq!(take(0, "7"), AfterPage::Incomplete);
    assert_eq!(take(100, "7"), AfterPage::Complete);
    let mut store = RowStore::default();
    store.add_page(page(&rows(0, 100), "7"), 100);
    assert_eq!(
        store.count().total,
        Some(100),
        "never less than the rows loaded"
    );
}

#[test]
fn page_by_page_gives_the_same_list_as_all_at_once() {
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
            let filter = Filter {
                role: Some("R".to_owned()),
                ..Filter::default()
            };
            for filter in [Filter::default(), filter] {
                let mut whole = RowStore::default();
                whole.add_page(page(&all, "90"), 500);
                whole.arrange(filter.clone(), order, 0);
                let mut pieces = RowStore::default();
                pieces.arrange(filter, order, 0);
                for piece in all.chunks(7) {
                    pieces.add_page(page(piece, "90"), 7);
                }
                assert_eq!(ids(&pieces), ids(&whole), "{order:?}");
                assert_eq!(pieces.count().undecided, whole.count().undecided);
            }
        }
    }
}

#[test]
fn a_saved_access_is_replaced_and_may_leave_the_list() {
    let mut store = RowStore::default();
    let list = [row(1, ",\"roles\":[\"A\"]"), row(2, ",\"roles\":[\"A\"]")];
    store.add_page(page(&list, "2"), 100);
    let filter = Filter {
        role: Some("A".to_owned()),
        ..Filter::default()
    };
    store.arrange(filter, Order::default(), 0);
    assert_eq!(ids(&store), ["1", "2"]);
    let saved = page(&[row(1, ",\"roles\":[\"B\"]")], "1");
    store.replace(saved.results[0].known().unwrap());
    assert_eq!(ids(&store), ["2"]);
    assert_eq!(store.count().loaded, 2);
}

#[test]
fn a_number_given_to_two_customers_is_two_rows() {
    let of = |customer: u32| {
        format!(
            "{{\"id\":433515,\"user\":\"u2\",\"customer_id\":{customer},\"name\":\"of {customer}\"}}"
        )
    };
    let mut store = RowStore::default();
    let list = page(&[of(1234), row(7, ""), of(1235)], "3");
    assert_eq!(store.add_page(list, 100), AfterPage::Complete);
    assert_eq!((store.count().loaded, store.count().shared), (3, 1));
    assert!(store.is_shared("u2", "433515") && !store.is_shared("u0", "7"));
    let customers: Vec<_> = store
        .first_shared(9)
        .into_iter()
        .map(|key| key.customer)
        .collect();
    assert_eq!(
        customers,
        [Some("1234".to_owned()), Some("1235".to_owned())]
    );
    // A saved change is shown on its own row only.
    let newer = page(&[of(1235).replace("of 1235", "new")], "1");
    store.replace(newer.results[0].known().unwrap());
    let names: Vec<_> = store
        .listed()
        .filter_map(|access| access.name.known().cloned())
        .collect();
    assert_eq!(names, ["of 1234", "new"]);
}

#[test]
fn rows_that_are_sent_again_are_not_listed_again() {
    // The offset is ignored: the same three for ever, of nine.
    let mut store = RowStore::default();
    assert_eq!(store.add_page(page(&rows(0, 3), "9"), 100), AfterPage::More);
    assert_eq!(store.next_page(), (500, 3));
    assert_eq!(
        store.add_page(page(&rows(0, 3), "9"), 500),
        AfterPage::Repeating
    );
    assert_eq!((store.count().loaded, store.count().shared), (3, 0));
    // Rows that moved to the next page while it loaded: the newer version counts, and what may be missing is said.
    let mut store = RowStore::default();
    assert_eq!(store.add_page(page(&rows(0, 3), "6"), 100), AfterPage::More);
    let moved = page(&[row(2, ",\"name\":\"new\""), row(3, ""), row(4, "")], "6");
    assert_eq!(store.add_page(moved, 500), AfterPage::Repeating);
    assert_eq!(ids(&store), ["0", "1", "2", "3", "4"]);
    // Without a total, a full page of known rows would go on for ever.
    let mut store = RowStore::default();
    assert_eq!(
        store.add_page(page(&rows(0, 100), "null"), 100),
        AfterPage::More
    );
    assert_eq!(
        store.add_page(page(&rows(0, 500), "null"), 500),
        AfterPage::More
    );
    assert_eq!(
        store.add_page(page(&rows(0, 500), "null"), 500),
        AfterPage::Repeating
    );
}
