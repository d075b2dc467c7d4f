//! The moment when the network is back.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

/// A connection that comes and goes runs it no more often than this, in ms.
const PAUSE_MS: f64 = 10_000.0;

/// Runs `run` whenever the browser is online again, until the current owner is disposed of; once for many events in a row.
pub fn on_back_online(run: impl Fn() + 'static) {
    let run: Rc<dyn Fn()> = Rc::new(run);
    let (next, is_waiting) = (Rc::new(Cell::new(0.0)), Rc::new(Cell::new(false)));
    let listener = window_event_listener_untyped("online", move |_| {
        if is_waiting.replace(true) {
            return;
        }
        let (run, next, is_waiting) = (run.clone(), next.clone(), is_waiting.clone());
        // A clock that was set back makes nobody wait for longer.
        let wait = (next.get() - Date::now()).min(PAUSE_MS);
        let run = move || {
            is_waiting.set(false);
            next.set(Date::now() + PAUSE_MS);
            run();
        };
        match wait > 0.0 {
            true => set_timeout(run, Duration::from_millis(wait as u64)),
            false => run(),
        }
    });
    on_cleanup(move || listener.remove());
}
