//! What "offline" means; the only place that decides it. `navigator.onLine` is a hint: behind some VPNs it is false although all
//! works, and it is true on a network that leads nowhere. "Offline" is: the browser says so, nothing has answered since it began
//! to, and a question to our own server isn't answered either. Then nothing else is sent. The hint alone stops nothing and names
//! no failure: an answer that comes is proof enough.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::{set_timeout_with_handle, window, window_event_listener_untyped};
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::fetch::{Content, fetch};
use gloo_net::http::Method;

/// Whoever answers does it within this time.
const QUESTION_TIMEOUT: Duration = Duration::from_secs(3);
/// What polls asks at most this often whether it may go on, in ms.
const POLL_QUESTION_MS: f64 = 60_000.0;

thread_local! {
    /// Something has answered although the browser says that it is offline. The page itself has: it came over the network.
    static REFUTED: Cell<bool> = Cell::new(says_offline());
    static ASKED_AT: Cell<f64> = const { Cell::new(0.0) };
}

fn says_offline() -> bool {
    !window().navigator().on_line()
}

/// Begins to watch; once, when the page starts.
pub(crate) fn watch() {
    REFUTED.get();
    // The connection may be gone by now, whatever answered before.
    let listener = window_event_listener_untyped("offline", |_| REFUTED.set(false));
    std::mem::forget(listener);
}

/// Something was answered.
pub(crate) fn answered() {
    REFUTED.set(says_offline());
}

fn may_be_offline() -> bool {
    says_offline() && !REFUTED.get()
}

/// Whether to send a request. Asks our own server first where the browser says that it is offline.
pub(crate) async fn is_offline() -> bool {
    may_be_offline() && !ask().await
}

/// Whether what polls may go on; if not, it may again once something has answered.
pub fn may_poll() -> bool {
    if !may_be_offline() {
        return true;
    }
    let now = Date::now();
    if (now - ASKED_AT.get()).abs() >= POLL_QUESTION_MS {
        ASKED_AT.set(now);
        spawn_local(async { _ = ask().await });
    }
    false
}

/// Whether our own server answers, whatever it says.
async fn ask() -> bool {
    let Ok(controller) = AbortController::new() else {
        return false;
    };
    let aborting = controller.clone();
    let timer = set_timeout_with_handle(move || aborting.abort(), QUESTION_TIMEOUT);
    let answer = fetch(Method::HEAD, "/", Content::NONE, &controller).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    if answer.is_some() {
        answered();
    }
    answer.is_some()
}
