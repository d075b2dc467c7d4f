//! What many users have in common: which cells are known, the flags, tenant and enum values. Kept once per combination.
//!
//! A tenant of a million users has a few dozen shapes, so a filter on any of these is decided per shape and looked up per row.

use crate::json::row::Field;

/// How a cell came over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// A value of the right type.
    Known,
    /// An explicit `null`.
    Null,
    /// The key was not there.
    Missing,
    /// Another type, not text, not a date, or the same key twice.
    Unreadable,
}

/// The six fields whose values are shared, in the order of [`Shape::words`].
pub(crate) const SHARED_FIELDS: [Field; 6] = [
    Field::Namespace,
    Field::Tenant,
    Field::IdmType,
    Field::SyncMode,
    Field::TenantType,
    Field::Type,
];

/// No symbol: the cell is not known.
pub(crate) const NOTHING: u32 = u32::MAX;

/// One combination; see the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    bits: u64,
    /// Numbers in the directory's table of words, [`NOTHING`] where not known.
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
    /// The name is the e-mail, and stored once.
    NameIsEmail,
    /// Neither first nor last name is blank: a space stands between them.
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

    pub(crate) fn hash(&self) -> u32 {
        let bits = [self.bits as u32, (self.bits >> 32) as u32];
        crate::store::hash_words(bits.into_iter().chain(self.shared_values))
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
