//! Loads one access. The API has no operation for a single access, so this reads its user's list.

use rolecall_text::percent;

use crate::api::access::access_of_user;
use crate::api::access::access_of_user::Access;
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::{ApiError, ErrorKind};
use crate::app::routes::access_href;
use crate::domain::access::identity::{Pick, pick};

/// Identifies an access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AccessId {
    pub(crate) user_id: String,
    pub(crate) access_id: String,
    /// Given where several accesses of the user have this number.
    pub(crate) customer: Option<String>,
}

impl AccessId {
    /// The address of its page.
    pub(crate) fn href(&self) -> String {
        let mut href = access_href(&self.user_id, &self.access_id);
        if let Some(customer) = &self.customer {
            href.push_str("?customer=");
            percent::encode_query_into(&mut href, customer);
        }
        href
    }
}

/// The result of loading an access.
pub(crate) enum Loaded {
    /// The access, the customers of the others with its number, and the entity tag that a change of it can name.
    Found(Box<Access>, Vec<Option<String>>, Option<String>),
    /// These customers' accesses have the number: none of them, or several, are the one that is meant.
    Unclear(Vec<Option<String>>),
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
    let mut all = Vec::new();
    for row in &list.results {
        match row.known() {
            Some(access) => {
                has_unreadable |= access.id.is_unreadable();
                all.push(access);
            }
            None => has_unreadable = true,
        }
    }
    let customers = |accesses: &[&Access]| {
        let customer = |access: &&Access| access.customer_id.known().cloned();
        accesses.iter().map(customer).collect()
    };
    match pick(&all, &id.access_id, id.customer.as_deref()) {
        Pick::Found(access, others) => {
            let others = customers(&others);
            return Ok(Loaded::Found(Box::new(access.clone()), others, etag));
        }
        Pick::Unclear(accesses) => return Ok(Loaded::Unclear(customers(&accesses))),
        Pick::Missing => {}
    }
    // An unreadable row may be this access: "not found" would be a guess.
    if has_unreadable {
        return Err(ApiError::new(ErrorKind::Unreadable));
    }
    Ok(Loaded::NotFound)
}
