//! Exports read back as the users that were exported.

use proptest::prelude::*;
use rolecall_directory::{Delimiter, Directory, Exporter, Field, Format, Ingest, Outcome};
use serde_json::Value;

use crate::gen_tenant::tenant;
use crate::oracle::{FIELDS, Row, date};
use crate::query::directory;

fn export(directory: &Directory, format: Format, rows: &[u32], max_rows: usize) -> Vec<u8> {
    let mut exporter = Exporter::new(format, rows.to_vec());
    let mut bytes = Vec::new();
    while let Some(chunk) = exporter.next_chunk(directory, max_rows) {
        bytes.extend(chunk);
    }
    assert_eq!(exporter.progress(), (rows.len(), rows.len()));
    bytes
}

/// RFC 4180, read character by character.
fn read_csv(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            _ if quoted => cell.push(letter),
            '\r' => {
                assert_eq!(letters.next(), Some('\n'));
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            _ if letter == delimiter => line.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    assert!(!quoted && cell.is_empty() && line.is_empty());
    lines
}

fn csv_cell(row: &Row, key: &str) -> String {
    let unknown = || "(unknown)".to_owned();
    let cell = match (row.state(key), key) {
        ("Null", "last_login_timestamp") => "never".to_owned(),
        ("Known", "group_names" | "namespace_roles") => {
            let mut parts: Vec<String> = match key {
                "group_names" => row.groups(),
                _ => row
                    .grants()
                    .into_iter()
                    .map(|(namespace, role)| {
                        format!(
                            "{}:{}",
                            namespace.unwrap_or_else(unknown),
                            role.unwrap_or_else(unknown)
                        )
                    })
                    .collect(),
            };
            if row.is_partial(key) {
                parts.push(unknown());
            }
            parts.join(" | ")
        }
        ("Known", _) => match &row.item[key] {
            Value::Bool(flag) => flag.to_string(),
            Value::String(text) if key.ends_with("timestamp") => {
                let at = chrono::DateTime::from_timestamp_millis(date(text).unwrap()).unwrap();
                at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
            }
            Value::String(text) => text.clone(),
            other => panic!("{other}"),
        },
        _ => unknown(),
    };
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_reads_back_as_the_rows_in_order_without_formulas(
        items in tenant(20), some in any::<u64>(), max_rows in 1_usize..9, semicolon in any::<bool>(),
    ) {
        let (directory, rows) = directory(&items);
        let list: Vec<u32> = (0..directory.len()).rev().filter(|row| some >> row & 1 == 1).collect();
        let (delimiter, mark) = if semicolon { (Delimiter::Semicolon, ';') } else { (Delimiter::Comma, ',') };
        let format = Format::Csv { delimiter };
        let bytes = export(&directory, format, &list, max_rows);
        prop_assert_eq!(&bytes, &export(&directory, format, &list, usize::MAX));
        let text = String::from_utf8(bytes).unwrap();
        let lines = read_csv(text.strip_prefix('\u{feff}').unwrap(), mark);
        prop_assert_eq!(&lines[0], &FIELDS);
        let expected: Vec<Vec<String>> = list.iter().map(|row| FIELDS.iter().map(|key| csv_cell(&rows[*row as usize], key)).collect()).collect();
        prop_assert_eq!(&lines[1..], expected);
        prop_assert!(lines.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    }

    #[test]
    fn json_reads_back_as_the_same_users(items in tenant(20), some in any::<u64>(), max_rows in 1_usize..9) {
        let (directory, rows) = directory(&items);
        let list: Vec<u32> = (0..directory.len()).rev().filter(|row| some >> row & 1 == 1).collect();
        let bytes = export(&directory, Format::Json, &list, max_rows);
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let read = document["items"].as_array().unwrap();
        prop_assert_eq!(read.len(), list.len());
        for (item, row) in read.iter().zip(&list) {
            let row = &rows[*row as usize];
            for key in FIELDS {
                match row.state(key) {
                    "Known" if key.ends_with("timestamp") => prop_assert_eq!(date(item[key].as_str().unwrap()), row.text(key).and_then(date)),
                    "Known" if key == "group_names" => prop_assert_eq!(&item[key], &serde_json::json!(row.groups())),
                    "Known" if key == "namespace_roles" => prop_assert_eq!(Row { item: item.clone() }.grants(), row.grants()),
                    "Known" => prop_assert_eq!(&item[key], &row.item[key]),
                    "Null" => prop_assert_eq!(item.get(key), Some(&Value::Null)),
                    _ => prop_assert_eq!(item.get(key), None),
                }
                let named = item["unreadable_fields"].as_array().is_some_and(|fields| fields.contains(&Value::from(key)));
                prop_assert_eq!(named, row.state(key) == "Unreadable" || row.is_partial(key), "{}", key);
            }
        }
        let mut ingest = Ingest::new();
        ingest.push(bytes);
        let (again, report) = ingest.finish();
        prop_assert_eq!((report.outcome, again.len() as usize, report.broken_rows), (Outcome::Complete, list.len(), 0));
        for (at, row) in (0..).zip(&list) {
            let (new, old) = (again.user(at).unwrap(), directory.user(*row).unwrap());
            prop_assert_eq!(new.display_name(), old.display_name());
            prop_assert_eq!(new.last_login(), old.last_login());
            prop_assert_eq!(new.state(Field::OtpEnabled) == rolecall_directory::State::Known, old.state(Field::OtpEnabled) == rolecall_directory::State::Known);
        }
    }
}

#[test]
fn an_export_without_users_is_a_valid_file() {
    let (directory, _) = directory(&[]);
    assert_eq!(
        export(&directory, Format::Json, &[], 5),
        b"{\"items\":[\n]}\n"
    );
    let csv = String::from_utf8(export(
        &directory,
        Format::Csv {
            delimiter: Delimiter::Comma,
        },
        &[],
        5,
    ))
    .unwrap();
    assert!(csv.starts_with("\u{feff}name,email,") && csv.ends_with(",type\r\n"));
}
