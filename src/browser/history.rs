//! The browser's session history, which need not take what it is given: Safari throws at the 101st write within 10 seconds
//! (formerly 30), Chromium drops the 201st without a word, and a page without an origin of its own may write nothing. So no write is
//! taken for granted. One that is refused waits and is tried again; of several the newest counts. The app goes on at once, and the
//! address follows when it may. Knows no page.
//!
//! Each entry has a number, kept in its `history.state`, by which the app can know it again.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use js_sys::{Math, Object, Reflect};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle, window};
use wasm_bindgen::JsValue;
use web_sys::Url;

use super::guarded::get;
use super::scheduler::now_ms;

/// So many writes at once, and then so many per millisecond: 96 in 30 seconds.
const BURST: f64 = 36.0;
const PER_MS: f64 = 0.002;
/// What is left for going to another page when somebody holds a key down that changes the view: after ten such writes in a row, the
/// address follows twice a second.
const RESERVE: f64 = 26.0;
/// A refused write is tried again after this time, so often.
const RETRY_MS: f64 = 1_000.0;
const TRIES: u32 = 60;
/// The property of `history.state` with the number of the entry.
const NUMBER: &str = "rolecall";

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Write {
    address: String,
    /// Changes the current entry; else adds one.
    replace: bool,
    entry: u32,
    /// May use what is kept back for going to another page.
    is_urgent: bool,
}

/// The newest wins. An entry that could not be added yet is still to be added.
fn merged(waiting: Option<&Write>, newer: Write) -> Write {
    Write {
        replace: newer.replace && waiting.is_none_or(|waiting| waiting.replace),
        is_urgent: newer.is_urgent || waiting.is_some_and(|waiting| waiting.is_urgent),
        ..newer
    }
}

/// How many writes the browser would still take.
#[derive(Clone, Copy)]
struct Budget {
    left: f64,
    at_ms: f64,
}

impl Budget {
    const FULL: Self = Self {
        left: BURST,
        at_ms: 0.0,
    };

    /// Spends one write; if there is none to spend, says for how many milliseconds to wait.
    fn spend(&mut self, now_ms: f64, is_urgent: bool) -> Result<(), f64> {
        let passed = (now_ms - self.at_ms).max(0.0);
        self.left = (self.left + passed * PER_MS).min(BURST);
        self.at_ms = now_ms;
        let needed = if is_urgent { 1.0 } else { RESERVE + 1.0 };
        if self.left >= needed {
            self.left -= 1.0;
            return Ok(());
        }
        Err((needed - self.left) / PER_MS)
    }
}

thread_local! {
    static BUDGET: Cell<Budget> = const { Cell::new(Budget::FULL) };
    static WAITING: RefCell<Option<Write>> = const { RefCell::new(None) };
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
    static TRIES_LEFT: Cell<u32> = const { Cell::new(0) };
    static ENTRY: Cell<u32> = const { Cell::new(0) };
}

/// The number of the entry that the app shows; 0: it has none.
#[must_use]
pub fn entry() -> u32 {
    ENTRY.get()
}

/// Whether the address bar does not show yet what the app shows.
#[must_use]
pub fn is_behind() -> bool {
    WAITING.with_borrow(Option::is_some)
}

/// The app shows this address now: changes the current entry or adds one, at once or as soon as the browser lets it. `is_urgent`: it
/// is another page, not another view of the same.
pub fn write(address: &str, replace: bool, is_urgent: bool) {
    if !replace {
        ENTRY.set(new_number());
    }
    let newer = Write {
        address: address.to_owned(),
        replace,
        entry: ENTRY.get(),
        is_urgent,
    };
    WAITING.with_borrow_mut(|waiting| *waiting = Some(merged(waiting.as_ref(), newer)));
    TRIES_LEFT.set(TRIES);
    flush();
}

/// The browser went to an entry by itself, as with Back: what was not written yet is not wanted any more.
pub fn arrive() {
    drop_waiting();
    let Ok(history) = window().history() else {
        return;
    };
    let state = history.state().unwrap_or_default();
    let known = get(&state, NUMBER).and_then(|number| number.as_f64());
    let number = known.map_or_else(new_number, |number| number as u32);
    // A state that somebody else put there stays as it is, and its entry without a number.
    let is_free = known.is_some() || state.is_null() || state.is_undefined();
    let is_numbered = is_free
        && (known.is_some()
            || history
                .replace_state_with_url(&state_of(number), "", None)
                .is_ok());
    ENTRY.set(if is_numbered { number } else { 0 });
}

