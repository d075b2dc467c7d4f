//! Points in time as milliseconds since 1970-01-01T00:00:00Z, read and written as RFC 3339. No clock and no zone: callers pass in
//! [`Now`].

/// Milliseconds in a day.
pub const DAY: i64 = 86_400_000;

/// The present, and where the person is: what a filter by time depends on. Milliseconds alone are a present in UTC.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// Milliseconds since 1970.
    pub ms: i64,
    /// When a day begins there: from the first millisecond of the day in UTC to that of the day where the person is. For a day that was
    /// skipped (Samoa had no 2011-12-30) the beginning of the next one.
    pub day_start: fn(i64) -> i64,
}

impl From<i64> for Now {
    fn from(ms: i64) -> Self {
        Self {
            ms,
            day_start: |day| day,
        }
    }
}

/// Reads `2024-09-14T12:20:25.295967722Z`, also with an offset such as `+05:45`. Drops digits beyond the millisecond. The bytes need not
/// be text.
pub(crate) fn parse_timestamp(bytes: &[u8]) -> Option<i64> {
    let days = days_of(bytes.get(..10)?)?;
    let clock = bytes.get(11..19)?;
    let (hour, minute, second) = (
        digits(&clock[..2])?,
        digits(&clock[3..5])?,
        digits(&clock[6..])?,
    );
    // :60 is a leap second. It counts as the first second of the next minute.
    if !matches!(bytes[10], b'T' | b't' | b' ') || clock[2] != b':' || clock[5] != b':' {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut rest = &bytes[19..];
    let mut millis = 0;
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = fraction
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if length == 0 {
            return None;
        }
        // The first three digits, padded with zeros.
        let digits = fraction[..length].iter().chain([&b'0'; 2]).take(3);
        millis = digits.fold(0, |millis, digit| millis * 10 + i64::from(digit - b'0'));
        rest = &fraction[length..];
    }
    let offset = match rest {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h @ .., b':', m1, m2] if h.len() == 2 => {
            let (hours, minutes) = (digits(h)?, digits(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = hours * 60 + minutes;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let seconds = days * 86_400 + hour * 3_600 + (minute - offset) * 60 + second;
    Some(seconds * 1_000 + millis)
}

/// Reads `2024-01-01` as the first millisecond of that day in UTC.
pub fn parse_date(text: &str) -> Option<i64> {
    days_of(text.as_bytes()).map(|days| days * DAY)
}

/// Writes `2024-09-14T12:20:25.295Z`, without the fraction if it is zero.
pub fn format_timestamp(millis: i64) -> String {
    let mut text = format_date(millis);
    let rest = millis.rem_euclid(DAY);
    text.push('T');
    for (place, mark) in [(3_600_000, ':'), (60_000, ':'), (1_000, '.')] {
        let value = rest / place % if place == 3_600_000 { 24 } else { 60 };
        push_digits(&mut text, value, 2);
        text.push(mark);
    }
    match rest % 1_000 {
        0 => _ = text.pop(),
        fraction => push_digits(&mut text, fraction, 3),
    }
    text.push('Z');
    text
}

/// Writes the day as `2024-09-14`, UTC.
pub fn format_date(millis: i64) -> String {
    let (year, month, day) = civil(millis.div_euclid(DAY));
    let mut text = String::with_capacity(24);
    if year < 0 {
        text.push('-');
    }
    push_digits(&mut text, year.abs(), 4);
    text.push('-');
    push_digits(&mut text, month, 2);
    text.push('-');
    push_digits(&mut text, day, 2);
    text
}

fn push_digits(text: &mut String, value: i64, width: usize) {
    let mut digits = [b'0'; 20];
    let (mut value, mut first) = (value, digits.len());
    while value > 0 || digits.len() - first < width {
        first -= 1;
        digits[first] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    digits[first..]
        .iter()
        .for_each(|&digit| text.push(char::from(digit)));
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + i64::from(byte - b'0'))
    })
}

/// Days since 1970 of `YYYY-MM-DD`, checked against the calendar.
fn days_of(bytes: &[u8]) -> Option<i64> {
    let [y @ .., b'-', m1, m2, b'-', d1, d2] = bytes else {
        return None;
    };
    if y.len() != 4 {
        return None;
    }
    let (year, month, day) = (digits(y)?, digits(&[*m1, *m2])?, digits(&[*d1, *d2])?);
    let days = days_from_civil(year, month, day);
    // A day that does not exist comes back as a different one.
    (civil(days) == (year, month, day)).then_some(days)
}

/// The proleptic Gregorian calendar, with years that start in March so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn reads_dates_as_chrono_does(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{0,10})?(Z|[+-][0-2][0-9]:[0-6][0-9]|)",
        ) {
            let expected = chrono::DateTime::parse_from_rfc3339(&text).ok().map(|date| date.timestamp_millis());
            prop_assert_eq!(parse_timestamp(text.as_bytes()), expected, "{}", text);
        }

        #[test]
        fn a_date_survives_being_written_and_read(millis in -62_000_000_000_000_i64..253_000_000_000_000) {
            let written = format_timestamp(millis);
            prop_assert_eq!(parse_timestamp(written.as_bytes()), Some(millis));
            prop_assert_eq!(chrono::DateTime::parse_from_rfc3339(&written).unwrap().timestamp_millis(), millis);
            prop_assert_eq!(parse_date(&format_date(millis)), Some(millis.div_euclid(DAY) * DAY));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}|[0-9TZ:.+-]{0,30}") {
            let _ = (parse_timestamp(text.as_bytes()), parse_date(&text));
        }
    }
}
