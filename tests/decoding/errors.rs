//! Every status with every shape of body becomes one error with one plain message.

use rolecall::api::http::error::{ApiError, ErrorKind};

const JSON: Option<&str> = Some("application/json; charset=utf-8");

/// Content type, body, and the server's message in it.
const SHAPES: [(Option<&str>, &str, Option<&str>); 22] = [
    (
        JSON,
        r#"{"code":6,"details":[],"message":"already exist"}"#,
        Some("already exist"),
    ),
    (JSON, r#""a JSON string""#, Some("a JSON string")),
    (
        Some("application/problem+json"),
        r#"{"type":"about:blank","title":"Out of credit.","status":200,"detail":"Needs 30"}"#,
        Some("Out of credit: Needs 30"),
    ),
    (
        JSON,
        r#"{"errors":[{"code":"x","message":"First"},{"message":"Second"}],"message":"OK"}"#,
        Some("First"),
    ),
    (
        JSON,
        r#"{"errors":{"code":4,"message":"One object"}}"#,
        Some("One object"),
    ),
    (
        JSON,
        r#"{"errors":[{"title":"Title","detail":"Detail"}]}"#,
        Some("Title: Detail"),
    ),
    (JSON, r#"{"errors":["a text"]}"#, Some("a text")),
    (JSON, r#"{"message":"Top level"}"#, Some("Top level")),
    (JSON, r#"{"error":"A string"}"#, Some("A string")),
    (
        JSON,
        r#"{"error":{"code":"EPERMS","message":"Nested"}}"#,
        Some("Nested"),
    ),
    (
        Some("text/plain"),
        "plain text\n  at line 7",
        Some("plain text"),
    ),
    (None, "no type, plain", Some("no type, plain")),
    (
        Some("text/html"),
        "<html><body>502 Bad Gateway</body></html>",
        None,
    ),
    (JSON, "  <!doctype html><title>x</title>", None),
    (JSON, "", None),
    (JSON, "{\"message\":\"cut of", None),
    (JSON, "\"cut", None),
    (JSON, "null", None),
    (JSON, "[]", None),
    (JSON, r#"[{"message":"In a list"}]"#, Some("In a list")),
    (
        JSON,
        r#"{"message":"<img src=x onerror=alert(1)>You \u202eshall\u0007 not < pass"}"#,
        Some("You shall not < pass"),
    ),
    (
        JSON,
        r#"{"message":7,"errors":[null,{"detail":""}],"title":"Only a title"}"#,
        Some("Only a title"),
    ),
];

const STATUSES: [(u16, ErrorKind); 34] = [
    (0, ErrorKind::Unreadable),
    (204, ErrorKind::Unreadable),
    (302, ErrorKind::Unreadable),
    (304, ErrorKind::Unreadable),
    (400, ErrorKind::Invalid),
    (401, ErrorKind::Unauthenticated),
    (402, ErrorKind::Invalid),
    (403, ErrorKind::Forbidden),
    (404, ErrorKind::NotFound),
    (405, ErrorKind::Invalid),
    (407, ErrorKind::Network),
    (408, ErrorKind::Timeout),
    (409, ErrorKind::Conflict),
    (410, ErrorKind::NotFound),
    (412, ErrorKind::Conflict),
    (413, ErrorKind::Invalid),
    (415, ErrorKind::Invalid),
    (418, ErrorKind::Invalid),
    (422, ErrorKind::Invalid),
    (423, ErrorKind::Conflict),
    (425, ErrorKind::RateLimited),
    (428, ErrorKind::Conflict),
    (429, ErrorKind::RateLimited),
    (451, ErrorKind::Forbidden),
    (499, ErrorKind::Invalid),
    (500, ErrorKind::Server),
    (501, ErrorKind::Server),
    (502, ErrorKind::Unavailable),
    (503, ErrorKind::Unavailable),
    (504, ErrorKind::Unavailable),
    (505, ErrorKind::Server),
    (511, ErrorKind::Network),
    (599, ErrorKind::Server),
    (999, ErrorKind::Unreadable),
];

const KINDS: [ErrorKind; 16] = [
    ErrorKind::Offline,
    ErrorKind::Network,
    ErrorKind::Timeout,
    ErrorKind::Unauthenticated,
    ErrorKind::Forbidden,
    ErrorKind::NotFound,
    ErrorKind::Conflict,
    ErrorKind::Invalid,
    ErrorKind::RateLimited,
    ErrorKind::Unavailable,
    ErrorKind::Server,
    ErrorKind::Unreadable,
    ErrorKind::Aborted,
    ErrorKind::NotConfigured,
    ErrorKind::OtherUser,
    ErrorKind::UserUnknown,
];

fn is_plain(message: &str) -> bool {
    let machine = [
        "Failed to fetch",
        "line 1",
        "serde",
        "null",
        "undefined",
        "[object",
        "Error:",
        "<",
        "{",
        "_",
    ];
    !machine.iter().any(|word| message.contains(word))
        && message.ends_with('.')
        && message.starts_with(char::is_uppercase)
        && !message.contains(char::is_numeric)
        && message.len() < 140
}

#[test]
fn every_status_and_body_give_one_kind_and_one_plain_message() {
    for (status, kind) in STATUSES {
        for (content_type, body, words) in SHAPES {
            let error = ApiError::from_status(status, content_type, body, None, 0);
            assert_eq!(error.kind, kind, "{status} {body}");
            assert_eq!(error.status, Some(status));
            assert_eq!(error.detail.as_deref(), words, "{status} {body}");
            assert!(is_plain(&error.message), "{}", error.message);
        }
    }
    assert!(
        KINDS
            .iter()
            .all(|kind| is_plain(&ApiError::new(*kind).message))
    );
}

#[test]
fn a_403_reports_a_missing_permission_and_offers_no_retry() {
    let error = ApiError::from_status(403, JSON, r#"{"code":7,"message":"denied"}"#, None, 0);
    assert!(error.message.starts_with("You do not have permission"));
    assert!(!error.kind.retryable());
    assert!(!error.is_retryable());
}

#[test]
fn a_403_with_grpc_code_16_means_not_signed_in() {
    let error = ApiError::from_status(
        403,
        JSON,
        r#"{"code":16,"message":"token expired"}"#,
        None,
        0,
    );
    assert_eq!(error.kind, ErrorKind::Unauthenticated);
}

#[test]
fn reads_are_retried_only_after_failures_that_pass() {
    let retried: Vec<u16> = STATUSES
        .iter()
        .map(|(status, _)| *status)
        .filter(|status| ApiError::from_status(*status, JSON, "", None, 0).is_retryable())
        .collect();
    assert_eq!(retried, [407, 408, 425, 429, 500, 502, 503, 504, 511]);
}

#[test]
fn a_write_with_unknown_outcome_may_have_been_applied() {
    for status in [408, 500, 502, 503, 504] {
        assert!(
            ApiError::from_status(status, None, "", None, 0).may_have_applied(),
            "{status}"
        );
    }
    for status in [400, 401, 403, 404, 409, 422, 429] {
        assert!(
            !ApiError::from_status(status, None, "", None, 0).may_have_applied(),
            "{status}"
        );
    }
}

#[test]
fn reads_both_forms_of_retry_after_and_limits_it_to_a_day() {
    let now = 784_111_777_000; // Sun, 06 Nov 1994 08:49:37 GMT
    for (header, wanted) in [
        ("120", Some(120)),
        (" 0 ", Some(0)),
        ("86401", Some(86_400)),
        ("99999999999999999999999", Some(86_400)),
        ("Sun, 06 Nov 1994 08:50:07 GMT", Some(30)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ("Sat, 06 Nov 2094 08:00:00 GMT", Some(86_400)),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ] {
        let error = ApiError::from_status(429, None, "", Some(header), now);
        assert_eq!(error.retry_after, wanted, "{header}");
    }
    let nearly = ApiError::from_status(
        429,
        None,
        "",
        Some("Sun, 06 Nov 1994 08:50:07 GMT"),
        now + 1,
    );
    assert_eq!(
        nearly.retry_after,
        Some(30),
        "never early: 29.999 s count as 30"
    );
}

#[test]
fn cuts_the_servers_message_after_300_characters() {
    let long = format!("{{\"message\":\"{}\"}}", "é ".repeat(1000));
    let error = ApiError::from_status(500, JSON, &long, None, 0);
    assert_eq!(error.detail.unwrap().chars().count(), 300);
}

#[test]
fn an_error_in_the_json_of_a_200_is_a_failure() {
    for (body, kind) in [
        (
            r#"{"error":{"code":"EPERMS","message":"no"}}"#,
            ErrorKind::Forbidden,
        ),
        (r#"{"error":{"code":"ENOTFOUND"}}"#, ErrorKind::NotFound),
        (r#"{"error":{"code":"EEXISTS"}}"#, ErrorKind::Conflict),
        (r#"{"error":{"code":"EBADINPUT"}}"#, ErrorKind::Invalid),
        (r#"{"error":{"code":"EPARTIAL"}}"#, ErrorKind::Server),
        (r#"{"error":{"code":"ETOMORROW"}}"#, ErrorKind::Server),
        (r#"{"error":{"code":5}}"#, ErrorKind::Server),
        (r#"{"error":{"code":{}}}"#, ErrorKind::Server),
        (r#"{"error":"it broke"}"#, ErrorKind::Server),
    ] {
        assert_eq!(
            ApiError::in_success(200, body).unwrap().kind,
            kind,
            "{body}"
        );
    }
    assert_eq!(
        ApiError::in_success(200, r#"{"error":{"code":"EPERMS","message":"no"}}"#)
            .unwrap()
            .detail
            .unwrap(),
        "no"
    );
    for body in [
        "{}",
        "",
        "[]",
        r#"{"error":null}"#,
        r#"{"error":""}"#,
        r#"{"error":{"code":"EOK"}}"#,
        r#"{"error":{}}"#,
        r#"{"error":{"code":0}}"#,
        r#"{"error":false}"#,
        r#"{"message":"OK"}"#,
        r#"{"error":{"code":""}}"#,
    ] {
        assert_eq!(ApiError::in_success(200, body), None, "{body}");
    }
}

#[test]
fn html_with_a_success_status_is_unreadable() {
    for body in ["<!doctype html><title>Sign in</title>", " <html>"] {
        let error = ApiError::in_success(200, body).unwrap();
        assert_eq!(error.kind, ErrorKind::Unreadable);
        assert_eq!(error.status, Some(200));
        assert!(error.may_have_applied(), "a write must be read back");
    }
}
