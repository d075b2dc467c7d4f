//! Times: the same instant as chrono finds, for every form that the services use.

use chrono::{DateTime, Datelike, Timelike};
use proptest::prelude::*;
use rolecall::api::time::{Time, http_date_ms, rfc3339_ms};

#[test]
fn nine_fraction_digits_and_odd_offsets_are_the_same_instant() {
    for text in [
        "2024-09-14T12:20:25.295967722Z",
        "2023-01-01T00:00:00+00:00",
        "2024-02-29T23:59:59.5+05:45",
        "1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "2000-02-29t00:00:00z",
        "2024-12-31T23:59:00.000000001-00:30",
    ] {
        let oracle = DateTime::parse_from_rfc3339(text)
            .unwrap()
            .timestamp_millis();
        assert_eq!(rfc3339_ms(text), Some(oracle), "{text}");
        assert_eq!(&*Time::read(text).unwrap().text, text, "the text is kept");
    }
    assert_eq!(
        rfc3339_ms("2016-12-31T23:59:60Z"),
        rfc3339_ms("2017-01-01T00:00:00Z"),
        "a leap second"
    );
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "yesterday",
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-13-01T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00Zx",
        "2024-01-01T00:00:00+1:00",
        "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00+0100",
        "+024-01-01T00:00:00Z",
        "2024-01-01T00:00:00.5é",
        "2024-01-01T00:00:00.5+é1:00",
    ] {
        assert_eq!(rfc3339_ms(text), None, "{text}");
    }
}

#[test]
fn an_http_date_is_read_in_the_form_that_servers_send() {
    assert_eq!(
        http_date_ms("Sun, 06 Nov 1994 08:49:37 GMT"),
        Some(784_111_777_000)
    );
    for text in [
        "",
        "120",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 anF 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT x",
        "a b c d e f g h i",
    ] {
        assert_eq!(http_date_ms(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn every_instant_of_ten_thousand_years_is_read_as_chrono_reads_it(
        seconds in -62_167_219_200i64..253_402_300_800, nanos in 0u32..1_000_000_000, digits in 0usize..10,
    ) {
        let time = DateTime::from_timestamp(seconds, nanos).unwrap();
        let fraction = format!("{nanos:09}");
        let fraction = if digits == 0 { String::new() } else { format!(".{}", &fraction[..digits]) };
        let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        let text = format!("{:04}-{:02}-{:02}T{clock}{fraction}Z", time.year(), time.month(), time.day());
        let oracle = DateTime::parse_from_rfc3339(&text).unwrap().timestamp_millis();
        prop_assert_eq!(rfc3339_ms(&text), Some(oracle));
        let month = &"JanFebMarAprMayJunJulAugSepOctNovDec"[time.month0() as usize * 3..][..3];
        let http = format!("{}, {:02} {month} {:04} {clock} GMT", time.weekday(), time.day(), time.year());
        prop_assert_eq!(http_date_ms(&http), Some(seconds * 1000));
    }

    #[test]
    fn no_text_makes_the_readers_of_time_panic(text in "\\PC{0,40}", near in "[0-9TtZz:.+ \\-é]{15,35}") {
        let _ = (rfc3339_ms(&text), rfc3339_ms(&near), http_date_ms(&text), http_date_ms(&near));
    }
}
