//! Filters and orders equal the oracle; a query survives being written and read.

use proptest::prelude::*;
use rolecall_directory::{
    ACTIVE, By, Column, Condition, DISABLED, Directory, Facet, Filter, Ingest, Is, Login, NONE,
    OFF, ON, Order, Pick, Query, Search, Sorter, Term, Tristate, UNKNOWN,
};
use serde_json::Value;

use crate::gen_tenant::tenant;
use crate::oracle::{self, Row};

/// 2024-07-01T00:00:00Z.
pub(crate) const NOW: i64 = 1_719_792_000_000;
const DAY: i64 = 86_400_000;

pub(crate) fn directory(items: &[Value]) -> (Directory, Vec<Row>) {
    let mut ingest = Ingest::new();
    ingest.push(serde_json::json!({"items": items}).to_string().into_bytes());
    let rows = items
        .iter()
        .map(|item| Row { item: item.clone() })
        .collect();
    (ingest.finish().0, rows)
}

fn fold(text: &str) -> String {
    oracle::fold(text)
}

fn meets(row: &Row, condition: &Condition) -> bool {
    let has = |text: Option<&str>, needle: &str| {
        text.is_some_and(|text| fold(text).contains(&fold(needle)))
    };
    let grants = row.grants();
    let role = |name: &str| grants.iter().any(|grant| has(grant.1.as_deref(), name));
    let namespace = |name: &str| grants.iter().any(|grant| has(grant.0.as_deref(), name));
    let group = |name: &str| row.groups().iter().any(|group| has(Some(group), name));
    let visible = |text: Option<String>| text.filter(|text| !fold(text).trim().is_empty());
    match condition {
        Condition::Text(text) => {
            let texts = [
                row.full_name(),
                visible(row.text("name").map(str::to_owned)),
                visible(row.text("email").map(str::to_owned)),
            ];
            texts
                .iter()
                .flatten()
                .any(|own| has(Some(own.trim()), text))
                || role(text)
                || namespace(text)
                || group(text)
                || fold(text).is_empty()
        }
        Condition::Addresses(addresses) => addresses.iter().any(|address| {
            let is_whole = address.rsplit_once('@').unwrap().1.contains('.');
            if !is_whole {
                return meets(row, &Condition::Text(address.clone()));
            }
            let texts = [row.text("name"), row.text("email")];
            texts
                .iter()
                .flatten()
                .any(|own| fold(own.trim()) == fold(address))
        }),
        Condition::Role(name) => role(name),
        Condition::Namespace(name) => namespace(name),
        Condition::Group(name) => group(name),
        Condition::Grant { role, namespace } => grants
            .iter()
            .any(|grant| has(grant.1.as_deref(), role) && has(grant.0.as_deref(), namespace)),
        Condition::ExactGrant { role, namespace } => {
            grants.contains(&(Some(namespace.clone()), Some(role.clone())))
        }
        Condition::Is(is) => match is {
            Is::Sso => row.text("idm_type") == Some("SSO"),
            Is::Managed => row.text("idm_type") == Some("VOLTERRA_MANAGED"),
            Is::Undefined => row.text("idm_type") == Some("UNDEFINED"),
            Is::Active => row.flag("disabled") == Some(false),
            Is::Disabled => row.flag("disabled") == Some(true),
            Is::Owner => row.flag("domain_owner") == Some(true),
            Is::Service => row.text("type") == Some("SERVICE"),
            Is::Debug => row.text("type") == Some("DEBUG"),
            Is::Scim => row.text("sync_mode") == Some("SCIM"),
            Is::Never => row.state("last_login_timestamp") == "Null",
            Is::NoRoles => row
                .list("namespace_roles")
                .is_some_and(|list| list.is_empty()),
            Is::NoGroups => row.list("group_names").is_some_and(|list| list.is_empty()),
            Is::Unreadable => row.has_errors(),
        },
        Condition::Otp(flag) => {
            let own = match row.flag("otp_enabled") {
                Some(true) => Tristate::Yes,
                Some(false) => Tristate::No,
                None => Tristate::Unknown,
            };
            own == *flag
        }
        Condition::Login(login) => {
            let at = row.last_login();
            match login {
                Login::Never => row.state("last_login_timestamp") == "Null",
                Login::Unknown => {
                    matches!(row.state("last_login_timestamp"), "Missing" | "Unreadable")
                }
                Login::DaysAgoOver(days) => at.is_some_and(|at| NOW - at > i64::from(*days) * DAY),
                Login::DaysAgoWithin(days) => {
                    at.is_some_and(|at| at <= NOW && NOW - at <= i64::from(*days) * DAY)
                }
                Login::After(day) => at.is_some_and(|at| at >= day + DAY),
                Login::Before(day) => at.is_some_and(|at| at < *day),
                Login::On(day) => at.is_some_and(|at| (*day..day + DAY).contains(&at)),
            }
        }
    }
}

