//! Numbers and times from a seed. Small and fast on purpose: a debug build generates a million users with it.

/// The finalizer of SplitMix64: turns a counter into a number that looks random.
pub(crate) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A random stream for one row. Rows are independent, so that a single row can be restored.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn of(seed: u64, row: u64) -> Self {
        Self(mix(seed) ^ row.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `bound`, which must not be 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// True with this probability in percent.
    pub(crate) fn percent(&mut self, share: u64) -> bool {
        self.next() % 100 < share
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// 2026-06-01 in seconds since 1970: the latest time in the data that isn't relative to "now".
pub(crate) const DATA_END: i64 = 1_780_272_000;

/// RFC 3339 with `Z` and as many fraction digits as Go's JSON writes: none, 3, 6 or 9.
pub(crate) fn timestamp(seconds: i64, nanos: u32) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let time = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let whole = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if nanos == 0 {
        format!("{whole}Z")
    } else if nanos.is_multiple_of(1_000_000) {
        format!("{whole}.{:03}Z", nanos / 1_000_000)
    } else if nanos.is_multiple_of(1_000) {
        format!("{whole}.{:06}Z", nanos / 1_000)
    } else {
        format!("{whole}.{nanos:09}Z")
    }
}

/// A time as Nameshield writes it: numeric offset, no fraction.
pub(crate) fn timestamp_with_offset(seconds: i64) -> String {
    let mut text = timestamp(seconds, 0);
    text.pop();
    text.push_str("+00:00");
    text
}

/// Year, month and day of a number of days since 1970, by the usual civil-calendar arithmetic.
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use chrono::{DateTime, Utc};

    #[test]
    fn times_agree_with_chrono() {
        let mut rng = Rng::of(1, 1);
        for _ in 0..2_000 {
            let seconds = rng.below(4_000_000_000) as i64;
            let nanos = [0, 5_000_000, 5_000, 295_967_722][rng.below(4)];
            let expected = DateTime::<Utc>::from_timestamp(seconds, nanos).unwrap();
            let read: DateTime<Utc> = timestamp(seconds, nanos).parse().unwrap();
            assert_eq!(read, expected);
        }
        assert_eq!(
            timestamp(1_726_316_425, 295_967_722),
            "2024-09-14T12:20:25.295967722Z"
        );
        assert_eq!(
            timestamp_with_offset(1_672_531_200),
            "2023-01-01T00:00:00+00:00"
        );
    }

    #[test]
    fn a_row_depends_only_on_seed_and_number() {
        assert_eq!(Rng::of(1, 7).next(), Rng::of(1, 7).next());
        assert_ne!(Rng::of(1, 7).next(), Rng::of(2, 7).next());
        assert_ne!(Rng::of(1, 7).next(), Rng::of(1, 8).next());
    }
}
