//! An edit of an access in words: what changes, what that means for people, and what can't be sent. Owns these sentences.
//! Knows nothing of merging; `edit` does.

use super::edit::{AccessField, Roles, Values};
use crate::api::access::access_patch::AccessPatch;
use crate::api::access::roles::CatalogueRole;
use crate::api::json::field::{Field, List};
use crate::domain::text::displayable;

/// One change, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub field: AccessField,
    pub message: String,
}

/// A consequence that deserves a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The access has no roles left.
    NoRoles,
    /// It is the access of the person who saves.
    OwnAccess,
    TurnsOffTwoFactor,
    /// Replaces a value that could not be read.
    ReplacesUnknown(AccessField),
}

impl AccessField {
    /// The label of its control (tests/ACCESSIBILITY.md, section 5).
    pub fn label(self) -> &'static str {
        match self {
            Self::Roles => "Roles",
            Self::TwoFactor => "Two-factor authentication",
            Self::SsoId => "SSO identifier",
            Self::Name => "Name",
            Self::Language => "Language",
        }
    }

    /// For use inside a sentence.
    fn noun(self) -> &'static str {
        match self {
            Self::Roles => "the roles",
            Self::TwoFactor => "two-factor authentication",
            Self::SsoId => "the SSO identifier",
            Self::Name => "the name",
            Self::Language => "the language",
        }
    }
}

impl Consequence {
    /// For the review.
    pub fn message(self) -> &'static str {
        match self {
            Self::NoRoles => "This leaves the access without any roles.",
            Self::OwnAccess => "You're changing your own access.",
            Self::TurnsOffTwoFactor => {
                "This turns off two-factor authentication, which makes the account less secure."
            }
            Self::ReplacesUnknown(AccessField::Roles) => {
                "The current roles couldn't be read. Saving will replace all of them."
            }
            Self::ReplacesUnknown(_) => {
                "The current value couldn't be read. Saving will replace it."
            }
        }
    }
}

/// A role by its description, if the catalogue has one, and its ID.
pub fn describe_role(id: &str, catalogue: &List<CatalogueRole>) -> String {
    let described = catalogue
        .iter()
        .filter_map(Field::known)
        .find(|role| role.id.known().is_some_and(|known| known == id))
        .and_then(|role| role.description.known())
        .filter(|description| !description.trim().is_empty());
    match described {
        Some(description) => format!(
            "\"{}\" ({})",
            displayable(description.trim()),
            displayable(id)
        ),
        None => format!("\"{}\"", displayable(id)),
    }
}

/// Whether a change is still to be made or is history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Future,
    Past,
}

impl Tense {
    fn pick(self, future: String, past: String) -> String {
        match self {
            Self::Future => future,
            Self::Past => past,
        }
    }
}

/// The changes that a PATCH makes to `base`, one sentence each. Setting a field to its current value is no change.
pub fn describe(
    patch: &AccessPatch,
    base: &Values,
    catalogue: &List<CatalogueRole>,
    tense: Tense,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut push = |field, future, past| {
        changes.push(Change {
            field,
            message: tense.pick(future, past),
        });
    };
    if let Some(roles) = &patch.roles {
        let wanted = Roles::of(roles.iter().cloned());
        let role = |id: &String| describe_role(id, catalogue);
        match &base.roles {
            Some(base) => {
                for role in wanted.minus(base).names().iter().map(role) {
                    push(
                        AccessField::Roles,
                        format!("Adds the role {role}."),
                        format!("Added the role {role}."),
                    );
                }
                for role in base.minus(&wanted).names().iter().map(role) {
                    push(
                        AccessField::Roles,
                        format!("Removes the role {role}."),
                        format!("Removed the role {role}."),
                    );
                }
            }
            None if wanted.names().is_empty() => push(
                AccessField::Roles,
                "Removes all roles.".to_owned(),
                "Removed all roles.".to_owned(),
            ),
            None => {
                let all: Vec<String> = wanted.names().iter().map(role).collect();
                let all = all.join(", ");
                push(
                    AccessField::Roles,
                    format!("Sets the roles to {all}."),
                    format!("Set the roles to {all}."),
                );
            }
        }
    }
    let two_factor = patch
        .two_fa_enabled
        .filter(|on| base.two_fa_enabled != Some(*on));
    if let Some(on) = two_factor {
        let (future, past) = if on {
            (
                "Turns on two-factor authentication.",
                "Turned on two-factor authentication.",
            )
        } else {
            (
                "Turns off two-factor authentication.",
                "Turned off two-factor authentication.",
            )
        };
        push(AccessField::TwoFactor, future.to_owned(), past.to_owned());
    }
    for (field, after, before) in [
        (AccessField::SsoId, &patch.sso_id, &base.sso_id),
        (AccessField::Name, &patch.name, &base.name),
        (AccessField::Language, &patch.language, &base.language),
    ] {
        let changed = after
            .as_ref()
            .filter(|after| before.as_ref() != Some(after));
        if let Some(after) = changed {
            let (future, past) = text_change(field.noun(), before.as_deref(), after);
            push(field, future, past);
        }
    }
    changes
}

