//! The program as a whole: its first line, its port, how it stops, and what a kill in the middle of a write leaves.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ACCESS_2: &str = "/user/v1/users/00000000-0000-4000-8000-000000000001/access/2";

/// A running tenant-api, killed when dropped.
struct Program {
    child: Child,
    address: SocketAddr,
    /// What it printed after the first line, up to the last persona.
    notes: Vec<String>,
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tenant-process-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn start(folder: &std::path::Path, args: &[&str]) -> Program {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tenant-api"))
        .args(["--port", "0", "--db"])
        .arg(folder.join("tenant.db"))
        .arg("--dist")
        .arg(folder)
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let first = lines.next().unwrap();
    let address = first
        .strip_prefix("listening on http://")
        .unwrap()
        .parse()
        .unwrap();
    let mut notes = Vec::new();
    for line in lines.by_ref() {
        let last = line.contains("disabled");
        notes.push(line);
        if last {
            break;
        }
    }
    Program {
        child,
        address,
        notes,
    }
}

impl Program {
    /// The response, or `None` if the connection broke.
    fn send(&self, method: &str, path: &str, body: &str) -> Option<String> {
        let scheme = if path.starts_with("/api/") {
            "APIToken"
        } else {
            "Bearer"
        };
        let mut stream = TcpStream::connect(self.address).ok()?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: {scheme} admin\r\ncontent-type: application/json\r\n\
             connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut response = String::new();
        stream.read_to_string(&mut response).ok()?;
        response.contains("\r\n\r\n").then_some(response)
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Its peak memory in megabytes.
    fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            / 1024
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn prints_its_address_and_personas_and_stops_on_a_signal() {
    let folder = folder("says");
    let mut program = start(&folder, &["--users", "20"]);
    assert!(program.address.ip().is_loopback());
    assert!(
        program
            .notes
            .iter()
            .any(|line| line.contains("admin") && line.contains("Ingrid Halvorsen"))
    );
    // A hanging connection must not keep it alive.
    let _hanging = TcpStream::connect(program.address).unwrap();
    let start = Instant::now();
    program.signal("-TERM");
    assert!(program.child.wait().unwrap().success());
    assert!(start.elapsed() < Duration::from_secs(2));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn stops_at_once_while_it_seeds_a_large_tenant() {
    let folder = folder("large");
    let mut child = Command::new(env!("CARGO_BIN_EXE_tenant-api"))
        .args(["--port", "0", "--users", "1000000", "--db"])
        .arg(folder.join("tenant.db"))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert!(child.wait().unwrap().success());
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(
        !folder.join("tenant.db").exists(),
        "a partial tenant must not remain"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_taken_port_is_one_sentence_and_exit_code_1() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = folder("port");
    let output = Command::new(env!("CARGO_BIN_EXE_tenant-api"))
        .args(["--port", &port, "--db"])
        .arg(folder.join("tenant.db"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1);
    assert!(
        said.starts_with(&format!("Port {port} is already in use")),
        "{said}"
    );
    assert!(!folder.join("tenant.db").exists(), "nothing must be seeded");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn saved_changes_survive_a_kill_in_the_middle_of_writing() {
    let folder = folder("kill");
    let mut saved = 0;
    for round in 0..4 {
        let program = start(&folder, &["--users", "20"]);
        let now: i64 = stored_number(&program);
        assert!(
            now == saved || now == saved + 1,
            "round {round}: stored {now}, answered {saved}"
        );
        saved = now;
        let killer = {
            let id = program.child.id().to_string();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(120 + 70 * round));
                assert!(
                    Command::new("kill")
                        .args(["-9", &id])
                        .status()
                        .unwrap()
                        .success()
                );
            })
        };
        while program
            .send(
                "PATCH",
                ACCESS_2,
                &format!("{{\"name\":\"number {}\"}}", saved + 1),
            )
            .is_some()
        {
            saved += 1;
        }
        killer.join().unwrap();
    }
    assert!(saved > 4, "only {saved} writes were made");
    let connection = rusqlite::Connection::open(folder.join("tenant.db")).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    std::fs::remove_dir_all(folder).unwrap();
}

/// The number in the name of access 2; 0 at first.
fn stored_number(program: &Program) -> i64 {
    let response = program.send("PATCH", ACCESS_2, "{}").unwrap();
    let number = response.split("\"name\":\"number ").nth(1);
    number.map_or(0, |rest| rest.split('"').next().unwrap().parse().unwrap())
}

#[test]
fn a_long_list_takes_no_more_memory_than_a_short_one() {
    let folder = folder("memory");
    drop(start(&folder, &["--users", "40000"]));
    let program = start(&folder, &["--users", "40000"]);
    assert!(
        program.notes[0].contains("as it was left"),
        "{}",
        program.notes[0]
    );
    let before = program.peak_memory();
    let response = program
        .send("GET", "/api/web/custom/namespaces/system/user_roles", "")
        .unwrap();
    assert!(response.len() > 20_000_000, "{}", response.len());
    let grown = program.peak_memory() - before;
    assert!(grown < 15, "{grown} MB for {} MB", response.len() >> 20);
    std::fs::remove_dir_all(folder).unwrap();
}
