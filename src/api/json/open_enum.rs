//! Enums of the wire that stay open: a name that the contract does not know is kept as it was sent,
//! since new names come with every release of a service. Knows no operation.

/// Declares an open enum: variants with their wire names, and `Other` with the text of any other
/// name. The empty string is no legal name but happens; it becomes `Other("")`.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $wire:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$note])* #[doc = concat!("`", $wire, "` on the wire.")] $variant,)+
            /// A name that the contract does not have, as it was sent.
            Other(Box<str>),
        }

        impl $name {
            /// Every value that the contract has, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The name as it travels.
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
