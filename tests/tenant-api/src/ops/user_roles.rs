//! `GET .../user_roles`: all users of the tenant with their roles, in one response without pages. Rows stream from the database in
//! batches: a million users take no more memory, and no transaction is open while a slow client reads.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use rusqlite::{Connection, Row};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{SystemNamespace, json_text, permission};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::json_text::push_string;
use crate::seed::tenant::TENANT;

/// How many users one statement reads.
const BATCH: i64 = 500;
/// How many batches wait for a slow client: a few hundred kilobytes.
const MAX_WAITING: usize = 2;

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    app.db
        .read(move |connection| {
            permission::require_any_role(connection, caller, "list the users of this tenant")
        })
        .await?;
    let (pieces, waiting) = mpsc::channel::<Result<Vec<u8>, Infallible>>(MAX_WAITING);
    tokio::task::spawn_blocking(move || {
        let mut after = 0;
        let mut piece = b"{\"items\":[".to_vec();
        loop {
            // If a batch can't be read, the response stays incomplete, so that no client takes it for the full list.
            let Ok(last) = app
                .db
                .read_here(|connection| read_batch(connection, after, &mut piece))
            else {
                return;
            };
            if last.is_none() {
                piece.extend_from_slice(b"]}");
            }
            if pieces
                .blocking_send(Ok(std::mem::take(&mut piece)))
                .is_err()
            {
                return; // the client is gone
            }
            match last {
                Some(last) => after = last,
                None => return,
            }
        }
    });
    Ok(json_text(Body::from_stream(ReceiverStream::new(waiting))))
}

/// Appends the users after this one and returns the last of them, or `None` if there are no more.
fn read_batch(
    connection: &Connection,
    after: i64,
    out: &mut Vec<u8>,
) -> Result<Option<i64>, Rejection> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, email, first_name, last_name, created, last_login, disabled, domain_owner, otp_enabled, idm_type,
                sync_mode, kind, group_names, namespace_roles
         FROM users WHERE id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut rows = statement.query([after, BATCH])?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        if last.is_some() || after != 0 {
            out.push(b',');
        }
        push_row(row, out)?;
        last = Some(row.get(0)?);
    }
    Ok(last)
}

fn push_row(row: &Row, out: &mut Vec<u8>) -> rusqlite::Result<()> {
    let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
    let flag = |column: usize| -> rusqlite::Result<&[u8]> {
        Ok(if row.get::<_, bool>(column)? {
            b"true"
        } else {
            b"false"
        })
    };
    for (opening, column) in [
        ("{\"name\":", 1),
        (",\"email\":", 2),
        (",\"first_name\":", 3),
        (",\"last_name\":", 4),
    ] {
        out.extend_from_slice(opening.as_bytes());
        push_string(out, text(column)?);
    }
    out.extend_from_slice(b",\"namespace\":\"system\",\"tenant\":\"");
    out.extend_from_slice(TENANT.as_bytes());
    out.extend_from_slice(b"\",\"creation_timestamp\":");
    push_string(out, text(5)?);
    out.extend_from_slice(b",\"last_login_timestamp\":");
    match row.get_ref(6)?.as_str_or_null()? {
        Some(login) => push_string(out, login),
        None => out.extend_from_slice(b"null"),
    }
    for (opening, column) in [
        (",\"disabled\":", 7),
        (",\"domain_owner\":", 8),
        (",\"otp_enabled\":", 9),
    ] {
        out.extend_from_slice(opening.as_bytes());
        out.extend_from_slice(flag(column)?);
    }
    for (opening, column) in [
        (",\"idm_type\":", 10),
        (",\"sync_mode\":", 11),
        (",\"type\":", 12),
    ] {
        out.extend_from_slice(opening.as_bytes());
        push_string(out, text(column)?);
    }
    out.extend_from_slice(b",\"tenant_type\":\"ENTERPRISE\",\"group_names\":");
    out.extend_from_slice(text(13)?.as_bytes());
    out.extend_from_slice(b",\"namespace_roles\":");
    out.extend_from_slice(text(14)?.as_bytes());
    out.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    const PATH: &str = "/api/web/custom/namespaces/system/user_roles";

    #[tokio::test]
    async fn lists_each_user_once_with_every_field_of_the_contract() {
        let tenant = Tenant::with_users(1_203);
        let response = tenant
            .get("admin", &format!("{PATH}?namespace=system"))
            .await
            .json();
        let items = response["items"].as_array().unwrap();
        assert_eq!(items.len(), 1_203);
        let keys = "creation_timestamp disabled domain_owner email first_name group_names idm_type last_login_timestamp \
            last_name name namespace namespace_roles otp_enabled sync_mode tenant tenant_type type";
        for item in items {
            let found: Vec<&str> = item
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(found.join(" "), keys);
        }
        let names: BTreeSet<&str> = items
            .iter()
            .map(|item| item["name"].as_str().unwrap())
            .collect();
        assert_eq!(names.len(), 1_203);
        assert_eq!(items[0]["domain_owner"], true);
        assert!(
            items
                .iter()
                .any(|item| item["last_login_timestamp"] == Value::Null)
        );
        assert!(items.iter().any(|item| item["sync_mode"] == "JIT"));
    }

    #[tokio::test]
    async fn a_list_that_fills_its_batches_exactly_is_complete() {
        let tenant = Tenant::with_users(2 * BATCH as u32);
        let response = tenant.get("admin", PATH).await.json();
        assert_eq!(response["items"].as_array().unwrap().len(), 1_000);
    }

    #[tokio::test]
    async fn a_tenant_without_users_has_an_empty_list() {
        let tenant = Tenant::new();
        tenant.sql("DELETE FROM users WHERE id <> 1").await;
        tenant.sql("UPDATE users SET id = -1").await;
        let mut text = Vec::new();
        let last = tenant
            .app
            .db
            .read_here(|connection| read_batch(connection, 0, &mut text))
            .unwrap();
        assert_eq!((last, text.as_slice()), (None, b"".as_slice()));
    }

    #[tokio::test]
    async fn hostile_names_are_escaped() {
        let tenant = Tenant::new();
        let name = "</script>\"\\\u{1}\u{7f}\n\u{2028}";
        tenant.rename_user(2, name).await;
        let response = tenant.get("admin", PATH).await.json();
        assert_eq!(response["items"][1]["first_name"], json!(name));
    }

    #[tokio::test]
    async fn a_stalled_reader_does_not_block_writers() {
        let tenant = Tenant::with_users(5_000);
        let request = tenant.request("admin", "GET", PATH, "");
        let stalled = tenant.call(request).await;
        let write = tenant.send(
            "new",
            "PUT",
            "/api/web/namespaces/system/user/settings/request_initial_access",
            "{}",
        );
        let written = tokio::time::timeout(std::time::Duration::from_secs(5), write).await;
        assert_eq!(written.unwrap().status, 200);
        drop(stalled);
    }

    #[tokio::test]
    async fn rejects_callers_without_roles_and_other_namespaces() {
        let tenant = Tenant::new();
        tenant.get("plain", PATH).await.is_gateway_error(403, 7);
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant.get("nobody", PATH).await.is_gateway_error(401, 16);
        tenant.get("disabled", PATH).await.is_gateway_error(403, 7);
        tenant
            .get("admin", &PATH.replace("system", "shared"))
            .await
            .is_gateway_error(400, 3);
    }
}
