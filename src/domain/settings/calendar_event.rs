//! A calendar entry for the time from which a new request is possible, as an iCalendar file (RFC 5545) in a data URL. Made from
//! one time and fixed words, so nothing foreign is in it.

use chrono::{DateTime, Datelike, Timelike};
use rolecall_text::percent;

/// The address of the file, for a link that downloads it. Times are of the server's clock; downloading it twice gives the
/// same entry. `None` for a time that no calendar has.
pub fn data_url(until_ms: i64, now_ms: i64) -> Option<String> {
    let text = calendar(until_ms, now_ms)?;
    let mut url = "data:text/calendar;charset=utf-8,".to_owned();
    percent::encode_into(&mut url, &text, "");
    Some(url)
}

/// The file itself: lines of at most 75 bytes, each ended by CR LF.
pub fn calendar(until_ms: i64, now_ms: i64) -> Option<String> {
    let (from, to) = (
        stamp(until_ms)?,
        stamp(until_ms.checked_add(15 * 60 * 1000)?)?,
    );
    let now = stamp(now_ms)?;
    let lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rolecall//Initial access//EN",
        "BEGIN:VEVENT",
        &format!("UID:initial-access-{from}@rolecall"),
        &format!("DTSTAMP:{now}"),
        &format!("DTSTART:{from}"),
        &format!("DTEND:{to}"),
        "SUMMARY:Request initial access again",
        "DESCRIPTION:You can request access again in Rolecall under Settings.",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Request initial access again",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    Some(lines.join("\r\n"))
}

/// `20260301T100030Z`, rounded up to the second, so never too soon.
fn stamp(ms: i64) -> Option<String> {
    let at = DateTime::from_timestamp(ms.checked_add(999)?.div_euclid(1000), 0)?;
    // Written out: chrono's own formatter would weigh more than this page.
    Some(format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    ))
}
