//! Signing in and out: a page without script that lists the personas, the cookie, the redirect back. Stands in for the identity
//! provider. Owns its HTML and stylesheet.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::auth::{self, COOKIE};
use crate::error::{Rejection, Service};
use crate::seed::personas::{self, PERSONAS, Persona};
use crate::{headers, query};

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
    html(
        StatusCode::OK,
        &render(app.db.plan().users, same_origin_path(&next), ""),
    )
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
    header_map.insert(header::SET_COOKIE, cookie(&token, "")?);
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
        cookie("", "; Max-Age=0")
    };
    let mut response = match left.await {
        Ok(cookie) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.headers_mut().insert(header::SET_COOKIE, cookie);
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

fn cookie(value: &str, more: &str) -> Result<HeaderValue, Rejection> {
    HeaderValue::from_str(&format!(
        "{COOKIE}={value}; Secure; HttpOnly; SameSite=Strict; Path=/{more}"
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
         <form method=\"post\" action=\"/sign-in\"><input type=\"hidden\" name=\"next\" value=\"{next}\"><ul>{people}</ul></form>\
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
