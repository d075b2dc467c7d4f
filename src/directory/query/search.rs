//! Compiles a query into tests on rows.
//!
//! A word is searched for once in the few names of roles, namespaces and groups; flags are decided per shape. So testing a row costs a
//! table lookup or nothing. Names and emails are searched in the folded text of all rows, see `sweep`.

use memchr::memmem::Finder;

use super::addresses::is_whole;
use super::language::{Condition, Is, Login, Query, Term};
use crate::email;
use crate::field::Field;
use crate::fold::fold;
use crate::store::shape::{Shape, State};
use crate::store::{Chunked, Directory, FIELD_END};
use crate::time::{DAY, Now};
use crate::values::{Completeness, Tristate};

/// A test on a row, with all names already looked up.
#[derive(Debug)]
pub(crate) enum Test {
    /// In the search text, in the names of the pairs, or in those of the groups.
    Text {
        needle: Box<Finder<'static>>,
        pairs: Option<Vec<bool>>,
        groups: Option<Vec<bool>>,
    },
    /// One of the texts in the search text is one of these, which are sorted.
    Whole(Vec<String>),
    Pairs(Vec<bool>),
    Groups(Vec<bool>),
    Shapes(Vec<bool>),
    NoRoles,
    NoGroups,
    /// The last login is known and in this range of milliseconds, whose end is excluded.
    Login(i64, i64),
    Any(Vec<Test>),
    Not(Box<Test>),
}

impl Test {
    pub(crate) fn holds(&self, directory: &Directory, row: u32) -> bool {
        match self {
            Self::Text {
                needle,
                pairs,
                groups,
            } => {
                needle.find(search_text(directory, row)).is_some()
                    || pairs.as_ref().is_some_and(|pairs| {
                        has_any(pairs, &directory.grants_end, &directory.grants, row)
                    })
                    || groups.as_ref().is_some_and(|groups| {
                        has_any(
                            groups,
                            &directory.memberships_end,
                            &directory.memberships,
                            row,
                        )
                    })
            }
            Self::Whole(texts) => {
                let mut own = search_text(directory, row).split(|byte| *byte == FIELD_END);
                own.any(|own| {
                    texts
                        .binary_search_by(|text| text.as_bytes().cmp(own))
                        .is_ok()
                })
            }
            Self::Pairs(pairs) => has_any(pairs, &directory.grants_end, &directory.grants, row),
            Self::Groups(groups) => has_any(
                groups,
                &directory.memberships_end,
                &directory.memberships,
                row,
            ),
            Self::Shapes(shapes) => is_set(shapes, directory.shape_of.at(row as usize)),
            Self::NoRoles => {
                shape(directory, row).is_some_and(|shape| {
                    shape.completeness(Field::NamespaceRoles) == Completeness::Complete
                }) && Directory::range(&directory.grants_end, row).is_empty()
            }
            Self::NoGroups => {
                shape(directory, row).is_some_and(|shape| {
                    shape.completeness(Field::GroupNames) == Completeness::Complete
                }) && Directory::range(&directory.memberships_end, row).is_empty()
            }
            Self::Login(from, to) => {
                let at = directory.last_login.at(row as usize);
                *from <= at
                    && at < *to
                    && shape(directory, row)
                        .is_some_and(|shape| shape.state(Field::LastLoginTimestamp) == State::Known)
            }
            Self::Any(tests) => tests.iter().any(|test| test.holds(directory, row)),
            Self::Not(test) => !test.holds(directory, row),
        }
    }
}

fn shape(directory: &Directory, row: u32) -> Option<&Shape> {
    directory
        .shapes
        .get(directory.shape_of.at(row as usize) as usize)
}

fn is_set(set: &[bool], id: u32) -> bool {
    set.get(id as usize).copied().unwrap_or_default()
}

pub(super) fn has_any(set: &[bool], ends: &Chunked<u32>, column: &Chunked<u32>, row: u32) -> bool {
    Directory::range(ends, row).any(|at| is_set(set, column.at(at)))
}

/// The search text of one row.
pub(crate) fn search_text(directory: &Directory, row: u32) -> &[u8] {
    let bytes = directory
        .search_text
        .from(directory.search_text_at.at(row as usize));
    let end = memchr::memchr(crate::store::ROW_END, bytes).unwrap_or(bytes.len());
    &bytes[..end]
}

/// The terms of a query as tests on the rows that the directory has now.
pub(crate) fn compile(query: &Query, directory: &Directory, now: Now) -> Vec<Test> {
    query
        .terms
        .iter()
        .map(|term| compile_term(term, directory, now))
        .collect()
}

