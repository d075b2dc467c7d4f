//! Reading: however the stream is cut and whatever is broken in it, the directory contains what the oracle reads.

use crate::gen_tenant::{Document, document, splits};
use proptest::prelude::*;
use rolecall_directory::{
    BrokenRowReason, Completeness, Directory, Field, Ingest, LastLogin, NoList, Outcome, Report,
    State, Tristate, Value,
};

fn ingest(bytes: &[u8], cuts: &[usize], budget: usize) -> (Directory, Report) {
    let mut ingest = Ingest::new();
    let mut from = 0;
    for &cut in cuts.iter().chain([&bytes.len()]) {
        let cut = cut.clamp(from, bytes.len());
        ingest.push(bytes[from..cut].to_vec());
        ingest.step(budget);
        from = cut;
    }
    ingest.finish()
}

fn whole(bytes: &[u8]) -> (Directory, Report) {
    ingest(bytes, &[], usize::MAX)
}

/// Everything that every row can tell.
fn dump(directory: &Directory) -> Vec<String> {
    let describe = |row| {
        let user = directory.user(row).unwrap();
        let texts = (
            user.display_name(),
            user.name(),
            user.email(),
            user.first_name(),
            user.last_name(),
        );
        let words = (
            user.namespace(),
            user.tenant(),
            user.tenant_type(),
            user.identity(),
            user.sync_mode(),
            user.kind(),
        );
        let flags = (
            user.disabled(),
            user.domain_owner(),
            user.otp_enabled(),
            user.created(),
            user.last_login(),
        );
        let grants: Vec<_> = user.grants().collect();
        let groups: Vec<_> = user.groups().collect();
        let states: Vec<_> = Field::ALL.iter().map(|field| user.state(*field)).collect();
        let completeness = (user.grants_completeness(), user.groups_completeness());
        format!("{texts:?} {words:?} {flags:?} {grants:?} {groups:?} {states:?} {completeness:?}")
    };
    (0..directory.len()).map(describe).collect()
}

fn agrees(directory: &Directory, rows: &[crate::oracle::Row]) {
    assert_eq!(directory.len() as usize, rows.len());
    for (number, row) in (0..).zip(rows) {
        let user = directory.user(number).unwrap();
        assert_eq!(
            user.display_name().map(str::to_owned),
            row.display_name().map(|name| name.trim().to_owned())
        );
        for field in Field::ALL {
            let key = field.wire();
            assert_eq!(
                format!("{:?}", user.state(field)),
                row.state(key),
                "{key} of {}",
                row.item
            );
        }
        for (cell, key) in [
            (user.name(), "name"),
            (user.email(), "email"),
            (user.first_name(), "first_name"),
            (user.last_name(), "last_name"),
            (user.namespace(), "namespace"),
            (user.tenant(), "tenant"),
            (user.tenant_type(), "tenant_type"),
        ] {
            assert_eq!(cell.known(), row.text(key));
        }
        for (flag, key) in [
            (user.disabled(), "disabled"),
            (user.domain_owner(), "domain_owner"),
            (user.otp_enabled(), "otp_enabled"),
        ] {
            let expected = match row.flag(key) {
                Some(true) => Tristate::Yes,
                Some(false) => Tristate::No,
                None => Tristate::Unknown,
            };
            assert_eq!(flag, expected);
        }
        let expected = match (row.state("last_login_timestamp"), row.last_login()) {
            (_, Some(millis)) => LastLogin::At(millis),
            ("Null", None) => LastLogin::Never,
            _ => LastLogin::Unknown,
        };
        assert_eq!(user.last_login(), expected);
        let grants: Vec<_> = user
            .grants()
            .map(|grant| {
                (
                    grant.namespace.map(str::to_owned),
                    grant.role.map(str::to_owned),
                )
            })
            .collect();
        assert_eq!(grants, row.grants());
        assert_eq!(
            user.groups().map(str::to_owned).collect::<Vec<_>>(),
            row.groups()
        );
        for (completeness, key) in [
            (user.grants_completeness(), "namespace_roles"),
            (user.groups_completeness(), "group_names"),
        ] {
            let expected = match (row.list(key), row.is_partial(key)) {
                (None, _) => Completeness::Unknown,
                (Some(_), true) => Completeness::Partial,
                (Some(_), false) => Completeness::Complete,
            };
            assert_eq!(completeness, expected);
        }
    }
    let rows_with_errors = rows.iter().filter(|row| row.has_errors()).count();
    assert_eq!(directory.rows_with_errors() as usize, rows_with_errors);
}

