//! The query language, term by term, as documented.

use rolecall_directory::{Condition, Is, Login, Query, Term};
use serde_json::Value;

use crate::query::{NOW, directory};

#[test]
fn reads_the_language_as_documented() {
    let read = |typed: &str| {
        Query::read(typed)
            .terms
            .into_iter()
            .map(|term| (term.not, term.condition))
            .collect::<Vec<_>>()
    };
    let text = |text: &str| Condition::Text(text.to_owned());
    assert_eq!(
        read("  anna  \"maria x\" "),
        [(false, text("anna")), (false, text("maria x"))]
    );
    assert_eq!(
        read("-is:local IS:SSO"),
        [
            (true, Condition::Is(Is::Managed)),
            (false, Condition::Is(Is::Sso))
        ]
    );
    assert_eq!(
        read("role:\"a b\" ns:* \"ns:x\""),
        [
            (false, Condition::Role("a b".into())),
            (false, Condition::Namespace("*".into())),
            (false, text("ns:x")),
        ]
    );
    assert_eq!(
        read("login:>2w login:<1y login:never"),
        [
            (false, Condition::Login(Login::DaysAgoOver(14))),
            (false, Condition::Login(Login::DaysAgoWithin(365))),
            (false, Condition::Login(Login::Never)),
        ]
    );
    let exact = |role: &str, namespace: &str| Condition::ExactGrant {
        role: role.to_owned(),
        namespace: namespace.to_owned(),
    };
    assert_eq!(
        read("grant:=admin@prod -grant:\"=dev ops@*\" grant:=a\\@b\\\\@c@d"),
        [
            (false, exact("admin", "prod")),
            (true, exact("dev ops", "*")),
            (false, exact("a@b\\", "c@d")),
        ]
    );
    assert_eq!(read("grant:=admin"), [(false, text("grant:=admin"))]);
    assert_eq!(read("- \"\" -\"\""), []);
    let query = Query::read("is:purple foo:bar http://x anna a:");
    assert_eq!(
        query.doubtful().collect::<Vec<_>>(),
        ["is:purple", "foo:bar", "http://x", "a:"]
    );
}

#[test]
fn an_exact_grant_matches_neither_longer_names_nor_halves_of_two_grants() {
    let grants = |pairs: &[(&str, &str)]| {
        let grants: Vec<Value> = pairs
            .iter()
            .map(|(role, namespace)| serde_json::json!({"role": role, "namespace": namespace}))
            .collect();
        serde_json::json!({ "namespace_roles": grants })
    };
    let (directory, _) = directory(&[
        grants(&[("admin", "prod")]),
        grants(&[("admin-read", "prod")]),
        grants(&[("admin", "prod-eu")]),
        grants(&[("admin", "dev"), ("read", "prod")]),
        grants(&[("Admin", "prod")]),
        grants(&[("read", "dev"), ("admin", "prod")]),
    ]);
    let find = |typed: &str| directory.search(&Query::read(typed).into(), NOW);
    assert_eq!(find("grant:=admin@prod"), [0, 5]);
    assert_eq!(find("grant:admin@prod"), [0, 1, 2, 4, 5]);
    assert_eq!(find("-grant:=admin@prod"), [1, 2, 3, 4]);
    assert!(find("grant:=nobody@prod").is_empty());
}

fn people() -> Vec<Value> {
    [
        ("John", "Doe", "john@acme.example"),
        ("Ann", "Roe", "ann@acme.example"),
        ("Joann", "Roe", "joann@acme.example"),
        ("Conor", "O'Henry", "o'henry@acme.example.org"),
        ("Jörg", "Weiß", "jörg+1@bücher.example"),
    ]
    .map(|(first_name, last_name, email)| {
        serde_json::json!({"first_name": first_name, "last_name": last_name, "email": email, "name": email})
    })
    .to_vec()
}

