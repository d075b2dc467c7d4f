//! The fields of a user on the wire. A new field is one line here; the compiler and the tests lead to the rest.

/// Declares the enum, its list, its count and its wire names in one place, so that none of them can miss a field.
macro_rules! fields {
    ($($field:ident = $wire:literal,)*) => {
        /// The fields of a row, in the order in which the API writes them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Field {
            $($field,)*
        }

        impl Field {
            /// Every field, in wire order.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$field,)*];

            /// How many fields there are.
            pub const COUNT: usize = [$($wire,)*].len();

            /// The name of the field on the wire.
            pub const fn wire(self) -> &'static str {
                match self {
                    $(Self::$field => $wire,)*
                }
            }
        }
    };
}

fields! {
    Name = "name",
    Email = "email",
    FirstName = "first_name",
    LastName = "last_name",
    Namespace = "namespace",
    Tenant = "tenant",
    CreationTimestamp = "creation_timestamp",
    LastLoginTimestamp = "last_login_timestamp",
    Disabled = "disabled",
    DomainOwner = "domain_owner",
    OtpEnabled = "otp_enabled",
    GroupNames = "group_names",
    NamespaceRoles = "namespace_roles",
    IdmType = "idm_type",
    SyncMode = "sync_mode",
    TenantType = "tenant_type",
    Type = "type",
}
