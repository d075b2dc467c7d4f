//! Spans of time in words.

use proptest::prelude::*;
use rolecall::domain::relative_time::{relative, remaining};

const S: i64 = 1000;
const M: i64 = 60 * S;
const H: i64 = 60 * M;
const D: i64 = 24 * H;

#[test]
fn spans_read_naturally() {
    for (offset, words) in [
        (0, "just now"),
        (-44 * S, "just now"),
        (-45 * S, "1 minute ago"),
        (-M, "1 minute ago"),
        (-59 * M - 59 * S, "59 minutes ago"),
        (-H, "1 hour ago"),
        (-3 * H - 59 * M, "3 hours ago"),
        (-D, "1 day ago"),
        (-29 * D, "29 days ago"),
        (-30 * D, "1 month ago"),
        (-364 * D, "12 months ago"),
        (-365 * D, "1 year ago"),
        (-730 * D, "2 years ago"),
        (1, "in 1 second"),
        (30 * S, "in 30 seconds"),
        (2 * H + 5 * M, "in 2 hours 5 minutes"),
        (D, "in 1 day"),
        (3 * D + H, "in 3 days 1 hour"),
    ] {
        let now = 1_700_000_000_000;
        assert_eq!(relative(now + offset, now), words, "{offset}");
    }
}

#[test]
fn a_countdown_never_ends_too_soon() {
    for (left, words) in [
        (0, None),
        (-1, None),
        (1, Some("1 second")),
        (S, Some("1 second")),
        (S + 1, Some("2 seconds")),
        (M, Some("1 minute")),
        (M + S, Some("1 minute 1 second")),
        (2 * M - S, Some("1 minute 59 seconds")),
        (2 * M, Some("2 minutes")),
        (2 * M + 1, Some("3 minutes")),
        (H, Some("1 hour")),
        (H + 1, Some("1 hour 1 minute")),
        (D - 1, Some("1 day")),
        (D, Some("1 day")),
        (D + M, Some("1 day 1 minute")),
        (25 * H + M, Some("1 day 1 hour")),
    ] {
        assert_eq!(remaining(left, 0).as_deref(), words, "{left}");
    }
}

proptest! {
    #[test]
    fn never_panics(at in any::<i64>(), now in any::<i64>()) {
        prop_assert!(!relative(at, now).is_empty());
        prop_assert_eq!(remaining(at, now).is_some(), at > now);
    }
}
