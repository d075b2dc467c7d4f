//! The moment when the network is back.

use leptos::prelude::*;

/// Runs `run` whenever the browser is online again, until the current owner is disposed of.
pub fn on_back_online(run: impl Fn() + 'static) {
    let listener = window_event_listener_untyped("online", move |_| run());
    on_cleanup(move || listener.remove());
}
