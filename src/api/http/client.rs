//! Sends every request. Owns deadlines (over headers *and* body), the retries of reads and the server's clock. Knows no
//! operation: those are in `api/tenant` and `api/access`. A write is sent once, whatever happens, and only after the guard of
//! writes has let it pass.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Date, Math};
use web_sys::{AbortController, Response, ResponseType};

use super::backoff;
use super::cancel::Cancel;
use super::error::{ApiError, ErrorKind};
use super::fetch::{Content, fetch};
use super::offline;
use super::prefetch;
use super::prefetch::Prefetched;
use super::response_body::{Body, header, sleep};
use super::server_message;
use crate::config::{Config, Service};
use gloo_net::http::Method;

/// After this time a write is given up. It is sent only once, so it may take as long as a read with all its retries.
const WRITE_TIMEOUT: Duration = Duration::from_secs(11);
/// The guard may read for as long before that.
pub const LONGEST_WRITE: Duration = WRITE_TIMEOUT.saturating_add(Duration::from_secs(11));
/// A stream may take any time while bytes keep coming; after this time without any it is given up, in ms.
const STREAM_IDLE_MS: u32 = 11_000;
const WRITE_TIMEOUT_MS: u32 = WRITE_TIMEOUT.as_millis() as u32;

/// One for the whole app; clones share everything.
#[derive(Clone)]
pub struct Client(Rc<ClientState>);

/// Decides whether a write may leave. Its argument: whether other writes are under way, so that what let those pass may still do.
type WriteGuard = dyn Fn(bool) -> Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

struct ClientState {
    config: Config,
    write_guard: RefCell<Option<Rc<WriteGuard>>>,
    /// How many writes are under way, their guard included.
    writes: Cell<u32>,
    /// The server's time minus the browser's, in ms, by the newest `Date` header.
    clock_offset: Cell<Option<f64>>,
    on_session_ended: RefCell<Option<Rc<dyn Fn()>>>,
}

impl Client {
    #[must_use]
    pub fn new(config: Config) -> Self {
        offline::watch();
        Self(Rc::new(ClientState {
            config,
            write_guard: RefCell::new(None),
            writes: Cell::new(0),
            clock_offset: Cell::new(None),
            on_session_ended: RefCell::new(None),
        }))
    }

    /// `run` runs on each response that means that the session is over: a 401, or a redirect to a sign-in page.
    pub fn on_session_ended(&self, run: impl Fn() + 'static) {
        self.0.on_session_ended.replace(Some(Rc::new(run)));
    }

    /// `guard` decides before each write of [`Client::send`] whether it leaves.
    pub fn guard_writes(
        &self,
        guard: impl Fn(bool) -> Pin<Box<dyn Future<Output = Result<(), ApiError>>>> + 'static,
    ) {
        self.0.write_guard.replace(Some(Rc::new(guard)));
    }

