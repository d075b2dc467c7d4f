//! Facets: filters with a few values to click on.
//!
//! Within a facet, a user must have any of the included values and none of the excluded ones. All facets must match.

use super::search::{Half, Test, halves, shapes_with};
use crate::field::Field;
use crate::store::Directory;
use crate::values::{Completeness, Tristate};

/// The one list of facets: a variant that is missing from [`Facet::ALL`] would be a filter that nobody sees.
macro_rules! facets {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)+) => {
        /// A filter with a list of values.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Facet {
            $($(#[$doc])* $name,)+
        }

        impl Facet {
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$name),+];

            /// The stable name of the facet, for a URL or a file.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

facets! {
    /// Values: names of roles, [`NONE`], [`UNKNOWN`].
    Role = "role",
    /// Values: namespaces of grants (`*` is a value of its own), [`NONE`], [`UNKNOWN`].
    Namespace = "namespace",
    /// Values: `idm_type` as on the wire, [`UNKNOWN`].
    Identity = "identity",
    /// Values: [`ON`], [`OFF`], [`UNKNOWN`].
    Otp = "otp",
    /// Values: [`ACTIVE`], [`DISABLED`], [`UNKNOWN`].
    Status = "status",
}

/// The list of direct roles is known and empty.
pub const NONE: &str = "(none)";
/// The cell is missing, null or unreadable.
pub const UNKNOWN: &str = "(unknown)";
pub const ON: &str = "on";
pub const OFF: &str = "off";
pub const ACTIVE: &str = "active";
pub const DISABLED: &str = "disabled";

/// A value that the person picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub facet: Facet,
    pub value: String,
    /// True includes the value, false excludes it.
    pub with: bool,
}

/// One facet's picks as tests; none if nothing is picked.
pub(crate) fn compile(directory: &Directory, facet: Facet, picks: &[Pick]) -> Vec<Test> {
    let of = |with: bool| -> Vec<Test> {
        let picks = picks
            .iter()
            .filter(|pick| pick.facet == facet && pick.with == with);
        picks
            .map(|pick| has(directory, facet, &pick.value))
            .collect()
    };
    let mut tests = Vec::new();
    let with = of(true);
    if !with.is_empty() {
        tests.push(Test::Any(with));
    }
    let without = of(false);
    if !without.is_empty() {
        tests.push(Test::Not(Box::new(Test::Any(without))));
    }
    tests
}

fn has(directory: &Directory, facet: Facet, value: &str) -> Test {
    let flag = |field, yes: &str, no: &str| {
        let expected = match value {
            value if value == yes => Some(Tristate::Yes),
            value if value == no => Some(Tristate::No),
            UNKNOWN => Some(Tristate::Unknown),
            _ => None,
        };
        shapes_with(directory, |shape| Some(shape.flag(field)) == expected)
    };
    let half = |half: Half, symbols: &crate::store::Symbols| match value {
        NONE => Test::NoRoles,
        UNKNOWN => shapes_with(directory, |shape| {
            shape.completeness(Field::NamespaceRoles) == Completeness::Unknown
        }),
        _ => {
            let mut set = vec![false; symbols.len()];
            if let Some(id) = symbols.find(value) {
                set[id as usize] = true;
            }
            Test::Pairs(halves(directory, half, &set))
        }
    };
    match facet {
        Facet::Role => half(Half::Role, &directory.roles),
        Facet::Namespace => half(Half::Namespace, &directory.namespaces),
        Facet::Identity => shapes_with(directory, |shape| {
            let identity = directory.shared_value(shape, Field::IdmType);
            identity.filter(|text| !text.is_empty()).unwrap_or(UNKNOWN) == value
        }),
        Facet::Otp => flag(Field::OtpEnabled, ON, OFF),
        Facet::Status => flag(Field::Disabled, DISABLED, ACTIVE),
    }
}
