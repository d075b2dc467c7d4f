//! How long to wait before the settings are read again by themselves, and when to stop. About ten minutes and fifteen
//! reads in all: an outage must not cause a flood of requests (tests/PROMISES.md, P10).

use super::initial_access::COOL_DOWN_MS;
use crate::api::tenant::settings::UserSettings;

/// Waits in seconds, then the last one until the end.
const WAITS_S: [i64; 7] = [1, 3, 5, 10, 20, 40, 60];
/// Most reads in a row.
pub const MAX_READS: u32 = 15;
/// Shortest wait after a failed read, its own retries included, in seconds.
const AFTER_FAILURE_S: i64 = 120;

/// How long after the last read the next one is due, in ms; `None` after enough of them.
pub fn wait_ms(reads: u32, failed: bool) -> Option<i64> {
    if reads >= MAX_READS {
        return None;
    }
    let step = (reads as usize).min(WAITS_S.len() - 1);
    let wait = WAITS_S.get(step).copied()?;
    Some(
        1000 * if failed {
            wait.max(AFTER_FAILURE_S)
        } else {
            wait
        },
    )
}

/// Whether the service still refuses a request although, by its own clock, the 24 hours are over. Then it is asked again,
/// since it decides.
pub fn wait_is_over(settings: &UserSettings, now_ms: i64) -> bool {
    let request = settings.initial_access.known();
    let when = request.and_then(|request| request.last_requesting_time.known());
    settings.is_next_request_allowed.known() == Some(&false)
        && when.is_some_and(|when| when.ms.saturating_add(COOL_DOWN_MS) <= now_ms)
}
