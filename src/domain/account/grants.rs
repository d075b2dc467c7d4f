//! Which roles a user has in which namespace, from the two forms of whoami: the preferred `namespace_access` and the
//! deprecated `namespace_roles`. Roles inherited from groups are in neither form: what isn't listed here is unknown, not
//! denied.

use crate::api::json::field::{Field, List, Map};
use crate::api::tenant::whoami_parts::{NamespaceAccess, NamespaceRole, RoleNames};

/// The wildcard: all application namespaces; `system` and `shared` are granted by name. Never a list.
pub const ALL_NAMESPACES: &str = "*";

/// The grants of one user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants {
    /// By namespace, the wildcard first, then by name.
    pub namespaces: Vec<NamespaceGrants>,
    /// Namespaces, lists or names that couldn't be read.
    pub unreadable: usize,
    /// Whether the service reported either form. If not, no namespaces means nothing.
    pub reported: bool,
}

/// The roles in one namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamespaceGrants {
    pub namespace: String,
    /// By name, each once.
    pub roles: Vec<RoleGrant>,
}

impl NamespaceGrants {
    /// Whether this is the wildcard.
    pub fn is_all(&self) -> bool {
        self.namespace == ALL_NAMESPACES
    }
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    pub role: String,
    /// Only the deprecated form has it, although the preferred form is there: the two disagree.
    pub only_in_deprecated: bool,
}

/// Merges the two forms.
pub fn merge(access: &Field<NamespaceAccess>, deprecated: &Field<List<NamespaceRole>>) -> Grants {
    let mut grants = Grants::default();
    let preferred = match access {
        Field::Known(access) => &access.namespace_role_map,
        Field::Unreadable(_) => {
            grants.unreadable += 1;
            &Field::Missing
        }
        Field::Null | Field::Missing => &Field::Missing,
    };
    grants.add_preferred(preferred);
    let has_preferred = grants.reported;
    grants.add_deprecated(deprecated, has_preferred);
    grants
}

impl Grants {
    fn add_preferred(&mut self, map: &Field<Map<RoleNames>>) {
        match map {
            Field::Known(map) => {
                self.reported = true;
                for (namespace, names) in map {
                    let Some(Field::Known(names)) = names.known().map(|names| &names.names) else {
                        // A namespace without a list of names: protobuf JSON may leave an empty one out.
                        let empty = matches!(
                            names.known(),
                            Some(RoleNames {
                                names: Field::Missing | Field::Null
                            })
                        );
                        self.unreadable += usize::from(!empty);
                        continue;
                    };
                    for role in names {
                        match role.known() {
                            Some(role) => self.add(namespace, role, false),
                            None => self.unreadable += 1,
                        }
                    }
                }
            }
            Field::Unreadable(_) => self.unreadable += 1,
            Field::Null | Field::Missing => {}
        }
    }

    fn add_deprecated(&mut self, list: &Field<List<NamespaceRole>>, has_preferred: bool) {
        match list {
            Field::Known(list) => {
                self.reported = true;
                for grant in list {
                    match grant
                        .known()
                        .map(|grant| (grant.namespace.known(), grant.role.known()))
                    {
                        Some((Some(namespace), Some(role))) => {
                            self.add(namespace, role, has_preferred)
                        }
                        _ => self.unreadable += 1,
                    }
                }
            }
            Field::Unreadable(_) => self.unreadable += 1,
            Field::Null | Field::Missing => {}
        }
    }

    /// Adds a grant unless it is there, at its position in the order. Kept in order from the start: a sort would cost more
    /// code in the browser.
    fn add(&mut self, namespace: &str, role: &str, only_in_deprecated: bool) {
        let key = (namespace != ALL_NAMESPACES, namespace);
        let at = self
            .namespaces
            .partition_point(|known| (!known.is_all(), known.namespace.as_str()) < key);
        if self
            .namespaces
            .get(at)
            .is_none_or(|known| known.namespace != namespace)
        {
            let (namespace, roles) = (namespace.to_owned(), Vec::new());
            self.namespaces
                .insert(at, NamespaceGrants { namespace, roles });
        }
        let roles = &mut self.namespaces[at].roles;
        let at = roles.partition_point(|known| known.role.as_str() < role);
        if roles.get(at).is_none_or(|known| known.role != role) {
            let role = role.to_owned();
            roles.insert(
                at,
                RoleGrant {
                    role,
                    only_in_deprecated,
                },
            );
        }
    }
}
