//! `GET /user/v1/access`: the accesses of all users, a page at a time. `user` and `type` take `*` for anything; sorted by user,
//! type or customer. What the response echoes of the query is ignored. Source: tests/CONTRACT.md, section 9.

use rolecall_text::percent;

use super::access_of_user::{AccessList, decode_list};
use crate::api::http::cancel::Cancel;
use crate::api::http::client::Client;
use crate::api::http::error::ApiError;
use crate::config::Service;

/// Which accesses to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Size of the page: 1 to 500.
    pub limit: u32,
    pub offset: u32,
    /// The user's ID, `*` as a wildcard; empty: everybody.
    pub user: String,
    /// A type by its name on the wire, `*` as a wildcard; empty: every type.
    pub access_type: String,
    /// The ID of a customer; empty: the one of the signed-in user.
    pub customer: String,
    /// The customer only, without its subsidiaries.
    pub without_subsidiaries: bool,
    /// Such as `type:desc`; empty: the service's default, `user:asc`.
    pub sort: String,
}

/// The path with its query.
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
    fn text_in_a_filter_cannot_become_another_parameter() {
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
    fn filters_and_order_have_the_names_of_the_contract() {
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
