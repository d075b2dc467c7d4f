//! Counts users in a list of rows: by role, by namespace, by both, and by value of a facet.

use crate::field::Field;
use crate::order::sort_ids;
use crate::query::{ACTIVE, DISABLED, Facet, NONE, OFF, ON, UNKNOWN};
use crate::store::Directory;
use crate::store::Symbols;
use crate::store::shape::{NOTHING, Shape};
use crate::values::{Completeness, Tristate};

/// How many users have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub value: String,
    pub users: u32,
}

/// A cell of the matrix: users who have that role in that namespace. Both are indexes into [`Counts::namespaces`] and [`Counts::roles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixCell {
    pub namespace: usize,
    pub role: usize,
    pub users: u32,
}

/// Counts over a list of rows, which may arrive in parts.
#[derive(Debug, Default)]
pub struct Counts {
    users: u32,
    shapes: Vec<u32>,
    roles: Distinct,
    namespaces: Distinct,
    pairs: Vec<u32>,
    without_roles: u32,
}

/// Counts each symbol once per user, however many grants name it.
#[derive(Debug, Default)]
struct Distinct {
    users: Vec<u32>,
    /// For each symbol, the ordinal of the last user who had it.
    last: Vec<u32>,
}

impl Distinct {
    fn add(&mut self, symbol: u32, ordinal: u32) {
        let Some(last) = self.last.get_mut(symbol as usize) else {
            // No symbol: that half of the grant is unknown.
            return;
        };
        if *last != ordinal {
            *last = ordinal;
            self.users[symbol as usize] += 1;
        }
    }

    fn resize(&mut self, symbols: usize) {
        self.users.resize(symbols, 0);
        self.last.resize(symbols, 0);
    }

    /// Every name of the directory with its users, sorted by name.
    fn named(&self, symbols: &Symbols) -> Vec<Count> {
        by_name(symbols)
            .into_iter()
            .map(|id| Count {
                value: symbols.text(id).unwrap_or_default().to_owned(),
                users: self.users.get(id as usize).copied().unwrap_or_default(),
            })
            .collect()
    }
}

/// The numbers of the symbols, sorted by folded name, then by name.
fn by_name(symbols: &Symbols) -> Vec<u32> {
    let folded = symbols.folded();
    sort_ids(0..symbols.len() as u32, &|a, b| {
        let by_folded = folded[a as usize].cmp(&folded[b as usize]);
        by_folded.then_with(|| symbols.text(a).cmp(&symbols.text(b)))
    })
}

impl Counts {
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts these rows too. A row must not be counted twice.
    pub fn add(&mut self, directory: &Directory, rows: &[u32]) {
        self.shapes.resize(directory.shapes.len(), 0);
        self.pairs.resize(directory.pairs.len(), 0);
        self.roles.resize(directory.roles.len());
        self.namespaces.resize(directory.namespaces.len());
        for &row in rows.iter().filter(|&&row| row < directory.len()) {
            self.users += 1;
            let shape = directory.shape_of.at(row as usize) as usize;
            self.shapes[shape] += 1;
            let grants = Directory::range(&directory.grants_end, row);
            if grants.is_empty()
                && directory.shapes[shape].completeness(Field::NamespaceRoles)
                    == Completeness::Complete
            {
                self.without_roles += 1;
            }
            for at in grants {
                let id = directory.grants.at(at);
                let (namespace, role) = directory.pairs[id as usize];
                self.pairs[id as usize] += 1;
                self.roles.add(role, self.users);
                self.namespaces.add(namespace, self.users);
            }
        }
    }

    /// Users counted.
    pub fn users(&self) -> u32 {
        self.users
    }

    /// Users whose list of roles is unknown.
    pub fn with_unknown_roles(&self, directory: &Directory) -> u32 {
        self.users_with(directory, |shape| {
            shape.completeness(Field::NamespaceRoles) == Completeness::Unknown
        })
    }

    /// Every role of the directory, by name, and how many of the users have it in any namespace.
    pub fn roles(&self, directory: &Directory) -> Vec<Count> {
        self.roles.named(&directory.roles)
    }

