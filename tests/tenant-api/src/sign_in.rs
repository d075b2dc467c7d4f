//! Signing in and out: a page without script that lists the personas, the cookie, the redirect back. Stands in for the identity
//! provider. Owns its HTML and stylesheet.
//!
//! The session cookie is Secure. Chromium and Firefox keep such a cookie from plain HTTP at a loopback address; WebKit drops it. So the
//! page sets a Secure cookie that says nothing, and its form says that it did. A form that comes back without that cookie, on plain HTTP
//! at a loopback address, comes from such a browser, and it also gets a session cookie without Secure.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::auth::{self, COOKIE, LOCAL_COOKIE};
use crate::error::{Rejection, Service};
use crate::seed::personas::{self, PERSONAS, Persona};
use crate::{headers, query};

/// Comes back from every browser that keeps Secure cookies here.
const PROBE_COOKIE: &str = "__Host-probe";
const SECURE: &str = "Secure; ";

pub(crate) async fn style() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, headers::REVALIDATE),
        ],
        include_str!("sign_in.css"),
    )
        .into_response()
}

pub(crate) async fn page(State(app): State<App>, RawQuery(text): RawQuery) -> Response {
    let next = query::value(text.as_deref().unwrap_or_default(), "next").unwrap_or_default();
    let mut response = html(
        StatusCode::OK,
        &render(app.db.plan().users, same_origin_path(&next), ""),
    );
    if let Ok(probe) = cookie(PROBE_COOKIE, "1", SECURE, "") {
        response.headers_mut().insert(header::SET_COOKIE, probe);
    }
    response
}

/// Handles the form: starts a session and redirects to the requested page.
pub(crate) async fn enter(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response {
    match try_enter(&app, &headers, &body).await {
        Ok(response) => response,
        Err(rejection) => html(
            rejection.status,
            &render(app.db.plan().users, "/", &rejection.message),
        ),
    }
}

async fn try_enter(app: &App, headers: &HeaderMap, body: &[u8]) -> Result<Response, Rejection> {
    // A form on another site must not sign anyone in. Programs send neither header.
    let from_another_site = match headers.get("sec-fetch-site") {
        Some(site) => site != "same-origin" && site != "none",
        None => headers.contains_key(header::ORIGIN) && !auth::origin_matches_host(headers),
    };
    if from_another_site {
        return Err(Rejection::forbidden("This form came from another site."));
    }
    let form = String::from_utf8_lossy(body);
    let persona = query::value(&form, "persona").unwrap_or_default();
    let persona = personas::find(&persona)
        .filter(|persona| persona.user <= i64::from(app.db.plan().users))
        .ok_or_else(|| Rejection::bad_request("Choose a demo user from the list."))?;
    let token = auth::start_session(app, persona, "127.0.0.1".into()).await?;
    let next = query::value(&form, "next").unwrap_or_default();
    let location =
        HeaderValue::from_str(same_origin_path(&next)).unwrap_or(HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    let header_map = response.headers_mut();
    header_map.insert(header::LOCATION, location);
    header_map.insert(header::SET_COOKIE, cookie(COOKIE, &token, SECURE, "")?);
    if needs_local_cookie(headers, &form) {
        header_map.append(header::SET_COOKIE, cookie(LOCAL_COOKIE, &token, "", "")?);
    } else if let Some(gone) = forget_local_cookie(headers)? {
        header_map.append(header::SET_COOKIE, gone);
    }
    headers::document(header_map, headers::SIGN_IN_CSP);
    header_map.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(headers::NO_STORE),
    );
    Ok(response)
}

/// `POST /sign-out`: deletes the session, the cookie and what the browser has stored.
pub(crate) async fn leave(State(app): State<App>, headers: HeaderMap) -> Response {
    let left = async {
        auth::require_same_origin(&headers)?;
        auth::require_json(&headers)?;
        auth::end_session(&app, &headers).await?;
        let gone = cookie(COOKIE, "", SECURE, "; Max-Age=0")?;
        Ok::<_, Rejection>([Some(gone), forget_local_cookie(&headers)?])
    };
    let mut response = match left.await {
        Ok(cookies) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            for cookie in cookies.into_iter().flatten() {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            // Not "cookies": that would sign people out of everything else on this host.
            let clear = HeaderValue::from_static("\"cache\", \"storage\"");
            response.headers_mut().insert("clear-site-data", clear);
            response
        }
        Err(rejection) => {
            let body = Service::Tenant.error_body(rejection.status, &rejection.message);
            (
                rejection.status,
                [(header::CONTENT_TYPE, "application/json; charset=utf-8")],
                body,
            )
                .into_response()
        }
    };
    headers::api(response.headers_mut());
    response
}

/// Whether the browser has dropped the Secure cookie of the page. Programs send no page's form, and need nothing.
fn needs_local_cookie(headers: &HeaderMap, form: &str) -> bool {
    query::value(form, "probe").is_some()
        && auth::cookie(headers, PROBE_COOKIE).is_none()
        && auth::is_plain_loopback(headers)
}

/// Removes the cookie without Secure from a browser that has one.
fn forget_local_cookie(headers: &HeaderMap) -> Result<Option<HeaderValue>, Rejection> {
    auth::cookie(headers, LOCAL_COOKIE)
        .map(|_| cookie(LOCAL_COOKIE, "", "", "; Max-Age=0"))
        .transpose()
}

fn cookie(name: &str, value: &str, secure: &str, more: &str) -> Result<HeaderValue, Rejection> {
    HeaderValue::from_str(&format!(
        "{name}={value}; {secure}HttpOnly; SameSite=Strict; Path=/{more}"
    ))
    .map_err(Rejection::internal)
}

/// A path of this origin, or else the start page: `//host` and `/\host` lead elsewhere.
fn same_origin_path(next: &str) -> &str {
    let mut letters = next.chars();
    let inside = letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\'));
    if inside
        && next
            .chars()
            .all(|letter| letter.is_ascii_graphic() && letter != '\\')
    {
        next
    } else {
        "/"
    }
}

fn html(status: StatusCode, page: &str) -> Response {
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page.to_owned(),
    )
        .into_response();
    headers::document(response.headers_mut(), headers::SIGN_IN_CSP);
    response
}

fn render(users: u32, next: &str, problem: &str) -> String {
    let people: String = PERSONAS
        .iter()
        .filter(|persona| persona.user <= i64::from(users))
        .map(button)
        .collect();
    let problem = if problem.is_empty() {
        String::new()
    } else {
        format!("<p role=\"alert\">{}</p>", escape(problem))
    };
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sign in - Rolecall</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"stylesheet\" href=\"/sign-in.css\"></head><body><main><h1>Sign in</h1>{problem}\
         <p>This tenant runs on your machine. Choose a demo user.</p>\
         <form method=\"post\" action=\"/sign-in\"><input type=\"hidden\" name=\"next\" value=\"{next}\">\
         <input type=\"hidden\" name=\"probe\" value=\"1\"><ul>{people}</ul></form>\
         </main></body></html>",
        next = escape(next),
    )
}

fn button(persona: &Persona) -> String {
    format!(
        "<li><button name=\"persona\" value=\"{id}\" aria-describedby=\"about-{id}\"><bdi>{name}</bdi></button>\
         <span id=\"about-{id}\">{about}</span></li>",
        id = persona.id,
        name = escape(&persona.full_name()),
        about = escape(persona.about),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
#[path = "sign_in_tests.rs"]
mod tests;
