//! Times that stand for "no time". A service that has none often sends the zero of its language: Go's year 1, the epoch of protobuf
//! and Unix, the last day of the calendar, an empty text. Read as a time, such a value is wrong by decades.
//!
//! Owns the rule. Knows neither where a time came from nor what is shown in its place.

const DAY: i64 = 86_400_000;
/// The first day of the year 9000. What lies later means "never" or "for ever".
const TOO_LATE: i64 = 2_567_655 * DAY;

/// Whether milliseconds since 1970 stand for no time. Nothing that people sign in to is older than the day of the epoch, which may be
/// written in any zone.
pub fn is_unset(ms: i64) -> bool {
    !(DAY..TOO_LATE).contains(&ms)
}

/// Whether a value that is no RFC 3339 time stands for no time: an empty text, the days above in another form, or zero as a number. With
/// or without the quotes of JSON.
pub fn is_unset_text(value: &str) -> bool {
    let value = value.trim_matches('"').trim();
    let days = ["0000-", "0001-01-01", "1970-01-01", "9999-12-31"];
    let zeros = ["", "0", "-0", "0.0", "-62135596800", "-62135596800000"];
    zeros.contains(&value) || days.iter().any(|day| value.starts_with(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_of_other_languages_and_the_end_of_the_calendar_are_no_times() {
        // 0000-01-01, Go's zero, 0001-01-01 at -14:00, 1753 and 1899 (SQL Server, Excel), the epoch in every zone, 9000-01-01.
        for ms in [
            i64::MIN,
            -62_167_219_200_000,
            -62_135_596_800_000,
            -62_135_546_400_000,
            -6_847_804_800_000,
            -2_209_161_600_000,
            -50_400_000,
            -1,
            0,
            1,
            43_200_000,
            221_845_392_000_000,
            253_402_300_799_999,
            i64::MAX,
        ] {
            assert!(is_unset(ms), "{ms}");
        }
        // 1970-01-02, 2001, 2024, the last moment of 8999.
        for ms in [DAY, 978_307_200_000, 1_726_316_425_295, 221_845_391_999_999] {
            assert!(!is_unset(ms), "{ms}");
        }
    }

    #[test]
    fn other_forms_of_them_are_no_times_either() {
        for value in [
            "\"\"",
            "\" \"",
            "0",
            "\"0\"",
            "-62135596800",
            "0.0",
            "\"0001-01-01 00:00:00 +0000 UTC\"",
            "\"0001-01-01\"",
            "\"0000-00-00 00:00:00\"",
            "\"1970-01-01\"",
            "\"1970-01-01 00:00:00\"",
            "\"9999-12-31T23:59:59\"",
        ] {
            assert!(is_unset_text(value), "{value}");
        }
        for value in [
            "\"yesterday\"",
            "7",
            "1726316425",
            "true",
            "{}",
            "[]",
            "\"2024-01-01\"",
            "\"1970\"",
        ] {
            assert!(!is_unset_text(value), "{value}");
        }
    }
}
