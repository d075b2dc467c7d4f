//! What the list of accesses says.

use rolecall_text::{grouped, plural};

use crate::domain::access::filter::LastLogin;
use crate::domain::access::identity::AccessKey;
use crate::domain::access::row_store::Count;
use crate::domain::text::displayable;
use crate::pages::accesses::labels::{NEVER, UNKNOWN, customer_or_unknown};

pub(crate) const TABLE: &str = "Accesses";
pub(crate) const LEAD: &str = "Who can sign in to your customers' services, and with which roles.";

pub(crate) const FILTERS: &str = "Filter accesses";
pub(crate) const ACCESS: &str = "Access";
pub(crate) const ROLES: &str = "Roles";
pub(crate) const USER: &str = "User";
pub(crate) const USER_PLACEHOLDER: &str = "User ID (* is a wildcard)";
pub(crate) const TYPE: &str = "Type";
pub(crate) const ROLE: &str = "Role";
pub(crate) const LAST_LOGIN: &str = "Last login";
pub(crate) const CUSTOMER: &str = "Customer";
pub(crate) const CUSTOMER_ERROR: &str = "Enter a number, such as 1002.";
pub(crate) const SUBSIDIARIES: &str = "Include subsidiaries";
pub(crate) const NO_SUBSIDIARIES: &str = "Without subsidiaries";
pub(crate) const ALL_ACCESSES: &str = "All accesses";
pub(crate) const ANY: &str = "Any";
pub(crate) const ALL_CONNECTIONS: &str = "All connections";
pub(crate) const CLEAR_FILTERS: &str = "Clear filters";

pub(crate) const YOU: &str = "You";

pub(crate) const LOADING: &str = "Loading accesses";
pub(crate) const STOP: &str = "Stop loading";
pub(crate) const REST: &str = "Remaining accesses";
pub(crate) const LOAD_REST: &str = "Load the rest";
pub(crate) const STOPPED: &str = "You stopped loading.";
pub(crate) const INCOMPLETE: &str = "The service reports more accesses, but doesn't return them.";
pub(crate) const REPEATING: &str =
    "The service lists accesses again instead of the others, so this list may lack some.";
pub(crate) const LISTED_TWICE: &str = "Number given twice";
pub(crate) const LIMIT_REACHED: &str =
    "There are too many accesses to show at once. Use the filters to see the others.";
pub(crate) const OWN_ACCESSES: &str = "See your own accesses";

pub(crate) const NO_MATCH: &str = "No accesses match these filters";
pub(crate) const NO_MATCH_HINT: &str = "Change or clear the filters to see others.";
pub(crate) const NONE: &str = "No accesses yet";
pub(crate) const NONE_HINT: &str = "Accesses that are created for users appear here.";

pub(crate) fn last_login(login: LastLogin) -> String {
    match login {
        LastLogin::Never => NEVER.to_owned(),
        LastLogin::Unknown => UNKNOWN.to_owned(),
        LastLogin::Within(days) => plural(days.into(), "In the last day", "In the last {n} days"),
        LastLogin::NotWithin(days) => plural(
            days.into(),
            "Not in the last day",
            "Not in the last {n} days",
        ),
    }
}

/// "312 of 329 accesses; 1 row couldn't be read"
pub(crate) fn count(count: Count, is_complete: bool) -> String {
    let (listed, loaded) = (grouped(count.listed.into()), count.loaded.into());
    let mut parts = vec![if is_complete {
        plural(
            loaded,
            &format!("{listed} of 1 access"),
            &format!("{listed} of {{n}} accesses"),
        )
    } else {
        plural(
            loaded,
            &format!("{listed} of 1 access so far"),
            &format!("{listed} of {{n}} accesses so far"),
        )
    }];
    if count.unreadable > 0 {
        parts.push(plural(
            count.unreadable.into(),
            "1 row couldn't be read",
            "{n} rows couldn't be read",
        ));
    }
    // Every unreadable row is also undecided while a filter is set.
    let undecided = count.undecided.saturating_sub(count.unreadable);
    if undecided > 0 {
        parts.push(plural(
            undecided.into(),
            "1 more may match",
            "{n} more may match",
        ));
    }
    parts.join("; ")
}

/// Follows [`count`] on paper.
pub(crate) fn as_of(time: &str) -> String {
    format!(", as of {time}.")
}

/// Only so many are on paper.
pub(crate) fn cut(rows: u64) -> String {
    let rows = grouped(rows);
    format!(" The first {rows} are printed; use the filters to print the others.")
}

/// How many rows have loaded, while more are loading.
pub(crate) fn progress(count: Count) -> String {
    let loaded = grouped(count.loaded.into());
    match (count.loaded, count.total) {
        (0, _) => "Loading…".to_owned(),
        (_, Some(total)) => format!("{loaded} of {} loaded", grouped(total)),
        (_, None) => format!("{loaded} loaded"),
    }
}

/// Why the rest loads later. `time` is a date and time.
pub(crate) fn rate_limited(time: &str) -> String {
    format!("Rate limit reached; the rest loads at {time}.")
}

/// What can be used although not everything has loaded; `None` if nothing can.
pub(crate) fn ready(count: Count) -> Option<String> {
    let loaded = count.loaded.into();
    let total = count.total.filter(|total| *total > loaded);
    if loaded == 0 {
        return None;
    }
    Some(match total {
        Some(total) => {
            let total = grouped(total);
            plural(
                loaded,
                &format!("1 of {total} accesses is loaded and ready to use."),
                &format!("{{n}} of {total} accesses are loaded and ready to use."),
            )
        }
        None => plural(
            loaded,
            "1 access is loaded and ready to use.",
            "{n} accesses are loaded and ready to use.",
        ),
    })
}

/// Announced when the selection changes.
pub(crate) fn selected(count: usize) -> String {
    if count == 0 {
        "Nothing selected.".to_owned()
    } else {
        plural(count as u64, "1 access selected.", "{n} accesses selected.")
    }
}

/// The checkbox of a row. `customer`: of an access that shares its number with another one.
pub(crate) fn select(access_id: &str, customer: Option<&str>) -> String {
    match customer {
        None => format!("Select access {access_id}"),
        Some(customer) => format!("Select access {access_id} of customer {customer}"),
    }
}

/// How many numbers are given twice; `first` are such accesses.
pub(crate) fn shared(count: u32, first: &[AccessKey]) -> String {
    let named: Vec<String> = first.iter().map(shared_access).collect();
    let named = named.join("; ");
    let listed = plural(
        count.into(),
        "The list gives the number of 1 access twice",
        "The list gives the numbers of {n} accesses twice",
    );
    format!(
        "{listed}: {named}. The service changes an access by its user and number alone. Which of the two it will change depends on the user's own list: open one to see it. A change to several accesses leaves these out."
    )
}

fn shared_access(key: &AccessKey) -> String {
    let customer = customer_or_unknown(key.customer.as_deref());
    format!(
        "access {} of user {} for customer {customer}",
        displayable(&key.access),
        displayable(&key.user),
    )
}

/// The checkbox for all listed accesses.
pub(crate) fn select_all(count: u64) -> String {
    format!("Select all {}", grouped(count))
}

/// Follows the roles that a cell names.
pub(crate) fn more_roles(more: usize) -> String {
    format!(", and {} more", grouped(more as u64))
}
