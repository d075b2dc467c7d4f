//! `PATCH /user/v1/users/{user_id}/access/{access_id}` changes one access: only the given fields change,
//! the type never. `GET /user/v1/users/{user_id}/access` lists the accesses of one user; those of all are `access_list`'s.
//! Answers come in an envelope `{message, data}`; `message` is there on success too.
//! Source: tests/CONTRACT.md, sections 7 and 9.

use gloo_net::http::Method;
use rolecall_text::percent::path_segment;
use serde::Serialize;

use crate::api::http::client::{Cancel, Client};
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List};
use crate::api::json::object::{Object, Unreadable};
use crate::api::json::open_enum::open_enum;
use crate::api::json::time::Time;
use crate::config::Service;

/// One access of a user. Which of the last four fields there are depends on the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Digits on the wire, kept as they are: a 64-bit float would lose the last ones.
    pub id: Field<String>,
    /// May differ between accesses of one user.
    pub customer_id: Field<String>,
    /// The user's identifier, a UUID.
    pub user: Field<String>,
    /// `type` on the wire.
    pub access_type: Field<AccessType>,
    /// The roles' identifiers; may be empty.
    pub roles: Field<List<String>>,
    /// Null: never used.
    pub last_login_at: Field<Time>,
    pub created_at: Field<Time>,
    pub created_by: Field<Creator>,
    pub language: Field<String>,
    pub name: Field<String>,
    pub two_fa_enabled: Field<bool>,
    pub sso_id: Field<String>,
}

/// Who created an access. The wire has no underscore in these names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creator {
    pub id: Field<String>,
    pub firstname: Field<String>,
    pub lastname: Field<String>,
}

open_enum! {
    /// The type of an access; decides which fields it takes.
    AccessType {
        Ui = "ui_connection",
        Sso = "sso_connection",
        Api = "api_connection",
        Profile = "profile",
    }
}

/// What a PATCH changes: exactly the fields that are `Some` are sent, `null` never.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AccessPatch {
    /// The whole new list; an empty one is sent as `[]` and clears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub two_fa_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sso_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl AccessPatch {
    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The body to send. Serialising strings and flags cannot fail.
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A page of accesses. `total` is the service's claim; broken rows are gaps in `results`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessList {
    pub total: Field<i64>,
    pub results: List<Access>,
}

/// The path of one access.
pub fn path(user_id: &str, access_id: &str) -> String {
    format!("{}/{}", user_path(user_id), path_segment(access_id))
}

/// The path of all accesses of one user.
pub fn user_path(user_id: &str) -> String {
    format!("/user/v1/users/{}/access", path_segment(user_id))
}

/// Reads all accesses of one user.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for an answer without a list.
pub async fn of_user(
    client: &Client,
    user_id: &str,
    cancel: &Cancel,
) -> Result<AccessList, ApiError> {
    let answer = client
        .get(Service::Access, &user_path(user_id), cancel)
        .await?;
    Ok(decode_list(&answer.body)?)
}

/// Sends a change once and reads what the service says the access is now.
///
/// # Errors
/// As [`Client::send`]; `Unreadable` means that it was accepted and the answer cannot be read.
pub async fn patch(
    client: &Client,
    user_id: &str,
    access_id: &str,
    change: &AccessPatch,
    cancel: &Cancel,
) -> Result<Access, ApiError> {
    let path = path(user_id, access_id);
    let answer = client
        .send(
            Method::PATCH,
            Service::Access,
            &path,
            &change.body(),
            cancel,
        )
        .await?;
    Ok(decode(&answer.body)?)
}

/// Reads the answer to a PATCH.
pub fn decode(body: &str) -> Result<Access, Unreadable> {
    let Field::Known(access) = Object::of_body(body)?.get("data", access) else {
        return Err(Unreadable("The answer holds no access."));
    };
    Ok(access)
}

/// Reads a list of accesses. Also takes a bare list in `data`.
pub fn decode_list(body: &str) -> Result<AccessList, Unreadable> {
    let envelope = Object::of_body(body)?;
    let (total, results) = match envelope.object("data") {
        Field::Known(data) => (data.integer("total"), data.list("results", access)),
        _ => (Field::Missing, envelope.list("data", access)),
    };
    match results {
        Field::Known(results) => Ok(AccessList { total, results }),
        _ => Err(Unreadable("There is no list in the answer.")),
    }
}

fn access(json: &str) -> Option<Access> {
    let object = Object::read(json)?;
    Some(Access {
        id: object.id("id"),
        customer_id: object.id("customer_id"),
        user: object.id("user"),
        access_type: object.get("type", AccessType::read),
        roles: object.strings("roles"),
        last_login_at: object.time("last_login_at"),
        created_at: object.time("created_at"),
        created_by: object.get("created_by", creator),
        language: object.text("language"),
        name: object.text("name"),
        two_fa_enabled: object.flag("two_fa_enabled"),
        sso_id: object.text("sso_id"),
    })
}

fn creator(json: &str) -> Option<Creator> {
    let object = Object::read(json)?;
    Some(Creator {
        id: object.id("id"),
        firstname: object.text("firstname"),
        lastname: object.text("lastname"),
    })
}
