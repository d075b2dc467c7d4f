//! Polling the settings: waits grow, then end; an outage causes no flood of requests.

use rolecall::api::tenant::settings;
use rolecall::domain::settings::poll_schedule::{MAX_READS, wait_is_over, wait_ms};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[test]
fn waits_grow_and_end_after_about_ten_minutes() {
    let waits: Vec<i64> = (0..).map_while(|reads| wait_ms(reads, false)).collect();
    assert_eq!(waits.len(), MAX_READS as usize);
    assert!(waits.is_sorted());
    assert_eq!(waits[0], 1_000);
    let minutes = waits.iter().sum::<i64>() / 60_000;
    assert!((8..=11).contains(&minutes), "{minutes} minutes");
}

#[test]
fn ten_minutes_of_outage_cause_at_most_thirty_requests_retries_included() {
    let mut spent = 0;
    let mut reads = 0;
    while let Some(wait) = wait_ms(reads, true) {
        spent += wait;
        if spent > 600_000 {
            break;
        }
        reads += 1;
    }
    assert!(
        reads * rolecall::api::http::backoff::MAX_ATTEMPTS <= 30,
        "{reads}"
    );
}

#[test]
fn the_wait_is_over_when_the_service_says_no_but_its_clock_says_yes() {
    let requested = 1_767_225_600_000; // 2026-01-01T00:00:00Z
    let body = |allowed: &str, when: &str| {
        settings::decode(&format!(
            r#"{{"is_next_request_allowed":{allowed},"initial_access":{{"last_requesting_time":{when}}}}}"#
        ))
        .unwrap()
    };
    let when = r#""2026-01-01T00:00:00Z""#;
    for (allowed, when, now, over) in [
        ("false", when, requested + DAY_MS - 1, false),
        ("false", when, requested + DAY_MS, true),
        ("true", when, requested + DAY_MS, false),
        ("null", when, requested + DAY_MS, false),
        ("\"no\"", when, requested + DAY_MS, false),
        ("false", "null", requested + DAY_MS, false),
        ("false", "7", requested + DAY_MS, false),
    ] {
        assert_eq!(
            wait_is_over(&body(allowed, when), now),
            over,
            "{allowed} {when} {now}"
        );
    }
    assert!(!wait_is_over(&settings::decode("{}").unwrap(), i64::MAX));
}
