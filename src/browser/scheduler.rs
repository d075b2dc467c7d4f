//! Long work in slices: between two of them the browser can paint and handle input. Knows nothing of the work.

use std::ops::ControlFlow;

use js_sys::{Array, Date, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::guarded::{call, get};

/// How long a slice may take, in ms: leaves the browser time for its own work within a frame of 16 ms.
const SLICE_MS: f64 = 8.0;

/// Work between two yields.
pub struct TimeSlice {
    began: f64,
}

impl TimeSlice {
    pub fn start() -> Self {
        Self { began: now_ms() }
    }

    /// Repeats `step` until it breaks, and returns what it breaks with. Yields whenever the slice is used up, so `step` may
    /// find the page gone or its work out of date: it checks that itself.
    ///
    /// ```text
    /// let found = TimeSlice::start()
    ///     .run(|| match users.with(|directory| search.step(directory, STEP_ROWS)) {
    ///         Some(false) if is_current() => ControlFlow::Continue(()),
    ///         done => ControlFlow::Break(done),
    ///     })
    ///     .await;
    /// ```
    pub async fn run<T>(&mut self, mut step: impl FnMut() -> ControlFlow<T>) -> T {
        loop {
            if let ControlFlow::Break(result) = step() {
                return result;
            }
            self.yield_if_due().await;
        }
    }

    /// Yields if the slice is used up, and returns whether it did. Cheap enough to call after every step.
    pub async fn yield_if_due(&mut self) -> bool {
        let due = now_ms() - self.began >= SLICE_MS;
        if due {
            self.yield_now().await;
        }
        due
    }

    /// Always yields: after a change that makes work for the browser.
    pub async fn yield_now(&mut self) {
        yield_now().await;
        self.began = now_ms();
    }
}

/// Milliseconds since an arbitrary moment; use differences only.
pub fn now_ms() -> f64 {
    let clock = get(&window(), "performance");
    let now = clock.and_then(|clock| call(&clock, "now", &Array::new()));
    now.and_then(|now| now.as_f64())
        .filter(|now| now.is_finite())
        .unwrap_or_else(Date::now)
}

/// Waits until changes are painted. A hidden tab does not paint, so there it waits until somebody looks.
pub async fn after_paint() {
    let promise = Promise::new(&mut |resolve, _| {
        if window().request_animation_frame(&resolve).is_err() {
            let _ = window().set_timeout_with_callback(&resolve);
        }
    });
    let _ = JsFuture::from(promise).await;
    // Callbacks run before the frame is painted.
    yield_now().await;
}

/// Ends this task and continues in a new one. A message does so at once; a timer would wait 4 ms each time.
pub async fn yield_now() {
    let promise = Promise::new(&mut |resolve, _| {
        let sent = MessageChannel::new().and_then(|channel| {
            channel.port2().set_onmessage(Some(&resolve));
            channel.port1().post_message(&JsValue::NULL)
        });
        if sent.is_err() {
            let _ = window().set_timeout_with_callback(&resolve);
        }
    });
    let _ = JsFuture::from(promise).await;
}
