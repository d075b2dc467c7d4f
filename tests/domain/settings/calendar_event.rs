//! The reminder as a calendar file that calendars accept, at a time that is never too soon.

use rolecall::domain::settings::calendar_event::{calendar, data_url};

const UNTIL: i64 = 1_772_359_230_001; // 2026-03-01T10:00:30.001Z

#[test]
fn the_entry_starts_when_a_request_is_possible_and_never_before() {
    let text = calendar(UNTIL, UNTIL - 3_600_000).unwrap();
    assert!(text.contains("\r\nDTSTART:20260301T100031Z\r\n"), "{text}");
    assert!(text.contains("\r\nDTEND:20260301T101531Z\r\n"));
    assert!(text.contains("\r\nDTSTAMP:20260301T090031Z\r\n"));
    let again = calendar(UNTIL, UNTIL - 60_000).unwrap();
    let uid = |text: &str| {
        text.lines()
            .find(|line| line.starts_with("UID:"))
            .map(str::to_owned)
    };
    assert_eq!(uid(&text), uid(&again), "downloaded twice it is one entry");
}

#[test]
fn every_line_is_short_and_ends_as_the_standard_requires() {
    let text = calendar(UNTIL, UNTIL).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains(['\r', '\n']))
    );
    for part in ["VCALENDAR", "VEVENT", "VALARM"] {
        assert_eq!(text.matches(&format!("BEGIN:{part}\r\n")).count(), 1);
        assert_eq!(text.matches(&format!("END:{part}\r\n")).count(), 1);
    }
}

#[test]
fn the_address_is_plain_ascii_and_times_beyond_calendars_have_none() {
    let url = data_url(UNTIL, UNTIL).unwrap();
    let body = url
        .strip_prefix("data:text/calendar;charset=utf-8,")
        .unwrap();
    assert!(
        body.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte))
    );
    assert!(body.contains("DTSTART%3A20260301T100031Z%0D%0A"));
    assert_eq!(data_url(i64::MAX, UNTIL), None);
    assert_eq!(data_url(UNTIL, i64::MIN), None);
}
