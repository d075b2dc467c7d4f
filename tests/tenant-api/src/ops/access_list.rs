//! `GET /user/v1/access`: the accesses of all users of a customer, in pages. Requires the role that reads users.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use rusqlite::{Connection, ToSql};
use serde_json::{Value, json};

use super::access_of_user::READS_USERS;
use super::{access_row, ok_data};
use crate::app::App;
use crate::auth::Caller;
use crate::error::Rejection;
use crate::query;

const MAX_LIMIT: i64 = 500;

/// The query, with the documented defaults.
#[derive(Debug, PartialEq)]
struct ListQuery {
    customer: Option<i64>,
    subsidiaries: bool,
    limit: i64,
    offset: i64,
    sort: Vec<String>,
    user: Option<String>,
    kind: Option<String>,
}

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    RawQuery(text): RawQuery,
) -> Result<Response, Rejection> {
    caller.needs(READS_USERS, "see the accesses of other users")?;
    let query = ListQuery::parse(text.as_deref().unwrap_or_default())?;
    let data = app
        .db
        .read(move |connection| find(connection, &query))
        .await?;
    Ok(ok_data(data))
}

impl ListQuery {
    fn parse(text: &str) -> Result<Self, Rejection> {
        let mut query = Self {
            customer: None,
            subsidiaries: true,
            limit: 100,
            offset: 0,
            sort: Vec::new(),
            user: None,
            kind: None,
        };
        for (name, value) in query::pairs(text) {
            match name.as_str() {
                "customer_id" => query.customer = Some(number(&name, &value, i64::MAX)?),
                "include_subsidiaries" => {
                    query.subsidiaries = match value.as_str() {
                        "true" | "1" => true,
                        "false" | "0" => false,
                        _ => {
                            return Err(Rejection::bad_request(
                                "include_subsidiaries must be true or false.",
                            ));
                        }
                    }
                }
                "limit" => query.limit = number(&name, &value, MAX_LIMIT)?,
                "offset" => query.offset = number(&name, &value, i64::MAX)?,
                "sort" | "sort[]" => query.sort.push(value),
                "user" => query.user = Some(value),
                "type" => query.kind = Some(value),
                _ => {
                    return Err(Rejection::bad_request(format!(
                        "Unknown query parameter \"{name}\"."
                    )));
                }
            }
        }
        if query.sort.is_empty() {
            query.sort.push("user:asc".into());
        }
        Ok(query)
    }

    /// `ORDER BY` terms, each from a fixed list: no text of the query gets into the SQL.
    fn order(&self) -> Result<String, Rejection> {
        let mut terms = Vec::new();
        for order in &self.sort {
            terms.push(match order.as_str() {
                "user" | "user:asc" => "user",
                "user:desc" => "user DESC",
                "type" | "type:asc" => "kind",
                "type:desc" => "kind DESC",
                "customer_id" | "customer_id:asc" => "customer",
                "customer_id:desc" => "customer DESC",
                _ => {
                    return Err(Rejection::bad_request(format!(
                        "\"{order}\" is not a sort order of accesses."
                    )));
                }
            });
        }
        terms.push("id");
        Ok(terms.join(", "))
    }
}

fn number(name: &str, value: &str, max: i64) -> Result<i64, Rejection> {
    match value.parse() {
        Ok(number) if (0..=max).contains(&number) => Ok(number),
        _ if max == i64::MAX => Err(Rejection::bad_request(format!(
            "{name} must be a whole number."
        ))),
        _ => Err(Rejection::bad_request(format!(
            "{name} must be a number from 0 to {max}."
        ))),
    }
}

fn find(connection: &Connection, query: &ListQuery) -> Result<Value, Rejection> {
    let mut conditions = vec!["1"];
    let mut values: Vec<(&str, Box<dyn ToSql>)> = Vec::new();
    if let Some(user) = &query.user {
        match crate::uuid::user(user) {
            Some(number) => {
                conditions.push("user = :user");
                values.push((":user", Box::new(number)));
            }
            None => {
                conditions
                    .push("printf('00000000-0000-4000-8000-%012d', user) LIKE :user ESCAPE '\\'");
                values.push((":user", Box::new(like(user))));
            }
        }
    }
    if let Some(kind) = &query.kind {
        conditions.push("kind LIKE :kind ESCAPE '\\'");
        values.push((":kind", Box::new(like(kind))));
    }
    if let Some(customer) = query.customer {
        conditions.push(if query.subsidiaries {
            "customer IN (WITH RECURSIVE below(id) AS (VALUES (:customer)
               UNION SELECT customers.id FROM customers JOIN below ON customers.parent = below.id) SELECT id FROM below)"
        } else {
            "customer = :customer"
        });
        values.push((":customer", Box::new(customer)));
    }
    let conditions = conditions.join(" AND ");
    let order = query.order()?;
    let mut params: Vec<(&str, &dyn ToSql)> = values
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    let total: i64 = connection
        .prepare(&format!("SELECT count(*) FROM access WHERE {conditions}"))?
        .query_row(params.as_slice(), |row| row.get(0))?;
    params.push((":limit", &query.limit));
    params.push((":offset", &query.offset));
    let columns = access_row::COLUMNS;
    let results: Result<Vec<Value>, _> = connection
        .prepare(&format!(
            "SELECT {columns} FROM access WHERE {conditions} ORDER BY {order} LIMIT :limit OFFSET :offset"
        ))?
        .query_map(params.as_slice(), access_row::read)?
        .collect();
    Ok(json!({
        "total": total,
        "include_subsidiaries": query.subsidiaries,
        "limit": query.limit,
        "offset": query.offset,
        "sort": query.sort,
        "results": results?,
    }))
}

