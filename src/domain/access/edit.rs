//! Editing an access as values: the smallest PATCH from an edit, what it makes of the values, how to take it
//! back, and how two people's edits go together. Roles are a set, never a list by position.
//! Words are `access_words`'; sending is the page's.

use crate::api::access::access_of_user::{Access, AccessType};
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::field::Field;

/// A field that a PATCH can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessField {
    Roles,
    TwoFactor,
    SsoId,
    Name,
    Language,
}

/// The values of an access that can be edited. `None`: not known, or not of this type of access;
/// an edit leaves such a value alone unless it fills it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub roles: Option<Roles>,
    pub two_fa_enabled: Option<bool>,
    pub sso_id: Option<String>,
    pub name: Option<String>,
    pub language: Option<String>,
}

/// Roles as a set: sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles(Vec<String>);

impl Roles {
    /// The set of some names, in any order.
    pub fn of(names: impl IntoIterator<Item = String>) -> Self {
        // Kept in order from the start: a sort weighs more in the browser than this does.
        let mut set = Self::default();
        for name in names {
            if let Err(at) = set.0.binary_search(&name) {
                set.0.insert(at, name);
            }
        }
        set
    }

    /// The names, sorted.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    pub fn contains(&self, name: &str) -> bool {
        self.0
            .binary_search_by(|known| known.as_str().cmp(name))
            .is_ok()
    }

    /// The names that are here and not in `other`.
    pub fn minus(&self, other: &Self) -> Self {
        Self(
            self.0
                .iter()
                .filter(|name| !other.contains(name))
                .cloned()
                .collect(),
        )
    }

    fn plus(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).cloned())
    }
}

/// Whether a field of an access can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editable {
    /// Its value is known.
    Yes,
    /// Its value was not reported: what is filled in replaces something unseen.
    FillIn,
    /// Its value came in a form that cannot be read whole; sending it would lose the rest.
    Unreadable,
    /// This type of access does not have it.
    NotOfType,
}

/// The fields that a type of access takes (tests/CONTRACT.md, section 7). An unknown type has only the
/// roles, which every type takes.
pub fn fields_of(access_type: &Field<AccessType>) -> &'static [AccessField] {
    match access_type {
        Field::Known(AccessType::Ui) => &[AccessField::Roles, AccessField::TwoFactor],
        Field::Known(AccessType::Sso) => &[AccessField::Roles, AccessField::SsoId],
        Field::Known(AccessType::Api) => {
            &[AccessField::Roles, AccessField::Name, AccessField::Language]
        }
        Field::Known(AccessType::Profile) => &[AccessField::Roles, AccessField::Name],
        Field::Known(AccessType::Other(_))
        | Field::Null
        | Field::Missing
        | Field::Unreadable(_) => &[AccessField::Roles],
    }
}

/// Whether `field` of `access` can be edited.
pub fn editable(access: &Access, field: AccessField) -> Editable {
    if !fields_of(&access.access_type).contains(&field) {
        return Editable::NotOfType;
    }
    let state = match field {
        AccessField::Roles => match &access.roles {
            Field::Known(roles) if roles.iter().any(|role| role.known().is_none()) => {
                return Editable::Unreadable;
            }
            roles => roles.as_ref().map(|_| ()),
        },
        AccessField::TwoFactor => access.two_fa_enabled.as_ref().map(|_| ()),
        AccessField::SsoId => access.sso_id.as_ref().map(|_| ()),
        AccessField::Name => access.name.as_ref().map(|_| ()),
        AccessField::Language => access.language.as_ref().map(|_| ()),
    };
    match state {
        Field::Known(()) => Editable::Yes,
        Field::Null | Field::Missing => Editable::FillIn,
        Field::Unreadable(_) => Editable::Unreadable,
    }
}

impl Values {
    /// The values that can be edited, of the fields that the type takes.
    pub fn of(access: &Access) -> Self {
        let is = |field| editable(access, field) == Editable::Yes;
        let text =
            |field, value: &Field<String>| is(field).then(|| value.known().cloned()).flatten();
        Self {
            roles: is(AccessField::Roles)
                .then(|| access.roles.known())
                .flatten()
                .map(|roles| Roles::of(roles.iter().filter_map(|role| role.known().cloned()))),
            two_fa_enabled: is(AccessField::TwoFactor)
                .then(|| access.two_fa_enabled.known().copied())
                .flatten(),
            sso_id: text(AccessField::SsoId, &access.sso_id),
            name: text(AccessField::Name, &access.name),
            language: text(AccessField::Language, &access.language),
        }
    }
}

