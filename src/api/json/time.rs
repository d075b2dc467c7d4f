//! Times as the services send them: RFC 3339 in responses, HTTP dates in headers. Keeps the instant to the millisecond and the
//! text as it was sent. Knows neither the current time nor how a time is shown.

use chrono::DateTime;

/// A time in a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds since 1970-01-01T00:00:00Z; smaller fractions are cut off.
    pub ms: i64,
    /// The text as it was sent, with all digits and the offset.
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

/// Milliseconds since 1970 of an RFC 3339 time such as `2024-09-14T12:20:25.295967722Z`.
pub fn rfc3339_ms(text: &str) -> Option<i64> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(time.timestamp_millis())
}

/// Milliseconds since 1970 of an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`. Not the two obsolete forms of RFC 9110: none
/// of our servers sends them, and without a date a page only knows less.
pub fn http_date_ms(text: &str) -> Option<i64> {
    // Through RFC 3339: chrono's parser of such dates weighs 4 KB on the wire.
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = text.split(' ');
    let mut word = || words.next();
    let (_weekday, day, month, year) = (word()?.strip_suffix(',')?, word()?, word()?, word()?);
    let (clock, zone, end) = (word()?, word()?, word());
    let at = MONTHS
        .find(month)
        .filter(|at| at % 3 == 0 && month.len() == 3)?;
    if zone != "GMT" || end.is_some() {
        return None;
    }
    rfc3339_ms(&format!("{year}-{:02}-{day}T{clock}Z", at / 3 + 1))
}
