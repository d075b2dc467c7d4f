//! The only place that talks HTTP. Owns deadlines (over headers *and* body), aborting, the retry of reads and the
//! server's clock. Knows no operation: those are the files beside it. A write is sent once, whatever happens.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Date, Math};
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestRedirect, ResponseType};

use super::backoff;
use super::body::{Body, sleep};
use super::error::{ApiError, ErrorKind, from_status};
use crate::config::{Config, Service};

/// Longest wait for one attempt, in ms: headers and, for a plain answer, the whole body.
const ATTEMPT_MS: u32 = 5_500;
/// A read with all its retries ends within this, in ms (names.md: within 12 s on the page).
const READ_MS: u32 = 11_000;
/// A write is tried once, so it may take as long as a read with retries.
const WRITE_MS: u32 = 11_000;
/// A list that streams in may take long to start, and then as long as it likes while bytes keep coming.
const STREAM_START_MS: u32 = 10_000;

/// Lets a page that is left, or a newer wish, end a request under way. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Cancel(Rc<CancelState>);

#[derive(Default)]
struct CancelState {
    cancelled: Cell<bool>,
    current: RefCell<Option<AbortController>>,
}

impl Cancel {
    /// Ends the request under way; later ones with this token end at once.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        self.abort_current();
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    pub(super) fn abort_current(&self) {
        if let Some(controller) = self.0.current.take() {
            controller.abort();
        }
    }
}

/// A complete answer with a status of 200 to 299.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// One per app, shared by all pages. Clones share everything.
#[derive(Clone)]
pub struct Client(Rc<ClientState>);

struct ClientState {
    config: Config,
    /// Server time minus the browser's, in ms, from the newest `Date` header seen.
    clock_offset: Cell<Option<f64>>,
    on_session_ended: RefCell<Option<Rc<dyn Fn()>>>,
}