#[test]
fn what_is_pasted_from_elsewhere_finds_the_people_it_names() {
    let (directory, _) = directory(&people());
    let find = |typed: &str| directory.search(&Query::read(typed).into(), NOW);
    for typed in [
        "john@acme.example;",
        "john@acme.example,",
        " <john@acme.example>",
        "<john@acme.example>;",
        "John Doe <john@acme.example>",
        "Doe, John <john@acme.example>;",
        "\"Doe, John\" <john@acme.example>",
        "“Doe, John” <john@acme.example>",
        "\"Doe; \\\"J\\\"\" <john@acme.example>",
        "'john@acme.example'",
        "(john@acme.example)",
        "john@acme.example.",
        "mailto:john@acme.example",
        "MAILTO:john%40acme.example?subject=a%20b&cc=ann@acme.example",
        "<mailto:john@acme.example>",
        "John <mailto:john@acme.example>",
        "To: john@acme.example",
        "To: John Doe <john@acme.example>",
        "JOHN@ACME.EXAMPLE;",
        "\u{feff}john@acme.example\u{200b};\u{a0}",
        "ｊｏｈｎ＠acme.example；",
        "John Doe ＜john@acme.example＞",
        "John@acme.example; nobody@acme.example",
        "Doe, John",
        "doe; john;",
    ] {
        assert_eq!(find(typed), [0], "{typed}");
    }
    for typed in [
        "ann@acme.example; john@acme.example",
        "ann@acme.example;john@acme.example;",
        "ann@acme.example, john@acme.example",
        "ann@acme.example john@acme.example",
        "ann@acme.example\njohn@acme.example\n",
        "ann@acme.example\r\njohn@acme.example",
        "ann@acme.example\tjohn@acme.example",
        "ann@acme.example、john@acme.example",
        "ann@acme.example，\u{3000}john@acme.example",
        "Roe, Ann <ann@acme.example>; Doe, John <john@acme.example>",
        "Roe, Ann <ann@acme.example> Doe, John <john@acme.example>",
        "\"Roe, Ann\" <ann@acme.example>, \"Doe, John\" <john@acme.example>",
        "mailto:ann@acme.example,john@acme.example?subject=x",
        "ann@acme.example; ; ann@acme.example,, john@acme.example",
    ] {
        assert_eq!(find(typed), [0, 1], "{typed}");
    }
    assert_eq!(
        find("o'henry@acme.example.org; jörg+1@bücher.example"),
        [3, 4]
    );
    assert_eq!(
        find("o’henry@acme.example.org; jorg+1@bucher.example"),
        [3, 4]
    );
    // Not to find, with other words, and as it was before.
    assert_eq!(find("-ann@acme.example;john@acme.example"), [2, 3, 4]);
    assert_eq!(find("roe ann@acme.example; john@acme.example"), [1]);
    assert_eq!(
        find("ann@acme.example; john@acme.example -is:never joann@acme.example;"),
        [0, 1, 2]
    );
    assert_eq!(find("ann@acme.example"), [1, 2]);
    assert_eq!(find("\"ann@acme.example\""), [1, 2]);
    assert_eq!(find("ann@acme; john@acme"), [0, 1, 2]);
    assert_eq!(find("@acme.example"), [0, 1, 2, 3]);
}

#[test]
fn filters_and_words_around_addresses_keep_their_meaning() {
    let read = |typed: &str| Query::read(typed).terms;
    let text = |text: &str| Term {
        not: false,
        condition: Condition::Text(text.to_owned()),
    };
    assert_eq!(read("grant:admin@prod.eu role:<x@y.z>").len(), 2);
    assert_eq!(
        read("login:<7d anna <b"),
        [
            Term {
                not: false,
                condition: Condition::Login(Login::DaysAgoWithin(7))
            },
            text("anna"),
            text("<b"),
        ]
    );
    assert_eq!(
        read("admin@prod viewer@dev"),
        [text("admin@prod"), text("viewer@dev")]
    );
    assert_eq!(read("ann@x.io"), [text("ann@x.io")]);
    assert_eq!(read("a,b \"c,\" d,"), [text("a,b"), text("c,"), text("d")]);
    let addresses = |typed: &str| match &read(typed)[..] {
        [
            Term {
                not: false,
                condition: Condition::Addresses(addresses),
            },
        ] => addresses.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(addresses("Jane Roe <a@b.c>, d@e"), ["a@b.c", "d@e"]);
}

#[test]
fn signs_of_phones_and_input_methods_are_those_of_the_language() {
    for (typed, meant) in [
        ("“John Paul”", "\"John Paul\""),
        ("„John Paul“", "\"John Paul\""),
        ("«John Paul»", "\"John Paul\""),
        ("role:“ves io”", "role:\"ves io\""),
        ("–is:disabled", "-is:disabled"),
        (
            "—is:disabled −is:never －otp:on",
            "-is:disabled -is:never -otp:on",
        ),
        ("ｒｏｌｅ：admin", "role:admin"),
        ("is：Ｄｉｓａｂｌｅｄ\u{3000}anna", "is:disabled anna"),
        (
            "login:＞90d login:2024–01–31 login:＜2024—01—31",
            "login:>90d login:2024-01-31 login:<2024-01-31",
        ),
        ("\u{feff}role:admin\u{200b}", "role:admin\u{200b}"),
    ] {
        assert_eq!(Query::read(typed), Query::read(meant), "{typed}");
        assert!(Query::read(typed).doubtful().next().is_none(), "{typed}");
    }
    let (directory, _) = directory(&people());
    for typed in [
        "O’Henry",
        "O‘Henry",
        "OʼHenry",
        "O`Henry",
        "O＇Henry",
        "“conor o’henry”",
    ] {
        assert_eq!(
            directory.search(&Query::read(typed).into(), NOW),
            [3],
            "{typed}"
        );
    }
}
