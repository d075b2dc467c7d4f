//! The state of the list in the URL: what is requested from the service, and what is filtered and sorted here.

use rolecall_text::percent;

use super::columns::COLUMNS;
use crate::api::access::access_list::ListQuery;
use crate::app::routes::Route;
use crate::domain::access::filter::{Column, Filter, LastLogin, Order};

/// The role filter for accesses without roles; no role has this name.
pub(crate) const NO_ROLE: &str = "(none)";

/// `?user=*ab*&type=ui_connection&customer=1002&subsidiaries=no&role=R&login=never&sort=type:desc`; defaults are left
/// out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UrlState {
    pub(crate) user: String,
    pub(crate) access_type: String,
    /// Digits only.
    pub(crate) customer: String,
    pub(crate) without_subsidiaries: bool,
    /// A role, [`NO_ROLE`], or empty for any.
    pub(crate) role: String,
    pub(crate) login: Option<LastLogin>,
    pub(crate) order: Order,
}

impl UrlState {
    /// Parses a query string without its `?`. Ignores what has no meaning.
    pub(crate) fn parse(query: &str) -> Self {
        let text = |key: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let value = pairs.rev().find(|(name, _)| *name == key);
            let value = value.map(|(_, value)| percent::decode_query(value));
            value.unwrap_or_default().trim().to_owned()
        };
        Self {
            user: text("user"),
            access_type: text("type"),
            customer: Some(text("customer"))
                .filter(|text| is_customer(text))
                .unwrap_or_default(),
            without_subsidiaries: text("subsidiaries") == "no",
            role: text("role"),
            login: read_login(&text("login")),
            order: read_order(&text("sort")),
        }
    }

    pub(crate) fn is_filtered(&self) -> bool {
        let all = Self {
            order: self.order,
            ..Self::default()
        };
        *self != all
    }

    /// The same order without filters.
    pub(crate) fn cleared(&self) -> Self {
        Self {
            order: self.order,
            ..Self::default()
        }
    }

    /// Sorts by this column, or reverses the order if it already does.
    pub(crate) fn cycle_sort(&self, column: Column) -> Self {
        Self {
            order: Order {
                column,
                descending: self.order.column == column && !self.order.descending,
            },
            ..self.clone()
        }
    }

    /// The URL of this view.
    pub(crate) fn href(&self) -> String {
        let mut href = Route::Accesses.path().to_owned();
        let mut put = |key: &str, value: String| {
            if !value.is_empty() {
                href.push(if href.contains('?') { '&' } else { '?' });
                href.push_str(key);
                href.push('=');
                href.push_str(&encoded(&value));
            }
        };
        put("user", self.user.clone());
        put("type", self.access_type.clone());
        put("customer", self.customer.clone());
        let subsidiaries = if self.without_subsidiaries { "no" } else { "" };
        put("subsidiaries", subsidiaries.to_owned());
        put("role", self.role.clone());
        put("login", self.login.map(write_login).unwrap_or_default());
        if self.order != Order::default() {
            put("sort", write_order(self.order));
        }
        href
    }

    /// The request to the service. It sorts by some columns only; the others are sorted here.
    pub(crate) fn to_list_query(&self) -> ListQuery {
        let is_sortable = matches!(
            self.order.column,
            Column::User | Column::Type | Column::Customer
        );
        let is_default = self.order == Order::default();
        ListQuery {
            user: self.user.clone(),
            access_type: self.access_type.clone(),
            customer: self.customer.clone(),
            without_subsidiaries: self.without_subsidiaries,
            sort: if is_sortable && !is_default {
                write_order(self.order)
            } else {
                String::new()
            },
            ..ListQuery::default()
        }
    }

    /// What is filtered here. The type is filtered again: a user's own list has no filters.
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            access_type: self.access_type.clone(),
            role: match self.role.as_str() {
                "" => None,
                NO_ROLE => Some(String::new()),
                role => Some(role.to_owned()),
            },
            last_login: self.login,
        }
    }

    /// The user whose own list holds the whole result, if there is one.
    pub(crate) fn single_user(&self) -> Option<&str> {
        let is_id = self.user.len() == 36
            && self
                .user
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        (is_id && self.customer.is_empty() && !self.without_subsidiaries).then_some(&self.user)
    }
}

