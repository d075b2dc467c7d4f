//! Generated responses of `user_roles`: names in many scripts, unknown enum values, nulls, missing and wrong cells, broken rows.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// A document that a failing test prints as text.
#[derive(Clone)]
pub(crate) struct Document(pub Vec<u8>);

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// Where to cut a document.
pub(crate) fn splits() -> impl Strategy<Value = Vec<Index>> {
    prop::collection::vec(any::<Index>(), 0..20)
}

/// A whole document as bytes: compact or pretty, with or without a byte order mark and keys around the list.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let around = prop::collection::vec(
        (select(vec!["next", "a{", "item", "\"q\\"]), odd_value()),
        0..3,
    );
    (
        prop::collection::vec(item(), 0..25),
        around,
        any::<(bool, bool, bool, bool)>(),
    )
        .prop_map(|(items, around, (pretty, mark, escape, first))| {
            let mut whole = Map::new();
            if first {
                whole.insert("items".into(), json!(items));
            }
            whole.extend(
                around
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value)),
            );
            whole.insert("items".into(), json!(items));
            let mut text = match pretty {
                true => serde_json::to_string_pretty(&whole),
                false => serde_json::to_string(&whole),
            }
            .unwrap_or_default();
            if escape {
                text = text.replace("name", "n\\u0061me").replace('/', "\\/");
            }
            if mark {
                text.insert(0, '\u{feff}');
            }
            Document(text.into_bytes())
        })
}

/// Only valid rows, for tests of a filled directory.
pub(crate) fn tenant(max_users: usize) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(user(), 0..max_users)
}

fn item() -> impl Strategy<Value = Value> {
    prop_oneof![12 => user(), 1 => odd_value()]
}

pub(crate) fn user() -> impl Strategy<Value = Value> {
    let names = (name(), email(), name(), name());
    let dates = (date(), date());
    let flags = (
        cell(any::<bool>()),
        cell(any::<bool>()),
        cell(any::<bool>()),
    );
    let lists = (
        cell(prop::collection::vec(group(), 0..4)),
        cell(prop::collection::vec(grant(), 0..5)),
    );
    let words = (
        word(&[
            "SSO",
            "VOLTERRA_MANAGED",
            "UNDEFINED",
            "QUANTUM",
            "AXON",
            "",
        ]),
        word(&["SELF", "SCIM", "NEW"]),
        word(&["UNKNOWN", "FREEMIUM", "ENTERPRISE"]),
        word(&["USER", "SERVICE", "DEBUG", "ROBOT"]),
    );
    (
        names,
        dates,
        flags,
        lists,
        words,
        any::<bool>(),
        any::<Index>(),
    )
        .prop_map(|(names, dates, flags, lists, words, same, turn)| {
            let cells = [
                ("name", if same { names.1.clone() } else { names.0 }),
                ("email", names.1),
                ("first_name", names.2),
                ("last_name", names.3),
                ("namespace", Some(json!("system"))),
                ("tenant", Some(json!("acme-abcdefgh"))),
                ("creation_timestamp", dates.0),
                ("last_login_timestamp", dates.1),
                ("disabled", flags.0),
                ("domain_owner", flags.1),
                ("otp_enabled", flags.2),
                ("group_names", lists.0),
                ("namespace_roles", lists.1),
                ("idm_type", words.0),
                ("sync_mode", words.1),
                ("tenant_type", words.2),
                ("type", words.3),
                ("zz_new_field", Some(json!({"a": [1, {"b": "}"}]}))),
            ];
            let mut cells: Vec<_> = cells
                .into_iter()
                .filter_map(|(key, cell)| Some((key.to_owned(), cell?)))
                .collect();
            let turn = turn.index(cells.len());
            cells.rotate_left(turn);
            Value::Object(cells.into_iter().collect())
        })
}

/// Usually the value; sometimes null, missing or another type.
fn cell<T: Into<Value> + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        20 => value.prop_map(|value| Some(value.into())),
        1 => Just(Some(Value::Null)),
        1 => Just(None),
        1 => odd_value().prop_map(Some),
    ]
}

fn odd_value() -> impl Strategy<Value = Value> {
    select(vec![
        Value::Null,
        json!(7),
        json!(-1.5e10),
        json!("text"),
        json!(""),
        json!(true),
        json!([]),
        json!([[], {"x": 1}, null, "s"]),
        json!({"namespace": 1}),
        json!({}),
    ])
}

