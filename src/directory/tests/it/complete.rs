//! Suggestions while typing: each finds somebody and reads back as the same term.

use proptest::prelude::*;
use rolecall_directory::{Query, Term};

use crate::gen_tenant::tenant;
use crate::query::{NOW, directory};

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_suggested_name_finds_somebody(items in tenant(20), start in "(anna |\"b c\" )?", word in "-?(role:|ns:|group:|grant:|grant:=|)(a|pr|\\*|bu|x|dev o|prü|)") {
        let (directory, _) = directory(&items);
        let typed = format!("{start}{word}");
        let offered = directory.complete(&typed, 1000);
        prop_assert_eq!(offered.total, offered.terms.len());
        for term in &offered.terms {
            let whole = format!("{}{term}", offered.before);
            let read = Query::read(&whole);
            prop_assert_eq!(read.terms.last(), Some(term), "{}", whole);
            prop_assert_eq!(term.not, word.starts_with('-'));
            if matches!(term.condition, rolecall_directory::Condition::Role(_) | rolecall_directory::Condition::Namespace(_) | rolecall_directory::Condition::Group(_) | rolecall_directory::Condition::ExactGrant { .. }) {
                let plain = Query { terms: vec![Term { not: false, condition: term.condition.clone() }] };
                prop_assert!(!directory.search(&plain.into(), NOW).is_empty(), "{}", term);
            }
        }
        let few = directory.complete(&typed, 2);
        prop_assert_eq!(few.total, offered.total);
        prop_assert_eq!(&few.terms[..], &offered.terms[..offered.total.min(2)]);
    }
}

#[test]
fn suggests_what_the_last_word_could_mean() {
    let item = serde_json::json!({"namespace_roles": [{"namespace": "prod", "role": "product-owner"}], "group_names": ["pro team", "x"]});
    let (directory, _) = directory(&[item]);
    let offer = |typed: &str| {
        let offered = directory.complete(typed, 9);
        offered
            .terms
            .iter()
            .map(|term| format!("{}{term}", offered.before))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        offer("anna pro"),
        [
            "anna role:product-owner",
            "anna ns:prod",
            "anna group:\"pro team\""
        ]
    );
    assert_eq!(offer("-is:s"), ["-is:sso", "-is:service", "-is:scim"]);
    assert_eq!(offer("otp:"), ["otp:on", "otp:off", "otp:unknown"]);
    assert_eq!(offer("grant:prod"), ["grant:=product-owner@prod"]);
    assert_eq!(offer("x -grant:=owner@p"), ["x -grant:=product-owner@prod"]);
    assert!(offer("grant:owner@dev").is_empty());
    assert_eq!(offer("dis"), ["is:disabled"]);
    assert_eq!(offer("namespace:pr"), ["ns:prod"]);
    assert_eq!(offer("group:\"pro t"), ["group:\"pro team\""]);
    assert!(offer("p").is_empty() && offer("").is_empty() && offer("anna ").is_empty());
}