impl Client {
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self(Rc::new(ClientState {
            config,
            clock_offset: Cell::new(None),
            on_session_ended: RefCell::new(None),
        }))
    }

    /// `tell` runs on each answer that says the session is over (401, or a redirect to a sign-in page).
    pub fn on_session_ended(&self, tell: impl Fn() + 'static) {
        self.0.on_session_ended.replace(Some(Rc::new(tell)));
    }

    /// Now, in ms since the epoch, by the server's clock where an answer has told it.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        (Date::now() + self.0.clock_offset.get().unwrap_or(0.0)) as i64
    }

    /// Reads `path`; repeats itself on failures that may pass, within the deadline.
    ///
    /// # Errors
    /// An [`ApiError`] of any kind; `Aborted` when `cancel` was used.
    pub async fn get(&self, service: Service, path: &str, cancel: &Cancel) -> Result<Answer, ApiError> {
        let url = self.url(service, path)?;
        let started = Date::now();
        let mut attempt = 0;
        loop {
            let spent = (Date::now() - started).max(0.0) as u32;
            let left = READ_MS.saturating_sub(spent).min(ATTEMPT_MS);
            let outcome = self.attempt(Method::GET, &url, None, left, cancel).await;
            let Err(error) = outcome else { return outcome };
            let spent = (Date::now() - started).max(0.0) as u32;
            match backoff::next_try(&error, attempt, spent, READ_MS, Math::random()) {
                Some(wait_ms) => sleep(wait_ms).await,
                None => return Err(error),
            }
            if cancel.is_cancelled() {
                return Err(ApiError::of(ErrorKind::Aborted));
            }
            attempt += 1;
        }
    }

    /// Sends a change once. After `Network`, `Deadline` or a gateway's failure it may still have happened:
    /// [`ApiError::may_have_happened`] tells.
    ///
    /// # Errors
    /// An [`ApiError`] of any kind; the request is never repeated.
    pub async fn send(
        &self,
        method: Method,
        service: Service,
        path: &str,
        json: &str,
        cancel: &Cancel,
    ) -> Result<Answer, ApiError> {
        self.attempt(method, &self.url(service, path)?, Some(json), WRITE_MS, cancel).await
    }

    /// As [`Client::send`], to an address that belongs to no service, such as that of signing out.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn send_to(&self, method: Method, url: &str, json: &str, cancel: &Cancel) -> Result<Answer, ApiError> {
        self.attempt(method, url, Some(json), WRITE_MS, cancel).await
    }

    /// Opens an answer that is taken piece by piece. Repeats itself only until the first byte.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn stream(&self, service: Service, path: &str, cancel: &Cancel) -> Result<Body, ApiError> {
        let url = self.url(service, path)?;
        let started = Date::now();
        let mut attempt = 0;
        loop {
            let spent = (Date::now() - started).max(0.0) as u32;
            let left = READ_MS.saturating_sub(spent).min(STREAM_START_MS);
            let error = match self.open(Method::GET, &url, None, left, cancel).await {
                Ok((_, body)) => return Ok(body.with_idle_deadline(STREAM_START_MS)),
                Err(error) => error,
            };
            let spent = (Date::now() - started).max(0.0) as u32;
            match backoff::next_try(&error, attempt, spent, READ_MS, Math::random()) {
                Some(wait_ms) => sleep(wait_ms).await,
                None => return Err(error),
            }
            if cancel.is_cancelled() {
                return Err(ApiError::of(ErrorKind::Aborted));
            }
            attempt += 1;
        }
    }

    async fn attempt(
        &self,
        method: Method,
        url: &str,
        json: Option<&str>,
        deadline_ms: u32,
        cancel: &Cancel,
    ) -> Result<Answer, ApiError> {
        let (status, body) = self.open(method, url, json, deadline_ms, cancel).await?;
        Ok(Answer { status, body: body.text().await? })
    }

    /// One request: a good answer's status and its body still to be read, or the error its status and body tell.
    async fn open(
        &self,
        method: Method,
        url: &str,
        json: Option<&str>,
        deadline_ms: u32,
        cancel: &Cancel,
    ) -> Result<(u16, Body), ApiError> {
        if cancel.is_cancelled() {
            return Err(ApiError::of(ErrorKind::Aborted));
        }
        let Ok(controller) = AbortController::new() else {
            return Err(ApiError::of(ErrorKind::Network));
        };
        cancel.0.current.replace(Some(controller.clone()));
        let mut body = Body::waiting(controller.clone(), cancel.clone(), deadline_ms);

        let request = RequestBuilder::new(url)
            .method(method)
            .abort_signal(Some(&controller.signal()))
            .cache(RequestCache::NoStore)
            .credentials(RequestCredentials::Include)
            // These APIs never redirect: one that does sends us to a sign-in page, which must not look like data.
            .redirect(RequestRedirect::Manual)
            .header("Accept", "application/json");
        let request = match json {
            Some(json) => request.header("Content-Type", "application/json").body(json),
            None => request.build(),
        };
        let Ok(request) = request else {
            return Err(ApiError::of(ErrorKind::Network));
        };
        let response = match request.send().await {
            Ok(response) => response,
            Err(_) => return Err(body.failure()),
        };
        self.learn_clock(&response);
        if response.type_() == ResponseType::Opaqueredirect {
            self.session_ended();
            return Err(ApiError::of(ErrorKind::Unauthenticated));
        }
        body.read_from(&response);
        let status = response.status();
        let headers = response.headers();
        let content_type = headers.get("content-type");
        let html = content_type.as_deref().is_some_and(|kind| kind.trim_start().starts_with("text/html"));
        if response.ok() && !html {
            return Ok((status, body));
        }
        // An error's body is a courtesy: if it does not arrive, the status alone tells.
        let text = body.text().await.unwrap_or_default();
        let mut error = from_status(
            status,
            content_type.as_deref(),
            &text,
            headers.get("retry-after").as_deref(),
            self.now_ms(),
        );
        error.request_id = headers.get("x-request-id");
        if error.kind == ErrorKind::Unauthenticated {
            self.session_ended();
        }
        Err(error)
    }

    fn url(&self, service: Service, path: &str) -> Result<String, ApiError> {
        match self.0.config.base(service) {
            Some(base) => Ok(format!("{base}{path}")),
            None => Err(ApiError::of(ErrorKind::NotConfigured)),
        }
    }

    fn learn_clock(&self, response: &Response) {
        let Some(date) = response.headers().get("date") else { return };
        let server = Date::parse(&date);
        if server.is_finite() {
            self.0.clock_offset.set(Some(server - Date::now()));
        }
    }

    fn session_ended(&self) {
        let tell = self.0.on_session_ended.borrow().clone();
        if let Some(tell) = tell {
            tell();
        }
    }
}
