//! The body of a response, read chunk by chunk. Owns its timeout, which covers bytes that stop coming as well as bytes that
//! never start. Knows no format.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise, Reflect, Uint8Array};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, Response};

use super::cancel::Cancel;
use super::error::{ApiError, ErrorKind};
use super::precondition::strong_tag;

/// No response that is read as a whole is larger: settings with a large image have a few MB.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// Resolves after `ms` milliseconds.
pub(crate) async fn sleep(ms: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms.cast_signed());
    });
    let _ = JsFuture::from(promise).await;
}

/// The value of a header.
pub(crate) fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

/// The body of one response. Dropping it ends the request.
pub struct Body {
    controller: AbortController,
    cancel: Cancel,
    reader: Option<ReadableStreamDefaultReader>,
    /// From the `Content-Length` header; absent when the server streams or compresses.
    length: Option<u64>,
    /// The `ETag` header, if a write can use it.
    etag: Option<String>,
    timeout: Timeout,
    idle_ms: Option<u32>,
    done: bool,
}

impl Body {
    pub(crate) fn waiting(controller: AbortController, cancel: Cancel, deadline_ms: u32) -> Self {
        let timeout = Timeout::after(deadline_ms, &controller);
        Self {
            controller,
            cancel,
            reader: None,
            length: None,
            etag: None,
            timeout,
            idle_ms: None,
            done: false,
        }
    }

    pub(crate) fn read_from(&mut self, response: &Response) {
        self.reader = response.body().and_then(|stream| {
            // It throws if somebody else, such as an extension, reads the stream already.
            let get_reader = Reflect::get(&stream, &"getReader".into()).ok()?;
            let reader = get_reader.dyn_ref::<Function>()?.call0(&stream).ok()?;
            reader.dyn_into().ok()
        });
        self.etag = strong_tag(header(response, "etag"));
        if header(response, "content-encoding").is_none() {
            self.length = header(response, "content-length").and_then(|text| text.parse().ok());
        }
    }

    /// From now on the timeout starts again with each chunk.
    pub(crate) fn with_idle_deadline(mut self, idle_ms: u32) -> Self {
        self.idle_ms = Some(idle_ms);
        self
    }

    /// The length in bytes, if the server sent it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The entity tag of the response, once.
    pub(crate) fn take_etag(&mut self) -> Option<String> {
        self.etag.take()
    }

    /// The next chunk, or `None` at the end.
    ///
    /// # Errors
    /// `Network`, `Timeout` or `Aborted`; the body is over then.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ApiError> {
        // A timeout that expired while the page was busy has aborted the request: a new one would hide why.
        if let Some(idle_ms) = self.idle_ms
            && !self.timeout.expired()
        {
            self.timeout = Timeout::after(idle_ms, &self.controller);
        }
        let Some(reader) = &self.reader else {
            self.done = true;
            return Ok(None);
        };
        let chunk = JsFuture::from(reader.read())
            .await
            .map_err(|_| self.failure())?;
        // The page may take its time with a chunk: the timeout is about the server.
        if self.idle_ms.is_some() {
            self.timeout.stop();
        }
        if Reflect::get(&chunk, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy()) {
            self.done = true;
            return Ok(None);
        }
        let bytes = Reflect::get(&chunk, &JsValue::from_str("value"))
            .ok()
            .and_then(|value| value.dyn_into::<Uint8Array>().ok());
        Ok(Some(bytes.map(|bytes| bytes.to_vec()).unwrap_or_default()))
    }

    /// The whole body as text. Bytes that are not UTF-8 become U+FFFD, which spoils only the text they are part of.
    ///
    /// # Errors
    /// As [`Body::next`]; `Unreadable` for a body that is far too large.
    pub(crate) async fn text(&mut self) -> Result<String, ApiError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next().await? {
            bytes.extend_from_slice(&chunk);
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

    /// Why no more bytes came; the browser itself gives no reason.
    pub(crate) fn failure(&self) -> ApiError {
        ApiError::new(if self.cancel.is_cancelled() {
            ErrorKind::Aborted
        } else if self.timeout.expired() {
            ErrorKind::Timeout
        } else {
            ErrorKind::Network
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

/// Aborts the request when its time is up.
struct Timeout {
    timer: Option<TimeoutHandle>,
    expired: Rc<Cell<bool>>,
}

impl Timeout {
    fn after(ms: u32, controller: &AbortController) -> Self {
        let expired = Rc::new(Cell::new(false));
        let expire = {
            let (expired, controller) = (expired.clone(), controller.clone());
            move || {
                expired.set(true);
                controller.abort();
            }
        };
        let timer = set_timeout_with_handle(expire, Duration::from_millis(ms.into())).ok();
        Self { timer, expired }
    }

    fn stop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    fn expired(&self) -> bool {
        self.expired.get()
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        self.stop();
    }
}
