//! `GET /user/v1/users/{user_id}/access`: the accesses of one user. Also what an access is on the wire. Responses come in an
//! envelope `{message, data}`; `message` is there on success too. Source: tests/CONTRACT.md, sections 7 and 9.

use rolecall_text::percent::path_segment;

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List};
use crate::api::json::object::{Object, Unreadable};
use crate::api::json::open_enum::open_enum;
use crate::api::json::time::Time;
use crate::config::Service;

/// One access of a user. Which of the last four fields there are depends on the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Digits on the wire, kept as text: a 64-bit float would lose the last ones.
    pub id: Field<String>,
    /// May differ between accesses of one user.
    pub customer_id: Field<String>,
    /// The user's ID, a UUID.
    pub user: Field<String>,
    /// `type` on the wire.
    pub access_type: Field<AccessType>,
    /// The roles' IDs; may be empty.
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

/// A page of accesses. `total` is what the service says; rows that cannot be read are `Unreadable` in `results`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessList {
    pub total: Field<i64>,
    pub results: List<Access>,
}

/// The path of all accesses of one user.
pub fn user_path(user_id: &str) -> String {
    format!("/user/v1/users/{}/access", path_segment(user_id))
}

/// Reads all accesses of one user.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for a response without a list.
pub async fn of_user(
    client: &Client,
    user_id: &str,
    cancel: &Cancel,
) -> Result<AccessList, ApiError> {
    Ok(of_user_tagged(client, user_id, cancel).await?.0)
}

/// As [`of_user`], with the entity tag of the list, which is that of each access in it.
///
/// # Errors
/// As [`of_user`].
pub async fn of_user_tagged(
    client: &Client,
    user_id: &str,
    cancel: &Cancel,
) -> Result<(AccessList, Option<String>), ApiError> {
    let (body, etag) = client
        .get_tagged(Service::Access, &user_path(user_id), cancel)
        .await?;
    Ok((decode_list(&body)?, etag))
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
        _ => Err(Unreadable("The response contains no list.")),
    }
}

/// Reads one access; `None` if it is not an object.
pub(crate) fn access(json: &str) -> Option<Access> {
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
