//! Email to the tenant's admins. Rows wait in the table `outbox`. A worker writes them to a log file beside the database, then
//! marks them, and the request they belong to, as sent. If the server is killed in between, an email is logged twice, never lost.

use std::io::Write;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::app::App;
use crate::clock::rfc3339;
use crate::error::Rejection;

/// Where email goes, and the signal that wakes the worker.
pub(crate) struct Outbox {
    log: PathBuf,
    new_mail: Notify,
}

impl Outbox {
    /// The outbox of this database.
    pub(crate) fn beside(db: &Path) -> Self {
        let mut log = db.as_os_str().to_owned();
        log.push(".mail.log");
        Self {
            log: log.into(),
            new_mail: Notify::new(),
        }
    }

    /// Wakes the worker: there is a new row.
    pub(crate) fn wake(&self) {
        self.new_mail.notify_one();
    }
}

/// The worker: sends what is waiting, then waits for more. Never returns.
pub(crate) async fn work(app: App) {
    loop {
        if let Err(rejection) = send_waiting(&app).await {
            eprintln!("tenant-api: email could not be sent: {}", rejection.message);
        }
        app.outbox.new_mail.notified().await;
    }
}

/// Sends all waiting email.
pub(crate) async fn send_waiting(app: &App) -> Result<(), Rejection> {
    let (now, log) = (rfc3339(app.clock.now()), app.outbox.log.clone());
    app.db
        .write(move |transaction| {
            let waiting: Vec<(i64, Value)> = rows(transaction)?
                .into_iter()
                .filter(|(_, email)| email["sent_at"].is_null())
                .collect();
            let mut file = None;
            for (id, email) in waiting {
                if file.is_none() {
                    let opened = std::fs::OpenOptions::new()
                        .create(true)
                        .append(true)
                        .open(&log);
                    file = Some(opened.map_err(Rejection::internal)?);
                }
                if let Some(file) = &mut file {
                    writeln!(file, "{email}").map_err(Rejection::internal)?;
                }
                transaction.execute("UPDATE outbox SET sent_at = ?2 WHERE id = ?1", (id, &now))?;
                mark_sent(transaction, email["user"].as_i64().unwrap_or_default())?;
            }
            Ok(())
        })
        .await
}

fn mark_sent(connection: &Connection, user: i64) -> Result<(), Rejection> {
    let stored: Option<Option<String>> = connection
        .query_row(
            "SELECT initial_access FROM settings WHERE user = ?1",
            [user],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(Some(text)) = stored {
        let mut initial_access: Value = serde_json::from_str(&text)?;
        initial_access["email_sent"] = json!(true);
        connection.execute(
            "UPDATE settings SET initial_access = ?2 WHERE user = ?1",
            (user, initial_access.to_string()),
        )?;
    }
    Ok(())
}

/// All email, oldest first.
pub(crate) fn rows(connection: &Connection) -> Result<Vec<(i64, Value)>, Rejection> {
    let mut statement = connection.prepare_cached(
        "SELECT id, at, user, recipients, subject, body, sent_at FROM outbox ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| {
        let recipients: String = row.get(3)?;
        let email = json!({
            "at": row.get::<_, String>(1)?,
            "user": row.get::<_, i64>(2)?,
            "to": serde_json::from_str::<Value>(&recipients).unwrap_or_default(),
            "subject": row.get::<_, String>(4)?,
            "body": row.get::<_, String>(5)?,
            "sent_at": row.get::<_, Option<String>>(6)?,
        });
        Ok((row.get(0)?, email))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
