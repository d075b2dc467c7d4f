//! What a row of the table shows, as values that can be compared: of a row that becomes another user's, only what differs is
//! drawn anew. Knows the words, not the elements.

use rolecall_directory::{Completeness, Identity, LastLogin, Tristate, User};

use super::labels;
use super::labels::NAMELESS;
use crate::domain::text::displayable;
use crate::ui::badge::Tone;

/// Roles and groups that are named in a row; the panel names all.
const NAMED: usize = 3;

/// A user in the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) name: String,
    /// Empty where it is the name, or unknown.
    pub(crate) email: String,
    pub(crate) badges: Vec<String>,
    /// May not sign in.
    pub(crate) off: bool,
    /// In the order of the columns after the first.
    pub(crate) cells: [Cell; CELLS],
}

pub(crate) const CELLS: usize = 6;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Quiet(&'static str),
    Badge(Tone, &'static str),
    Unknown,
    /// Milliseconds since 1970.
    Time(i64),
    Several(Several),
}

/// The first of a list, each with what stands in brackets behind it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Several {
    pub(crate) named: Vec<(String, String)>,
    pub(crate) more: usize,
    pub(crate) reading: Completeness,
}

impl Line {
    pub(crate) fn of(user: &User<'_>) -> Self {
        let name = labels::name(user);
        let email = user.email().known().map(displayable);
        let second = email.filter(|email| Some(email) != name.as_ref());
        Self {
            name: name.unwrap_or_else(|| NAMELESS.to_owned()),
            email: second.unwrap_or_default(),
            badges: badges(user),
            off: user.disabled() == Tristate::Yes,
            cells: [
                roles(user),
                groups(user),
                otp(user),
                labels::identity(user.identity()).map_or(Cell::Unknown, Cell::Text),
                last_login(user.last_login()),
                status(user.disabled()),
            ],
        }
    }
}

/// What sets an account apart from a person's.
pub(crate) fn badges(user: &User<'_>) -> Vec<String> {
    let owner = (user.domain_owner() == Tristate::Yes).then(|| "Domain owner".to_owned());
    [
        owner,
        labels::kind(user.kind()),
        labels::sync(user.sync_mode()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Each role once, with the namespaces in which it is held.
fn roles(user: &User<'_>) -> Cell {
    let mut held: Vec<(Option<&str>, Vec<Option<&str>>)> = Vec::new();
    for grant in user.grants() {
        match held.iter_mut().find(|(role, _)| *role == grant.role) {
            Some((_, namespaces)) => namespaces.push(grant.namespace),
            None => held.push((grant.role, vec![grant.namespace])),
        }
    }
    let or_unknown = |word: Option<&str>| word.map_or_else(|| "unknown".to_owned(), displayable);
    let all = held.len();
    let named = held.into_iter().take(NAMED).map(|(role, namespaces)| {
        let more = namespaces.len().saturating_sub(NAMED);
        let mut named: Vec<String> = namespaces.into_iter().take(NAMED).map(or_unknown).collect();
        if more > 0 {
            named.push(format!("+{more}"));
        }
        (or_unknown(role), named.join(", "))
    });
    Cell::Several(Several {
        named: named.collect(),
        more: all.saturating_sub(NAMED),
        reading: user.grants_completeness(),
    })
}

fn groups(user: &User<'_>) -> Cell {
    let mut groups = user.groups();
    let named = groups
        .by_ref()
        .take(NAMED)
        .map(|group| (displayable(group), String::new()));
    Cell::Several(Several {
        named: named.collect(),
        more: groups.count(),
        reading: user.groups_completeness(),
    })
}

fn otp(user: &User<'_>) -> Cell {
    match (user.otp_enabled(), user.identity()) {
        (Tristate::Yes, _) => Cell::Badge(Tone::Good, "On"),
        // Only of local users does the tenant ask for it; elsewhere the provider does.
        (Tristate::No, Identity::Managed) => Cell::Badge(Tone::Warning, "Off"),
        (Tristate::No, _) => Cell::Badge(Tone::Plain, "Off"),
        (Tristate::Unknown, _) => Cell::Unknown,
    }
}

fn last_login(login: LastLogin) -> Cell {
    match login {
        LastLogin::At(ms) => Cell::Time(ms),
        LastLogin::Never => Cell::Quiet("Never signed in"),
        LastLogin::Unknown => Cell::Unknown,
    }
}

fn status(disabled: Tristate) -> Cell {
    match disabled {
        Tristate::No => Cell::Text("Active".to_owned()),
        Tristate::Yes => Cell::Badge(Tone::Danger, "Disabled"),
        Tristate::Unknown => Cell::Unknown,
    }
}
