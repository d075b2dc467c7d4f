//! The only place that talks HTTP. Owns deadlines (over headers *and* body), aborting, the retry of reads and the
//! server's clock. Knows no operation: those are the files beside it. A write is sent once, whatever happens.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Date, Math};
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestRedirect, ResponseType};

use super::backoff;
use super::error::{ApiError, ErrorKind};
use super::prefetch;
use super::response_body::{Body, sleep};
use crate::config::{Config, Service};

/// A write is tried once, so it may take as long as a read with retries.
pub const WRITE_MS: u32 = 11_000;
/// A list that streams in may take as long as it likes while bytes keep coming; after this silence it is over, in ms.
const STREAM_IDLE_MS: u32 = 11_000;

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

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    pub(crate) fn abort_current(&self) {
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
    pub async fn get(
        &self,
        service: Service,
        path: &str,
        cancel: &Cancel,
    ) -> Result<Answer, ApiError> {
        let url = self.url(service, path)?;
        self.repeated(cancel, async |left_ms| {
            self.attempt(Method::GET, &url, None, left_ms, cancel).await
        })
        .await
    }

    /// Sends a change once. After `Network`, `Deadline` or a gateway's failure it may still have happened:
    /// [`ApiError::may_have_applied`] tells.
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
        self.attempt(
            method,
            &self.url(service, path)?,
            Some(json),
            WRITE_MS,
            cancel,
        )
        .await
    }

    /// As [`Client::send`], to an address that belongs to no service, such as that of signing out.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn send_to(
        &self,
        method: Method,
        url: &str,
        json: &str,
        cancel: &Cancel,
    ) -> Result<Answer, ApiError> {
        self.attempt(method, url, Some(json), WRITE_MS, cancel)
            .await
    }

    /// Opens an answer that is taken piece by piece. Repeats itself only until the first byte.
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
        let opened = async |left_ms| self.open(Method::GET, &url, None, left_ms, cancel).await;
        let (_, body) = self.repeated(cancel, opened).await?;
        Ok(body.with_idle_deadline(STREAM_IDLE_MS))
    }

    /// Runs `attempt`, which gets the ms left to it, until it succeeds, cannot, or the time of one read is up.
    async fn repeated<T>(
        &self,
        cancel: &Cancel,
        attempt: impl AsyncFn(u32) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let started = Date::now();
        let spent_ms = || (Date::now() - started).max(0.0) as u32;
        let mut tries = 0;
        loop {
            let error = match attempt(backoff::deadline_ms(spent_ms())).await {
                Ok(answer) => return Ok(answer),
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
        json: Option<&str>,
        deadline_ms: u32,
        cancel: &Cancel,
    ) -> Result<Answer, ApiError> {
        let (status, body) = self.open(method, url, json, deadline_ms, cancel).await?;
        Ok(Answer {
            status,
            body: body.text().await?,
        })
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
            return Err(ApiError::new(ErrorKind::Aborted));
        }
        let early = match method {
            Method::GET => prefetch::take(url),
            _ => None,
        };
        let controller = match &early {
            Some(early) => Ok(early.controller()),
            None => AbortController::new(),
        };
        let Ok(controller) = controller else {
            return Err(ApiError::new(ErrorKind::Network));
        };
        cancel.0.current.replace(Some(controller.clone()));
        let mut body = Body::waiting(controller.clone(), cancel.clone(), deadline_ms);
        let sent = match early {
            Some(early) => early.response().await,
            None => request(method, url, json, &controller).await,
        };
        let Some((response, at)) = sent else {
            return Err(body.failure());
        };
        self.update_clock_offset(&response, at);
        if response.type_() == ResponseType::Opaqueredirect {
            self.session_ended();
            return Err(ApiError::new(ErrorKind::Unauthenticated));
        }
        body.read_from(&response);
        let status = response.status();
        let headers = response.headers();
        let content_type = headers.get("content-type");
        let html = content_type
            .as_deref()
            .is_some_and(|kind| kind.trim_start().starts_with("text/html"));
        if response.ok() && !html {
            return Ok((status, body));
        }
        // An error's body is a courtesy: if it does not arrive, the status alone tells.
        let text = body.text().await.unwrap_or_default();
        let mut error = ApiError::from_status(
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
            None => Err(ApiError::new(ErrorKind::NotConfigured)),
        }
    }

    /// `at`: when the answer came, by the browser's clock.
    fn update_clock_offset(&self, response: &Response, at: f64) {
        let Some(date) = response.headers().get("date") else {
            return;
        };
        let server = Date::parse(&date);
        if server.is_finite() {
            self.0.clock_offset.set(Some(server - at));
        }
    }

    fn session_ended(&self) {
        let tell = self.0.on_session_ended.borrow().clone();
        if let Some(tell) = tell {
            tell();
        }
    }
}

/// Asks; the answer and when it came, or `None` when there is none. `src/boot/prefetch.js` asks the same way.
async fn request(
    method: Method,
    url: &str,
    json: Option<&str>,
    controller: &AbortController,
) -> Option<(Response, f64)> {
    let request = RequestBuilder::new(url)
        .method(method)
        .abort_signal(Some(&controller.signal()))
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Include)
        // These APIs never redirect: one that does sends us to a sign-in page, which must not look like data.
        .redirect(RequestRedirect::Manual)
        .header("Accept", "application/json");
    let request = match json {
        Some(json) => request
            .header("Content-Type", "application/json")
            .body(json),
        None => request.build(),
    };
    let response = request.ok()?.send().await.ok()?;
    Some((response, Date::now()))
}
