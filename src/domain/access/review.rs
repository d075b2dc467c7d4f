//! What a person decides in the review of one access. Owns the choice between two people's values. Knows no view.

use super::edit::{AccessField, Merge, Values};

/// The edit under review.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The current values, as far as we know; differences are shown against these.
    pub base: Values,
    /// Both edits combined; holds *their* value in a field with a conflict.
    merged: Values,
    /// The values the person entered.
    pub mine: Values,
    /// The values the person saw, if someone else has changed them since.
    pub seen: Option<Values>,
    /// The fields with a conflict, and the decision: true for mine.
    pub conflicts: Vec<(AccessField, Option<bool>)>,
}

impl Review {
    /// An edit that nobody else has touched, as far as we know.
    pub fn of(base: Values, mine: Values) -> Self {
        Self {
            base,
            merged: mine.clone(),
            mine,
            seen: None,
            conflicts: Vec::new(),
        }
    }

    /// An edit of an access that someone else has changed meanwhile.
    pub fn after_conflict(seen: Values, mine: Values, theirs: Values, merge: Merge) -> Self {
        Self {
            base: theirs,
            merged: merge.values,
            mine,
            seen: Some(seen),
            conflicts: merge
                .conflicts
                .into_iter()
                .map(|field| (field, None))
                .collect(),
        }
    }

    /// Resolves the conflict in `field`.
    pub fn resolve(&mut self, field: AccessField, mine: bool) {
        for (conflict, decision) in &mut self.conflicts {
            if *conflict == field {
                *decision = Some(mine);
            }
        }
    }

    /// Whether every conflict is resolved.
    pub fn is_decided(&self) -> bool {
        self.conflicts
            .iter()
            .all(|(_, decision)| decision.is_some())
    }

    /// The values to save, given the decisions.
    pub fn wanted(&self) -> Values {
        let mut wanted = self.merged.clone();
        for (field, decision) in &self.conflicts {
            if *decision == Some(true) {
                match field {
                    AccessField::Roles => wanted.roles = self.mine.roles.clone(),
                    AccessField::TwoFactor => wanted.two_fa_enabled = self.mine.two_fa_enabled,
                    AccessField::SsoId => wanted.sso_id = self.mine.sso_id.clone(),
                    AccessField::Name => wanted.name = self.mine.name.clone(),
                    AccessField::Language => wanted.language = self.mine.language.clone(),
                }
            }
        }
        wanted
    }
}
