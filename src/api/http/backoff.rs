//! When a read is tried again: full jitter, the server's Retry-After obeyed, and all tries of one read
//! within one budget, so that loading always ends. Pure: time and chance are handed in.
//! A write never comes here.

/// All tries of one read, waits included, in ms: loading ends within 12 s (tests/PROMISES.md, P7).
pub const BUDGET_MS: u32 = 11_000;
/// No try starts with less time than this left to it, in ms.
pub const SHORTEST_TRY_MS: u32 = 1_500;
/// How often one read is tried at most.
pub const MOST_TRIES: u32 = 4;

const BASE_MS: u32 = 300;
const CAP_MS: u32 = 4_000;

/// How long to wait before the next try, in ms; `None` when there should be none. `tries` were made in
/// `elapsed_ms`, the last of them failed; `random01` is uniform in 0..1; `retry_after_s` as the server asked.
/// The wait is uniform in 0..min(cap, base * 2^(tries - 1)), and after that never earlier than asked.
pub fn delay(
    tries: u32,
    elapsed_ms: u32,
    random01: f64,
    retry_after_s: Option<u32>,
) -> Option<u32> {
    if tries == 0 || tries >= MOST_TRIES {
        return None;
    }
    let ceiling = BASE_MS.saturating_mul(1 << (tries - 1)).min(CAP_MS);
    // A broken source of chance (NaN, out of range) must not break the bounds; `as` saturates.
    let jitter = (f64::from(ceiling) * random01.clamp(0.0, 1.0)) as u32;
    let wait = jitter.saturating_add(retry_after_s.unwrap_or(0).saturating_mul(1000));
    let end = elapsed_ms
        .saturating_add(wait)
        .saturating_add(SHORTEST_TRY_MS);
    (end <= BUDGET_MS).then_some(wait)
}

/// How long the next try may take, headers and body together, in ms: all that is left of the budget. A slow
/// line gets its whole chance; a stalled one ends here.
pub fn deadline_ms(elapsed_ms: u32) -> u32 {
    BUDGET_MS.saturating_sub(elapsed_ms)
}
