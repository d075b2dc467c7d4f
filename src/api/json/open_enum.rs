//! Open enums: a name that is not in the contract is kept as it was sent, since new names come with every release of a service.
//! Knows no operation.

/// Declares an open enum: variants with their names on the wire, and `Other` with any other name. The empty string is not in any
/// contract but happens; it becomes `Other("")`.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $wire:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$note])* #[doc = concat!("`", $wire, "` on the wire.")] $variant,)+
            /// A name that is not in the contract, as it was sent.
            Other(Box<str>),
        }

        impl $name {
            /// Every value of the contract, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            pub fn wire(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Other(name) => name,
                }
            }

            /// The value of a name; never fails.
            pub fn of_wire(name: &str) -> Self {
                match name {
                    $($wire => Self::$variant,)+
                    other => Self::Other(other.into()),
                }
            }

            /// Reads a JSON string; `None` for any other type.
            pub fn read(json: &str) -> Option<Self> {
                $crate::api::json::object::text(json).map(|name| Self::of_wire(&name))
            }
        }
    };
}

pub(crate) use open_enum;
