//! Retries of reads: full jitter, Retry-After obeyed, always within the budget.

use proptest::prelude::*;
use rolecall::api::http::backoff::{BUDGET_MS, MAX_ATTEMPTS, MIN_ATTEMPT_MS, deadline_ms, delay};

#[test]
fn the_wait_covers_its_whole_range() {
    assert_eq!(delay(1, 0, 0.0, None), Some(0));
    assert_eq!(delay(1, 0, 0.5, None), Some(150));
    assert_eq!(delay(2, 0, 0.999_999, None), Some(599));
    assert_eq!(delay(3, 0, 0.5, None), Some(600));
    assert_eq!(delay(0, 0, 0.5, None), None, "no try was made");
    assert_eq!(delay(MAX_ATTEMPTS, 0, 0.5, None), None, "enough attempts");
}

#[test]
fn two_thousand_waits_are_uniform() {
    // Kolmogorov-Smirnov against U(0, 600): D * sqrt(n) < 1.63 is p > 0.01.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut waits: Vec<f64> = (0..2000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let random = (state >> 11) as f64 / (1u64 << 53) as f64;
            f64::from(delay(2, 0, random, None).unwrap())
        })
        .collect();
    waits.sort_by(f64::total_cmp);
    let n = waits.len() as f64;
    let d = waits
        .iter()
        .enumerate()
        .map(|(i, wait)| (wait / 600.0 - i as f64 / n).abs())
        .fold(0.0, f64::max);
    assert!(d * n.sqrt() < 1.63, "D * sqrt(n) = {}", d * n.sqrt());
}

#[test]
fn never_starts_a_wait_longer_than_the_budget() {
    assert_eq!(delay(1, 0, 0.0, Some(5)), Some(5000));
    assert_eq!(delay(1, 0, 0.0, Some(10)), None);
    assert_eq!(delay(1, 0, 0.0, Some(u32::MAX)), None);
    assert_eq!(delay(1, BUDGET_MS - MIN_ATTEMPT_MS, 0.0, None), Some(0));
    assert_eq!(delay(1, BUDGET_MS - MIN_ATTEMPT_MS + 1, 0.0, None), None);
    assert_eq!(
        (
            deadline_ms(0),
            deadline_ms(BUDGET_MS),
            deadline_ms(u32::MAX)
        ),
        (BUDGET_MS, 0, 0)
    );
}

proptest! {
    #[test]
    fn all_attempts_of_a_read_end_within_the_budget(
        tries in prop::collection::vec((any::<u32>(), any::<f64>(), prop::option::of(0u32..20)), 1..20),
    ) {
        let mut elapsed = 0u32;
        let mut count = 0;
        for (took, random, retry_after) in tries {
            // A try never outlives its deadline.
            let deadline = deadline_ms(elapsed);
            prop_assert!(count == 0 || deadline >= MIN_ATTEMPT_MS);
            elapsed += took % (deadline + 1);
            count += 1;
            let Some(wait) = delay(count, elapsed, random, retry_after) else { break };
            prop_assert!(wait >= retry_after.unwrap_or(0) * 1000, "never early");
            elapsed += wait;
        }
        prop_assert!(elapsed <= BUDGET_MS && count <= MAX_ATTEMPTS);
    }
}
