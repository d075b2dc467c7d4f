//! Accepts connections. Without test controls and chaos, hyper serves a connection directly. With them, each connection carries
//! one request whose head is read here first: it may be due a fault that no HTTP library would commit.

pub(crate) mod fault;
mod head;
mod inject;

use std::convert::Infallible;
use std::io::Cursor;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::app::{App, router};
use crate::controls::overrides::Override;
use crate::error::Service;

/// Accepts connections forever.
pub(crate) async fn serve(app: App, listener: TcpListener) {
    let router = router(&app);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(app.clone(), router.clone(), stream));
            }
            // Out of file handles, or the client already left: pause instead of spinning.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn connection(app: App, router: Router, mut stream: TcpStream) {
    // Small responses must not wait for a full packet. If this fails, the socket is only slower.
    let _ = stream.set_nodelay(true);
    if !app.may_fail {
        serve_http(router, stream, None, true).await;
        return;
    }
    let Some(head) = head::read(&mut stream).await else {
        return;
    };
    let rule = override_for(&app, &head.method, head.uri.path(), &head.headers);
    match rule.as_ref().and_then(|rule| rule.fault) {
        Some(fault) => {
            inject::inject(&app, router, stream, head, fault, rule.unwrap_or_default()).await
        }
        None => {
            // hyper reads the head again, then the rest of the stream.
            let (read_half, write_half) = stream.into_split();
            let replayed = Cursor::new(head.raw).chain(read_half);
            let stream = tokio::io::join(replayed, write_half);
            serve_http(router, stream, rule, false).await;
        }
    }
}

/// The override for this request, from a test or from chaos.
pub(crate) fn override_for(
    app: &App,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Option<Override> {
    if path.starts_with("/test-controls/") {
        return None;
    }
    if let Some(rule) = app.overrides.take(method, path) {
        return Some(rule);
    }
    Service::of(path)?;
    app.chaos.next(method, path, headers)
}

/// Lets hyper serve this connection.
async fn serve_http<S>(router: Router, stream: S, rule: Option<Override>, keep_alive: bool)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let (router, rule) = (router.clone(), rule.clone());
        async move {
            let mut request = request.map(Body::new);
            if let Some(rule) = rule {
                request.extensions_mut().insert(rule);
            }
            router
                .oneshot(request)
                .await
                .map_err(|never: Infallible| never)
        }
    });
    // A broken connection is the client's concern.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .keep_alive(keep_alive)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The whole body of a response that is written byte by byte.
async fn collect(body: Body) -> Bytes {
    axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
