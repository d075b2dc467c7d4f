//! Work in slices: after each the browser may paint and hear the person. Knows no work.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// How long a slice may take, in ms: with what the browser does itself, a frame of 16 ms holds.
const SLICE_MS: f64 = 8.0;

/// A stretch of work without a pause.
pub struct TimeSlice {
    began: f64,
}

impl TimeSlice {
    pub fn start() -> Self {
        Self { began: now_ms() }
    }

    /// Pauses if it is time to, and says whether it did; called as often as one likes.
    pub async fn yield_if_due(&mut self) -> bool {
        let due = now_ms() - self.began >= SLICE_MS;
        if due {
            self.yield_now().await;
        }
        due
    }

    /// Pauses in any case: after what makes work for the browser.
    pub async fn yield_now(&mut self) {
        yield_now().await;
        self.began = now_ms();
    }
}

/// Milliseconds since some moment; only differences mean anything.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Waits until what was changed can be seen. In a page that nobody looks at, until somebody does.
pub async fn after_paint() {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(promise).await;
    // The frame is painted after those who asked to be called before it.
    yield_now().await;
}

/// Ends this task and goes on in a new one. A message does it at once, where a timer would wait 4 ms each time.
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
