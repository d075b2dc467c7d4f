//! The query language, term by term, as documented.

use rolecall_directory::{Condition, Is, Login, Query};
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
