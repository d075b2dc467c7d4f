//! Points in time as the services write them: RFC 3339 in answers, HTTP dates in headers. Keeps the
//! instant to the millisecond and the text as it was sent. No clock and no locale here: "now" is the
//! caller's, words are `policy::time`'s. Written out because a date library would weigh more than it does.

/// A point in time of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds since 1970-01-01T00:00:00Z, fractions below cut off.
    pub ms: i64,
    /// The text as sent, with all its fraction digits and its offset.
    pub text: Box<str>,
}

impl Time {
    /// Reads RFC 3339: any offset, any number of fraction digits, years 0000 to 9999.
    pub fn read(text: &str) -> Option<Self> {
        rfc3339_ms(text).map(|ms| Self {
            ms,
            text: text.into(),
        })
    }
}

/// Milliseconds since 1970 of an RFC 3339 text such as `2024-09-14T12:20:25.295967722Z`.
pub fn rfc3339_ms(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    if at(4)? != b'-' || at(7)? != b'-' || at(13)? != b':' || at(16)? != b':' {
        return None;
    }
    if !matches!(at(10)?, b'T' | b't' | b' ') {
        return None;
    }
    let day = day_number(
        digits(bytes, 0, 4)?,
        digits(bytes, 5, 2)?,
        digits(bytes, 8, 2)?,
    )?;
    let time = seconds_of_day(
        digits(bytes, 11, 2)?,
        digits(bytes, 14, 2)?,
        digits(bytes, 17, 2)?,
    )?;
    let mut next = 19;
    let mut millis = 0;
    if at(next) == Some(b'.') {
        next += 1;
        let mut weight = 100;
        while let Some(digit @ b'0'..=b'9') = at(next) {
            millis += i64::from(digit - b'0') * weight;
            weight /= 10;
            next += 1;
        }
        if next == 20 {
            return None;
        }
    }
    let offset = match at(next)? {
        b'Z' | b'z' if bytes.len() == next + 1 => 0,
        sign @ (b'+' | b'-') if bytes.len() == next + 6 && at(next + 3)? == b':' => {
            let minutes =
                seconds_of_day(digits(bytes, next + 1, 2)?, digits(bytes, next + 4, 2)?, 0)?;
            if sign == b'+' { minutes } else { -minutes }
        }
        _ => return None,
    };
    Some((day * 86_400 + time - offset) * 1000 + millis)
}

/// Milliseconds since 1970 of an HTTP date. RFC 9110 5.6.7 asks recipients to accept all three forms:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
pub fn http_date_ms(text: &str) -> Option<i64> {
    let mut words = [""; 8];
    let mut count = 0;
    for word in text.split([' ', ',', '-', ':']) {
        if !word.is_empty() {
            *words.get_mut(count)? = word;
            count += 1;
        }
    }
    let [_, a, b, c, d, e, f, zone] = words;
    let (day, month, year, clock) = match (count, zone) {
        (8, "GMT") => (a, b, c, [d, e, f]),
        (7, "") => (b, a, f, [c, d, e]),
        _ => return None,
    };
    let number = |word: &str| digits(word.as_bytes(), 0, word.len());
    let month = month_number(month)?;
    let year = match (year.len(), number(year)?) {
        (4, year) => year,
        // Two digits: the RFC wants a year more than 50 years ahead read as past.
        (2, year) => year + if year < 70 { 2000 } else { 1900 },
        _ => return None,
    };
    let day = day_number(year, month, number(day)?)?;
    let [hour, minute, second] = clock;
    let time = seconds_of_day(number(hour)?, number(minute)?, number(second)?)?;
    Some((day * 86_400 + time) * 1000)
}

fn month_number(name: &str) -> Option<i64> {
    let at = "JanFebMarAprMayJunJulAugSepOctNovDec".find(name)?;
    (name.len() == 3 && at % 3 == 0).then_some(at as i64 / 3 + 1)
}

/// `len` (1 to 4) ASCII digits from `from` on, and nothing but digits.
fn digits(bytes: &[u8], from: usize, len: usize) -> Option<i64> {
    if len == 0 || len > 4 {
        return None;
    }
    let mut value = 0;
    for byte in bytes.get(from..from + len)? {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value)
}

fn seconds_of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // 60 is a leap second, which RFC 3339 allows: it counts as the second after.
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

/// Days since 1970-01-01 of a day in the Gregorian calendar; `None` if there is no such day.
fn day_number(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    if day < 1 || day > length {
        return None;
    }
    // Years that begin in March put the leap day last, so that days before a month follow one line.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}
