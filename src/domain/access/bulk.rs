//! One change to several accesses: what it does to each, as far as its type allows, and the edit as text, so that it survives a
//! detour via the sign-in page. Sends nothing.

use serde::Serialize;

use super::change_log::{read_values, to_patch};
use super::edit::{AccessField, Roles, Values, fields_of};
use super::identity::AccessKey;
use crate::api::access::access_of_user::AccessType;
use crate::api::access::access_patch::AccessPatch;
use crate::api::json::field::Field;
use crate::api::json::object::{Object, elements};

/// The change to each access. Leaves alone fields that its type does not have or whose current value is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkChange {
    pub add: Vec<String>,
    /// Wins over `add`.
    pub remove: Vec<String>,
    pub two_factor: Option<bool>,
    /// Empty: no change.
    pub language: String,
}

/// A selected access, as it was when selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub key: AccessKey,
    /// `None` if unknown.
    pub access_type: Option<AccessType>,
    pub values: Values,
}

impl Target {
    /// The fields that its type has.
    pub fn fields(&self) -> &'static [AccessField] {
        match &self.access_type {
            Some(known) => fields_of(&Field::Known(known.clone())),
            None => fields_of(&Field::Missing),
        }
    }

    /// Whether this field can be changed: its type has it, and the current value is known.
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

impl BulkChange {
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

/// The selected accesses and the change, as stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StagedEdit {
    pub targets: Vec<Target>,
    pub change: BulkChange,
}

#[derive(Serialize)]
struct StagedEditJson<'a> {
    add: &'a [String],
    remove: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    two_factor: Option<bool>,
    language: &'a str,
    targets: Vec<TargetJson<'a>>,
}

#[derive(Serialize)]
struct TargetJson<'a> {
    #[serde(flatten)]
    key: &'a AccessKey,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    access_type: Option<&'a str>,
    values: AccessPatch,
}

impl StagedEdit {
    /// For [`StagedEdit::from_json`].
    pub fn to_json(&self) -> String {
        let targets = self
            .targets
            .iter()
            .map(|target| TargetJson {
                key: &target.key,
                access_type: target.access_type.as_ref().map(AccessType::wire),
                values: to_patch(&target.values),
            })
            .collect();
        let written = StagedEditJson {
            add: &self.change.add,
            remove: &self.change.remove,
            two_factor: self.change.two_factor,
            language: &self.change.language,
            targets,
        };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads what [`StagedEdit::to_json`] wrote; skips unreadable targets.
    pub fn from_json(json: &str) -> Option<Self> {
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
            change: BulkChange {
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
    Some(Target {
        key: AccessKey::read(&object)?,
        access_type: object.get("type", AccessType::read).into_known(),
        values: object.get("values", read_values).into_known()?,
    })
}
