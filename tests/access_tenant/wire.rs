//! A tenant in this process, called over a socket, and what the tests share.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc;

use rolecall::api::access::access_of_user::{Access, decode_list, user_path};
use rolecall::api::access::access_patch as access;
use rolecall::api::access::access_patch::AccessPatch;
use rolecall::api::http::error::ApiError;
use rolecall::api::http::precondition::strong_tag;
use rolecall::domain::access::edit::Roles;
use serde_json::{Value, json};
use tenant_api::{Options, Server};

pub(crate) const ADMIN: &str = "00000000-0000-4000-8000-000000000001";
pub(crate) const SSO: &str = "00000000-0000-4000-8000-000000000010";
/// One access of each type, with its user.
pub(crate) const ACCESSES: [(&str, u32); 4] = [(ADMIN, 1), (ADMIN, 2), (ADMIN, 3), (SSO, 10)];

/// Deletes its data when dropped; the server's thread ends with the process.
pub(crate) struct Tenant {
    address: SocketAddr,
    folder: PathBuf,
}

impl Tenant {
    /// `name` distinguishes the tenants of one test run.
    pub(crate) fn start(name: &str) -> Self {
        Self::with(name, false)
    }

    /// With entity tags or without.
    pub(crate) fn with(name: &str, etags: bool) -> Self {
        let folder = std::env::temp_dir().join(format!("rolecall-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let options = Options {
            port: 0,
            db: folder.join("tenant.db"),
            dist: folder.clone(),
            users: 12,
            throttle: 0,
            etags,
            test_controls: true,
            ..Options::default()
        };
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let server = Server::start(&options).await.unwrap();
                sender.send(server.address).unwrap();
                server.run().await;
            });
        });
        let address = receiver.recv().unwrap();
        Self { address, folder }
    }

    fn ask(&self, persona: &str, method: &str, path: &str, body: &str) -> (u16, String) {
        let (status, _, body) = self.ask_if_match(persona, method, path, body, None);
        (status, body)
    }

    /// The status, the usable entity tag and the body of the response.
    fn ask_if_match(
        &self,
        persona: &str,
        method: &str,
        path: &str,
        body: &str,
        if_match: Option<&str>,
    ) -> (u16, Option<String>, String) {
        let condition = if_match.map_or(String::new(), |tag| format!("if-match: {tag}\r\n"));
        let mut stream = TcpStream::connect(self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {persona}\r\ncontent-type: application/json\r\n\
             {condition}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let etag = head.lines().find_map(|line| line.strip_prefix("etag: "));
        (status, strong_tag(etag.map(str::to_owned)), body.to_owned())
    }

    /// The access as the app decodes it, and as it was sent.
    pub(crate) fn read(&self, persona: &str, target: (&str, u32)) -> (Access, Value) {
        let (access, row, _) = self.read_tagged(persona, target);
        (access, row)
    }

    /// As [`Tenant::read`], with the entity tag.
    pub(crate) fn read_tagged(
        &self,
        persona: &str,
        (user, id): (&str, u32),
    ) -> (Access, Value, Option<String>) {
        let (status, etag, body) = self.ask_if_match(persona, "GET", &user_path(user), "", None);
        assert_eq!(status, 200, "{body}");
        let list = decode_list(&body).unwrap();
        let found = list.results.into_iter().filter_map(|row| row.into_known());
        let number = id.to_string();
        let access = found
            .into_iter()
            .find(|access| access.id.known() == Some(&number))
            .unwrap();
        let raw: Value = serde_json::from_str(&body).unwrap();
        let rows = raw["data"]["results"].as_array().unwrap();
        let row = rows.iter().find(|row| row["id"] == id).unwrap();
        (access, row.clone(), etag)
    }

    /// Sends a change as the app does.
    pub(crate) fn patch(&self, persona: &str, target: (&str, u32), patch: &AccessPatch) -> Access {
        self.patch_if_match(persona, target, patch, None).unwrap()
    }

    /// As [`Tenant::patch`]; the error if the service refuses the condition.
    pub(crate) fn patch_if_match(
        &self,
        persona: &str,
        (user, id): (&str, u32),
        patch: &AccessPatch,
        if_match: Option<&str>,
    ) -> Result<Access, ApiError> {
        let path = access::path(user, &id.to_string());
        let (status, _, body) = self.ask_if_match(persona, "PATCH", &path, &patch.body(), if_match);
        if status == 412 {
            return Err(ApiError::from_status(status, None, &body, None, 0));
        }
        assert_eq!(status, 200, "{}: {body}", patch.body());
        Ok(access::decode(&body).unwrap())
    }

    /// Sets values of an access, bypassing all rules.
    pub(crate) fn put(&self, id: u32, values: &Value) {
        let path = format!("/test-controls/access/{id}");
        let (status, body) = self.ask("", "POST", &path, &values.to_string());
        assert_eq!(status, 200, "{body}");
    }

    /// The bodies of all PATCH requests since the last call, in order.
    pub(crate) fn take_patches(&self) -> Vec<Value> {
        let (_, log) = self.ask("", "GET", "/test-controls/log", "");
        let (status, _) = self.ask("", "DELETE", "/test-controls/log", "");
        assert_eq!(status, 204);
        let log: Vec<Value> = serde_json::from_str(&log).unwrap();
        let sent = log.into_iter().filter(|call| call["method"] == "PATCH");
        sent.map(|call| match &call["body"] {
            Value::String(text) => serde_json::from_str(text).unwrap(),
            body => body.clone(),
        })
        .collect()
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Reproducible random numbers.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// 0 to `below` - 1.
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % below
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    /// Some of these roles.
    pub(crate) fn roles(&mut self, pool: &[&str]) -> Roles {
        let some = pool.iter().filter(|_| self.roll(2) == 0);
        Roles::of(
            some.map(|role| format!("CLIENTNMS_WEBSERVICE_{role}"))
                .collect::<Vec<_>>(),
        )
    }
}

/// A number from the environment, or the default.
pub(crate) fn count(variable: &str, default: usize) -> usize {
    let value = std::env::var(variable).ok();
    value.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The fields of an access that can change, as the control takes them.
pub(crate) fn parts(roles: &Roles, word: &str, flag: bool, language: &str, id: u32) -> Value {
    let mut values = json!({ "roles": roles.names() });
    match id {
        1 => values["two_fa_enabled"] = flag.into(),
        2 => {
            values["name"] = word.into();
            values["language"] = language.into();
        }
        3 => values["name"] = word.into(),
        _ => values["sso_id"] = word.into(),
    }
    values
}
