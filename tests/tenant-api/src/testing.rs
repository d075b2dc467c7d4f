//! A small tenant for unit tests, in its own file and called without a socket. Compiled only for tests.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request};
use serde_json::Value;
use tower::ServiceExt;

use crate::app::{App, router};
use crate::{Options, listener, open, outbox};

/// Removes its files when dropped.
pub(crate) struct Tenant {
    pub(crate) app: App,
    folder: PathBuf,
}

/// A response with its whole body.
pub(crate) struct TestResponse {
    pub(crate) status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Tenant {
    pub(crate) fn new() -> Self {
        Self::with_users(30)
    }

    pub(crate) fn with_users(users: u32) -> Self {
        Self::of(|options| options.users = users)
    }

    pub(crate) fn without_controls() -> Self {
        Self::of(|options| options.test_controls = false)
    }

    /// Started as for browser tests, except for these changes.
    pub(crate) fn of(change: impl FnOnce(&mut Options)) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("tenant-api-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut options = Options {
            db: folder.join("tenant.db"),
            dist: folder.join("dist"),
            users: 30,
            test_controls: true,
            // Tests often send hundreds of requests at once; the limit has its own tests.
            throttle: 0,
            ..Options::default()
        };
        change(&mut options);
        Self {
            app: open(&options).unwrap().0,
            folder,
        }
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.folder.join("dist")
    }

    /// A request as this persona's browser sends it, but signed in by token; "" for nobody.
    pub(crate) fn request(
        &self,
        persona: &str,
        method: &str,
        path: &str,
        body: &str,
    ) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if !persona.is_empty() {
            let scheme = if path.starts_with("/api/") {
                "APIToken"
            } else {
                "Bearer"
            };
            request = request.header("authorization", format!("{scheme} {persona}"));
        }
        if !body.is_empty() || method == "PUT" || method == "PATCH" {
            request = request.header("content-type", "application/json");
        }
        request.body(body.to_owned().into()).unwrap()
    }

    /// Like the connection loop: looks up the override for the request, then calls the router.
    pub(crate) async fn respond(&self, mut request: Request<Body>) -> axum::response::Response {
        let path = request.uri().path().to_owned();
        if let Some(rule) =
            listener::override_for(&self.app, request.method(), &path, request.headers())
        {
            request.extensions_mut().insert(rule);
        }
        router(&self.app).oneshot(request).await.unwrap()
    }

    pub(crate) async fn call(&self, request: Request<Body>) -> TestResponse {
        let (parts, body) = self.respond(request).await.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        TestResponse {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }

    pub(crate) async fn send(
        &self,
        persona: &str,
        method: &str,
        path: &str,
        body: &str,
    ) -> TestResponse {
        self.call(self.request(persona, method, path, body)).await
    }

    pub(crate) async fn get(&self, persona: &str, path: &str) -> TestResponse {
        self.send(persona, "GET", path, "").await
    }

    pub(crate) async fn control(&self, method: &str, path: &str, body: &str) -> TestResponse {
        self.send("", method, &format!("/test-controls/{path}"), body)
            .await
    }

    pub(crate) async fn freeze(&self, at: &str) {
        let body = format!("{{\"now\":\"{at}\"}}");
        assert_eq!(self.control("POST", "clock", &body).await.status, 200);
    }

    pub(crate) async fn send_mail(&self) {
        outbox::send_waiting(&self.app).await.unwrap();
    }

    pub(crate) async fn sql(&self, sql: &'static str) {
        self.app
            .db
            .write(move |transaction| Ok(transaction.execute_batch(sql)?))
            .await
            .unwrap();
    }

    pub(crate) async fn rename_user(&self, id: i64, first_name: &str) {
        let name = first_name.to_owned();
        let sql = "UPDATE users SET first_name = ?2 WHERE id = ?1";
        self.app
            .db
            .write(move |transaction| Ok(transaction.execute(sql, (id, name))?))
            .await
            .unwrap();
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl TestResponse {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn headers(&self, name: &str) -> Vec<String> {
        let values = self.headers.get_all(name).iter();
        values
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.text()))
    }

    /// Asserts an error of F5: this status, this gRPC code, a sentence.
    #[track_caller]
    pub(crate) fn is_gateway_error(&self, status: u16, code: u8) {
        let body = self.json();
        assert_eq!(
            (self.status, &body["code"], &body["details"]),
            (status, &code.into(), &Value::Array(vec![]))
        );
        assert!(body["message"].as_str().unwrap().ends_with('.'), "{body}");
    }

    /// Asserts an error of Nameshield: this status, this code, a sentence.
    #[track_caller]
    pub(crate) fn is_access_error(&self, status: u16, code: &str) {
        let body = self.json();
        // A list or, from the gateway, a single error.
        let error = match &body["errors"] {
            Value::Array(errors) => &errors[0],
            error => error,
        };
        assert_eq!(
            (self.status, &error["code"]),
            (status, &code.into()),
            "{body}"
        );
        assert!(error["message"].as_str().unwrap().ends_with('.'), "{body}");
    }
}
