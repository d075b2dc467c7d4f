#![allow(clippy::unwrap_used)]
use super::fault::Fault;
use crate::testing::Tenant;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const SETTINGS: &str = "/api/web/namespaces/system/user/settings";
const ACCESS_1: &str = "/user/v1/users/00000000-0000-4000-8000-000000000001/access/1";

/// A tenant on a real port.
async fn serving(tenant: &Tenant) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(super::serve(tenant.app.clone(), listener));
    address
}

async fn send(address: std::net::SocketAddr, method: &str, path: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let scheme = if path.starts_with("/api/") {
        "APIToken"
    } else {
        "Bearer"
    };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: {scheme} admin\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    // In two writes, so that head and body can arrive separately.
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    stream
}

/// Everything until the connection ends; an error if it is reset.
async fn read(mut stream: TcpStream) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What arrives within half a second, and whether the connection is still open then.
async fn read_briefly(mut stream: TcpStream) -> (String, bool) {
    let mut bytes = Vec::new();
    let open = tokio::time::timeout(Duration::from_millis(450), stream.read_to_end(&mut bytes))
        .await
        .is_err();
    (String::from_utf8_lossy(&bytes).into_owned(), open)
}

fn inject_once(tenant: &Tenant, path: &str, fault: Fault) {
    let mut rule = crate::controls::overrides::Override::fault(fault);
    (rule.path, rule.times) = (path.into(), Some(1));
    tenant.app.overrides.add(rule);
}

async fn request_with_fault(tenant: &Tenant, fault: Fault) -> TcpStream {
    let address = serving(tenant).await;
    inject_once(tenant, SETTINGS, fault);
    send(address, "GET", SETTINGS, "").await
}

fn split(response: &str) -> (&str, &str) {
    response.split_once("\r\n\r\n").unwrap()
}

