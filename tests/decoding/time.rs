//! Times: the same instant for every form that the services use.

use chrono::{DateTime, Datelike, Timelike};
use proptest::prelude::*;
use rolecall::api::access::access_of_user;
use rolecall::api::json::field::Field;
use rolecall::api::json::time::{Time, http_date_ms, rfc3339_ms};
use rolecall::api::tenant::{settings, whoami};

#[test]
fn reads_nine_fraction_digits_and_odd_offsets() {
    for (text, ms) in [
        ("1970-01-01T00:00:00Z", 0),
        ("2024-09-14T12:20:25.295967722Z", 1_726_316_425_295),
        ("2023-01-01T00:00:00+00:00", 1_672_531_200_000),
        ("2024-02-29T23:59:59.5+05:45", 1_709_230_499_500),
        ("1969-12-31T23:59:59.999Z", -1),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("2000-02-29t00:00:00z", 951_782_400_000),
        ("2024-12-31T23:59:00.000000001-00:30", 1_735_691_340_000),
    ] {
        assert_eq!(rfc3339_ms(text), Some(ms), "{text}");
        assert_eq!(&*Time::read(text).unwrap().text, text, "the text is kept");
    }
}

#[test]
fn rejects_what_is_not_a_time() {
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
fn reads_the_http_date_that_servers_send() {
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
    fn reads_every_instant_of_ten_thousand_years(
        seconds in -62_167_219_200i64..253_402_300_800, nanos in 0u32..1_000_000_000, digits in 0usize..10,
    ) {
        let time = DateTime::from_timestamp(seconds, nanos).unwrap();
        let fraction = format!("{nanos:09}");
        let fraction = if digits == 0 { String::new() } else { format!(".{}", &fraction[..digits]) };
        let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        let text = format!("{:04}-{:02}-{:02}T{clock}{fraction}Z", time.year(), time.month(), time.day());
        // Only as many digits as were written count, and those below a millisecond do not.
        let millis = format!("{fraction}000").get(1..4).map_or(0, |digits| digits.parse().unwrap_or(0));
        let millis: i64 = if digits == 0 { 0 } else { millis };
        prop_assert_eq!(rfc3339_ms(&text), Some(seconds * 1000 + millis));
        let month = &"JanFebMarAprMayJunJulAugSepOctNovDec"[time.month0() as usize * 3..][..3];
        let http = format!("{}, {:02} {month} {:04} {clock} GMT", time.weekday(), time.day(), time.year());
        prop_assert_eq!(http_date_ms(&http), Some(seconds * 1000));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}", near in "[0-9TtZz:.+ \\-é]{15,35}") {
        let _ = (rfc3339_ms(&text), rfc3339_ms(&near), http_date_ms(&text), http_date_ms(&near));
    }
}

#[test]
fn a_time_that_stands_for_none_is_not_reported_in_whatever_form() {
    for json in [
        r#""""#,
        r#"" ""#,
        r#""0001-01-01T00:00:00Z""#,
        r#""0001-01-01T00:00:00.000000000Z""#,
        r#""0001-01-01T00:00:00+14:00""#,
        r#""0001-01-01T00:00:00-05:30""#,
        r#""0001-01-01 00:00:00 +0000 UTC""#,
        r#""0000-00-00 00:00:00""#,
        r#""1970-01-01T00:00:00Z""#,
        r#""1970-01-01T00:00:00.000Z""#,
        r#""1970-01-01T01:00:00+01:00""#,
        r#""1970-01-01T00:00:00-12:00""#,
        r#""1970-01-01""#,
        r#""9999-12-31T23:59:59.999Z""#,
        r#""9999-12-31T23:59:59-05:00""#,
        r#""9001-01-01T00:00:00Z""#,
        "0",
        r#""0""#,
        "-62135596800",
    ] {
        let me = format!(
            r#"{{"last_login_timestamp":{json},"creation_timestamp":{json},"tos_accepted_at":{json}}}"#
        );
        let me = whoami::decode(&me).unwrap();
        for time in [
            &me.last_login_timestamp,
            &me.creation_timestamp,
            &me.tos_accepted_at,
        ] {
            assert_eq!(*time, Field::Missing, "{json}");
        }
        let settings = format!(r#"{{"initial_access":{{"last_requesting_time":{json}}}}}"#);
        let settings = settings::decode(&settings).unwrap();
        let request = settings.initial_access.known().unwrap();
        assert_eq!(request.last_requesting_time, Field::Missing, "{json}");
        let row =
            format!(r#"{{"data":{{"results":[{{"last_login_at":{json},"created_at":{json}}}]}}}}"#);
        let rows = access_of_user::decode_list(&row).unwrap().results;
        let access = rows[0].known().unwrap();
        assert_eq!(
            (&access.last_login_at, &access.created_at),
            (&Field::Missing, &Field::Missing),
            "{json}"
        );
    }
    let read =
        whoami::decode(r#"{"last_login_timestamp":"yesterday","creation_timestamp":1726316425}"#)
            .unwrap();
    assert!(read.last_login_timestamp.is_unreadable() && read.creation_timestamp.is_unreadable());
    let read = whoami::decode(r#"{"last_login_timestamp":"1970-01-02T00:00:00Z","creation_timestamp":"8999-12-31T23:59:59Z"}"#).unwrap();
    assert!(
        read.last_login_timestamp.known().is_some() && read.creation_timestamp.known().is_some()
    );
}