/// The smallest PATCH that turns `base` into `edited`, of the given fields only. What is `None` in
/// `edited` is left alone.
pub fn diff(fields: &[AccessField], base: &Values, edited: &Values) -> AccessPatch {
    let is = |field| fields.contains(&field);
    AccessPatch {
        roles: changed(is(AccessField::Roles), &base.roles, &edited.roles).map(|roles| roles.0),
        two_fa_enabled: changed(
            is(AccessField::TwoFactor),
            &base.two_fa_enabled,
            &edited.two_fa_enabled,
        ),
        sso_id: changed(is(AccessField::SsoId), &base.sso_id, &edited.sso_id),
        name: changed(is(AccessField::Name), &base.name, &edited.name),
        language: changed(is(AccessField::Language), &base.language, &edited.language),
    }
}

fn changed<T: Clone + PartialEq>(
    is_taken: bool,
    base: &Option<T>,
    edited: &Option<T>,
) -> Option<T> {
    edited.clone().filter(|_| is_taken && base != edited)
}

/// The values after a PATCH.
pub fn apply(patch: &AccessPatch, base: &Values) -> Values {
    Values {
        roles: patch
            .roles
            .clone()
            .map(Roles::of)
            .or_else(|| base.roles.clone()),
        two_fa_enabled: patch.two_fa_enabled.or(base.two_fa_enabled),
        sso_id: patch.sso_id.clone().or_else(|| base.sso_id.clone()),
        name: patch.name.clone().or_else(|| base.name.clone()),
        language: patch.language.clone().or_else(|| base.language.clone()),
    }
}

/// The PATCH that takes `patch` back, given the values from before; `None` when one of them was not known.
pub fn inverse(patch: &AccessPatch, base: &Values) -> Option<AccessPatch> {
    Some(AccessPatch {
        roles: before(&patch.roles, &base.roles)?.map(|roles| roles.0),
        two_fa_enabled: before(&patch.two_fa_enabled, &base.two_fa_enabled)?,
        sso_id: before(&patch.sso_id, &base.sso_id)?,
        name: before(&patch.name, &base.name)?,
        language: before(&patch.language, &base.language)?,
    })
}

/// Outer `None`: set by the patch, but not known from before.
fn before<P, T: Clone>(set: &Option<P>, base: &Option<T>) -> Option<Option<T>> {
    match (set, base) {
        (None, _) => Some(None),
        (Some(_), Some(base)) => Some(Some(base.clone())),
        (Some(_), None) => None,
    }
}

/// The fields in which `values` are not as `patch` wanted them: after saving, what the service made
/// otherwise; before an undo, what somebody changed since.
pub fn not_as_wanted(patch: &AccessPatch, values: &Values) -> Vec<AccessField> {
    let wanted = apply(patch, values);
    differences(&wanted, values)
}

fn differences(a: &Values, b: &Values) -> Vec<AccessField> {
    let pairs = [
        (AccessField::Roles, a.roles == b.roles),
        (AccessField::TwoFactor, a.two_fa_enabled == b.two_fa_enabled),
        (AccessField::SsoId, a.sso_id == b.sso_id),
        (AccessField::Name, a.name == b.name),
        (AccessField::Language, a.language == b.language),
    ];
    pairs
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(field, _)| field)
        .collect()
}

/// Two edits of one base brought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Where there is a conflict this holds *theirs*, so that nothing is overwritten unseen.
    pub values: Values,
    /// The fields that both changed, differently: a person must choose.
    pub conflicts: Vec<AccessField>,
}

/// Merges what I made of `base` with what others made of it meanwhile.
pub fn merge(base: &Values, mine: &Values, theirs: &Values) -> Merge {
    let mut conflicts = Vec::new();
    let mut note = |field, is_conflict: bool| {
        if is_conflict {
            conflicts.push(field);
        }
    };
    let values = Values {
        roles: match (&base.roles, &mine.roles, &theirs.roles) {
            // Additions and removals of both: as a set these never collide.
            (Some(base), Some(mine), Some(theirs)) => {
                Some(theirs.plus(&mine.minus(base)).minus(&base.minus(mine)))
            }
            (base, mine, theirs) => merged(base, mine, theirs, |is| note(AccessField::Roles, is)),
        },
        two_fa_enabled: merged(
            &base.two_fa_enabled,
            &mine.two_fa_enabled,
            &theirs.two_fa_enabled,
            |is| {
                note(AccessField::TwoFactor, is);
            },
        ),
        sso_id: merged(&base.sso_id, &mine.sso_id, &theirs.sso_id, |is| {
            note(AccessField::SsoId, is)
        }),
        name: merged(&base.name, &mine.name, &theirs.name, |is| {
            note(AccessField::Name, is)
        }),
        language: merged(&base.language, &mine.language, &theirs.language, |is| {
            note(AccessField::Language, is)
        }),
    };
    Merge { values, conflicts }
}

fn merged<T: Clone + PartialEq>(
    base: &Option<T>,
    mine: &Option<T>,
    theirs: &Option<T>,
    mut conflict: impl FnMut(bool),
) -> Option<T> {
    if mine.is_none() || mine == base || mine == theirs {
        return theirs.clone();
    }
    conflict(theirs != base);
    if theirs == base {
        mine.clone()
    } else {
        theirs.clone()
    }
}
