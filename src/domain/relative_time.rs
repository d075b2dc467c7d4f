//! Spans of time in English, given "now". The caller decides which clock "now" comes from (the server's where the server
//! decides); the page formats dates.

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long ago or how far ahead: "just now", "3 hours ago", "in 2 hours 5 minutes". The past in one unit, rounded down; the
/// future as [`remaining`]. Months and years are 30 and 365 days: an impression, not a calendar.
pub fn relative(at_ms: i64, now_ms: i64) -> String {
    if let Some(left) = remaining(at_ms, now_ms) {
        return format!("in {left}");
    }
    let age = now_ms.saturating_sub(at_ms);
    if age < 45 * SECOND {
        return "just now".to_owned();
    }
    let units = [
        (365 * DAY, "year"),
        (30 * DAY, "month"),
        (DAY, "day"),
        (HOUR, "hour"),
    ];
    let (unit, name) = units
        .into_iter()
        .find(|(unit, _)| age >= *unit)
        .unwrap_or((MINUTE, "minute"));
    format!("{} ago", counted((age / unit).max(1), name))
}

/// The time left until `until_ms`, for a countdown: "2 hours 5 minutes", with seconds only in the last two minutes; `None`
/// once the time has come. Rounded up, so that it never runs out too soon.
pub fn remaining(until_ms: i64, now_ms: i64) -> Option<String> {
    let left = until_ms.saturating_sub(now_ms);
    if left <= 0 {
        return None;
    }
    let seconds = left.saturating_add(SECOND - 1) / SECOND;
    if seconds < 120 {
        return Some(match (seconds / 60, seconds % 60) {
            (0, seconds) => counted(seconds, "second"),
            (minutes, 0) => counted(minutes, "minute"),
            (minutes, seconds) => {
                format!(
                    "{} {}",
                    counted(minutes, "minute"),
                    counted(seconds, "second")
                )
            }
        });
    }
    let minutes = seconds.saturating_add(59) / 60;
    let parts = [
        (minutes / 1440, "day"),
        (minutes / 60 % 24, "hour"),
        (minutes % 60, "minute"),
    ];
    let shown = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .take(2)
        .map(|(count, unit)| counted(count, unit));
    Some(shown.collect::<Vec<_>>().join(" "))
}

/// "1 hour", "2 hours".
fn counted(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
