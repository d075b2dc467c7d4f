//! A body on its way: read piece by piece, with a deadline that rings as well when bytes stop coming as when they
//! never start. Knows no format.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::Response;
use js_sys::{Promise, Reflect, Uint8Array};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use super::client::Cancel;
use super::error::{ApiError, ErrorKind};

/// More than this in one plain answer is not one of ours: a settings answer with a large image has a few MB.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// Resolves after `ms` milliseconds.
pub(crate) async fn sleep(ms: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms.cast_signed());
    });
    let _ = JsFuture::from(promise).await;
}

/// The body of one answer. Dropping it ends the request.
pub struct Body {
    controller: AbortController,
    cancel: Cancel,
    reader: Option<ReadableStreamDefaultReader>,
    /// From the `Content-Length` header; absent when the server streams or compresses.
    length: Option<u64>,
    alarm: Alarm,
    idle_ms: Option<u32>,
    done: bool,
}

impl Body {
    pub(crate) fn waiting(controller: AbortController, cancel: Cancel, deadline_ms: u32) -> Self {
        let alarm = Alarm::after(deadline_ms, &controller);
        Self {
            controller,
            cancel,
            reader: None,
            length: None,
            alarm,
            idle_ms: None,
            done: false,
        }
    }

    pub(crate) fn read_from(&mut self, response: &Response) {
        self.reader = response
            .body()
            .and_then(|stream| stream.get_reader().dyn_into().ok());
        let headers = response.headers();
        if headers.get("content-encoding").is_none() {
            self.length = headers
                .get("content-length")
                .and_then(|text| text.parse().ok());
        }
    }

    /// From now on the deadline is counted from the newest piece, not from the start.
    pub(crate) fn with_idle_deadline(mut self, idle_ms: u32) -> Self {
        self.idle_ms = Some(idle_ms);
        self
    }

    /// Bytes to come, where the server said so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    /// `Network`, `Deadline`, `Offline` or `Aborted`; the body is over then.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ApiError> {
        // An alarm that rang while the page looked elsewhere stays: it is why nothing more will come.
        if let Some(idle_ms) = self.idle_ms
            && !self.alarm.rang()
        {
            self.alarm = Alarm::after(idle_ms, &self.controller);
        }
        let Some(reader) = &self.reader else {
            self.done = true;
            return Ok(None);
        };
        let piece = JsFuture::from(reader.read())
            .await
            .map_err(|_| self.failure())?;
        // The page may take its time with a piece: the deadline is about the server.
        if self.idle_ms.is_some() {
            self.alarm.stop();
        }
        if Reflect::get(&piece, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy()) {
            self.done = true;
            return Ok(None);
        }
        let bytes = Reflect::get(&piece, &JsValue::from_str("value"))
            .ok()
            .and_then(|value| value.dyn_into::<Uint8Array>().ok());
        Ok(Some(bytes.map(|bytes| bytes.to_vec()).unwrap_or_default()))
    }

    /// The whole body as text. Bytes that are not UTF-8 become U+FFFD, which spoils only the text they stand in.
    ///
    /// # Errors
    /// As [`Body::next`]; `Unreadable` for a body beyond all measure.
    pub(crate) async fn text(mut self) -> Result<String, ApiError> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.next().await? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > MAX_TEXT_BYTES {
                return Err(ApiError::new(ErrorKind::Unreadable));
            }
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    /// Why nothing more came: the browser only says "failed".
    pub(crate) fn failure(&self) -> ApiError {
        let online = leptos::prelude::window().navigator().on_line();
        ApiError::new(match () {
            () if self.cancel.is_cancelled() => ErrorKind::Aborted,
            () if self.alarm.rang() => ErrorKind::Timeout,
            () if !online => ErrorKind::Offline,
            () => ErrorKind::Network,
        })
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if !self.done {
            self.controller.abort();
        }
    }
}

/// Aborts a request when its time is up.
struct Alarm {
    timer: Option<TimeoutHandle>,
    rang: Rc<Cell<bool>>,
}

impl Alarm {
    fn after(ms: u32, controller: &AbortController) -> Self {
        let rang = Rc::new(Cell::new(false));
        let (bell, controller) = (rang.clone(), controller.clone());
        let ring = move || {
            bell.set(true);
            controller.abort();
        };
        let timer = set_timeout_with_handle(ring, Duration::from_millis(ms.into())).ok();
        Self { timer, rang }
    }

    fn stop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    fn rang(&self) -> bool {
        self.rang.get()
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.stop();
    }
}