/// The sentence for a text field, in both tenses.
fn text_change(noun: &str, before: Option<&str>, after: &str) -> (String, String) {
    let new = displayable(after);
    match before {
        Some("") | None => (
            format!("Sets {noun} to \"{new}\"."),
            format!("Set {noun} to \"{new}\"."),
        ),
        Some(before) if after.is_empty() => {
            let old = displayable(before);
            (
                format!("Clears {noun}, which was \"{old}\"."),
                format!("Cleared {noun}, which was \"{old}\"."),
            )
        }
        Some(before) => {
            let old = displayable(before);
            (
                format!("Changes {noun} from \"{old}\" to \"{new}\"."),
                format!("Changed {noun} from \"{old}\" to \"{new}\"."),
            )
        }
    }
}

/// What a PATCH to `base` means for people; `own` if it is the access of the person who saves.
pub fn consequences(patch: &AccessPatch, base: &Values, own: bool) -> Vec<Consequence> {
    let mut found = Vec::new();
    let had_none = base
        .roles
        .as_ref()
        .is_some_and(|roles| roles.names().is_empty());
    if patch.roles.as_ref().is_some_and(Vec::is_empty) && !had_none {
        found.push(Consequence::NoRoles);
    }
    if patch.two_fa_enabled == Some(false) && base.two_fa_enabled != Some(false) {
        found.push(Consequence::TurnsOffTwoFactor);
    }
    if own && !patch.is_empty() {
        found.push(Consequence::OwnAccess);
    }
    for (field, is_set, is_known) in [
        (
            AccessField::Roles,
            patch.roles.is_some(),
            base.roles.is_some(),
        ),
        (
            AccessField::TwoFactor,
            patch.two_fa_enabled.is_some(),
            base.two_fa_enabled.is_some(),
        ),
        (
            AccessField::SsoId,
            patch.sso_id.is_some(),
            base.sso_id.is_some(),
        ),
        (AccessField::Name, patch.name.is_some(), base.name.is_some()),
        (
            AccessField::Language,
            patch.language.is_some(),
            base.language.is_some(),
        ),
    ] {
        if is_set && !is_known {
            found.push(Consequence::ReplacesUnknown(field));
        }
    }
    found
}

/// What the service would reject in a PATCH: required fields left blank (tests/CONTRACT.md, section 9 says which
/// are required to create an access).
pub fn problems(patch: &AccessPatch) -> Vec<(AccessField, &'static str)> {
    let mut found = Vec::new();
    let is_blank =
        |value: &Option<String>| value.as_ref().is_some_and(|value| value.trim().is_empty());
    if is_blank(&patch.sso_id) {
        found.push((AccessField::SsoId, "Enter an SSO identifier."));
    }
    if is_blank(&patch.name) {
        found.push((AccessField::Name, "Enter a name."));
    }
    if is_blank(&patch.language) {
        found.push((AccessField::Language, "Enter a language."));
    }
    found
}