#[test]
fn the_oracle_knows_the_same_fields_as_the_directory() {
    // With arrays of different lengths this would not even compile.
    assert_eq!(Field::ALL.map(Field::wire), crate::oracle::FIELDS);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_is_what_the_oracle_reads(Document(bytes) in document()) {
        let (directory, report) = whole(&bytes);
        let (rows, broken) = crate::oracle::rows(&bytes).unwrap();
        prop_assert_eq!(report.outcome, Outcome::Complete);
        prop_assert_eq!(report.broken_rows, broken);
        prop_assert_eq!(report.bytes as usize, bytes.len());
        agrees(&directory, &rows);
    }

    #[test]
    fn chunks_and_budgets_of_any_size_give_the_same_result(Document(bytes) in document(), cuts in splits(), budget in 1_usize..2000) {
        let (one, report_one) = whole(&bytes);
        let cuts: Vec<usize> = { let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect(); cuts.sort(); cuts };
        let (other, report_other) = ingest(&bytes, &cuts, budget);
        prop_assert_eq!(dump(&one), dump(&other));
        prop_assert_eq!(report_one, report_other);
    }

    #[test]
    fn a_cut_stream_keeps_complete_rows_and_is_reported_as_cut(Document(bytes) in document(), cut in any::<prop::sample::Index>()) {
        let (all, _) = whole(&bytes);
        let trimmed = bytes.trim_ascii_end().len();
        let cut = cut.index(trimmed);
        let (some, report) = whole(&bytes[..cut]);
        prop_assert!(some.len() <= all.len());
        prop_assert_eq!(&dump(&some)[..], &dump(&all)[..some.len() as usize]);
        let at_start = bytes[..cut].trim_ascii().is_empty() || cut < 3 && bytes[0] == 0xef;
        prop_assert!(at_start || matches!(report.outcome, Outcome::Cut { .. }) || &bytes[..cut] == b"\xef\xbb\xbf", "{:?}", report.outcome);
    }

    #[test]
    fn mutated_bytes_never_panic_and_agree_with_serde_json(
        Document(bytes) in document(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..6),
    ) {
        let mut bytes = bytes;
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); if bytes.is_empty() { break } }
                _ => bytes.insert(at, byte),
            }
        }
        let (directory, report) = whole(&bytes);
        let (again, report_again) = ingest(&bytes, &(0..bytes.len()).collect::<Vec<_>>(), 1);
        prop_assert_eq!(&report, &report_again);
        prop_assert_eq!(dump(&directory), dump(&again));
        let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        // serde_json rejects the whole document for what spoils only a cell here (bad UTF-8, a duplicate key), but for nothing else.
        if let Ok(value) = serde_json::from_slice::<serde_json::Value>(plain)
            && let Some(items) = value.get("items").and_then(serde_json::Value::as_array)
            && report.outcome == Outcome::Complete
        {
            prop_assert_eq!(u64::from(report.rows) + report.broken_rows, items.len() as u64);
        }
        if matches!(report.outcome, Outcome::NotJson { .. } | Outcome::Broken { .. } | Outcome::Cut { .. } | Outcome::Empty) {
            prop_assert!(serde_json::from_slice::<serde_json::Value>(plain).is_err());
        }
    }
}

#[test]
fn one_byte_at_a_time_gives_the_same_result_as_all_at_once() {
    let text = r#" { "next" : {"items":[1]}, "it\u0065ms" : [ {"name":"a{]\"}\\","email":"a@b","group_names":["x",null]} , {} ], "n": -1.5e+3 } "#;
    let (one, report) = whole(text.as_bytes());
    let cuts: Vec<usize> = (0..text.len()).collect();
    let (other, report_other) = ingest(text.as_bytes(), &cuts, 1);
    assert_eq!(dump(&one), dump(&other));
    assert_eq!(report, report_other);
    assert_eq!(one.len(), 2);
    assert_eq!(one.user(0).unwrap().name(), Value::Known("a{]\"}\\"));
}