/// Turns a pattern with `*` into one for `LIKE`.
fn like(pattern: &str) -> String {
    let mut like = String::new();
    for letter in pattern.chars() {
        match letter {
            '*' => like.push('%'),
            '%' | '_' | '\\' => like.extend(['\\', letter]),
            letter => like.push(letter),
        }
    }
    like
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::Tenant;

    const PATH: &str = "/user/v1/access";

    async fn data(tenant: &Tenant, query: &str) -> Value {
        tenant.get("admin", &format!("{PATH}?{query}")).await.json()["data"].clone()
    }

    fn column(data: &Value, key: &str) -> Vec<Value> {
        data["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|access| access[key].clone())
            .collect()
    }

    #[tokio::test]
    async fn pages_add_up_to_the_whole_list_in_the_documented_order() {
        let tenant = Tenant::with_users(120);
        let all = data(&tenant, "limit=500").await;
        let total = all["total"].as_u64().unwrap() as usize;
        assert_eq!(all["results"].as_array().unwrap().len(), total);
        assert_eq!(
            (&all["sort"], &all["include_subsidiaries"]),
            (&json!(["user:asc"]), &json!(true))
        );
        let mut ids = Vec::new();
        for offset in (0..total).step_by(50) {
            ids.extend(column(
                &data(&tenant, &format!("limit=50&offset={offset}")).await,
                "id",
            ));
        }
        assert_eq!(ids, column(&all, "id"));
        let users: Vec<String> = column(&all, "user").iter().map(Value::to_string).collect();
        assert!(users.is_sorted());
        assert_eq!(
            column(&data(&tenant, "").await, "id").len(),
            100,
            "the default page"
        );
    }

    #[tokio::test]
    async fn filters_with_wildcards_and_sorts() {
        let tenant = Tenant::with_users(120);
        let connections = data(&tenant, "type=*_connection&sort[]=type:desc&limit=500").await;
        let kinds: Vec<String> = column(&connections, "type")
            .iter()
            .map(Value::to_string)
            .collect();
        assert!(!kinds.is_empty() && kinds.is_sorted_by(|a, b| a >= b));
        assert!(!kinds.contains(&"\"profile\"".into()));
        assert_eq!(
            column(&data(&tenant, "user=*0010").await, "id"),
            [json!(10)]
        );
        assert_eq!(
            column(
                &data(&tenant, "user=00000000-0000-4000-8000-000000000001").await,
                "id"
            ),
            [1, 2, 3]
        );
        assert_eq!(
            data(&tenant, "type=ui%25").await["total"],
            0,
            "% is not a wildcard"
        );
    }

    #[tokio::test]
    async fn subsidiaries_can_be_included_or_not() {
        let tenant = Tenant::with_users(120);
        let alone = data(
            &tenant,
            "customer_id=1002&include_subsidiaries=false&limit=500",
        )
        .await;
        assert!(column(&alone, "customer_id").iter().all(|id| *id == 1002));
        let family = data(&tenant, "customer_id=1002&limit=500").await;
        assert!(column(&family, "customer_id").contains(&json!(1003)));
        assert!(!column(&family, "customer_id").contains(&json!(1001)));
        assert_eq!(data(&tenant, "customer_id=7").await["results"], json!([]));
    }

    #[tokio::test]
    async fn rejects_invalid_queries_and_unauthorized_callers() {
        let tenant = Tenant::new();
        for query in [
            "limit=501",
            "limit=x",
            "offset=-1",
            "sort[]=name",
            "customer_id=a",
            "include_subsidiaries=x",
            "page=2",
        ] {
            tenant
                .get("admin", &format!("{PATH}?{query}"))
                .await
                .is_access_error(400, "bad_request");
        }
        tenant
            .get("plain", PATH)
            .await
            .is_access_error(403, "forbidden");
        tenant
            .get("", PATH)
            .await
            .is_access_error(401, "unauthorized");
        tenant
            .get("disabled", PATH)
            .await
            .is_access_error(403, "forbidden");
    }
}
