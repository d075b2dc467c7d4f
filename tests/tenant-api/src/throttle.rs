//! The rate limit of the access service (tests/CONTRACT.md, section 7): so many requests per token in five minutes, then 429 with
//! `Retry-After`. Owns who sent requests when, by the server's clock. Knows nothing of HTTP.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// As documented: 600 requests per token in five minutes.
pub(crate) const REQUESTS: u32 = 600;
const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// One for each server.
#[derive(Debug)]
pub(crate) struct Throttle {
    /// The limit at the start, and after a reset.
    default_limit: u32,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// How many requests are allowed; 0 for no limit.
    limit: u32,
    requests: HashMap<&'static str, VecDeque<DateTime<Utc>>>,
}

impl Throttle {
    /// `limit` requests per token in five minutes; 0 for no limit.
    pub(crate) fn new(limit: u32) -> Self {
        let state = State {
            limit,
            requests: HashMap::new(),
        };
        Self {
            default_limit: limit,
            state: Mutex::new(state),
        }
    }

    /// Counts a request with this token. The error is the number of seconds to wait.
    pub(crate) fn admit(&self, token: &'static str, now: DateTime<Utc>) -> Result<(), i64> {
        let mut state = self.state();
        let limit = state.limit as usize;
        if limit == 0 {
            return Ok(());
        }
        let requests = state.requests.entry(token).or_default();
        // A clock that was set back must not lock anyone out for longer than the window.
        requests.retain(|at| (now - *at).abs() < WINDOW);
        if requests.len() < limit {
            requests.push_back(now);
            return Ok(());
        }
        let free_at = requests[requests.len() - limit] + WINDOW;
        let left_ms = (free_at - now).num_milliseconds();
        Err(((left_ms + 999) / 1000).max(1))
    }

    /// Sets another limit and forgets earlier requests.
    pub(crate) fn set(&self, limit: u32) {
        let mut state = self.state();
        state.limit = limit;
        state.requests.clear();
    }

    /// Back to the limit the server was started with.
    pub(crate) fn reset(&self) {
        self.set(self.default_limit);
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[path = "throttle_tests.rs"]
mod tests;