#[tokio::test]
async fn with_controls_each_request_has_its_own_connection() {
    let tenant = Tenant::new();
    let address = serving(&tenant).await;
    let response = read(send(address, "GET", SETTINGS, "").await)
        .await
        .unwrap();
    let (head, body) = split(&response);
    assert!(
        head.starts_with("HTTP/1.1 200 OK") && head.contains("connection: close"),
        "{head}"
    );
    assert_eq!(head.matches("date: ").count(), 1);
    assert!(body.starts_with('{'));
    let changed = read(send(address, "PATCH", ACCESS_1, r#"{"two_fa_enabled":false}"#).await)
        .await
        .unwrap();
    assert!(changed.contains("\"two_fa_enabled\":false"), "{changed}");
}

#[tokio::test]
async fn without_controls_connections_stay_open() {
    let tenant = Tenant::without_controls();
    let address = serving(&tenant).await;
    let mut stream = send(address, "GET", SETTINGS, "").await;
    for _ in 0..2 {
        let mut bytes = vec![0; 64];
        stream.read_exact(&mut bytes).await.unwrap();
        assert!(bytes.starts_with(b"HTTP/1.1 200 OK"));
        let mut rest = vec![0; 1 << 20];
        while tokio::time::timeout(Duration::from_millis(100), stream.read(&mut rest))
            .await
            .is_ok()
        {}
        let again =
            format!("GET {SETTINGS} HTTP/1.1\r\nhost: x\r\nauthorization: APIToken admin\r\n\r\n");
        stream.write_all(again.as_bytes()).await.unwrap();
    }
}

#[tokio::test]
async fn stalls_keep_the_connection_open_and_silent() {
    let tenant = Tenant::new();
    let (response, open) =
        read_briefly(request_with_fault(&tenant, Fault::StallHeaders).await).await;
    assert_eq!((response.as_str(), open), ("", true));
    let (response, open) = read_briefly(request_with_fault(&tenant, Fault::StallBody).await).await;
    let (head, body) = split(&response);
    let length: usize = head
        .split("content-length: ")
        .nth(1)
        .unwrap()
        .split("\r\n")
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        open && body.len() == length.div_ceil(2),
        "{} of {length}",
        body.len()
    );
}

#[tokio::test]
async fn a_slow_drip_sends_one_byte_at_a_time() {
    let tenant = Tenant::new();
    let (response, open) = read_briefly(request_with_fault(&tenant, Fault::SlowDrip).await).await;
    let (_, body) = split(&response);
    assert!(open && (2..=6).contains(&body.len()), "{body:?}");
}

#[tokio::test]
async fn connections_break_in_each_way() {
    let tenant = Tenant::new();
    let reset = read(request_with_fault(&tenant, Fault::Reset).await).await;
    assert_eq!(
        reset.unwrap_err().kind(),
        std::io::ErrorKind::ConnectionReset
    );
    assert_eq!(
        read(request_with_fault(&tenant, Fault::CloseBeforeHeaders).await)
            .await
            .unwrap(),
        ""
    );
    let cut = read(request_with_fault(&tenant, Fault::CutBody).await)
        .await
        .unwrap();
    assert!(
        cut.contains("content-length: 100\r\n") && cut.ends_with("\r\n\r\n{\"item"),
        "{cut}"
    );
    let chunk = read(request_with_fault(&tenant, Fault::BadChunk).await)
        .await
        .unwrap();
    assert!(
        chunk.contains("transfer-encoding: chunked\r\n") && chunk.contains("\r\nno size\r\n"),
        "{chunk}"
    );
    let truncated = read(request_with_fault(&tenant, Fault::TruncateChunked).await)
        .await
        .unwrap();
    assert!(
        truncated.contains("transfer-encoding: chunked\r\n") && !truncated.contains("\r\n0\r\n"),
        "{truncated}"
    );
    assert!(
        !read(request_with_fault(&tenant, Fault::Garbage).await)
            .await
            .unwrap()
            .contains("HTTP/1")
    );
}

#[tokio::test]
async fn responses_have_wrong_headers_or_content() {
    let tenant = Tenant::new();
    let wrong = read(request_with_fault(&tenant, Fault::WrongLength).await)
        .await
        .unwrap();
    let (head, body) = split(&wrong);
    assert!(
        head.contains(&format!("content-length: {}\r\n", body.len() / 2)),
        "{head}"
    );
    let gzip = read(request_with_fault(&tenant, Fault::BadGzip).await)
        .await
        .unwrap();
    assert!(gzip.contains("content-encoding: gzip\r\n") && gzip.contains("\"otp_status\""));
    let redirect = read(request_with_fault(&tenant, Fault::RedirectLogin).await)
        .await
        .unwrap();
    assert!(redirect.starts_with("HTTP/1.1 302 Found\r\nlocation: /sign-in\r\n"));
    let html = read(request_with_fault(&tenant, Fault::Html200).await)
        .await
        .unwrap();
    assert!(
        html.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n") && html.contains("<h1>")
    );
    let empty = read(request_with_fault(&tenant, Fault::Empty200).await)
        .await
        .unwrap();
    assert!(empty.starts_with("HTTP/1.1 200") && empty.ends_with("\r\n\r\n"));
}

#[tokio::test]
async fn hanging_up_after_a_write_keeps_the_write() {
    let tenant = Tenant::new();
    let address = serving(&tenant).await;
    inject_once(&tenant, ACCESS_1, Fault::HangUpAfterWrite);
    let response = read(send(address, "PATCH", ACCESS_1, r#"{"two_fa_enabled":false}"#).await)
        .await
        .unwrap();
    assert_eq!(response, "");
    let log = tenant.control("GET", "log", "").await.json();
    assert_eq!(
        (&log[0]["outcome"], &log[0]["fault"]),
        (&json!("changed"), &json!("hang-up-after-write"))
    );
    let accesses = ACCESS_1.strip_suffix("/1").unwrap();
    assert_eq!(
        tenant.get("admin", accesses).await.json()["data"]["results"][0]["two_fa_enabled"],
        false
    );
}

#[tokio::test]
async fn a_reset_write_is_logged_but_not_processed() {
    let tenant = Tenant::new();
    let address = serving(&tenant).await;
    inject_once(&tenant, ACCESS_1, Fault::Reset);
    assert!(
        read(send(address, "PATCH", ACCESS_1, r#"{"two_fa_enabled":false}"#).await)
            .await
            .is_err()
    );
    let log = tenant.control("GET", "log", "").await.json();
    assert_eq!(log.as_array().unwrap().len(), 1);
    for (key, value) in [
        ("status", json!(null)),
        ("outcome", json!("fault")),
        ("fault", json!("reset")),
        ("user", json!("admin")),
        ("body", json!({ "two_fa_enabled": false })),
    ] {
        assert_eq!(log[0][key], value, "{key}");
    }
    let accesses = ACCESS_1.strip_suffix("/1").unwrap();
    assert_eq!(
        tenant.get("admin", accesses).await.json()["data"]["results"][0]["two_fa_enabled"],
        true
    );
}

#[tokio::test]
async fn every_fault_is_found_by_its_name() {
    for fault in Fault::ALL {
        assert_eq!(Fault::from_name(fault.name()), Some(fault));
    }
    assert_eq!(Fault::from_name("fire"), None);
}

#[tokio::test]
async fn chaos_affects_only_the_api() {
    let tenant = Tenant::of(|options| options.chaos = Some("1:100".parse().unwrap()));
    let address = serving(&tenant).await;
    for _ in 0..40 {
        // Some of the failures are silence, so nothing waits for their end.
        drop(send(address, "GET", SETTINGS, "").await);
        let page = read(send(address, "GET", "/sign-in", "").await)
            .await
            .unwrap();
        assert!(page.starts_with("HTTP/1.1 200"));
    }
    let counts = tenant.control("GET", "chaos", "").await.json();
    assert_eq!(counts, json!({ "calls": 40, "failed": 40 }));
}

#[tokio::test]
async fn latency_delays_only_the_api() {
    let tenant = Tenant::of(|options| options.latency_ms = 150);
    let start = Instant::now();
    tenant.get("admin", "/sign-in").await;
    assert!(start.elapsed() < Duration::from_millis(150));
    tenant.get("admin", SETTINGS).await;
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_write_completes_after_the_client_hangs_up() {
    let tenant = Tenant::of(|options| options.latency_ms = 200);
    let address = serving(&tenant).await;
    let stream = send(address, "PATCH", ACCESS_1, r#"{"two_fa_enabled":false}"#).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    drop(stream);
    let mut outcome = json!("waiting");
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        outcome = tenant.control("GET", "log", "").await.json()[0]["outcome"].clone();
        if outcome != "waiting" {
            break;
        }
    }
    assert_eq!(outcome, "changed");
}

#[tokio::test]
async fn a_delayed_response_is_logged_before_it_arrives() {
    let tenant = Tenant::new();
    let address = serving(&tenant).await;
    let mut rule = crate::controls::overrides::Override::default();
    (rule.path, rule.delay) = (ACCESS_1.into(), Duration::from_secs(30));
    tenant.app.overrides.add(rule);
    let waiting = send(address, "PATCH", ACCESS_1, r#"{"two_fa_enabled":false}"#).await;
    let mut outcome = json!(null);
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        outcome = tenant.control("GET", "log", "").await.json()[0]["outcome"].clone();
        if outcome == "changed" {
            break;
        }
    }
    assert_eq!(outcome, "changed");
    drop(waiting);
}
