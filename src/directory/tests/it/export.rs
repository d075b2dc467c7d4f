//! Exports read back as the users that were exported.

use proptest::prelude::*;
use rolecall_directory::{
    Delimiter, Directory, Exporter, Field, Fit, Format, Ingest, Layout, Outcome,
};
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
                "group_names" => row.groups().iter().map(|name| escaped(name, "")).collect(),
                _ => row
                    .grants()
                    .into_iter()
                    .map(|(namespace, role)| {
                        format!(
                            "{}:{}",
                            namespace.map_or_else(unknown, |name| escaped(&name, ":")),
                            role.map_or_else(unknown, |name| escaped(&name, "")),
                        )
                    })
                    .collect(),
            };
            if row.is_partial(key) {
                parts.push(unknown());
            }
            for part in &mut parts {
                if part.is_empty() {
                    *part = "(empty)".to_owned();
                }
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
    match is_formula(cell.trim_start_matches('\'')) {
        true => format!("'{cell}"),
        false => cell,
    }
}

/// For the names that the generator uses.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(char::is_control)
        || cell
            .trim_start_matches([' ', '\u{200b}'])
            .starts_with(['=', '+', '-', '@'])
}

fn escaped(text: &str, marks: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('|', "\\|");
    let text = match marks {
        ":" => text.replace(':', "\\:"),
        _ => text,
    };
    match text.strip_prefix('(') {
        Some(rest) => format!("\\({rest}"),
        None => text,
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
        let format = Format::Csv { delimiter, layout: Layout::User };
        let bytes = export(&directory, format, &list, max_rows);
        prop_assert_eq!(&bytes, &export(&directory, format, &list, usize::MAX));
        let text = String::from_utf8(bytes).unwrap();
        let lines = read_csv(text.strip_prefix('\u{feff}').unwrap(), mark);
        prop_assert_eq!(&lines[0], &FIELDS);
        let expected: Vec<Vec<String>> = list.iter().map(|row| FIELDS.iter().map(|key| csv_cell(&rows[*row as usize], key)).collect()).collect();
        prop_assert_eq!(&lines[1..], expected);
        prop_assert!(lines.iter().flatten().all(|cell| !is_formula(cell)));
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
            layout: Layout::User,
        },
        &[],
        5,
    ))
    .unwrap();
    assert!(csv.starts_with("\u{feff}name,email,") && csv.ends_with(",type\r\n"));
}

const PER_GRANT: Format = Format::Csv {
    delimiter: Delimiter::Comma,
    layout: Layout::Grant,
};

fn lines_of(item: Value) -> Vec<Vec<String>> {
    let (directory, _) = directory(&[item]);
    let text = String::from_utf8(export(&directory, PER_GRANT, &[0], 5)).unwrap();
    let lines = read_csv(text.trim_start_matches('\u{feff}'), ',');
    // What the line is about, without the user.
    lines.into_iter().map(|line| line[6..].to_vec()).collect()
}

#[test]
fn one_line_per_grant_says_what_is_direct_what_is_a_group_and_what_is_unknown() {
    let grant =
        |namespace: &str, role: &str| serde_json::json!({"namespace": namespace, "role": role});
    let titles = ["assigned", "namespace", "role", "group"];
    assert_eq!(
        lines_of(
            serde_json::json!({"namespace_roles": [grant("prod", "=admin"), grant("*", "a | b")], "group_names": ["crew"]})
        ),
        [
            titles,
            ["direct", "prod", "'=admin", ""],
            ["direct", "*", "a | b", ""],
            ["group", "(unknown)", "(unknown)", "crew"]
        ]
    );
    assert_eq!(
        lines_of(serde_json::json!({"namespace_roles": [], "group_names": []})),
        [titles, ["(none)", "(none)", "(none)", "(none)"]]
    );
    assert_eq!(
        lines_of(serde_json::json!({"namespace_roles": [{"role": "r"}, 7], "group_names": null})),
        [
            titles,
            ["direct", "(unknown)", "r", ""],
            ["direct", "(unknown)", "(unknown)", ""],
            ["group", "(unknown)", "(unknown)", "(unknown)"],
        ]
    );
}

#[test]
fn an_export_knows_what_a_spreadsheet_cannot_show() {
    let grants: Vec<Value> = (0..1_500)
        .map(|number| serde_json::json!({"namespace": format!("namespace-{number}"), "role": "ves-io-monitor-role-with-a-long-name"}))
        .collect();
    let (directory, _) = directory(&[
        serde_json::json!({"namespace_roles": grants, "group_names": []}),
        serde_json::json!({}),
    ]);
    let fit = |format, rows: &[u32]| {
        let mut exporter = Exporter::new(format, rows.to_vec());
        while exporter.next_chunk(&directory, 1_000).is_some() {}
        exporter.fit()
    };
    let delimiter = Delimiter::Comma;
    let per_user = Format::Csv {
        delimiter,
        layout: Layout::User,
    };
    let found = fit(per_user, &[0, 1]);
    assert!(
        !found.is_whole() && found.long_cells == 1 && found.longest > 75_000 && found.lines == 3,
        "{found:?}"
    );
    assert_eq!(
        fit(PER_GRANT, &[0, 1]),
        Fit {
            lines: 1 + 1_500 + 2,
            ..Fit::default()
        }
    );
    assert!(fit(per_user, &[1]).is_whole());
    // The titles are a row, too.
    for (lines, is_whole) in [(1_048_576, true), (1_048_577, false)] {
        let fit = Fit {
            lines,
            ..Fit::default()
        };
        assert_eq!(fit.is_whole(), is_whole);
    }
}
