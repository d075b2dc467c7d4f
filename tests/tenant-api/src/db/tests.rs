#![allow(clippy::unwrap_used)]
use super::*;

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tenant-db-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn now() -> DateTime<Utc> {
    "2026-06-10T12:00:00Z".parse().unwrap()
}

fn names(db: &Db) -> Vec<String> {
    db.read_here(|connection| {
        let mut statement = connection.prepare("SELECT name FROM users ORDER BY id")?;
        let names = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(names)
    })
    .unwrap()
}

#[tokio::test]
async fn data_survives_a_restart_and_another_tenant_replaces_it() {
    let folder = folder("survives");
    let path = folder.join("t.db");
    let plan = Plan { seed: 1, users: 20 };
    let (db, opened) = Db::open(&path, plan, now()).unwrap();
    assert_eq!(opened, Opened::New);
    db.write(|transaction| {
        Ok(transaction.execute_batch("UPDATE users SET name = 'renamed' WHERE id = 15")?)
    })
    .await
    .unwrap();
    let before = names(&db);
    drop(db);
    let (db, opened) = Db::open(&path, plan, now()).unwrap();
    assert_eq!((opened, names(&db)), (Opened::Reused, before));
    drop(db);
    let (db, opened) = Db::open(&path, Plan { seed: 2, users: 21 }, now()).unwrap();
    assert_eq!((opened, names(&db).len()), (Opened::Reseeded, 21));
    assert!(!names(&db).contains(&"renamed".into()));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn never_overwrites_an_unrelated_file() {
    let folder = folder("foreign");
    let path = folder.join("letters.txt");
    std::fs::write(&path, "dear mother").unwrap();
    let rejected = Db::open(&path, Plan { seed: 1, users: 20 }, now());
    assert!(
        rejected
            .is_err_and(|sentence| sentence.ends_with("exists and is not a tenant's database."))
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "dear mother");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_cooldown_persona_is_in_cooldown_a_week_later() {
    let folder = folder("week");
    let path = folder.join("t.db");
    let plan = Plan { seed: 1, users: 20 };
    let last_request = |at| {
        let (db, _) = Db::open(&path, plan, at).unwrap();
        let sql = "SELECT initial_access ->> 'last_requesting_time' FROM settings WHERE user = 3";
        db.read_here(|connection| Ok(connection.query_row(sql, [], |row| row.get::<_, String>(0))?))
            .unwrap()
    };
    assert_eq!(last_request(now()), "2026-06-10T09:00:00.000000000Z");
    assert_eq!(
        last_request(now() + chrono::TimeDelta::days(7)),
        "2026-06-17T09:00:00.000000000Z"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_rejected_write_changes_nothing() {
    let folder = folder("rejected");
    let (db, _) = Db::open(&folder.join("t.db"), Plan { seed: 1, users: 20 }, now()).unwrap();
    let before = names(&db);
    let rejected: Result<(), Rejection> = db
        .write(|transaction| {
            transaction.execute_batch("UPDATE users SET name = 'changed'")?;
            Err(Rejection::bad_request("No."))
        })
        .await;
    assert!(rejected.is_err());
    assert_eq!(names(&db), before);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_reset_restores_the_database() {
    let folder = folder("reset");
    let (db, _) = Db::open(&folder.join("t.db"), Plan { seed: 1, users: 40 }, now()).unwrap();
    let dump = |db: &Db| -> Vec<String> {
        db.read_here(|connection| {
            let mut rows = Vec::new();
            for table in ["users", "access", "settings", "outbox", "touched"] {
                let mut statement =
                    connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1"))?;
                let columns = statement.column_count();
                let mut found = statement.query([])?;
                while let Some(row) = found.next()? {
                    let values: Vec<_> = (0..columns)
                        .map(|column| row.get::<_, rusqlite::types::Value>(column).unwrap())
                        .collect();
                    rows.push(format!("{table} {values:?}"));
                }
            }
            Ok(rows)
        })
        .unwrap()
    };
    let before = dump(&db);
    db.write(|transaction| {
        let sql = "UPDATE users SET first_name = 'x' WHERE id % 3 = 0; DELETE FROM users WHERE id = 20; DELETE FROM access WHERE id < 120;
            UPDATE access SET name = 'y' WHERE id > 150; UPDATE settings SET image = 'z';
            INSERT INTO users SELECT 4711, name, email, first_name, last_name, created, last_login, disabled, domain_owner, otp_enabled,
                idm_type, sync_mode, kind, group_names, namespace_roles FROM users WHERE id = 12;
            INSERT INTO outbox (at, user, recipients, subject, body) VALUES ('', 1, '[]', '', '');";
        Ok(transaction.execute_batch(sql)?)
    })
    .await
    .unwrap();
    assert_ne!(dump(&db), before);
    db.reset(now()).await.unwrap();
    assert_eq!(dump(&db), before);
    std::fs::remove_dir_all(folder).unwrap();
}