    /// Every namespace of a grant, by name, and how many of the users have a role in it. `*` is a namespace of its own: users with a role
    /// in `*` are not counted in the others.
    pub fn namespaces(&self, directory: &Directory) -> Vec<Count> {
        self.namespaces.named(&directory.namespaces)
    }

    /// The cells of the matrix with any users.
    pub fn matrix(&self, directory: &Directory) -> Vec<MatrixCell> {
        let indexes = |symbols: &Symbols| {
            let mut indexes = vec![0; symbols.len()];
            for (index, id) in by_name(symbols).into_iter().enumerate() {
                indexes[id as usize] = index;
            }
            indexes
        };
        let (namespaces, roles) = (indexes(&directory.namespaces), indexes(&directory.roles));
        let cells = directory.pairs.iter().zip(&self.pairs);
        let known = cells.filter(|((namespace, role), users)| {
            **users > 0 && *namespace != NOTHING && *role != NOTHING
        });
        let cells: Vec<MatrixCell> = known
            .map(|((namespace, role), users)| MatrixCell {
                namespace: namespaces[*namespace as usize],
                role: roles[*role as usize],
                users: *users,
            })
            .collect();
        let index = |at: u32| (cells[at as usize].namespace, cells[at as usize].role);
        let order = sort_ids(0..cells.len() as u32, &|a, b| index(a).cmp(&index(b)));
        order.into_iter().map(|at| cells[at as usize]).collect()
    }

    /// The values of a facet with their users: every value of the directory, even if none of the counted users has it. [`NONE`] and
    /// [`UNKNOWN`] come last, and only if somebody has them.
    pub fn facet(&self, directory: &Directory, facet: Facet) -> Vec<Count> {
        let count = |value: &str, users| Count {
            value: value.to_owned(),
            users,
        };
        let flag = |field, flag| self.users_with(directory, |shape| shape.flag(field) == flag);
        let two = |field, yes, no| {
            vec![
                count(yes, flag(field, Tristate::Yes)),
                count(no, flag(field, Tristate::No)),
            ]
        };
        let (mut counts, none, unknown) = match facet {
            Facet::Role => (
                self.roles(directory),
                self.without_roles,
                self.with_unknown_roles(directory),
            ),
            Facet::Namespace => (
                self.namespaces(directory),
                self.without_roles,
                self.with_unknown_roles(directory),
            ),
            Facet::Otp => (
                two(Field::OtpEnabled, ON, OFF),
                0,
                flag(Field::OtpEnabled, Tristate::Unknown),
            ),
            Facet::Status => {
                let mut counts = two(Field::Disabled, DISABLED, ACTIVE);
                counts.reverse();
                (counts, 0, flag(Field::Disabled, Tristate::Unknown))
            }
            Facet::Identity => {
                let (known, unknown) = self.identities(directory);
                (known, 0, unknown)
            }
        };
        for (value, users) in [(NONE, none), (UNKNOWN, unknown)] {
            if users > 0 {
                counts.push(count(value, users));
            }
        }
        counts
    }

    fn identities(&self, directory: &Directory) -> (Vec<Count>, u32) {
        // For each shared value: whether it is an identity of anyone, and of how many of the counted users.
        let mut occurs = vec![false; directory.shared_values.len()];
        let mut users = vec![0; directory.shared_values.len()];
        let mut unknown = 0;
        for (shape, &count) in directory.shapes.iter().zip(&self.shapes) {
            let id = shape.shared_value(Field::IdmType);
            match id.filter(|id| directory.shared_values.text(*id) != Some("")) {
                None => unknown += count,
                Some(id) => {
                    occurs[id as usize] = true;
                    users[id as usize] += count;
                }
            }
        }
        let ids = by_name(&directory.shared_values)
            .into_iter()
            .filter(|&id| occurs[id as usize]);
        let known = ids.map(|id| Count {
            value: directory
                .shared_values
                .text(id)
                .unwrap_or_default()
                .to_owned(),
            users: users[id as usize],
        });
        (known.collect(), unknown)
    }

    fn users_with(&self, directory: &Directory, is: impl Fn(&Shape) -> bool) -> u32 {
        let shapes = directory.shapes.iter().zip(&self.shapes);
        shapes
            .filter(|(shape, _)| is(shape))
            .map(|(_, users)| users)
            .sum()
    }
}
