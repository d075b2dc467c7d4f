//! Commits a fault on a socket, byte by byte. Knows nothing of which request gets which fault.

use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;

use super::collect;
use super::fault::Fault;
use super::head::Head;
use crate::app::App;
use crate::controls::log::record_fault;
use crate::controls::overrides::Override;

const DRIP: Duration = Duration::from_millis(100);

pub(super) async fn inject(
    app: &App,
    router: Router,
    mut stream: TcpStream,
    mut head: Head,
    fault: Fault,
    rule: Override,
) {
    let body = Bytes::from(head.body(&mut stream).await);
    let (status, headers, body) = if fault.processes_request() && rule.body.is_none() {
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = head.method;
        *request.uri_mut() = head.uri;
        *request.headers_mut() = head.headers;
        request.extensions_mut().insert(rule.clone());
        let result: Result<Response<Body>, _> = router.oneshot(request).await;
        let Ok(response) = result;
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, collect(body).await)
    } else {
        record_fault(
            app,
            &head.method,
            &head.uri,
            &head.headers,
            &body,
            fault.name(),
        )
        .await;
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
        (
            StatusCode::OK,
            headers,
            rule.body.clone().unwrap_or_default(),
        )
    };
    tokio::time::sleep(rule.delay).await;
    let mut headers = headers;
    for (name, value) in &rule.headers {
        headers.insert(name.clone(), value.clone());
    }
    let response = FaultyResponse {
        status: rule.status.unwrap_or(status),
        headers,
        body,
    };
    // The client may leave before the fault is over.
    let _ = commit(stream, fault, response).await;
}

struct FaultyResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl FaultyResponse {
    /// The head, with these framing headers instead of the real ones.
    fn head(&self, framing: &str) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} \r\n", self.status.as_u16()).into_bytes();
        for (name, value) in &self.headers {
            if *name != header::CONTENT_LENGTH && *name != header::TRANSFER_ENCODING {
                head.extend_from_slice(name.as_str().as_bytes());
                head.extend_from_slice(b": ");
                head.extend_from_slice(value.as_bytes());
                head.extend_from_slice(b"\r\n");
            }
        }
        head.extend_from_slice(framing.as_bytes());
        head.extend_from_slice(b"\r\nconnection: close\r\n\r\n");
        head
    }

    fn with_length(&self, length: usize) -> Vec<u8> {
        self.head(&format!("content-length: {length}"))
    }

    fn first_half(&self) -> &[u8] {
        &self.body[..self.body.len().div_ceil(2)]
    }

    /// The first half as a valid chunk.
    fn first_chunk(&self) -> Vec<u8> {
        let half = self.first_half();
        let mut bytes = self.head("transfer-encoding: chunked");
        bytes.extend_from_slice(format!("{:x}\r\n", half.len()).as_bytes());
        bytes.extend_from_slice(half);
        bytes.extend_from_slice(b"\r\n");
        bytes
    }
}

async fn commit(mut stream: TcpStream, fault: Fault, response: FaultyResponse) -> io::Result<()> {
    match fault {
        Fault::StallHeaders => return until_closed(stream).await,
        Fault::CloseBeforeHeaders | Fault::HangUpAfterWrite => {}
        Fault::Reset => {
            // Closing without lingering sends a reset.
            SockRef::from(&stream).set_linger(Some(Duration::ZERO))?;
            return Ok(());
        }
        Fault::StallBody => {
            stream
                .write_all(&response.with_length(response.body.len()))
                .await?;
            stream.write_all(response.first_half()).await?;
            return until_closed(stream).await;
        }
        Fault::SlowDrip => {
            stream
                .write_all(&response.with_length(response.body.len()))
                .await?;
            for byte in &response.body {
                stream.write_all(&[*byte]).await?;
                tokio::time::sleep(DRIP).await;
            }
        }
        Fault::CutBody => {
            stream.write_all(&response.with_length(100)).await?;
            stream.write_all(b"{\"item").await?;
        }
        Fault::BadChunk => {
            stream.write_all(&response.first_chunk()).await?;
            stream.write_all(b"no size\r\nrest\r\n0\r\n\r\n").await?;
        }
        Fault::TruncateChunked => stream.write_all(&response.first_chunk()).await?,
        Fault::Garbage => {
            stream
                .write_all(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
                .await?
        }
        Fault::WrongLength => {
            stream
                .write_all(&response.with_length(response.body.len() / 2))
                .await?;
            stream.write_all(&response.body).await?;
        }
        Fault::BadGzip => {
            let framing = format!(
                "content-encoding: gzip\r\ncontent-length: {}",
                response.body.len()
            );
            stream.write_all(&response.head(&framing)).await?;
            stream.write_all(&response.body).await?;
        }
        Fault::RedirectLogin => {
            stream.write_all(b"HTTP/1.1 302 Found\r\nlocation: /sign-in\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await?;
        }
        Fault::Html200 => {
            let page = "<!doctype html><title>Proxy</title><h1>Welcome to the proxy</h1>";
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                page.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(page.as_bytes()).await?;
        }
        Fault::Empty200 => stream.write_all(&response.with_length(0)).await?,
    }
    stream.shutdown().await
}

/// Keeps the connection open and silent until the client gives up.
async fn until_closed(mut stream: TcpStream) -> io::Result<()> {
    let mut ignored = [0; 256];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(())
}