    /// Now, in ms since the epoch: by the server's clock as soon as a response has a `Date` header.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        (Date::now() + self.0.clock_offset.get().unwrap_or(0.0)) as i64
    }

    /// Reads the body of `path`. Retries after failures that may pass, within the deadline.
    ///
    /// # Errors
    /// An [`ApiError`] of any kind; `Aborted` when `cancel` was used.
    pub async fn get(
        &self,
        service: Service,
        path: &str,
        cancel: &Cancel,
    ) -> Result<String, ApiError> {
        Ok(self.read(service, path, cancel, true).await?.0)
    }

    /// As [`Client::get`], but never takes over a request that was sent before.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn get_fresh(
        &self,
        service: Service,
        path: &str,
        cancel: &Cancel,
    ) -> Result<String, ApiError> {
        Ok(self.get_tagged(service, path, cancel).await?.0)
    }

    /// As [`Client::get_fresh`], with the entity tag of the response, if it has one that a write can use.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn get_tagged(
        &self,
        service: Service,
        path: &str,
        cancel: &Cancel,
    ) -> Result<(String, Option<String>), ApiError> {
        self.read(service, path, cancel, false).await
    }

    async fn read(
        &self,
        service: Service,
        path: &str,
        cancel: &Cancel,
        may_be_prefetched: bool,
    ) -> Result<(String, Option<String>), ApiError> {
        let url = self.url(service, path)?;
        self.with_retries(cancel, async |left_ms| {
            let prefetched = may_be_prefetched.then(|| prefetch::take(&url)).flatten();
            self.attempt(
                Method::GET,
                &url,
                Content::NONE,
                left_ms,
                cancel,
                prefetched,
            )
            .await
        })
        .await
    }

    /// Sends a change once, if the guard lets it pass, and returns the body of the response. After `Network`, `Timeout` or a gateway's failure it may still
    /// have been applied; see [`ApiError::may_have_applied`].
    ///
    /// # Errors
    /// An [`ApiError`] of any kind; there are no retries.
    pub async fn send(
        &self,
        method: Method,
        service: Service,
        path: &str,
        json: &str,
        cancel: &Cancel,
    ) -> Result<String, ApiError> {
        self.send_if_match(method, service, path, json, None, cancel)
            .await
    }

    /// As [`Client::send`], but only if the service still has what this entity tag belongs to; otherwise the error is a 412.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn send_if_match(
        &self,
        method: Method,
        service: Service,
        path: &str,
        json: &str,
        if_match: Option<&str>,
        cancel: &Cancel,
    ) -> Result<String, ApiError> {
        let url = self.url(service, path)?;
        let content = Content {
            json: Some(json),
            if_match,
        };
        self.0.writes.set(self.0.writes.get() + 1);
        let sent = match self.admit().await {
            Ok(()) => self.send_once(method, &url, content, cancel).await,
            Err(error) => Err(error),
        };
        self.0.writes.set(self.0.writes.get() - 1);
        sent
    }

    /// Asks the guard of writes whether a write may leave.
    ///
    /// # Errors
    /// Why it may not.
    pub async fn admit(&self) -> Result<(), ApiError> {
        let guard = self.0.write_guard.borrow().clone();
        match guard {
            Some(guard) => guard(self.0.writes.get() > 1).await,
            None => Ok(()),
        }
    }

    /// Sends a request once to an address outside of the services, unguarded: the one that signs out.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn send_to(
        &self,
        method: Method,
        url: &str,
        json: &str,
        cancel: &Cancel,
    ) -> Result<String, ApiError> {
        let content = Content {
            json: Some(json),
            if_match: None,
        };
        self.send_once(method, url, content, cancel).await
    }

    async fn send_once(
        &self,
        method: Method,
        url: &str,
        content: Content<'_>,
        cancel: &Cancel,
    ) -> Result<String, ApiError> {
        let sent = self.attempt(method, url, content, WRITE_TIMEOUT_MS, cancel, None);
        Ok(sent.await?.0)
    }

    /// Opens a response that is read chunk by chunk. Retries only until the first byte.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn stream(
        &self,
        service: Service,
        path: &str,
        cancel: &Cancel,
    ) -> Result<Body, ApiError> {
        let url = self.url(service, path)?;
        let opened = async |left_ms| {
            self.open(
                Method::GET,
                &url,
                Content::NONE,
                left_ms,
                cancel,
                prefetch::take(&url),
            )
            .await
        };
        let (_, body) = self.with_retries(cancel, opened).await?;
        Ok(body.with_idle_deadline(STREAM_IDLE_MS))
    }

    /// Runs `attempt` with the ms that it may take, until it succeeds, fails for good, or the time of one read is up.
    async fn with_retries<T>(
        &self,
        cancel: &Cancel,
        attempt: impl AsyncFn(u32) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let started = Date::now();
        let spent_ms = || (Date::now() - started).max(0.0) as u32;
        let mut tries = 0;
        loop {
            let error = match attempt(backoff::deadline_ms(spent_ms())).await {
                Ok(result) => return Ok(result),
                Err(error) => error,
            };
            tries += 1;
            if !error.is_retryable() {
                return Err(error);
            }
            let Some(wait_ms) =
                backoff::delay(tries, spent_ms(), Math::random(), error.retry_after)
            else {
                return Err(error);
            };
            sleep(wait_ms).await;
            if cancel.is_cancelled() {
                return Err(ApiError::new(ErrorKind::Aborted));
            }
        }
    }

    async fn attempt(
        &self,
        method: Method,
        url: &str,
        content: Content<'_>,
        deadline_ms: u32,
        cancel: &Cancel,
        prefetched: Option<Prefetched>,
    ) -> Result<(String, Option<String>), ApiError> {
        let (status, mut body) = self
            .open(method, url, content, deadline_ms, cancel, prefetched)
            .await?;
        let text = body.text().await?;
        match ApiError::in_success(status, &text) {
            Some(error) => Err(error),
            None => Ok((text, body.take_etag())),
        }
    }

    /// One request: the status of a good response and its body, not yet read; otherwise the error by its status and body.
    async fn open(
        &self,
        method: Method,
        url: &str,
        content: Content<'_>,
        deadline_ms: u32,
        cancel: &Cancel,
        prefetched: Option<Prefetched>,
    ) -> Result<(u16, Body), ApiError> {
        if prefetched.is_none() && offline::is_offline().await {
            return Err(ApiError::new(ErrorKind::Offline));
        }
        if cancel.is_cancelled() {
            return Err(ApiError::new(ErrorKind::Aborted));
        }
        let controller = match &prefetched {
            Some(prefetched) => Ok(prefetched.controller()),
            None => AbortController::new(),
        };
        let Ok(controller) = controller else {
            return Err(ApiError::new(ErrorKind::Network));
        };
        cancel.set_current(controller.clone());
        let mut body = Body::waiting(controller.clone(), cancel.clone(), deadline_ms);
        let sent = match prefetched {
            Some(prefetched) => prefetched.response().await,
            None => fetch(method, url, content, &controller)
                .await
                .map(|response| (response, Date::now())),
        };
        let Some((response, at)) = sent else {
            return Err(body.failure());
        };
        offline::answered();
        self.update_clock_offset(&response, at);
        if response.type_() == ResponseType::Opaqueredirect {
            self.session_ended();
            return Err(ApiError::new(ErrorKind::Unauthenticated));
        }
        body.read_from(&response);
        let status = response.status();
        let content_type = header(&response, "content-type");
        if response.ok() && !server_message::is_html(content_type.as_deref(), "") {
            return Ok((status, body));
        }
        // The body of an error only adds to it: if it does not arrive, the status is enough.
        let text = body.text().await.unwrap_or_default();
        let mut error = ApiError::from_status(
            status,
            content_type.as_deref(),
            &text,
            header(&response, "retry-after").as_deref(),
            self.now_ms(),
        );
        error.request_id = header(&response, "x-request-id");
        if error.kind == ErrorKind::Unauthenticated {
            self.session_ended();
        }
        Err(error)
    }

    fn url(&self, service: Service, path: &str) -> Result<String, ApiError> {
        match self.0.config.base(service) {
            Some(base) => Ok(format!("{base}{path}")),
            None => Err(ApiError::new(ErrorKind::NotConfigured)),
        }
    }

    /// `at`: when the response came, by the browser's clock.
    fn update_clock_offset(&self, response: &Response, at: f64) {
        let Some(date) = header(response, "date") else {
            return;
        };
        let server = Date::parse(&date);
        if server.is_finite() {
            self.0.clock_offset.set(Some(server - at));
        }
    }

    fn session_ended(&self) {
        let run = self.0.on_session_ended.borrow().clone();
        if let Some(run) = run {
            run();
        }
    }
}
