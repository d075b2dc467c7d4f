//! `GET /user/v1/roles`: the roles that the person who is signed in holds on the access service, which are
//! also the only ones they may give to somebody. Sends nothing. Source: tests/CONTRACT.md, section 9.

use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::api::json::field::{Field, List};
use crate::api::json::object::{Object, Unreadable};
use crate::config::Service;

/// Where it is read.
pub const PATH: &str = "/user/v1/roles";

/// A role that one may give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRole {
    /// Its key in an access.
    pub id: Field<String>,
    /// What it allows, for people.
    pub description: Field<String>,
}

/// The roles one may give. `total` is the service's claim; broken rows are gaps in `results`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesCatalogue {
    pub total: Field<i64>,
    pub results: List<CatalogueRole>,
}

/// Reads the roles one may give.
///
/// # Errors
/// As [`Client::get`], and `Unreadable` for an answer without a list.
pub async fn get(client: &Client, cancel: &Cancel) -> Result<RolesCatalogue, ApiError> {
    let body = client.get(Service::Access, PATH, cancel).await?;
    Ok(decode(&body)?)
}

/// Reads the answer `{message, data: {total, results: [{id, description}]}}`.
pub fn decode(body: &str) -> Result<RolesCatalogue, Unreadable> {
    let missing = Unreadable("There is no list of roles in the answer.");
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
