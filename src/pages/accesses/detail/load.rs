//! Loads one access. The API has no operation for a single access, so this reads its user's list.

use crate::api::access::access_of_user;
use crate::api::access::access_of_user::Access;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};

/// Identifies an access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AccessId {
    pub(crate) user_id: String,
    pub(crate) access_id: String,
}

/// The result of loading an access.
pub(crate) enum Loaded {
    /// With the entity tag that a change of it can name.
    Found(Box<Access>, Option<String>),
    /// The user's list could be read, but does not contain it.
    NotFound,
    /// The list may not be read, or this service has none: the access can still be changed, without its current values.
    NotReadable(ApiError),
}

/// Loads it.
///
/// # Errors
/// All but forbidden (403) and a service without this list (404).
pub(crate) async fn read(
    client: &Client,
    id: &AccessId,
    cancel: &Cancel,
) -> Result<Loaded, ApiError> {
    let (list, etag) = match access_of_user::of_user_tagged(client, &id.user_id, cancel).await {
        Ok(read) => read,
        Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound) => {
            return Ok(Loaded::NotReadable(error));
        }
        Err(error) => return Err(error),
    };
    let mut has_unreadable = false;
    for row in list.results {
        match row.into_known() {
            Some(access) if access.id.known() == Some(&id.access_id) => {
                return Ok(Loaded::Found(Box::new(access), etag));
            }
            Some(access) => has_unreadable |= access.id.is_unreadable(),
            None => has_unreadable = true,
        }
    }
    // An unreadable row may be this access: "not found" would be a guess.
    if has_unreadable {
        return Err(ApiError::new(ErrorKind::Unreadable));
    }
    Ok(Loaded::NotFound)
}
