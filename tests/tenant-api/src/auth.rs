//! Who is calling, and whether the call may change anything. Owns the cookie, both kinds of token and the defense against forged
//! requests. Knows nothing of what a caller may do: the operations decide that.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::clock::rfc3339;
use crate::error::{Rejection, Service};
use crate::seed::personas::{self, Persona};

/// The session cookie. `__Host-` makes the browser require Secure, Path=/ and no Domain.
pub(crate) const COOKIE: &str = "__Host-sid";
/// The same for a browser that drops Secure cookies on plain HTTP even at a loopback address, as WebKit does. Counts only there, and
/// only without the other.
pub(crate) const LOCAL_COOKIE: &str = "rolecall-sid";

/// The signed-in persona behind a request.
#[derive(Clone, Copy)]
pub(crate) struct Caller(pub(crate) &'static Persona);

impl Caller {
    /// The caller's number in `users`.
    pub(crate) fn user(self) -> i64 {
        self.0.user
    }

    /// Rejects callers without this role of the access service.
    pub(crate) fn needs(self, role: &str, to: &str) -> Result<(), Rejection> {
        if self.0.held.contains(&role) {
            return Ok(());
        }
        Err(Rejection::forbidden(format!(
            "You are not permitted to {to}."
        )))
    }
}

/// A change without JSON. Only an operation rejects it: a path that isn't there is a 404, and a method that it doesn't have a 405,
/// whatever is sent.
#[derive(Clone)]
struct NotJson(Rejection);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Caller {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        if let Some(NotJson(rejection)) = parts.extensions.get() {
            return Err(rejection.clone());
        }
        parts
            .extensions
            .get::<Caller>()
            .copied()
            .ok_or_else(not_signed_in)
    }
}

fn not_signed_in() -> Rejection {
    Rejection::new(StatusCode::UNAUTHORIZED, "Sign in first.")
}

/// The layer around every operation: no caller, no response; no proof of same origin, no change.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match admit(&app, &parts).await {
        Ok(caller) => {
            if changes_state(&parts.method)
                && let Err(rejection) = require_json(&parts.headers)
            {
                parts.extensions.insert(NotJson(rejection));
            }
            parts.extensions.insert(caller);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(rejection) => rejection.into_response(),
    }
}

async fn admit(app: &App, parts: &Parts) -> Result<Caller, Rejection> {
    let service = Service::of(parts.uri.path()).unwrap_or(Service::Tenant);
    let headers = &parts.headers;
    let by_token = headers.contains_key(header::AUTHORIZATION);
    let caller = identify(app, headers, service)
        .await?
        .ok_or_else(not_signed_in)?;
    if service == Service::Access {
        throttle(app, caller)?;
    }
    if changes_state(&parts.method) {
        // A browser never adds this header on its own, so a forged request can't have it.
        if !by_token {
            require_same_origin(headers)?;
        }
    }
    if is_disabled(app, caller).await? {
        return Err(Rejection::forbidden("This user is disabled."));
    }
    Ok(caller)
}

/// Every request with a known token counts, even one that is rejected for another reason.
fn throttle(app: &App, caller: Caller) -> Result<(), Rejection> {
    app.throttle
        .admit(caller.0.id, app.clock.now())
        .map_err(|seconds| Rejection {
            retry_after: Some(seconds),
            ..Rejection::new(
                StatusCode::TOO_MANY_REQUESTS,
                "Too many requests with this token.",
            )
        })
}

/// The identity provider lets disabled users sign in; the tenant doesn't.
async fn is_disabled(app: &App, caller: Caller) -> Result<bool, Rejection> {
    app.db
        .read(move |connection| {
            let disabled = connection
                .prepare_cached("SELECT disabled FROM users WHERE id = ?1")?
                .query_row([caller.user()], |row| row.get(0))
                .optional()?;
            Ok(disabled.unwrap_or(true))
        })
        .await
}

