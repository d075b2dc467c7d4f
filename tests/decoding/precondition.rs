//! Which condition a write carries, and what a refusal means (tests/PROMISES.md, P14).

use rolecall::api::http::error::ApiError;
use rolecall::api::http::precondition::{Precondition, strong_tag};

fn status(status: u16) -> ApiError {
    ApiError::from_status(status, None, "", None, 0)
}

fn after_read(tag: Option<&str>) -> Precondition {
    let mut precondition = Precondition::default();
    precondition.set(tag.map(str::to_owned));
    precondition
}

#[test]
fn only_a_strong_quoted_tag_is_used() {
    for (header, used) in [
        ("\"a\"", true),
        ("\"\"", true),
        ("\"a-gzip\"", true),
        ("W/\"a\"", false),
        ("w/\"a\"", false),
        ("a", false),
        ("\"", false),
        ("\"a", false),
        ("*", false),
        ("", false),
    ] {
        let tag = strong_tag(Some(header.to_owned()));
        assert_eq!(tag.as_deref(), used.then_some(header), "{header}");
    }
    assert_eq!(strong_tag(None), None);
}

#[test]
fn a_write_carries_the_tag_of_the_newest_read() {
    let mut precondition = after_read(Some("\"1\""));
    assert_eq!(precondition.if_match(), Some("\"1\""));
    precondition.set(Some("\"2\"".to_owned()));
    assert_eq!(precondition.if_match(), Some("\"2\""));
    precondition.set(None);
    assert_eq!(precondition.if_match(), None);
}

#[test]
fn only_a_refused_condition_starts_again() {
    assert!(after_read(Some("\"1\"")).refused(&status(412)));
    assert!(!after_read(None).refused(&status(412)));
    for other in [400, 403, 404, 409, 423, 428, 429, 500, 503] {
        assert!(
            !after_read(Some("\"1\"")).refused(&status(other)),
            "{other}"
        );
    }
}

/// Apache's `-gzip` tags, and gateways that tag what they pass on: refused for ever, and nobody could save any more.
#[test]
fn a_tag_that_was_refused_and_is_still_there_is_not_sent_again() {
    let mut precondition = after_read(Some("\"gateway\""));
    assert!(precondition.refused(&status(412)));
    precondition.set(Some("\"gateway\"".to_owned()));
    assert_eq!(precondition.if_match(), None);
    assert!(!precondition.refused(&status(412)));
    precondition.set(Some("\"new\"".to_owned()));
    assert_eq!(precondition.if_match(), Some("\"new\""));
}

#[test]
fn it_gives_up_when_someone_else_is_always_faster() {
    let mut precondition = Precondition::default();
    let mut sent = 0;
    loop {
        precondition.set(Some(format!("\"{sent}\"")));
        sent += 1;
        if !precondition.refused(&status(412)) {
            break;
        }
    }
    assert_eq!(sent, 20);
}
