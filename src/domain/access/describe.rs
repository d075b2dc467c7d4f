//! An edit of an access in words: what changes, what that means for people, and what must not be sent.
//! Decides nothing about values; `access` does.

use super::edit::{AccessField, Roles, Values};
use crate::api::access::access_patch::AccessPatch;
use crate::api::access::roles::CatalogueRole;
use crate::api::json::field::{Field, List};
use crate::domain::text::displayable;

/// One change, as one sentence of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub field: AccessField,
    pub message: String,
}

/// What a change means beyond itself; asks for a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The access keeps no role.
    NoRoles,
    /// The person changes their own access.
    OwnAccess,
    TurnsOffTwoFactor,
    /// A value that was not known is replaced.
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

    /// The same inside a sentence.
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
            Self::NoRoles => "This leaves the access without any role.",
            Self::OwnAccess => "You are changing your own access.",
            Self::TurnsOffTwoFactor => {
                "This turns off two-factor authentication, which makes the account less safe."
            }
            Self::ReplacesUnknown(AccessField::Roles) => {
                "The present roles could not be read. What you send replaces all of them."
            }
            Self::ReplacesUnknown(_) => {
                "The present value could not be read. What you send replaces it."
            }
        }
    }
}

/// A role by its description if the catalogue has one, with its identifier.
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

/// The changes of a PATCH to `base`, one sentence each; what the PATCH sets to the value it has is no change.
pub fn describe(
    patch: &AccessPatch,
    base: &Values,
    catalogue: &List<CatalogueRole>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say = |field, message| changes.push(Change { field, message });
    if let Some(roles) = &patch.roles {
        let wanted = Roles::of(roles.iter().cloned());
        let words = |id: &String| describe_role(id, catalogue);
        match &base.roles {
            Some(base) => {
                for id in wanted.minus(base).names() {
                    say(AccessField::Roles, format!("Adds the role {}.", words(id)));
                }
                for id in base.minus(&wanted).names() {
                    say(
                        AccessField::Roles,
                        format!("Removes the role {}.", words(id)),
                    );
                }
            }
            None if wanted.names().is_empty() => {
                say(AccessField::Roles, "Removes all roles.".to_owned())
            }
            None => {
                let all: Vec<String> = wanted.names().iter().map(words).collect();
                say(
                    AccessField::Roles,
                    format!("Sets the roles to {}.", all.join(", ")),
                );
            }
        }
    }
    if let Some(on) = patch
        .two_fa_enabled
        .filter(|on| base.two_fa_enabled != Some(*on))
    {
        let verb = if on { "on" } else { "off" };
        say(
            AccessField::TwoFactor,
            format!("Turns {verb} two-factor authentication."),
        );
    }
    for (field, after, before) in [
        (AccessField::SsoId, &patch.sso_id, &base.sso_id),
        (AccessField::Name, &patch.name, &base.name),
        (AccessField::Language, &patch.language, &base.language),
    ] {
        if let Some(after) = after
            .as_ref()
            .filter(|after| before.as_ref() != Some(after))
        {
            say(field, text_change(field.noun(), before.as_deref(), after));
        }
    }
    changes
}

fn text_change(noun: &str, before: Option<&str>, after: &str) -> String {
    match before {
        Some("") | None => format!("Sets {noun} to \"{}\".", displayable(after)),
        Some(before) if after.is_empty() => {
            format!("Clears {noun}, which was \"{}\".", displayable(before))
        }
        Some(before) => format!(
            "Changes {noun} from \"{}\" to \"{}\".",
            displayable(before),
            displayable(after)
        ),
    }
}

/// What a PATCH to `base` means for people; `own` when it is the access of whoever saves.
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
        found.push((AccessField::Language, "Choose a language."));
    }
    found
}