#[test]
fn a_response_without_a_list_is_never_zero_users() {
    let outcome = |text: &str| whole(text.as_bytes()).1.outcome;
    assert_eq!(outcome(r#"{"items":[]}"#), Outcome::Complete);
    assert_eq!(outcome(r#"{"items":null}"#), Outcome::NoList(NoList::Null));
    assert_eq!(
        outcome(r#"{"items":{}}"#),
        Outcome::NoList(NoList::NotAList)
    );
    assert_eq!(
        outcome(r#"{"items":"none"}"#),
        Outcome::NoList(NoList::NotAList)
    );
    assert_eq!(outcome("{}"), Outcome::NoList(NoList::Missing));
    for other in [
        "[]",
        "[{\"items\":[]}]",
        "null",
        "42",
        "-1.5 ",
        "\"items\"",
        "true",
    ] {
        assert_eq!(
            outcome(other),
            Outcome::NoList(NoList::NotAnObject),
            "{other}"
        );
    }
    assert_eq!(outcome("<!doctype html>"), Outcome::NotJson { at: 0 });
    assert_eq!(outcome("{\"items\" []}"), Outcome::NotJson { at: 9 });
    assert_eq!(outcome("\u{feff} \n{\"items\":[]} "), Outcome::Complete);
    assert_eq!(outcome("\u{feff}"), Outcome::Empty);
    assert_eq!(outcome("\u{feff}\u{feff}{}"), Outcome::NotJson { at: 3 });
    assert_eq!(outcome(""), Outcome::Empty);
    assert_eq!(outcome(" \n"), Outcome::Empty);
    assert_eq!(
        outcome("{"),
        Outcome::Cut {
            at: 1,
            list_complete: false
        }
    );
    assert_eq!(
        outcome("{\"items\":[]"),
        Outcome::Cut {
            at: 11,
            list_complete: true
        }
    );
    assert_eq!(
        outcome("{\"items\":[],\"items\":[]}"),
        Outcome::SecondList { at: 20 }
    );
}

#[test]
fn bad_syntax_stops_at_its_byte_and_keeps_the_rows_before_it() {
    let text = r#"{"items":[{"name":"a"},{"name":"b" "c"}]}"#;
    let (directory, report) = whole(text.as_bytes());
    assert_eq!(directory.len(), 1);
    assert_eq!(report.outcome, Outcome::Broken { at: 35 });
    let (_, trailing) = whole(b"{\"items\":[]} x");
    assert_eq!(trailing.outcome, Outcome::Broken { at: 13 });
}

#[test]
fn a_broken_row_is_counted_and_listed_without_affecting_others() {
    let text = r#"{"items":[{"name":"a"},null,7,"x",true,[],{"name":"b"}]}"#;
    let (directory, report) = whole(text.as_bytes());
    assert_eq!(directory.len(), 2);
    let listed: Vec<_> = report
        .broken
        .iter()
        .map(|row| (row.index, row.reason))
        .collect();
    let expected = [
        (1, BrokenRowReason::Null),
        (2, BrokenRowReason::Number),
        (3, BrokenRowReason::Text),
        (4, BrokenRowReason::Boolean),
        (5, BrokenRowReason::List),
    ];
    assert_eq!(listed, expected);
    let half: String = (0..500)
        .map(|row| if row % 2 == 0 { "{}," } else { "null," })
        .collect();
    let (directory, report) = whole(format!("{{\"items\":[{half}0]}}").as_bytes());
    assert_eq!(
        (directory.len(), report.broken_rows, report.broken.len()),
        (250, 251, 100)
    );
}

#[test]
fn invalid_text_spoils_only_its_own_cell() {
    for bad in [
        &b"\"\\ud800\""[..],
        b"\"\\udc00x\"",
        b"\"\\ud800\\u0041\"",
        b"\"\xff\xfe\"",
        b"\"\xc3\"",
    ] {
        let document = [
            b"{\"items\":[{\"name\":",
            bad,
            b",\"email\":\"e@x\",\"first_name\":\"\\ud83d\\ude00\"}]}",
        ]
        .concat();
        let (directory, report) = whole(&document);
        assert_eq!(report.outcome, Outcome::Complete);
        let user = directory.user(0).unwrap();
        assert_eq!(
            (user.name(), user.email(), user.first_name()),
            (Value::Unreadable, Value::Known("e@x"), Value::Known("😀"))
        );
        assert_eq!(report.rows_with_errors, 1);
    }
}

#[test]
fn a_duplicate_key_makes_its_cell_unreadable() {
    let (directory, _) = whole(br#"{"items":[{"email":"a","email":"a","disabled":false,"disabled":true,"group_names":[],"group_names":["g"],"name":"n"}]}"#);
    let user = directory.user(0).unwrap();
    assert_eq!(
        (user.email(), user.disabled(), user.name()),
        (Value::Unreadable, Tristate::Unknown, Value::Known("n"))
    );
    assert_eq!(
        (user.groups_completeness(), user.groups().len()),
        (Completeness::Unknown, 0)
    );
}

#[test]
fn skips_an_unknown_field_nested_100_000_levels_deep() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let text = format!(r#"{{"before":{deep},"items":[{{"new":{deep},"name":"a"}}]}}"#);
    let (directory, report) = whole(text.as_bytes());
    assert_eq!((directory.len(), report.outcome), (1, Outcome::Complete));
    assert_eq!(directory.user(0).unwrap().state(Field::Name), State::Known);
}

#[test]
fn an_item_over_the_limit_is_a_broken_row() {
    let long = "x".repeat(rolecall_directory::MAX_ITEM_BYTES);
    let text = format!(r#"{{"items":[{{"name":"{long}"}},{{"name":"b"}}]}}"#);
    let (directory, report) = whole(text.as_bytes());
    assert_eq!(
        (directory.len(), report.broken[0].reason),
        (1, BrokenRowReason::TooLong)
    );
    let long = "y".repeat(2 << 20);
    let text = format!(r#"{{"items":[{{"name":"a"}},{{"name":"{long}"}},{{"name":"b"}}]}}"#);
    let (directory, _) = whole(text.as_bytes());
    assert_eq!(directory.user(1).unwrap().name(), Value::Known(&long[..]));
    assert_eq!(directory.user(2).unwrap().name(), Value::Known("b"));
    let found = directory.search(&rolecall_directory::Query::read("yyb").into(), 0);
    assert!(found.is_empty());
    assert_eq!(
        directory.search(&rolecall_directory::Query::read("y").into(), 0),
        [1]
    );
    assert_eq!(
        directory.search(&rolecall_directory::Query::read("b").into(), 0),
        [2]
    );
}