fn name() -> impl Strategy<Value = Option<Value>> {
    let names = [
        "Anna",
        "anna",
        "ANNA",
        "Ánna",
        "A\u{301}nna",
        "Müller",
        "Mu\u{308}ller",
        "Muller",
        "Straße",
        "Strasse",
        "Łukasz",
        "Øyvind",
        "Ægir",
        "Đorđe",
        "İpek",
        "ışık",
        "Nguyễn",
        "Παπαδόπουλος",
        "Νίκος",
        "νικοσ",
        "Ёлкин",
        "Елкин",
        "Йордан",
        "田中",
        "さくら",
        "サクラ",
        "김",
        "محمد",
        "דוד",
        "अर्जुन",
        "=SUM(A1)",
        "+1",
        "@x",
        "\tx",
        "\rx",
        "-2",
        "a,b;c",
        "say \"hi\"",
        "line\nbreak",
        "tab\there",
        "",
        " ",
        "\u{200b}",
        "O'Brien",
        "van der Berg",
        "role:admin",
        "null",
        "😀",
        "a\\b",
        "\r",
    ];
    cell(select(names.to_vec()).prop_map(str::to_owned))
}

fn email() -> impl Strategy<Value = Option<Value>> {
    cell("(anna|bob|Müller|x)[0-9]{0,2}@(acme|Ünicode|b)\\.(io|com)")
}

fn date() -> impl Strategy<Value = Option<Value>> {
    let dates = [
        "2024-09-14T12:20:25.295967722Z",
        "2024-09-14T12:20:25Z",
        "2024-09-14T12:20:25.2Z",
        "2023-01-01T00:00:00+00:00",
        "2023-01-01T00:00:00+05:45",
        "2023-01-01T00:00:00-12:00",
        "2024-02-29T23:59:59.999Z",
        "2023-02-29T00:00:00Z",
        "2099-01-01T00:00:00Z",
        "2024-07-01T00:00:00Z",
        "2024-07-02T00:00:00Z",
        "2024-07-02T00:00:00.001Z",
        "2024-06-30T00:00:00Z",
        "2024-06-01T00:00:00.000000001Z",
        "2024-05-31T23:59:59.999Z",
        "1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00.000000000+00:00",
        "1970-01-01T00:00:00Z",
        "1970-01-01T01:00:00+01:00",
        "1970-01-01T00:00:00-08:00",
        "9999-12-31T23:59:59.999Z",
        "9000-01-01T00:00:00Z",
        "8999-12-31T23:59:59Z",
        "1970-01-02T00:00:00Z",
        "0001-01-01 00:00:00 +0000 UTC",
        "1970-01-01",
        "0",
        "yesterday",
        "",
        "2024-09-14",
        "2024-13-01T00:00:00Z",
        "2024-01-01T24:00:00Z",
    ];
    prop_oneof![8 => cell(select(dates.to_vec()).prop_map(str::to_owned)), 2 => Just(Some(Value::Null)), 1 => select(vec![json!(0), json!(-62_135_596_800_i64), json!(1_726_316_425)]).prop_map(Some)]
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<Value>> {
    cell(select(words).prop_map(str::to_owned))
}

fn group() -> impl Strategy<Value = Value> {
    let groups = [
        "admins",
        "Büro",
        "dev ops",
        "*",
        "(none)",
        "(unknown)",
        "a | b",
        "=x",
        "back\\slash",
        "",
    ];
    prop_oneof![20 => select(groups.to_vec()).prop_map(|group| json!(group)), 1 => odd_value()]
}

fn grant() -> impl Strategy<Value = Value> {
    let namespaces = [
        "system", "shared", "*", "prod", "prod-eu", "Tést", "a:b", "|",
    ];
    let roles = [
        "ves-io-admin-role",
        "ves-io-monitor-role",
        "f5xc-waap-user",
        "custom",
        "Prüfer",
        "a:b|",
        "(x)",
    ];
    let grant = |namespace: Option<Value>, role: Option<Value>| {
        let cells = [("namespace", namespace), ("role", role)];
        let cells = cells
            .into_iter()
            .filter_map(|(key, cell)| Some((key.to_owned(), cell?)));
        Value::Object(cells.collect())
    };
    prop_oneof![
        20 => (select(namespaces.to_vec()), select(roles.to_vec())).prop_map(move |(namespace, role)| grant(Some(json!(namespace)), Some(json!(role)))),
        1 => (word(&["system", "prod"]), word(&["custom"])).prop_map(move |(namespace, role)| grant(namespace, role)),
        1 => odd_value(),
    ]
}
