//! Which access is which. The service changes an access by user and number alone (tests/CONTRACT.md, section 7), and yet its list may
//! give one number to several accesses of a user, each for a customer of its own (section 9). So an access is known by all of it that
//! never changes, and a number that is given twice is said, never guessed.

use serde::Serialize;

use crate::api::access::access_of_user::{Access, AccessType};
use crate::api::json::object::{Object, text};

/// Everything of an access that never changes. The same again is the same access, listed again.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AccessKey {
    pub user: String,
    pub access: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_type: Option<String>,
    /// As sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
}

impl AccessKey {
    /// `None` if it can't be addressed.
    pub fn of(access: &Access) -> Option<Self> {
        Some(Self {
            user: access.user.known()?.clone(),
            access: access.id.known()?.clone(),
            customer: access.customer_id.known().cloned(),
            access_type: access
                .access_type
                .known()
                .map(|known| AccessType::wire(known).to_owned()),
            created: access
                .created_at
                .known()
                .map(|created| created.text.to_string()),
        })
    }

    /// What the service knows it by.
    pub fn address(&self) -> (&str, &str) {
        (&self.user, &self.access)
    }

    /// Reads what was serialized.
    pub fn read(object: &Object<'_>) -> Option<Self> {
        let word = |key| object.get(key, text).into_known();
        Some(Self {
            user: word("user")?,
            access: word("access")?,
            customer: word("customer"),
            access_type: word("access_type"),
            created: word("created"),
        })
    }
}

/// Which of a user's accesses the page of one access shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick<'a> {
    Missing,
    /// The access, and the others with its number.
    Found(&'a Access, Vec<&'a Access>),
    /// These have the number, and it can't be told which of them is meant, or none of them is.
    Unclear(Vec<&'a Access>),
}

/// The access with this number, for this customer if one is given.
pub fn pick<'a>(all: &[&'a Access], access_id: &str, customer: Option<&str>) -> Pick<'a> {
    let mut same: Vec<&Access> = Vec::new();
    for access in all.iter().copied() {
        let is_it = access.id.known().is_some_and(|id| id == access_id);
        // Listed twice with the same of everything that lasts: the last is the newest.
        let again = same
            .iter()
            .position(|other| is_it && AccessKey::of(other) == AccessKey::of(access));
        match again {
            Some(at) => same[at] = access,
            None if is_it => same.push(access),
            None => {}
        }
    }
    let is_meant = |access: &&Access| {
        customer.is_none() || access.customer_id.known().map(String::as_str) == customer
    };
    let meant: Vec<&Access> = same.iter().copied().filter(is_meant).collect();
    match meant.as_slice() {
        [] if same.is_empty() => Pick::Missing,
        [] => Pick::Unclear(same),
        [one] => {
            let others = same
                .iter()
                .copied()
                .filter(|other| !std::ptr::eq(*other, *one));
            Pick::Found(one, others.collect())
        }
        _ => Pick::Unclear(meant),
    }
}
