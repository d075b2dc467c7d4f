//! The database file: many readers, one writer. Owns connections, transactions and seeding; knows nothing of the API's operations.
//! Work runs on threads that may block, so that a slow read never delays another response.

mod schema;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::error::Rejection;
use crate::seed::{self, Plan, personas};

/// From this number of users on, seeding takes long enough to print a note.
const SLOW_TO_SEED: u32 = 100_000;

/// Cheap to clone: all clones share the connections.
#[derive(Clone)]
pub(crate) struct Db(Arc<Connections>);

struct Connections {
    path: PathBuf,
    plan: Plan,
    writer: Mutex<Connection>,
    idle: Mutex<Vec<Connection>>,
}

/// Where the data came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opened {
    /// Created and seeded.
    New,
    /// The existing file, as it was left.
    Reused,
    /// The file held another tenant and was seeded again.
    Reseeded,
}

impl Db {
    /// Opens the file and seeds it if it is missing, incomplete or holds another tenant.
    /// Never overwrites a file that isn't a tenant's database.
    pub(crate) fn open(
        path: &Path,
        plan: Plan,
        now: DateTime<Utc>,
    ) -> Result<(Self, Opened), String> {
        let opened = if !path.exists() {
            Opened::New
        } else {
            match stored_plan(path) {
                Ok(Some(stored)) if stored == plan => Opened::Reused,
                Ok(_) => Opened::Reseeded,
                Err(_) => {
                    return Err(format!(
                        "{} exists and is not a tenant's database.",
                        path.display()
                    ));
                }
            }
        };
        Self::prepare(path, plan, now, opened)
            .map(|db| (db, opened))
            .map_err(|error| format!("{} cannot be used as a database: {error}.", path.display()))
    }

    fn prepare(
        path: &Path,
        plan: Plan,
        now: DateTime<Utc>,
        opened: Opened,
    ) -> rusqlite::Result<Self> {
        if opened != Opened::Reused {
            create(path, plan, now)?;
        }
        let writer = connect(path)?;
        let db = Self(Arc::new(Connections {
            path: path.into(),
            plan,
            writer: Mutex::new(writer),
            idle: Mutex::default(),
        }));
        if opened == Opened::Reused {
            db.refresh_personas(now)?;
        }
        Ok(db)
    }

    pub(crate) fn plan(&self) -> Plan {
        self.0.plan
    }

    /// Reads. Each statement sees one state and never blocks the writer.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, Rejection>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Rejection> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.read_here(work)).await
    }

    /// Like `read`, but on this thread: only for threads that may block.
    pub(crate) fn read_here<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Rejection>,
    ) -> Result<T, Rejection> {
        let idle = lock(&self.0.idle).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.0.path)?,
        };
        let result = work(&connection);
        lock(&self.0.idle).push(connection);
        result
    }

    /// Writes in one transaction that holds the write lock from the start. If `work` fails, nothing is written.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, Rejection>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction) -> Result<T, Rejection> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || {
            let mut writer = lock(&db.0.writer);
            let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
        .await
    }

    /// Restores every changed row and empties the outbox. Sessions stay.
    pub(crate) async fn reset(&self, now: DateTime<Utc>) -> Result<(), Rejection> {
        let plan = self.plan();
        self.write(move |transaction| {
            let touched: Vec<i64> = transaction
                .prepare("SELECT user FROM touched")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let people = personas::PERSONAS.iter().map(|persona| persona.user);
            let people =
                people.filter(|user| *user <= i64::from(plan.users) && !touched.contains(user));
            for user in people.chain(touched.iter().copied()) {
                seed::restore(transaction, plan, user, now)?;
            }
            transaction.execute_batch("DELETE FROM outbox; DELETE FROM touched;")?;
            Ok(())
        })
        .await
    }

    /// "Asked 3 hours ago" must still be true if the server starts a week later.
    fn refresh_personas(&self, now: DateTime<Utc>) -> rusqlite::Result<()> {
        let mut writer = lock(&self.0.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for persona in &personas::PERSONAS {
            let untouched = transaction
                .query_row(
                    "SELECT 1 FROM touched WHERE user = ?1",
                    [persona.user],
                    |_| Ok(()),
                )
                .optional()?
                .is_none();
            if untouched && persona.user <= i64::from(self.plan().users) {
                seed::restore(&transaction, self.plan(), persona.user, now)?;
                transaction.execute("DELETE FROM touched WHERE user = ?1", [persona.user])?;
            }
        }
        transaction.commit()
    }
}

async fn blocking<T, F>(work: F) -> Result<T, Rejection>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Rejection> + Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|failed| Err(Rejection::internal(failed)))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    // FULL: what was reported as saved survives a power cut.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// What the file was seeded from; `None` if an older version did it, an error if it is no such file.
fn stored_plan(path: &Path) -> rusqlite::Result<Option<Plan>> {
    let row =
        Connection::open(path)?.query_row("SELECT version, users, seed FROM plan", [], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, u32>(1)?,
                row.get::<_, i64>(2)?,
            ))
        })?;
    let (version, users, seed) = row;
    Ok((version == schema::VERSION).then_some(Plan {
        seed: seed as u64,
        users,
    }))
}

/// Seeds a temporary file and renames it at the end, so that an interrupted seeding leaves no partial tenant.
fn create(path: &Path, plan: Plan, now: DateTime<Utc>) -> rusqlite::Result<()> {
    if plan.users >= SLOW_TO_SEED {
        eprintln!(
            "Creating a tenant with {} users. A million take about half a minute.",
            plan.users
        );
    }
    let beside = with_suffix(path, ".new");
    for suffix in ["", "-wal", "-shm", "-journal"] {
        remove(&with_suffix(&beside, suffix));
    }
    let mut connection = Connection::open(&beside)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000; PRAGMA locking_mode = EXCLUSIVE;",
    )?;
    connection.set_prepared_statement_cache_capacity(16);
    connection.execute_batch(schema::TABLES)?;
    let transaction = connection.transaction()?;
    seed::fill(&transaction, plan, now)?;
    transaction.execute(
        "INSERT INTO plan VALUES (1, ?1, ?2, ?3)",
        (schema::VERSION, plan.users, plan.seed as i64),
    )?;
    transaction.commit()?;
    connection.execute_batch(schema::AFTER_FILLING)?;
    drop(connection);
    for suffix in ["", "-wal", "-shm"] {
        remove(&with_suffix(path, suffix));
    }
    std::fs::rename(&beside, path).map_err(|error| {
        rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN),
            Some(error.to_string()),
        )
    })
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Ignores a file that doesn't exist.
fn remove(path: &Path) {
    let _ = std::fs::remove_file(path);
}

#[cfg(test)]
mod tests;
