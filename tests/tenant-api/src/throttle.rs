//! The access service's limit: so many requests of one token within five minutes, then 429 with `Retry-After`. Owns only who
//! asked when, by the server's clock; what is refused is said where it is asked.

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
    usual: u32,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// How many requests there may be; 0: any number.
    most: u32,
    asked: HashMap<&'static str, VecDeque<DateTime<Utc>>>,
}

impl Throttle {
    /// `most` requests of a token in five minutes; 0 is no limit.
    pub(crate) fn new(most: u32) -> Self {
        let state = State {
            most,
            asked: HashMap::new(),
        };
        Self {
            usual: most,
            state: Mutex::new(state),
        }
    }

    /// Counts a request of this token; the error is how many seconds it is too early.
    pub(crate) fn admit(&self, token: &'static str, now: DateTime<Utc>) -> Result<(), i64> {
        let mut state = self.state();
        let most = state.most as usize;
        if most == 0 {
            return Ok(());
        }
        let asked = state.asked.entry(token).or_default();
        // A clock that was put back must not lock anybody out for longer than the window.
        asked.retain(|at| (now - *at).abs() < WINDOW);
        if asked.len() < most {
            asked.push_back(now);
            return Ok(());
        }
        let free_at = asked[asked.len() - most] + WINDOW;
        let left_ms = (free_at - now).num_milliseconds();
        Err(((left_ms + 999) / 1000).max(1))
    }

    /// Another limit from now on; what was asked before is forgotten.
    pub(crate) fn set(&self, most: u32) {
        let mut state = self.state();
        state.most = most;
        state.asked.clear();
    }

    /// As the server was started.
    pub(crate) fn reset(&self) {
        self.set(self.usual);
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[path = "throttle_tests.rs"]
mod tests;
