//! A tenant on one machine: the APIs of both services with their state in one SQLite file, sign-in, the built app, and faults
//! and a clock for tests. A library so that tests can start it; `main` is the command line.
//!
//! `listener` accepts connections -> `app` routes -> `auth` admits -> `ops` responds from `db`; `seed` makes the data of a new tenant.
//! `files`, `sign_in` and `csp_report` serve the browser; `controls` is for tests. All security headers are in `headers`.

mod app;
mod auth;
mod chaos;
mod clock;
mod controls;
mod csp_report;
mod db;
#[cfg(test)]
mod description_tests;
mod error;
mod etag;
mod files;
mod headers;
mod json_text;
mod listener;
mod merge;
mod ops;
mod options;
mod outbox;
mod query;
mod seed;
mod sign_in;
#[cfg(test)]
mod testing;
mod throttle;
mod uuid;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

pub use chaos::Chaos;
pub use options::{Options, USAGE};

use app::{App, Shared};
use db::{Db, Opened};
use seed::{Plan, personas};

/// A tenant with its port and data, ready to serve.
pub struct Server {
    app: App,
    listener: TcpListener,
    /// Where it listens: always on 127.0.0.1.
    pub address: SocketAddr,
    /// What to tell the person who started it, one sentence each.
    pub notes: Vec<String>,
}

impl Server {
    /// Takes the port, then opens the database, seeding it if needed. The error is a sentence.
    pub async fn start(options: &Options) -> Result<Self, String> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await.map_err(|error| {
            if error.kind() == std::io::ErrorKind::AddrInUse {
                format!("Port {} is already in use. Stop what listens there, or pick another with --port.", options.port)
            } else {
                format!("Port {} cannot be used: {error}.", options.port)
            }
        })?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        // On its own thread: seeding a million users takes a while, and someone may want to stop it.
        let wanted = options.clone();
        let opening = tokio::task::spawn_blocking(move || open(&wanted)).await;
        let (app, opened) = opening.map_err(|failed| failed.to_string())??;
        let mut notes = notes(options, opened);
        notes.extend(who_can_sign_in(options.users));
        Ok(Self {
            app,
            listener,
            address,
            notes,
        })
    }

    /// Serves until the task is dropped.
    pub async fn run(self) {
        tokio::spawn(outbox::work(self.app.clone()));
        listener::serve(self.app, self.listener).await;
    }
}

fn open(options: &Options) -> Result<(App, Opened), String> {
    let clock = clock::Clock::default();
    let plan = Plan {
        seed: options.seed,
        users: options.users,
    };
    let (db, opened) = Db::open(&options.db, plan, clock.now())?;
    let app = Arc::new(Shared {
        db,
        clock,
        dist: options.dist.clone(),
        latency: Duration::from_millis(options.latency_ms),
        may_fail: options.test_controls || options.chaos.is_some(),
        chaos: chaos::ChaosState::new(options.chaos),
        controls: options.test_controls,
        log: Default::default(),
        overrides: Default::default(),
        reports: Default::default(),
        throttle: throttle::Throttle::new(options.throttle),
        etags: etag::Etags::new(options.etags),
        outbox: outbox::Outbox::beside(&options.db),
    });
    Ok((app, opened))
}

fn notes(options: &Options, opened: Opened) -> Vec<String> {
    let file = options.db.display();
    let (users, seed) = (options.users, options.seed);
    let mut notes = vec![match opened {
        Opened::New => format!("Created {file} with {users} users from seed {seed}."),
        Opened::Reused => format!("Using {file} as it was left, with {users} users."),
        Opened::Reseeded => {
            format!("{file} held another tenant: recreated with {users} users from seed {seed}.")
        }
    }];
    if !options.dist.join("index.html").exists() {
        notes.push(format!(
            "There is no app in {} yet. Build it, then reload.",
            options.dist.display()
        ));
    }
    if options.test_controls {
        notes.push("/test-controls/ is open to everyone on this machine.".into());
    }
    notes
}

fn who_can_sign_in(users: u32) -> impl Iterator<Item = String> {
    let people = personas::PERSONAS
        .iter()
        .filter(move |persona| persona.user <= i64::from(users));
    let lines = people.map(|persona| {
        format!(
            "  {:<14}{} - {}",
            persona.id,
            persona.full_name(),
            persona.about
        )
    });
    std::iter::once("Sign in as:".to_owned()).chain(lines)
}
