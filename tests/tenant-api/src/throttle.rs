//! The access service's limit: so many requests of one token within five minutes, then 429 with `Retry-After`. Owns only who
//! requests when, by the server's clock; what is refused is said where it is requests.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Documented: 600 requests in five minutes for each token.
pub(crate) const REQUESTS: u32 = 600;
const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// One per server.
#[derive(Debug)]
pub(crate) struct Throttle {
    /// What it was started with, and goes back to.
    default_limit: u32,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// How many requests there may be; 0: any number.
    limit: u32,
    requests: HashMap<&'static str, VecDeque<DateTime<Utc>>>,
}

impl Throttle {
    /// `limit` requests of a token in five minutes; 0 is no limit.
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

    /// Counts a request of this token; the error is how many seconds it is too early.
    pub(crate) fn admit(&self, token: &'static str, now: DateTime<Utc>) -> Result<(), i64> {
        let mut state = self.state();
        let limit = state.limit as usize;
        if limit == 0 {
            return Ok(());
        }
        let requests = state.requests.entry(token).or_default();
        // A clock that was put back must not lock anybody out for longer than the window.
        requests.retain(|at| (now - *at).abs() < WINDOW);
        if requests.len() < limit {
            requests.push_back(now);
            return Ok(());
        }
        let free_at = requests[requests.len() - limit] + WINDOW;
        let left_ms = (free_at - now).num_milliseconds();
        Err(((left_ms + 999) / 1000).max(1))
    }

    /// Another limit from now on; what was requests before is forgotten.
    pub(crate) fn set(&self, limit: u32) {
        let mut state = self.state();
        state.limit = limit;
        state.requests.clear();
    }

    /// As the server was started.
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