/// Percent-encoded for the URL; safe characters that are often used stay readable.
fn encoded(value: &str) -> String {
    let mut out = String::new();
    percent::encode_into(&mut out, value, "*:");
    out
}

/// Whether this can be a customer's number; empty means any customer.
pub(crate) fn is_customer(text: &str) -> bool {
    text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// As in the URL.
pub(crate) fn write_login(login: LastLogin) -> String {
    match login {
        LastLogin::Never => "never".to_owned(),
        LastLogin::Unknown => "unknown".to_owned(),
        LastLogin::Within(days) => format!("within-{days}"),
        LastLogin::NotWithin(days) => format!("not-within-{days}"),
    }
}

pub(crate) fn read_login(text: &str) -> Option<LastLogin> {
    match text {
        "never" => Some(LastLogin::Never),
        "unknown" => Some(LastLogin::Unknown),
        _ => match text.strip_prefix("not-within-") {
            Some(days) => days.parse().ok().map(LastLogin::NotWithin),
            None => text
                .strip_prefix("within-")?
                .parse()
                .ok()
                .map(LastLogin::Within),
        },
    }
}

fn write_order(order: Order) -> String {
    let column = COLUMNS.iter().find(|column| column.sort == order.column);
    let direction = if order.descending { "desc" } else { "asc" };
    format!("{}:{direction}", column.map_or("user", |column| column.key))
}

fn read_order(text: &str) -> Order {
    let (name, direction) = text.split_once(':').unwrap_or((text, "asc"));
    let known = COLUMNS.iter().find(|column| column.key == name);
    known.map_or_else(Order::default, |column| Order {
        column: column.sort,
        descending: direction == "desc",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_round_trips_through_the_url() {
        let logins = [
            None,
            Some(LastLogin::Never),
            Some(LastLogin::Unknown),
            Some(LastLogin::Within(30)),
            Some(LastLogin::NotWithin(90)),
        ];
        for column in COLUMNS.map(|column| column.sort) {
            for descending in [false, true] {
                for login in logins {
                    let view = UrlState {
                        user: "*ab&c=d%41+*".to_owned(),
                        access_type: "*_connection".to_owned(),
                        customer: "1002".to_owned(),
                        without_subsidiaries: descending,
                        role: NO_ROLE.to_owned(),
                        login,
                        order: Order { column, descending },
                    };
                    let href = view.href();
                    let (_, query) = href.split_once('?').unwrap_or_default();
                    assert_eq!(UrlState::parse(query), view, "{href}");
                }
            }
        }
        assert_eq!(UrlState::default().href(), "/accesses");
    }

    #[test]
    fn ignores_invalid_values_in_the_url() {
        let odd = "customer=1;+DROP&login=within-x&sort=name:desc&subsidiaries=perhaps&user";
        assert_eq!(UrlState::parse(odd), UrlState::default());
        let sort = |query| UrlState::parse(query).to_list_query().sort;
        assert_eq!(sort("sort=type"), "type:asc");
        assert_eq!(sort("sort=roles:desc"), "");
    }

    #[test]
    fn the_last_of_several_values_counts() {
        assert_eq!(UrlState::parse("user=a&user=b%2Bc+d&x").user, "b+c d");
    }

    #[test]
    fn recognizes_a_single_user() {
        let id = "00000000-0000-4000-8000-000000000001";
        let single = |query: &str| UrlState::parse(query).single_user().map(str::to_owned);
        assert_eq!(single(&format!("user={id}")).as_deref(), Some(id));
        for query in [
            "user=0000*",
            &format!("user={id}&customer=1"),
            &format!("user={id}&subsidiaries=no"),
            "user=../../../../secret/path/of/36/letters",
        ] {
            assert_eq!(single(query), None, "{query}");
        }
    }
}