fn compile_term(term: &Term, directory: &Directory, now: Now) -> Test {
    let test = match &term.condition {
        Condition::Text(text) => compile_text(directory, text),
        Condition::Addresses(addresses) => {
            let (whole, parts): (Vec<&str>, Vec<&str>) = addresses
                .iter()
                .map(String::as_str)
                .partition(|address| is_whole(address));
            let mut texts: Vec<String> = whole
                .into_iter()
                .flat_map(|address| [fold(address), fold(email::bare(address))])
                .collect();
            texts.sort_unstable();
            let parts = parts
                .into_iter()
                .map(|address| compile_text(directory, address));
            Test::Any(parts.chain([Test::Whole(texts)]).collect())
        }
        Condition::Role(name) => {
            let name = fold(name);
            Test::Pairs(halves(
                directory,
                Half::Role,
                &named(directory.roles.folded(), &name),
            ))
        }
        Condition::Namespace(name) => {
            let name = fold(name);
            Test::Pairs(halves(
                directory,
                Half::Namespace,
                &named(directory.namespaces.folded(), &name),
            ))
        }
        Condition::Group(name) => Test::Groups(named(directory.groups.folded(), &fold(name))),
        Condition::Grant { role, namespace } => {
            let roles = named(directory.roles.folded(), &fold(role));
            let namespaces = named(directory.namespaces.folded(), &fold(namespace));
            let pairs = directory.pairs.iter();
            Test::Pairs(
                pairs
                    .map(|pair| is_set(&namespaces, pair.0) && is_set(&roles, pair.1))
                    .collect(),
            )
        }
        Condition::ExactGrant { role, namespace } => {
            let role = directory.roles.find(role);
            let namespace = directory.namespaces.find(namespace);
            let expected = namespace.zip(role);
            let pairs = directory.pairs.iter();
            Test::Pairs(pairs.map(|pair| Some(*pair) == expected).collect())
        }
        Condition::Is(is) => compile_is(directory, *is),
        Condition::Otp(flag) => {
            shapes_with(directory, |shape| shape.flag(Field::OtpEnabled) == *flag)
        }
        Condition::Login(login) => compile_login(directory, *login, now),
    };
    if term.not {
        Test::Not(Box::new(test))
    } else {
        test
    }
}

fn compile_text(directory: &Directory, text: &str) -> Test {
    let needle = fold(text);
    let roles = named(directory.roles.folded(), &needle);
    let namespaces = named(directory.namespaces.folded(), &needle);
    let pairs = directory.pairs.iter();
    let pairs: Vec<bool> = pairs
        .map(|pair| is_set(&namespaces, pair.0) || is_set(&roles, pair.1))
        .collect();
    let groups = named(directory.groups.folded(), &needle);
    Test::Text {
        pairs: pairs.contains(&true).then_some(pairs),
        groups: groups.contains(&true).then_some(groups),
        needle: Box::new(Finder::new(needle.as_bytes()).into_owned()),
    }
}

fn compile_login(directory: &Directory, login: Login, now: Now) -> Test {
    let state = |state: fn(State) -> bool| {
        shapes_with(directory, |shape| {
            state(shape.state(Field::LastLoginTimestamp))
        })
    };
    match login {
        Login::Never => state(|state| state == State::Null),
        Login::Unknown => state(|state| matches!(state, State::Missing | State::Unreadable)),
        Login::DaysAgoOver(days) => {
            Test::Login(i64::MIN, now.ms.saturating_sub(i64::from(days) * DAY))
        }
        Login::DaysAgoWithin(days) => Test::Login(
            now.ms.saturating_sub(i64::from(days) * DAY),
            now.ms.saturating_add(1),
        ),
        Login::After(day) => Test::Login((now.day_start)(day.saturating_add(DAY)), i64::MAX),
        Login::Before(day) => Test::Login(i64::MIN, (now.day_start)(day)),
        Login::On(day) => Test::Login(
            (now.day_start)(day),
            (now.day_start)(day.saturating_add(DAY)),
        ),
    }
}

fn compile_is(directory: &Directory, is: Is) -> Test {
    let word = |field, expected: &str| {
        shapes_with(directory, |shape| {
            directory.shared_value(shape, field) == Some(expected)
        })
    };
    let flag =
        |field, expected: Tristate| shapes_with(directory, |shape| shape.flag(field) == expected);
    match is {
        Is::Sso => word(Field::IdmType, "SSO"),
        Is::Managed => word(Field::IdmType, "VOLTERRA_MANAGED"),
        Is::Undefined => word(Field::IdmType, "UNDEFINED"),
        Is::Active => flag(Field::Disabled, Tristate::No),
        Is::Disabled => flag(Field::Disabled, Tristate::Yes),
        Is::Owner => flag(Field::DomainOwner, Tristate::Yes),
        Is::Service => word(Field::Type, "SERVICE"),
        Is::Debug => word(Field::Type, "DEBUG"),
        Is::Scim => word(Field::SyncMode, "SCIM"),
        Is::Never => compile_login(directory, Login::Never, 0.into()),
        Is::NoRoles => Test::NoRoles,
        Is::NoGroups => Test::NoGroups,
        Is::Unreadable => shapes_with(directory, Shape::has_errors),
    }
}

pub(crate) fn shapes_with(directory: &Directory, is: impl Fn(&Shape) -> bool) -> Test {
    Test::Shapes(directory.shapes.iter().map(is).collect())
}

/// Which names contain the needle.
fn named(folded: &[Box<str>], needle: &str) -> Vec<bool> {
    folded.iter().map(|name| name.contains(needle)).collect()
}

/// One side of a grant.
#[derive(Clone, Copy)]
pub(crate) enum Half {
    Namespace,
    Role,
}

/// The pairs that have that half in the set.
pub(crate) fn halves(directory: &Directory, half: Half, set: &[bool]) -> Vec<bool> {
    let pairs = directory.pairs.iter();
    match half {
        Half::Namespace => pairs.map(|pair| is_set(set, pair.0)).collect(),
        Half::Role => pairs.map(|pair| is_set(set, pair.1)).collect(),
    }
}
