//! Entity tags and `If-Match` (RFC 9110, sections 8.8.3 and 13.1.1), which the published contract doesn't have: off unless asked for.
//! All accesses of a user share one tag, that of their list, since nothing else shows them. Knows no operation.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};

use crate::error::Rejection;

/// Whether this server has entity tags.
#[derive(Debug)]
pub(crate) struct Etags {
    /// At the start, and after a reset.
    default: bool,
    on: AtomicBool,
}

impl Etags {
    pub(crate) fn new(on: bool) -> Self {
        Self {
            default: on,
            on: AtomicBool::new(on),
        }
    }

    pub(crate) fn set(&self, on: bool) {
        self.on.store(on, Ordering::Relaxed);
    }

    pub(crate) fn reset(&self) {
        self.set(self.default);
    }

    fn on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// Adds the tag of `content` to a response that shows it.
    pub(crate) fn add(&self, mut response: Response, content: &str) -> Response {
        if self.on()
            && let Ok(tag) = HeaderValue::from_str(&tag(content))
        {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }

    /// The precondition of a change, to be checked in the transaction that makes it.
    pub(crate) fn condition(&self, headers: &HeaderMap) -> Condition {
        let lines = headers.get_all(header::IF_MATCH).iter();
        let lines: Vec<String> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned())
            .collect();
        Condition((self.on() && !lines.is_empty()).then(|| lines.join(",")))
    }
}

/// What `If-Match` asks for; `None` without it.
pub(crate) struct Condition(Option<String>);

impl Condition {
    /// Compares strongly: a weak tag never matches.
    pub(crate) fn check(
        &self,
        content: impl FnOnce() -> Result<String, Rejection>,
    ) -> Result<(), Rejection> {
        let Some(wanted) = &self.0 else {
            return Ok(());
        };
        let current = tag(&content()?);
        if wanted
            .split(',')
            .map(str::trim)
            .any(|one| one == "*" || one == current)
        {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::PRECONDITION_FAILED,
            "Someone else changed this in the meantime.",
        ))
    }
}

fn tag(content: &str) -> String {
    let hash = Sha256::digest(content.as_bytes());
    let digits: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{digits}\"")
}

#[cfg(test)]
#[path = "etag_tests.rs"]
mod tests;
