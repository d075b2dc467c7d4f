//! The sockets. Without test controls and chaos a connection goes straight to hyper. With them every connection carries one
//! request, whose head is read here first: it may have been chosen for a fault no HTTP library would commit.

pub(crate) mod fault;
mod head;
mod play;
mod rewind;

use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::app::{App, router};
use crate::controls::overrides::Override;
use crate::error::Half;

/// Accepts for ever.
pub(crate) async fn serve(app: App, listener: TcpListener) {
    let router = router(&app);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(app.clone(), router.clone(), stream));
            }
            // Out of file handles or a client that was faster: wait a little instead of spinning.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn connection(app: App, router: Router, mut stream: TcpStream) {
    // Small answers must not wait for a full packet. A socket that refuses is only slower.
    let _ = stream.set_nodelay(true);
    if !app.controls && app.chaos.is_none() {
        hand_over(router, stream, None, true).await;
        return;
    }
    let Some(head) = head::read(&mut stream).await else {
        return;
    };
    let wish = wish_for(&app, &head.method, head.uri.path());
    match wish.as_ref().and_then(|wish| wish.fault) {
        Some(fault) => {
            play::play(&app, router, stream, head, fault, wish.unwrap_or_default()).await
        }
        None => hand_over(router, rewind::Rewind::new(head.raw, stream), wish, false).await,
    }
}

/// What a test or the chaos wants to happen to this request.
pub(crate) fn wish_for(app: &App, method: &Method, path: &str) -> Option<Override> {
    if path.starts_with("/test-controls/") {
        return None;
    }
    if let Some(wish) = app.overrides.take(method, path) {
        return Some(wish);
    }
    let chaos = app.chaos.filter(|_| Half::of(path).is_some())?;
    chaos.strike(app.calls.fetch_add(1, Ordering::Relaxed))
}

/// Lets hyper speak HTTP on this connection.
async fn hand_over<S>(router: Router, stream: S, wish: Option<Override>, keep_alive: bool)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let (router, wish) = (router.clone(), wish.clone());
        async move {
            let mut request = request.map(Body::new);
            if let Some(wish) = wish {
                request.extensions_mut().insert(wish);
            }
            router
                .oneshot(request)
                .await
                .map_err(|never: Infallible| never)
        }
    });
    // A connection that breaks is the client's business.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .keep_alive(keep_alive)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The whole body of an answer that is played byte by byte.
async fn whole(body: Body) -> Bytes {
    axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
