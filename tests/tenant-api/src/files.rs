//! The built app, served beside the API. Owns which file a path means, its type, how long it may be cached and whether its
//! compressed version is sent. A missing file is never a page: browsers would cache HTML in place of a script.

use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::{headers, query};

pub(crate) async fn serve(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return missing(StatusCode::METHOD_NOT_ALLOWED);
    }
    let Some(name) = file_name(request.uri().path()) else {
        return missing(StatusCode::NOT_FOUND);
    };
    let file = app.dist.join(&name);
    let mut response = match read(&file, accepts_brotli(request.headers())).await {
        Some(found) => found_file(&name, found),
        None => missing(StatusCode::NOT_FOUND),
    };
    if request.method() == Method::HEAD {
        let length = response.headers().get(header::CONTENT_LENGTH).cloned();
        *response.body_mut() = Body::empty();
        if let Some(length) = length {
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, length);
        }
    }
    response
}

/// The file a path means: itself if it has an extension, or else the app, which has its own routes. `None` for a path outside the folder.
fn file_name(path: &str) -> Option<PathBuf> {
    let path = query::decode(path.trim_start_matches('/'));
    let clean = path
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains(['\\', '\0', ':']));
    if !clean {
        return None;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    Some(if last.contains('.') {
        path.into()
    } else {
        "index.html".into()
    })
}

struct Found {
    content: Vec<u8>,
    compressed: bool,
    /// There is a compressed version, so the response depends on what the browser accepts.
    varies: bool,
}

async fn read(file: &Path, brotli: bool) -> Option<Found> {
    let mut compressed_file = file.as_os_str().to_owned();
    compressed_file.push(".br");
    let varies = tokio::fs::try_exists(&compressed_file)
        .await
        .unwrap_or(false);
    let compressed = brotli && varies;
    let content = tokio::fs::read(if compressed {
        Path::new(&compressed_file)
    } else {
        file
    })
    .await
    .ok()?;
    Some(Found {
        content,
        compressed,
        varies,
    })
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|coding| coding.replace(' ', ""))
        .any(|coding| coding == "br" || (coding.starts_with("br;") && coding != "br;q=0"))
}

fn found_file(name: &Path, found: Found) -> Response {
    let kind = content_type(name);
    let length = found.content.len();
    let mut response = Body::from(Bytes::from(found.content)).into_response();
    let header_map = response.headers_mut();
    header_map.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    header_map.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if kind.starts_with("text/html") {
        headers::document(header_map, headers::CSP);
    } else {
        let cache_control = if is_hashed(name) {
            headers::IMMUTABLE
        } else {
            headers::REVALIDATE
        };
        header_map.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(cache_control),
        );
    }
    if found.compressed {
        header_map.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    if found.varies {
        header_map.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    response
}

fn missing(status: StatusCode) -> Response {
    let mut response = (status, "Not found.").into_response();
    headers::api(response.headers_mut());
    response
}

/// Whether the name has a hash of the content: `-` and 16 hexadecimal digits, as Trunk writes it.
fn is_hashed(name: &Path) -> bool {
    let name = name
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    name.split(['.', '_']).any(|part| {
        part.rsplit_once('-').is_some_and(|(_, hash)| {
            hash.len() == 16
                && hash
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
        })
    })
}

fn content_type(name: &Path) -> &'static str {
    match name
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
