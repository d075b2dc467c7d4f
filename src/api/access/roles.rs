//! `GET /user/v1/roles`: the roles of the signed-in user at the access service, which are also the only ones they can assign.
//! Source: tests/CONTRACT.md, section 9.

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List};
use crate::api::json::object::{Object, Unreadable};
use crate::config::Service;

pub const PATH: &str = "/user/v1/roles";

/// A role that the signed-in user can assign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRole {
    /// Its key in an access.
    pub id: Field<String>,
    /// What it allows, in words.
    pub description: Field<String>,
}

/// The roles that the signed-in user can assign. `total` is what the service says; rows that cannot be read are `Unreadable`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesCatalogue {
    pub total: Field<i64>,
    pub results: List<CatalogueRole>,
}

/// Reads the roles that the signed-in user can assign.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for a response without a list.
pub async fn get(client: &Client, cancel: &Cancel) -> Result<RolesCatalogue, ApiError> {
    let body = client.get(Service::Access, PATH, cancel).await?;
    Ok(decode(&body)?)
}

/// Reads the response `{message, data: {total, results: [{id, description}]}}`.
pub fn decode(body: &str) -> Result<RolesCatalogue, Unreadable> {
    let missing = Unreadable("The response contains no list of roles.");
    let Field::Known(data) = Object::of_body(body)?.object("data") else {
        return Err(missing);
    };
    let Field::Known(results) = data.list("results", role) else {
        return Err(missing);
    };
    let total = data.integer("total");
    Ok(RolesCatalogue { total, results })
}

fn role(json: &str) -> Option<CatalogueRole> {
    let object = Object::read(json)?;
    Some(CatalogueRole {
        id: object.id("id"),
        description: object.text("description"),
    })
}