pub(crate) fn picked(row: &Row, pick: &Pick) -> bool {
    let value = pick.value.as_str();
    let grants = row.grants();
    let flag = |key, yes, no| match row.flag(key) {
        Some(true) => value == yes,
        Some(false) => value == no,
        None => value == UNKNOWN,
    };
    type Half = fn(&(Option<String>, Option<String>)) -> &Option<String>;
    let list = |half: Half| match row.list("namespace_roles") {
        None => value == UNKNOWN,
        Some(list) if list.is_empty() => value == NONE,
        Some(_) => grants
            .iter()
            .any(|grant| half(grant).as_deref() == Some(value)),
    };
    match pick.facet {
        Facet::Role => list(|grant| &grant.1),
        Facet::Namespace => list(|grant| &grant.0),
        Facet::Identity => match row.text("idm_type") {
            Some("") | None => value == UNKNOWN,
            Some(text) => value == text,
        },
        Facet::Otp => flag("otp_enabled", ON, OFF),
        Facet::Status => flag("disabled", DISABLED, ACTIVE),
    }
}

pub(crate) fn passes(row: &Row, filter: &Filter, without: Option<Facet>) -> bool {
    let terms = filter
        .query
        .terms
        .iter()
        .all(|term| meets(row, &term.condition) != term.not);
    let facets = Facet::ALL
        .into_iter()
        .filter(|facet| Some(*facet) != without)
        .all(|facet| {
            let picks: Vec<_> = filter
                .picks
                .iter()
                .filter(|pick| pick.facet == facet)
                .collect();
            let with = !picks.iter().any(|pick| pick.with)
                || picks.iter().any(|pick| pick.with && picked(row, pick));
            with && !picks.iter().any(|pick| !pick.with && picked(row, pick))
        });
    terms && facets
}

