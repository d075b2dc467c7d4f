//! `GET`, `PUT` and `DELETE` of `.../user/settings/image`: the caller's profile image with its content type. The same image as in
//! the settings.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use super::{JsonObject, SystemNamespace, body, json_text, ok};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;

pub(crate) async fn get(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    let (image, kind): (String, Option<String>) = app
        .db
        .read(move |connection| {
            let sql = "SELECT image, image_type FROM settings WHERE user = ?1";
            Ok(connection.query_row(sql, [caller.user()], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .await?;
    if image.is_empty() {
        return Err(Rejection::not_found("There is no image."));
    }
    let kind = kind.unwrap_or_else(|| type_of(&image).into());
    Ok(ok(
        &json!({ "content_type": kind, "data": image, "extensions": [] }),
    ))
}

pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
    JsonObject(fields): JsonObject,
) -> Result<Response, Rejection> {
    let image = body::base64(&fields, "image")?;
    let kind = body::text(&fields, "content_type")?;
    store(
        &app,
        caller,
        image,
        Some(kind).filter(|kind| !kind.is_empty()),
    )
    .await
}

pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    _: SystemNamespace,
) -> Result<Response, Rejection> {
    store(&app, caller, String::new(), None).await
}

async fn store(
    app: &App,
    caller: Caller,
    image: String,
    kind: Option<String>,
) -> Result<Response, Rejection> {
    app.db
        .write(move |transaction| {
            let sql = "UPDATE settings SET image = ?2, image_type = ?3 WHERE user = ?1";
            transaction.execute(sql, (caller.user(), image, kind))?;
            Ok(())
        })
        .await?;
    Ok(json_text("{}"))
}

/// The type by the first letters of the base64, and so by the first bytes of the file.
fn type_of(image: &str) -> &'static str {
    match image.get(..4) {
        Some("iVBO") => "image/png",
        Some("/9j/") => "image/jpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Tenant;

    const PATH: &str = "/api/web/namespaces/system/user/settings/image";
    const SETTINGS: &str = "/api/web/namespaces/system/user/settings";

    #[tokio::test]
    async fn sets_reads_and_deletes_an_image() {
        let tenant = Tenant::new();
        assert_eq!(
            tenant.get("admin", PATH).await.json()["content_type"],
            "image/png"
        );
        assert_eq!(
            tenant.get("cooldown", PATH).await.json()["content_type"],
            "image/jpeg"
        );
        let body = r#"{"image":"R0lGODlh","content_type":"image/gif"}"#;
        assert_eq!(tenant.send("new", "PUT", PATH, body).await.text(), "{}");
        let stored = tenant.get("new", PATH).await.json();
        assert_eq!(
            stored,
            json!({ "content_type": "image/gif", "data": "R0lGODlh", "extensions": [] })
        );
        assert_eq!(
            tenant.get("new", SETTINGS).await.json()["image"],
            "R0lGODlh"
        );
        assert_eq!(tenant.send("new", "DELETE", PATH, "{}").await.text(), "{}");
        tenant.get("new", PATH).await.is_gateway_error(404, 5);
    }

    #[tokio::test]
    async fn rejects_a_missing_image_bad_base64_and_anonymous_callers() {
        let tenant = Tenant::new();
        tenant.get("plain", PATH).await.is_gateway_error(404, 5);
        tenant
            .send("plain", "PUT", PATH, r#"{"image":"not base64"}"#)
            .await
            .is_gateway_error(400, 3);
        tenant.get("", PATH).await.is_gateway_error(401, 16);
        tenant
            .send("disabled", "DELETE", PATH, "{}")
            .await
            .is_gateway_error(403, 7);
        tenant
            .send("admin", "DELETE", PATH, "")
            .await
            .is_gateway_error(415, 3);
    }
}
