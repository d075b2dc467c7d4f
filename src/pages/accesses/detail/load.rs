//! Reading how one access is now. There is no operation for one access, so the list of its user is read.

use crate::api::access::access_of_user;
use crate::api::access::access_of_user::Access;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};

/// Which access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) user_id: String,
    pub(crate) access_id: String,
}

/// What is known of an access.
pub(crate) enum Current {
    Known(Box<Access>),
    /// The user's list can be read, and it is not in there.
    Absent,
    /// The list is refused, or this service has none: the access can be changed unseen.
    Withheld(ApiError),
}

/// Reads it.
///
/// # Errors
/// Anything but a refusal (403) or a service without this list (404).
pub(crate) async fn read(
    client: &Client,
    place: &Place,
    cancel: &Cancel,
) -> Result<Current, ApiError> {
    let list = match access_of_user::of_user(client, &place.user_id, cancel).await {
        Ok(list) => list,
        Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound) => {
            return Ok(Current::Withheld(error));
        }
        Err(error) => return Err(error),
    };
    let mut unread = false;
    for row in list.results {
        match row.into_known() {
            Some(access) if access.id.known() == Some(&place.access_id) => {
                return Ok(Current::Known(Box::new(access)));
            }
            Some(access) => unread |= access.id.is_unreadable(),
            None => unread = true,
        }
    }
    // One of the rows that could not be read may be this one: then "not there" would be a guess.
    if unread {
        return Err(ApiError::new(ErrorKind::Unreadable));
    }
    Ok(Current::Absent)
}
