//! One change to several accesses, as values: what it makes of each, where its type allows, and the set as text, so that it
//! survives the way over the sign-in page. Sending is the page's.

use serde::Serialize;

use super::change_log::{read_values, to_patch};
use super::edit::{AccessField, Roles, Values, fields_of};
use crate::api::access::access_of_user::AccessType;
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::field::Field;
use crate::api::json::object::{Object, elements, text};

/// What is to be made of each access. A part that its type does not have, or whose present value is not known, is left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    pub add: Vec<String>,
    /// Wins over `add`.
    pub remove: Vec<String>,
    pub two_factor: Option<bool>,
    /// Empty: as it is.
    pub language: String,
}

/// An access that was chosen, as it was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub user: String,
    pub access: String,
    /// `None` where it is not known.
    pub access_type: Option<AccessType>,
    pub values: Values,
}

impl Target {
    /// The fields that its type takes.
    pub fn fields(&self) -> &'static [AccessField] {
        match &self.access_type {
            Some(known) => fields_of(&Field::Known(known.clone())),
            None => fields_of(&Field::Missing),
        }
    }

    /// Whether this part can be changed: its type has it, and the present value is known.
    pub fn has(&self, field: AccessField) -> bool {
        self.fields().contains(&field)
            && match field {
                AccessField::Roles => self.values.roles.is_some(),
                AccessField::TwoFactor => self.values.two_fa_enabled.is_some(),
                AccessField::SsoId => self.values.sso_id.is_some(),
                AccessField::Name => self.values.name.is_some(),
                AccessField::Language => self.values.language.is_some(),
            }
    }
}

impl Change {
    /// The values of `target` after the change.
    pub fn apply(&self, target: &Target) -> Values {
        let base = &target.values;
        let mut values = base.clone();
        values.roles = base.roles.as_ref().map(|roles| {
            let all = roles.names().iter().chain(&self.add);
            Roles::of(all.filter(|name| !self.remove.contains(name)).cloned())
        });
        if target.has(AccessField::TwoFactor) {
            values.two_fa_enabled = self.two_factor.or(base.two_fa_enabled);
        }
        let language = self.language.trim();
        if target.has(AccessField::Language) && !language.is_empty() {
            values.language = Some(language.to_owned());
        }
        values
    }
}

/// A set and what is to be made of it, as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staged {
    pub targets: Vec<Target>,
    pub change: Change,
}

#[derive(Serialize)]
struct Written<'a> {
    add: &'a [String],
    remove: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    two_factor: Option<bool>,
    language: &'a str,
    targets: Vec<WrittenTarget<'a>>,
}

#[derive(Serialize)]
struct WrittenTarget<'a> {
    user: &'a str,
    access: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    access_type: Option<&'a str>,
    values: AccessPatch,
}

impl Staged {
    /// As text that [`Staged::read`] reads.
    pub fn write(&self) -> String {
        let targets = self
            .targets
            .iter()
            .map(|target| WrittenTarget {
                user: &target.user,
                access: &target.access,
                access_type: target.access_type.as_ref().map(AccessType::wire),
                values: to_patch(&target.values),
            })
            .collect();
        let written = Written {
            add: &self.change.add,
            remove: &self.change.remove,
            two_factor: self.change.two_factor,
            language: &self.change.language,
            targets,
        };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads what [`Staged::write`] wrote; a target that cannot be read is left out.
    pub fn read(json: &str) -> Option<Self> {
        let object = Object::read(json)?;
        let names = |key| -> Option<Vec<String>> {
            let names = object.strings(key).into_known()?;
            Some(names.into_iter().filter_map(Field::into_known).collect())
        };
        let targets = object.get("targets", |list| {
            let targets = elements(list)?.into_iter().filter_map(read_target);
            Some(targets.collect())
        });
        Some(Self {
            targets: targets.into_known()?,
            change: Change {
                add: names("add")?,
                remove: names("remove")?,
                two_factor: object.flag("two_factor").into_known(),
                language: object.text("language").into_known()?,
            },
        })
    }
}

fn read_target(json: &str) -> Option<Target> {
    let object = Object::read(json)?;
    let word = |key| object.get(key, text).into_known();
    Some(Target {
        user: word("user")?,
        access: word("access")?,
        access_type: object.get("type", AccessType::read).into_known(),
        values: object.get("values", read_values).into_known()?,
    })
}
