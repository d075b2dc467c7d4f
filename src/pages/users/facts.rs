//! Facts about a user in words, where two or more users are told apart: `None` is unknown. Knows no view.

use rolecall_directory::{Completeness, LastLogin, User, Value};

use super::labels;
use crate::browser::intl;
use crate::domain::text::displayable;

/// A title, and the fact.
pub(crate) type Fact = (&'static str, fn(&User<'_>) -> Option<String>);

/// The account of a user, apart from names.
pub(crate) const ACCOUNT: [Fact; 7] = [
    (labels::IDENTITY, |user| labels::identity(user.identity())),
    (labels::MANAGED_BY, |user| {
        labels::managed_by(user.sync_mode())
    }),
    (labels::OTP, |user| {
        labels::otp(user.otp_enabled()).map(str::to_owned)
    }),
    (labels::STATUS, |user| {
        labels::status(user.disabled()).map(str::to_owned)
    }),
    (labels::LAST_LOGIN, |user| match user.last_login() {
        LastLogin::At(ms) => Some(intl::date_time(ms)),
        LastLogin::Never => Some(labels::NEVER_SIGNED_IN.to_owned()),
        LastLogin::Unknown => None,
    }),
    (labels::TYPE, |user| labels::account_type(user.kind())),
    (labels::DOMAIN_OWNER, |user| {
        labels::flag(user.domain_owner(), labels::YES, labels::NO).map(str::to_owned)
    }),
];

pub(crate) const USERNAME: Fact = (labels::USERNAME, |user| text(user.name()));
pub(crate) const EMAIL: Fact = (labels::EMAIL, |user| text(user.email()));

/// What else can differ between two users of one name.
pub(crate) const OTHERS: [Fact; 4] = [
    (labels::CREATED, |user| {
        user.created().known().map(intl::date_time)
    }),
    (labels::TENANT, |user| text(user.tenant())),
    (labels::ROLES, |user| {
        let roles = user.grants().map(|grant| {
            let or_unknown =
                |text: Option<&str>| text.map_or(labels::UNKNOWN.to_owned(), displayable);
            labels::role_in(&or_unknown(grant.role), &or_unknown(grant.namespace))
        });
        list(roles, user.grants_completeness())
    }),
    (labels::GROUPS, |user| {
        list(user.groups().map(displayable), user.groups_completeness())
    }),
];

/// How many items of a list are named.
const MAX_NAMED: usize = 3;

fn list(
    items: impl ExactSizeIterator<Item = String>,
    completeness: Completeness,
) -> Option<String> {
    let count = items.len();
    if completeness == Completeness::Unknown {
        return None;
    }
    if count == 0 {
        return Some(labels::NONE.to_owned());
    }
    let named: Vec<String> = items.take(MAX_NAMED).collect();
    let mut text = named.join(", ");
    if count > MAX_NAMED {
        text.push_str(&labels::and_more(count - MAX_NAMED));
    }
    Some(text)
}

fn text(value: Value<&str>) -> Option<String> {
    value.known().map(|text| match text {
        "" => labels::NOT_SET.to_owned(),
        text => displayable(text),
    })
}

/// What to call two users in one sentence: by name, and by what else differs if they have the same.
pub(crate) fn names_of(pair: &[User<'_>; 2]) -> [String; 2] {
    let names = [
        labels::name_or_unknown(&pair[0]),
        labels::name_or_unknown(&pair[1]),
    ];
    if names[0] != names[1] {
        return names;
    }
    let facts = [USERNAME, EMAIL].into_iter().chain(ACCOUNT);
    let mut values = facts.filter_map(|(_, fact)| Some([fact(&pair[0])?, fact(&pair[1])?]));
    let differing = values.find(|[first, second]| first != second);
    let [first, second] = differing.unwrap_or_else(|| labels::FIRST_AND_SECOND.map(str::to_owned));
    [
        labels::name_with(&names[0], &first),
        labels::name_with(&names[1], &second),
    ]
}
