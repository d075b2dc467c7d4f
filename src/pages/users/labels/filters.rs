//! Strings of what filters the table: search box, toolbar, filter dialog, charts and pivot tables.

use rolecall_directory::{Facet, Pick};
use rolecall_text::{grouped, plural};

use super::facets::{facet, value};
use super::user::users;

pub(crate) const SEARCH: &str = "Search users";
pub(crate) const SEARCH_HINT: &str =
    "Search name, email, role, namespace or group, or use role: ns: group: grant: is: otp: login:";
/// What a date after `login:` means. `zone` by its name; days are those of UTC if the browser knows none.
pub(crate) fn days_are_local(zone: Option<&str>) -> String {
    let zone = zone.unwrap_or("UTC");
    format!("Dates in login: are days in {zone}, like the days in the table.")
}

pub(crate) const SUGGESTIONS: &str = "Suggestions";
pub(crate) const CLEAR_FILTERS: &str = "Clear filters";
pub(crate) const FILTERS_WITH_SEVERAL_VALUES: &str = "Filters with several values";

pub(crate) const ANY: &str = "Any";
pub(crate) const INCLUDE: &str = "Include";
pub(crate) const EXCLUDE: &str = "Exclude";
pub(crate) const ALL_FILTERS: &str = "All filters";
pub(crate) const FILTERS: &str = "Filters";
pub(crate) const FILTERS_EXPLAINED: &str = "Users with any of the included values are shown. Numbers show how many users each value would leave.";
pub(crate) const CLEAR_ALL: &str = "Clear all";
pub(crate) const FIND: &str = "Find";
pub(crate) const NO_VALUES: &str = "No matches.";

pub(crate) const CHARTS: &str = "Summary";
pub(crate) const OFF_WITH_SSO: &str = "Off (uses SSO)";
pub(crate) const LAST_30_DAYS: &str = "Last 30 days";
pub(crate) const DAYS_31_TO_90: &str = "31–90 days ago";
pub(crate) const OVER_90_DAYS: &str = "Over 90 days ago";
pub(crate) const NEVER: &str = "Never";
pub(crate) const OTHER_OR_UNKNOWN: &str = "Other or unknown";

pub(crate) const SHOW: &str = "Show";
pub(crate) const SHOW_USERS: &str = "Users";
pub(crate) const SHOW_ROLES: &str = "By role";
pub(crate) const SHOW_NAMESPACES: &str = "By namespace";
pub(crate) const SHOW_MATRIX: &str = "Matrix";
pub(crate) const USERS: &str = "Users";
pub(crate) const USERS_BY_NAMESPACE_AND_ROLE: &str = "Users by namespace and role";

/// How many users match, of all.
pub(crate) fn matching(matching: u32, all: u32) -> String {
    let matching = grouped(matching.into());
    match all {
        1 => format!("{matching} of 1 user"),
        _ => format!("{matching} of {} users", grouped(all.into())),
    }
}

pub(crate) fn more_suggestions(count: usize) -> String {
    format!("and {} more", grouped(count as u64))
}

/// An option of a filter. `count`: the users it would leave, if that is shown.
pub(crate) fn option(pick: &Pick, count: Option<u32>) -> String {
    let label = value(pick.facet, &pick.value);
    match (pick.with, count) {
        (true, Some(count)) => format!("{label} ({})", grouped(count.into())),
        (true, None) => label,
        (false, _) => format!("Exclude {label}"),
    }
}

pub(crate) fn values_selected(count: usize) -> String {
    format!("{count} selected")
}

/// A filter with its value.
pub(crate) fn filter(pick: &Pick) -> String {
    let (facet, value) = (facet(pick.facet), value(pick.facet, &pick.value));
    if pick.with {
        format!("{facet}: {value}")
    } else {
        format!("{facet}: not {value}")
    }
}

pub(crate) fn remove(filter: &str) -> String {
    format!("Remove {filter}")
}

pub(crate) fn more_values(count: usize) -> String {
    format!("{} more. Type to find them.", grouped(count as u64))
}

pub(crate) fn value_with_users(label: &str, count: u32) -> String {
    format!("{label}, {}", users(count))
}

/// The users in a segment of a chart, and their share.
pub(crate) fn share(count: u32, percent: u64) -> String {
    format!("{} ({percent}%)", grouped(count.into()))
}

pub(crate) fn less_used_values(count: usize) -> String {
    format!("And {} more with fewer users.", grouped(count as u64))
}

pub(crate) fn hidden_in_matrix(roles: usize, namespaces: usize) -> String {
    let roles = (roles > 0).then(|| {
        plural(
            roles as u64,
            "1 less common role hidden.",
            "{n} less common roles hidden.",
        )
    });
    let namespaces = (namespaces > 0).then(|| {
        plural(
            namespaces as u64,
            "1 less common namespace hidden.",
            "{n} less common namespaces hidden.",
        )
    });
    let sentences: Vec<String> = roles.into_iter().chain(namespaces).collect();
    sentences.join(" ")
}

/// A cell of the matrix.
pub(crate) fn grant_with_users(role: &str, namespace: &str, count: u32) -> String {
    format!(
        "{} in {}: {}",
        value(Facet::Role, role),
        value(Facet::Namespace, namespace),
        users(count)
    )
}
