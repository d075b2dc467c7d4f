//! The server's clock: real, shifted or frozen. The 24-hour rule, the `Date` header and every stored time use it. Knows nothing of
//! who may set it.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

#[derive(Debug, Clone, Copy)]
enum Mode {
    /// The machine's clock plus this offset.
    Running(TimeDelta),
    Frozen(DateTime<Utc>),
}

/// One for each server.
#[derive(Debug)]
pub(crate) struct Clock(Mutex<Mode>);

impl Default for Clock {
    fn default() -> Self {
        Self(Mutex::new(Mode::Running(TimeDelta::zero())))
    }
}

impl Clock {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        match *self.mode() {
            Mode::Running(offset) => DateTime::<Utc>::from(SystemTime::now()) + offset,
            Mode::Frozen(at) => at,
        }
    }

    /// Freezes the clock at this time.
    pub(crate) fn freeze(&self, at: DateTime<Utc>) {
        *self.mode() = Mode::Frozen(at);
    }

    /// Moves the clock. A frozen one stays frozen; a running one keeps running.
    pub(crate) fn advance(&self, by: TimeDelta) {
        let mut mode = self.mode();
        *mode = match *mode {
            Mode::Running(offset) => Mode::Running(offset + by),
            Mode::Frozen(at) => Mode::Frozen(at + by),
        };
    }

    /// Back to the machine's clock.
    pub(crate) fn real(&self) {
        *self.mode() = Mode::Running(TimeDelta::zero());
    }

    fn mode(&self) -> std::sync::MutexGuard<'_, Mode> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A time as F5 writes it: nine fraction digits and `Z`.
pub(crate) fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

/// A time as the `Date` header writes it.
pub(crate) fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_frozen_clock_moves_only_by_advance() {
        let clock = Clock::default();
        let at: DateTime<Utc> = "2026-03-01T10:00:00Z".parse().unwrap();
        clock.freeze(at);
        assert_eq!(clock.now(), at);
        clock.advance(TimeDelta::seconds(90));
        assert_eq!(rfc3339(clock.now()), "2026-03-01T10:01:30.000000000Z");
        assert_eq!(http_date(clock.now()), "Sun, 01 Mar 2026 10:01:30 GMT");
    }

    #[test]
    fn a_shifted_clock_keeps_running_and_can_be_reset() {
        let clock = Clock::default();
        clock.advance(TimeDelta::hours(24));
        let real = DateTime::<Utc>::from(SystemTime::now());
        assert!(clock.now() - real > TimeDelta::hours(23));
        clock.real();
        assert!(clock.now() - real < TimeDelta::hours(1));
    }
}