/// Nothing more is written.
pub fn drop_waiting() {
    WAITING.take();
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
}

fn flush() {
    let Some(write) = WAITING.with_borrow(Clone::clone) else {
        return;
    };
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
    let mut budget = BUDGET.get();
    let wait_ms = match budget.spend(now_ms(), write.is_urgent) {
        Err(wait_ms) => wait_ms,
        Ok(()) if put(&write) => {
            WAITING.take();
            0.0
        }
        Ok(()) => {
            TRIES_LEFT.set(TRIES_LEFT.get().saturating_sub(1));
            RETRY_MS
        }
    };
    BUDGET.set(budget);
    if wait_ms > 0.0 && TRIES_LEFT.get() > 0 {
        let wait = Duration::from_millis(wait_ms as u64 + 1);
        TIMER.set(set_timeout_with_handle(flush, wait).ok());
    }
}

/// False if the browser refuses, whether it says so or not.
fn put(write: &Write) -> bool {
    let Ok(history) = window().history() else {
        return false;
    };
    let (state, address) = (state_of(write.entry), Some(write.address.as_str()));
    let written = match write.replace {
        true => history.replace_state_with_url(&state, "", address),
        false => history.push_state_with_url(&state, "", address),
    };
    written.is_ok() && is_here(&write.address)
}

fn is_here(address: &str) -> bool {
    let Ok(here) = window().location().href() else {
        return true;
    };
    Url::new_with_base(address, &here).map_or(true, |url| url.href() == here)
}

fn state_of(number: u32) -> JsValue {
    let state = Object::new();
    let _ = Reflect::set(&state, &NUMBER.into(), &number.into());
    state.into()
}

/// Unlike a count, it means nothing to another document in the same tab, and 0 is no number.
fn new_number() -> u32 {
    (Math::random() * f64::from(u32::MAX)) as u32 | 1
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn write(address: &str, replace: bool) -> Write {
        Write {
            address: address.to_owned(),
            replace,
            entry: 1,
            is_urgent: false,
        }
    }

    #[test]
    fn of_writes_that_wait_the_newest_wins_and_what_was_to_be_added_still_is() {
        for (waiting, newer, replace) in [
            (Some(false), true, false),
            (Some(false), false, false),
            (Some(true), true, true),
            (Some(true), false, false),
            (None, true, true),
            (None, false, false),
        ] {
            let waiting = waiting.map(|replace| write("/old", replace));
            let merged = merged(waiting.as_ref(), write("/new", newer));
            assert_eq!(merged, write("/new", replace), "{waiting:?}");
        }
    }

    #[test]
    fn a_held_key_leaves_writes_for_another_page() {
        let mut budget = Budget::FULL;
        let held = (0..100).filter(|press| budget.spend(f64::from(press * 33), false).is_ok());
        assert!((10..20).contains(&held.count()));
        assert_eq!(budget.spend(3_300.0, true), Ok(()));
    }

    proptest! {
        /// Whatever is asked for, no 30 seconds see more writes than an old Safari takes.
        #[test]
        fn no_thirty_seconds_have_more_than_100_writes(asked in vec((0.0..400.0_f64, any::<bool>()), 1..600)) {
            let (mut budget, mut now, mut written) = (Budget::FULL, 0.0, Vec::new());
            for (gap, is_urgent) in asked {
                now += gap;
                if budget.spend(now, is_urgent).is_ok() {
                    written.push(now);
                }
            }
            for (index, first) in written.iter().enumerate() {
                let within = written[index..].iter().filter(|at| **at - first <= 30_000.0);
                prop_assert!(within.count() <= 100);
            }
        }

        /// Who waits as long as told may write.
        #[test]
        fn waiting_as_long_as_told_is_enough(before in 0..200_u32, is_urgent in any::<bool>()) {
            let mut budget = Budget::FULL;
            for _ in 0..before {
                let _ = budget.spend(0.0, true);
            }
            if let Err(wait) = budget.spend(0.0, is_urgent) {
                prop_assert_eq!(budget.spend(wait + 1.0, is_urgent), Ok(()));
            }
        }
    }
}
