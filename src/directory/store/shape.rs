//! What many users have in common: which cells are known, the flags, tenant and enum values. Stored once per combination.
//!
//! A tenant of a million users has a few dozen shapes. So a filter on any of these is decided per shape and looked up per row.

use super::interner::hash_words;
use crate::field::Field;
use crate::values::{Completeness, Tristate};

/// How a cell came over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// A value of the right type.
    Known,
    /// An explicit `null`.
    Null,
    /// No such key.
    Missing,
    /// Another type, invalid text, not a date, or the same key twice.
    Unreadable,
}

/// The six fields whose values are shared, in the order of [`Shape::shared_values`].
pub(crate) const SHARED_FIELDS: [Field; 6] = [
    Field::Namespace,
    Field::Tenant,
    Field::IdmType,
    Field::SyncMode,
    Field::TenantType,
    Field::Type,
];

/// Instead of the number of a symbol: the value is not known.
pub(crate) const NOTHING: u32 = u32::MAX;

/// One combination; see the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    bits: u64,
    /// Numbers in the directory's table of shared values, [`NOTHING`] where not known.
    pub(crate) shared_values: [u32; SHARED_FIELDS.len()],
}

/// Bits of state that each field has, from bit 0 on.
const STATE_BITS: usize = 2;

/// Single bits above the states of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Bit {
    Disabled = (STATE_BITS * Field::COUNT) as u8,
    DomainOwner,
    OtpEnabled,
    /// Some grants of the list could not be read.
    GrantsPartial,
    /// Some groups of the list could not be read.
    GroupsPartial,
    /// The username equals the email; see `text_record`.
    NameIsEmail,
    /// Neither first nor last name is blank; see `text_record`.
    BothNames,
}

/// A shape has room for the states and the bits. Widen `Shape::bits` when this fails.
const _: () = assert!((Bit::BothNames as u32) < u64::BITS);

impl Shape {
    pub(crate) fn new() -> Self {
        Self {
            bits: 0,
            shared_values: [NOTHING; SHARED_FIELDS.len()],
        }
    }

    pub(crate) fn set_state(&mut self, field: Field, state: State) {
        self.bits |= (state as u64) << (field as usize * STATE_BITS);
    }

    pub(crate) fn state(&self, field: Field) -> State {
        match self.bits >> (field as usize * STATE_BITS) & 3 {
            0 => State::Known,
            1 => State::Null,
            2 => State::Missing,
            _ => State::Unreadable,
        }
    }

    pub(crate) fn set(&mut self, bit: Bit, on: bool) {
        self.bits |= u64::from(on) << bit as u64;
    }

    pub(crate) fn has(&self, bit: Bit) -> bool {
        self.bits >> bit as u64 & 1 == 1
    }

    /// Whether any cell, or part of one, could not be read.
    pub(crate) fn has_errors(&self) -> bool {
        self.has(Bit::GrantsPartial)
            || self.has(Bit::GroupsPartial)
            || Field::ALL
                .into_iter()
                .any(|field| self.state(field) == State::Unreadable)
    }

    /// One of the three flags.
    pub(crate) fn flag(&self, field: Field) -> Tristate {
        let bit = match field {
            Field::Disabled => Bit::Disabled,
            Field::DomainOwner => Bit::DomainOwner,
            Field::OtpEnabled => Bit::OtpEnabled,
            _ => return Tristate::Unknown,
        };
        match (self.state(field), self.has(bit)) {
            (State::Known, true) => Tristate::Yes,
            (State::Known, false) => Tristate::No,
            (State::Null | State::Missing | State::Unreadable, _) => Tristate::Unknown,
        }
    }

    /// How much of one of the two lists could be read.
    pub(crate) fn completeness(&self, field: Field) -> Completeness {
        let partial = match field {
            Field::NamespaceRoles => Bit::GrantsPartial,
            _ => Bit::GroupsPartial,
        };
        match self.state(field) {
            State::Known if self.has(partial) => Completeness::Partial,
            State::Known => Completeness::Complete,
            State::Null | State::Missing | State::Unreadable => Completeness::Unknown,
        }
    }

    /// The number of one of the shared values in the directory's table, if it is known.
    pub(crate) fn shared_value(&self, field: Field) -> Option<u32> {
        let place = SHARED_FIELDS
            .into_iter()
            .position(|shared| shared == field)?;
        Some(self.shared_values[place]).filter(|id| *id != NOTHING)
    }

    pub(crate) fn hash(&self) -> u32 {
        let bits = [self.bits as u32, (self.bits >> 32) as u32];
        hash_words(bits.into_iter().chain(self.shared_values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BITS: [Bit; 7] = [
        Bit::Disabled,
        Bit::DomainOwner,
        Bit::OtpEnabled,
        Bit::GrantsPartial,
        Bit::GroupsPartial,
        Bit::NameIsEmail,
        Bit::BothNames,
    ];

    #[test]
    fn the_state_of_a_field_never_touches_a_flag_or_another_field() {
        for field in Field::ALL {
            for state in [State::Null, State::Missing, State::Unreadable] {
                let mut shape = Shape::new();
                shape.set_state(field, state);
                for other in Field::ALL {
                    let expected = if other == field { state } else { State::Known };
                    assert_eq!(shape.state(other), expected, "{other:?} after {field:?}");
                }
                for bit in BITS {
                    assert!(!shape.has(bit), "{bit:?} after {field:?} = {state:?}");
                }
            }
        }
    }

    #[test]
    fn a_flag_never_touches_the_state_of_a_field_or_another_flag() {
        for bit in BITS {
            let mut shape = Shape::new();
            shape.set(bit, true);
            for field in Field::ALL {
                assert_eq!(shape.state(field), State::Known, "{field:?} after {bit:?}");
            }
            for other in BITS {
                assert_eq!(shape.has(other), other == bit, "{other:?} after {bit:?}");
            }
        }
    }
}
