//! When a read is retried: exponential backoff with full jitter, never earlier than `Retry-After`, and all attempts within one
//! budget, so that loading always ends. Pure: time and randomness are parameters. Writes are never retried.

/// All attempts of one read, waits included, in ms: loading ends within 12 s (tests/PROMISES.md, P7).
pub const BUDGET_MS: u32 = 11_000;
/// No attempt starts with less time left, in ms.
pub const MIN_ATTEMPT_MS: u32 = 1_500;
/// Including the first.
pub const MAX_ATTEMPTS: u32 = 4;

const BASE_MS: u32 = 300;
const CAP_MS: u32 = 4_000;

/// How long to wait before the next attempt, in ms; `None` if there is none. `attempts` have failed within `elapsed_ms`;
/// `random01` is uniform in 0..1. The wait is uniform in 0..min(cap, base * 2^(attempts - 1)), plus what the server asks for.
pub fn delay(
    attempts: u32,
    elapsed_ms: u32,
    random01: f64,
    retry_after_s: Option<u32>,
) -> Option<u32> {
    if attempts == 0 || attempts >= MAX_ATTEMPTS {
        return None;
    }
    let ceiling = BASE_MS.saturating_mul(1 << (attempts - 1)).min(CAP_MS);
    // A broken random number (NaN, out of range) must not break the bounds; `as` saturates.
    let jitter = (f64::from(ceiling) * random01.clamp(0.0, 1.0)) as u32;
    let wait = jitter.saturating_add(retry_after_s.unwrap_or(0).saturating_mul(1000));
    let end = elapsed_ms
        .saturating_add(wait)
        .saturating_add(MIN_ATTEMPT_MS);
    (end <= BUDGET_MS).then_some(wait)
}

/// How long the next attempt may take, headers and body together, in ms: the rest of the budget. A slow connection gets all of
/// it; a stalled one ends there.
pub fn deadline_ms(elapsed_ms: u32) -> u32 {
    BUDGET_MS.saturating_sub(elapsed_ms)
}
