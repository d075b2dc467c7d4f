//! The data of a new tenant. Everything follows from a seed and the number of users, row by row, so that a reset restores only the
//! rows that changed. Writes rows; `db::schema` owns the tables.

pub(crate) mod access;
pub(crate) mod images;
pub(crate) mod names;
pub(crate) mod notifications;
pub(crate) mod personas;
pub(crate) mod rng;
pub(crate) mod tenant;
pub(crate) mod users;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use access::Access;
use users::User;

/// What the data is generated from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) users: u32,
}

/// The row of a user, persona or not.
pub(crate) fn user_row(seed: u64, users: u32, id: i64) -> User {
    match personas::of_user(id) {
        Some(persona) => persona.user_row(),
        None => users::user(seed, users, id),
    }
}

/// Fills an empty database. The personas' "3 hours ago" is relative to `now`.
pub(crate) fn fill(
    connection: &Connection,
    plan: Plan,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO tenant (id, facts) VALUES (1, ?1)",
        [tenant::facts().to_string()],
    )?;
    for (id, parent) in access::CUSTOMERS {
        connection.execute("INSERT INTO customers VALUES (?1, ?2)", params![id, parent])?;
    }
    for (id, description, permissions) in access::ROLES {
        let permissions = permissions.join(" ");
        connection.execute(
            "INSERT INTO roles VALUES (?1, ?2, ?3)",
            params![id, description, permissions],
        )?;
    }
    for id in 1..=i64::from(plan.users) {
        insert(connection, plan, id, now)?;
    }
    Ok(())
}

/// Restores one user's rows: the user, the accesses and, for a persona, the settings.
pub(crate) fn restore(
    connection: &Connection,
    plan: Plan,
    id: i64,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    for table in ["access", "settings", "users"] {
        let column = if table == "users" { "id" } else { "user" };
        connection.execute(&format!("DELETE FROM {table} WHERE {column} = ?1"), [id])?;
    }
    if id <= i64::from(plan.users) {
        insert(connection, plan, id, now)?;
    }
    Ok(())
}

fn insert(
    connection: &Connection,
    plan: Plan,
    id: i64,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let user = user_row(plan.seed, plan.users, id);
    insert_user(connection, &user)?;
    for access in access::accesses(plan.seed, &user) {
        insert_access(connection, &access)?;
    }
    if let Some(persona) = personas::of_user(id) {
        let settings = persona.settings(now);
        connection
            .prepare_cached(
                "INSERT INTO settings (user, image, initial_access, otp_status, otp_enabled, notifications, admin_notifications)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                id,
                settings.image,
                settings.initial_access,
                settings.otp_status,
                settings.otp_enabled,
                settings.notifications,
                settings.admin_notifications
            ])?;
    }
    Ok(())
}

fn insert_user(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO users VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            user.id,
            user.name,
            user.email,
            user.first_name,
            user.last_name,
            user.created,
            user.last_login,
            user.disabled,
            user.domain_owner,
            user.otp_enabled,
            user.idm_type,
            user.sync_mode,
            user.kind,
            user.group_names,
            user.namespace_roles
        ])?;
    Ok(())
}

fn insert_access(connection: &Connection, access: &Access) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO access VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1)",
        )?
        .execute(params![
            access.id,
            access.user,
            access.customer,
            access.kind,
            access.roles,
            access.name,
            access.language,
            access.two_fa_enabled,
            access.sso_id,
            access.created_at,
            access.last_login_at
        ])?;
    Ok(())
}