/// Names that occur in grants, and names that are hard to write.
fn exact_name() -> impl Strategy<Value = String> {
    let names = [
        "ves-io-admin-role",
        "custom",
        "prod",
        "prod-eu",
        "*",
        "system",
        "",
        "a@b",
        "\\",
        "\\@",
        "@",
        "=x",
        "a b",
        "say \"",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

/// As the generator of tenants writes them, and some that are nobody's.
fn address() -> impl Strategy<Value = String> {
    "(anna|bob|Müller|x|nna)[0-9]{0,2}@(acme|Ünicode|b)\\.(io|com)|x@b"
}

fn term() -> impl Strategy<Value = Term> {
    let words = [
        "anna",
        "ANNA",
        "mull",
        "mü",
        "ann a",
        "acme",
        "@",
        "1",
        "x",
        "prod",
        "admin",
        "strasse",
        "ß",
        "лк",
        "ё",
        "й",
        "νικ",
        "田",
        "role:admin",
        "buro",
        "dev ops",
        "*",
        "\u{301}",
        "(none)",
        "say \"",
        "a\\b",
        "-2",
        "foo:bar",
        "is:sso",
        ":",
        "\"",
        "e",
        "nguyen",
        "test",
        "line break",
    ];
    let name = || prop::sample::select(words.to_vec()).prop_map(str::to_owned);
    let day = prop::sample::select(vec![
        "2024-01-01",
        "2024-05-31",
        "2024-09-14",
        "2023-01-01",
        "2099-01-01",
    ])
    .prop_map(|day| rolecall_directory::time::parse_date(day).unwrap());
    let days = 0_u32..1000;
    let condition = prop_oneof![
        4 => name().prop_map(Condition::Text),
        1 => name().prop_map(Condition::Role),
        1 => name().prop_map(Condition::Namespace),
        1 => name().prop_map(Condition::Group),
        1 => prop::collection::vec(address(), 1..4).prop_map(|mut addresses| {
            let mut seen = Vec::new();
            addresses.retain(|address| {
                let is_new = !seen.contains(address);
                seen.push(address.clone());
                is_new
            });
            Condition::Addresses(addresses)
        }),
        1 => (prop::sample::select(vec!["admin", "", "custom"]), name()).prop_map(|(role, namespace)| Condition::Grant { role: role.into(), namespace }),
        2 => (exact_name(), exact_name()).prop_map(|(role, namespace)| Condition::ExactGrant { role, namespace }),
        2 => prop::sample::select(Is::ALL.to_vec()).prop_map(Condition::Is),
        1 => prop::sample::select(vec![Tristate::Yes, Tristate::No, Tristate::Unknown]).prop_map(Condition::Otp),
        2 => (day, days, 0..7).prop_map(|(day, days, kind)| Condition::Login(match kind {
            0 => Login::Never,
            1 => Login::Unknown,
            2 => Login::DaysAgoOver(days),
            3 => Login::DaysAgoWithin(days),
            4 => Login::After(day),
            5 => Login::Before(day),
            _ => Login::On(day),
        })),
    ];
    (any::<bool>(), any::<bool>(), condition).prop_map(|(not, really, condition)| Term {
        not: not && really,
        condition,
    })
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    let values = vec![
        "ves-io-admin-role",
        "custom",
        "prod",
        "*",
        "system",
        "SSO",
        "VOLTERRA_MANAGED",
        "QUANTUM",
        "",
        ON,
        OFF,
        ACTIVE,
        DISABLED,
        UNKNOWN,
        NONE,
    ];
    let pick = (
        prop::sample::select(Facet::ALL.to_vec()),
        prop::sample::select(values),
        any::<bool>(),
    );
    let pick = pick.prop_map(|(facet, value, with)| Pick {
        facet,
        value: value.to_owned(),
        with,
    });
    (
        prop::collection::vec(term(), 0..3),
        prop::collection::vec(pick, 0..4),
    )
        .prop_map(|(mut terms, picks)| {
            // A query has one list of addresses to find, and one to leave out.
            let mut seen = [false; 2];
            terms.retain(|term| {
                let is_list = matches!(term.condition, Condition::Addresses(_));
                !is_list || !std::mem::replace(&mut seen[usize::from(term.not)], true)
            });
            Filter {
                query: Query { terms },
                picks,
            }
        })
}

pub(crate) fn order() -> impl Strategy<Value = Order> {
    prop::collection::vec(
        (prop::sample::select(Column::ALL.to_vec()), any::<bool>()),
        0..9,
    )
    .prop_map(|by| {
        let mut order = Order::default();
        for (column, descending) in by {
            if order.by.iter().all(|by| by.column != column) {
                order.by.push(By { column, descending });
            }
        }
        order
    })
}

/// The sort key of a cell: its group (unknown values are not in the first), and within the group a number and a text.
fn sort_key(row: &Row, column: Column) -> (u8, i64, String, String) {
    let number = |group, number| (group, number, String::new(), String::new());
    let flag = |key| {
        row.flag(key)
            .map_or(number(1, 0), |flag| number(0, i64::from(flag)))
    };
    match column {
        Column::User => match row.display_name() {
            None => number(1, 0),
            Some(name) => (0, 0, fold(name.trim()), name.trim().to_owned()),
        },
        Column::Roles => row
            .list("namespace_roles")
            .map_or(number(1, 0), |_| number(0, row.grants().len() as i64)),
        Column::Groups => row
            .list("group_names")
            .map_or(number(1, 0), |_| number(0, row.groups().len() as i64)),
        Column::Otp => flag("otp_enabled"),
        Column::Status => flag("disabled"),
        Column::Identity => match row.text("idm_type") {
            Some("SSO") => number(0, 0),
            Some("VOLTERRA_MANAGED") => number(0, 1),
            Some("UNDEFINED") => number(0, 2),
            Some("") | None => number(1, 0),
            Some(other) => (0, 3, other.to_owned(), String::new()),
        },
        Column::LastLogin => match row.last_login() {
            Some(at) if at > NOW + DAY => number(1, at),
            Some(at) => number(0, at),
            None if row.state("last_login_timestamp") == "Null" => number(2, 0),
            None => number(3, 0),
        },
        Column::Created => row
            .text("creation_timestamp")
            .and_then(oracle::date)
            .map_or(number(1, 0), |at| number(0, at)),
    }
}

pub(crate) fn sorted(rows: &[Row], mut list: Vec<u32>, order: &Order) -> Vec<u32> {
    list.sort_by(|a, b| {
        for by in &order.by {
            let (a, b) = (
                sort_key(&rows[*a as usize], by.column),
                sort_key(&rows[*b as usize], by.column),
            );
            let cells = match by.descending && a.0 == 0 && b.0 == 0 {
                true => b.cmp(&a),
                false => a.cmp(&b),
            };
            if cells.is_ne() {
                return cells;
            }
        }
        a.cmp(b)
    });
    list
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_filter_finds_what_the_oracle_finds(items in tenant(50), filter in filter(), budget in 1_u32..100) {
        let (directory, rows) = directory(&items);
        let expected: Vec<u32> = (0..).zip(&rows).filter(|(_, row)| passes(row, &filter, None)).map(|(row, _)| row).collect();
        prop_assert_eq!(&directory.search(&filter, NOW), &expected, "{}", filter.query);
        let mut search = Search::new(filter, NOW);
        while !search.step(&directory, budget) {}
        prop_assert_eq!(search.into_rows(), expected);
    }

    #[test]
    fn a_search_that_started_before_all_rows_arrived_finds_the_same(items in tenant(50), filter in filter(), cut in any::<prop::sample::Index>(), budget in 1_u32..40) {
        let bytes = serde_json::json!({"items": items}).to_string().into_bytes();
        let (first, rest) = bytes.split_at(cut.index(bytes.len() + 1));
        let mut ingest = Ingest::new();
        let mut search = Search::new(filter.clone(), NOW);
        for piece in [first, rest] {
            ingest.push(piece.to_vec());
            while ingest.step(700).waiting > 0 {
                search.step(ingest.directory(), budget);
            }
        }
        while !search.step(ingest.directory(), budget) {}
        prop_assert_eq!(search.rows(), ingest.directory().search(&filter, NOW));
    }

    #[test]
    fn counts_matches_among_rows_as_the_oracle_does(items in tenant(50), filter in filter(), other in filter()) {
        let (directory, rows) = directory(&items);
        let found = directory.search(&filter, NOW);
        let query = Filter::from(other.query);
        let expected = rows.iter().filter(|row| passes(row, &filter, None) && passes(row, &query, None)).count();
        prop_assert_eq!(directory.count(&found, &query.query, NOW) as usize, expected);
    }

    #[test]
    fn sorts_rows_as_the_oracle_does(items in tenant(50), order in order(), some in any::<u64>(), budget in 1_usize..100) {
        let (directory, rows) = directory(&items);
        let list: Vec<u32> = (0..directory.len()).filter(|row| some >> (row % 64) & 1 == 1).collect();
        let expected = sorted(&rows, list.clone(), &order);
        prop_assert_eq!(&directory.sort(list.clone(), &order, NOW), &expected);
        let mut sorter = Sorter::new(list, order, NOW);
        while !sorter.step(&directory, budget) {}
        prop_assert_eq!(sorter.into_rows(), expected);
    }

    #[test]
    fn a_query_survives_being_written_and_read(filter in filter()) {
        let written = filter.query.to_string();
        prop_assert_eq!(Query::read(&written), filter.query, "{}", written);
    }

    #[test]
    fn any_text_is_a_query_that_survives_being_written_and_read(typed in "\\PC{0,30}|[-a-z:\"\\\\ <>@0-9]{0,30}|[-a-b:;,@.<>\"?“”–：＠ \n]{0,25}|(mailto:|to:)?[a-b@.;,<>?]{0,12}|(-?(role|ns|is|otp|login|group|grant|grant:=|foo):\"?[a-z<>@ 0-9\"\\\\]{0,6} ){0,3}") {
        let query = Query::read(&typed);
        let written = query.to_string();
        prop_assert_eq!(&Query::read(&written), &query, "{} -> {}", typed, written);
    }

    #[test]
    fn an_order_survives_being_written_and_read(order in order()) {
        prop_assert_eq!(Order::read(&order.to_string(), &Column::ALL), order);
    }
}

#[test]
fn future_never_and_unknown_logins_come_last_in_both_directions() {
    let login = |value: &str| {
        serde_json::from_str(&format!("{{\"last_login_timestamp\":{value}}}")).unwrap()
    };
    let items: Vec<Value> = [
        "5",
        "null",
        "\"2099-01-01T00:00:00Z\"",
        "\"2024-01-01T00:00:00Z\"",
        "\"2024-06-01T00:00:00Z\"",
    ]
    .map(login)
    .to_vec();
    let (directory, _) = directory(&items);
    let sort =
        |order: &str| directory.sort((0..5).collect(), &Order::read(order, &Column::ALL), NOW);
    assert_eq!(sort("last_login"), [3, 4, 2, 1, 0]);
    assert_eq!(sort("-last_login"), [4, 3, 2, 1, 0]);
}

#[test]
fn an_order_ignores_unknown_repeated_and_unavailable_columns() {
    let read = |text: &str| Order::read(text, &[Column::User, Column::Otp]).to_string();
    assert_eq!(read("created"), "");
    assert_eq!(read("age,,-otp, user ,otp,-created"), "-otp,user");
}
