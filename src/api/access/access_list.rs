//! `GET /user/v1/access`: the accesses of all users, a page at a time. `user` and `type` take `*` for anything; sorted by user,
//! type or customer. What the response echoes of the query is ignored. Source: tests/CONTRACT.md, section 9.

use rolecall_text::percent;

use super::access_of_user::{AccessList, decode_list};
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

/// Which of the accesses of all users are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// How many at most: 1 to 500.
    pub limit: u32,
    pub offset: u32,
    /// The user's identifier, `*` for anything; empty: everybody.
    pub user: String,
    /// A type as it travels, `*` for anything; empty: every type.
    pub access_type: String,
    /// The number of a customer; empty: that of who asks.
    pub customer: String,
    /// Only the customer itself, not its subsidiaries.
    pub without_subsidiaries: bool,
    /// Such as `type:desc`; empty: the service's default, `user:asc`.
    pub sort: String,
}

/// The path of the accesses of all users that `query` asks for.
pub fn list_path(query: &ListQuery) -> String {
    let mut path = format!(
        "/user/v1/access?limit={}&offset={}",
        query.limit.clamp(1, 500),
        query.offset
    );
    let subsidiaries = if query.without_subsidiaries {
        "false"
    } else {
        ""
    };
    for (name, value) in [
        ("user", query.user.as_str()),
        ("type", &query.access_type),
        ("customer_id", &query.customer),
        ("include_subsidiaries", subsidiaries),
        ("sort%5B%5D", &query.sort),
    ] {
        if !value.is_empty() {
            path.push('&');
            path.push_str(name);
            path.push('=');
            percent::encode_into(&mut path, value, "");
        }
    }
    path
}

/// Reads accesses of all users.
///
/// # Errors
/// As [`of_user`](super::access_of_user::of_user).
pub async fn list(
    client: &Client,
    query: &ListQuery,
    cancel: &Cancel,
) -> Result<AccessList, ApiError> {
    let body = client
        .get(Service::Access, &list_path(query), cancel)
        .await?;
    Ok(decode_list(&body)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_into_a_filter_cannot_become_another_parameter() {
        let query = ListQuery {
            limit: 9_999,
            offset: 200,
            user: "a&limit=1 *".to_owned(),
            ..ListQuery::default()
        };
        assert_eq!(
            list_path(&query),
            "/user/v1/access?limit=500&offset=200&user=a%26limit%3D1%20%2A"
        );
    }

    #[test]
    fn every_filter_and_the_order_travel_under_the_names_of_the_contract() {
        let query = ListQuery {
            limit: 100,
            access_type: "*_connection".to_owned(),
            customer: "1002".to_owned(),
            without_subsidiaries: true,
            sort: "type:desc".to_owned(),
            ..ListQuery::default()
        };
        assert_eq!(
            list_path(&query),
            "/user/v1/access?limit=100&offset=0&type=%2A_connection&customer_id=1002&include_subsidiaries=false&sort%5B%5D=type%3Adesc"
        );
    }
}
