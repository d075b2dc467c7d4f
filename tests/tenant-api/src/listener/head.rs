//! Reads the head of a request and keeps its bytes, so that hyper can read them again.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::app::BODY_LIMIT;

const MAX_HEAD_BYTES: usize = 64 * 1024;
const MAX_HEADERS: usize = 100;

pub(super) struct Head {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    /// All bytes read so far: the head and perhaps the start of the body.
    pub(super) raw: Vec<u8>,
    head_length: usize,
}

/// Waits for a complete head. `None` if the client leaves or doesn't speak HTTP.
pub(super) async fn read(stream: &mut TcpStream) -> Option<Head> {
    let mut raw = Vec::with_capacity(2048);
    loop {
        if stream.read_buf(&mut raw).await.ok()? == 0 {
            return None;
        }
        let mut buffer = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut request = httparse::Request::new(&mut buffer);
        if let httparse::Status::Complete(head_length) = request.parse(&raw).ok()? {
            let method = Method::from_bytes(request.method?.as_bytes()).ok()?;
            let uri = request.path?.parse().ok()?;
            let headers = request.headers.iter().filter_map(|header| {
                let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
                Some((name, HeaderValue::from_bytes(header.value).ok()?))
            });
            let headers = headers.collect();
            return Some(Head {
                method,
                uri,
                headers,
                raw,
                head_length,
            });
        }
        if raw.len() > MAX_HEAD_BYTES {
            return None;
        }
    }
}

impl Head {
    /// The body, as long as `Content-Length` says.
    pub(super) async fn body(&mut self, stream: &mut TcpStream) -> Vec<u8> {
        let length = self.headers.get(header::CONTENT_LENGTH);
        let length: usize = length
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let end = self.head_length + length.min(BODY_LIMIT);
        while self.raw.len() < end {
            match stream.read_buf(&mut self.raw).await {
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
        }
        self.raw[self.head_length..end.min(self.raw.len())].to_vec()
    }
}