/// The caller by token or session; `None` without a valid one.
pub(crate) async fn identify(
    app: &App,
    headers: &HeaderMap,
    service: Service,
) -> Result<Option<Caller>, Rejection> {
    let persona = match headers.get(header::AUTHORIZATION) {
        Some(value) => {
            let scheme = match service {
                Service::Tenant => "APIToken ",
                Service::Access => "Bearer ",
            };
            value
                .to_str()
                .ok()
                .and_then(|text| text.strip_prefix(scheme))
                .map(str::to_owned)
        }
        None => match session_token(headers) {
            Some(token) => session(app, &token).await?,
            None => None,
        },
    };
    let users = i64::from(app.db.plan().users);
    let persona = persona.and_then(|id| personas::find(id.trim()));
    Ok(persona.filter(|persona| persona.user <= users).map(Caller))
}

async fn session(app: &App, token: &str) -> Result<Option<String>, Rejection> {
    let hash = hash(token);
    app.db
        .read(move |connection| {
            let persona = connection
                .prepare_cached("SELECT persona FROM sessions WHERE token_hash = ?1")?
                .query_row([hash], |row| row.get(0))
                .optional()?;
            Ok(persona)
        })
        .await
}

/// Starts a session and returns its secret. Only the browser keeps it: the database has its hash.
pub(crate) async fn start_session(
    app: &App,
    persona: &'static Persona,
    ip: String,
) -> Result<String, Rejection> {
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(Rejection::internal)?;
    let token: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let (hash, now) = (hash(&token), rfc3339(app.clock.now()));
    app.db
        .write(move |transaction| {
            transaction.execute(
                "INSERT INTO sessions (token_hash, persona, start, last_access, ip_address) VALUES (?1, ?2, ?3, ?3, ?4)",
                (hash, persona.id, now, ip),
            )?;
            Ok(())
        })
        .await?;
    Ok(token)
}

/// Ends the session of this request, if there is one.
pub(crate) async fn end_session(app: &App, headers: &HeaderMap) -> Result<(), Rejection> {
    let Some(token) = session_token(headers) else {
        return Ok(());
    };
    let hash = hash(&token);
    app.db
        .write(move |transaction| {
            transaction.execute("DELETE FROM sessions WHERE token_hash = ?1", [hash])?;
            Ok(())
        })
        .await
}

pub(crate) fn session_token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, COOKIE).or_else(|| {
        is_plain_loopback(headers)
            .then(|| cookie(headers, LOCAL_COOKIE))
            .flatten()
    })
}

/// The value of a cookie of the request.
pub(crate) fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
}

/// Whether the browser is on this machine and talks to this server itself, without TLS. Whatever a proxy adds says that it doesn't.
pub(crate) fn is_plain_loopback(headers: &HeaderMap) -> bool {
    let by_proxy = headers.keys().any(|name| {
        let name = name.as_str();
        name.starts_with("x-forwarded-")
            || matches!(name, "forwarded" | "via" | "x-real-ip" | "front-end-https")
    });
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let by_tls = origins.any(|origin| origin.as_bytes().starts_with(b"https:"));
    !by_proxy && !by_tls && loopback_host(headers).is_some()
}

fn loopback_host(headers: &HeaderMap) -> Option<()> {
    let authority: Authority = headers.get(header::HOST)?.to_str().ok()?.parse().ok()?;
    let host = authority.host();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = host.eq_ignore_ascii_case("localhost")
        || address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback());
    is_loopback.then_some(())
}

pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub(crate) fn changes_state(method: &Method) -> bool {
    !method.is_safe()
}

/// Browsers set `Sec-Fetch-Site`, and pages can't change it. Without it, `Origin` has to match.
pub(crate) fn require_same_origin(headers: &HeaderMap) -> Result<(), Rejection> {
    let same = match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => origin_matches_host(headers),
    };
    if same {
        return Ok(());
    }
    Err(Rejection::forbidden("This request came from another site."))
}

pub(crate) fn origin_matches_host(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else {
        return false;
    };
    origin
        .strip_prefix("http://")
        .or(origin.strip_prefix("https://"))
        == Some(host)
}

pub(crate) fn require_json(headers: &HeaderMap) -> Result<(), Rejection> {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split(';').next())
        .unwrap_or_default();
    if media_type.trim().eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Rejection::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "Send application/json.",
    ))
}

#[cfg(test)]
#[path = "auth_tests.rs"]
mod tests;
