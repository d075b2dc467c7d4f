//! Counting users: per value of a facet under the current filter, and the pivot by role, by namespace and by both.

use crate::field::Field;
use crate::order::sort_ids;
use crate::query::{ACTIVE, DISABLED, Facet, NONE, OFF, ON, UNKNOWN};
use crate::store::Directory;
use crate::store::Symbols;
use crate::store::shape::{NOTHING, Shape};
use crate::values::{Completeness, Tristate};

/// How many users a value has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub value: String,
    pub users: u32,
}

/// A cell of the matrix: users who hold that role in that namespace. Both are places in the lists of [`Counts::namespaces`] and
/// [`Counts::roles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixCell {
    pub namespace: usize,
    pub role: usize,
    pub users: u32,
}

/// Counts over a list of rows, which may be handed in piece by piece.
#[derive(Debug, Default)]
pub struct Counts {
    users: u32,
    shapes: Vec<u32>,
    roles: Distinct,
    namespaces: Distinct,
    pairs: Vec<u32>,
    roleless: u32,
}

/// Counts each symbol once a user, however many grants name it.
#[derive(Debug, Default)]
struct Distinct {
    users: Vec<u32>,
    /// Per symbol the ordinal of the user who had it last.
    last: Vec<u32>,
}

impl Distinct {
    fn add(&mut self, symbol: u32, ordinal: u32) {
        let Some(last) = self.last.get_mut(symbol as usize) else {
            // No symbol: that half of the grant was not told.
            return;
        };
        if *last != ordinal {
            *last = ordinal;
            self.users[symbol as usize] += 1;
        }
    }

    fn make_room(&mut self, symbols: usize) {
        self.users.resize(symbols, 0);
        self.last.resize(symbols, 0);
    }

    /// Every name of the directory with its users, in the order of the names.
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

/// Numbers of the symbols in the order of their names, folded first.
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

    /// Counts these rows too. No row twice.
    pub fn add(&mut self, directory: &Directory, rows: &[u32]) {
        self.shapes.resize(directory.shapes.len(), 0);
        self.pairs.resize(directory.pairs.len(), 0);
        self.roles.make_room(directory.roles.len());
        self.namespaces.make_room(directory.namespaces.len());
        for &row in rows.iter().filter(|&&row| row < directory.len()) {
            self.users += 1;
            let shape = directory.shape_of.at(row as usize) as usize;
            self.shapes[shape] += 1;
            let grants = Directory::range(&directory.grants_end, row);
            if grants.is_empty()
                && directory.shapes[shape].completeness(Field::NamespaceRoles)
                    == Completeness::Complete
            {
                self.roleless += 1;
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

    /// Users whose list of roles was not told or could not be read.
    pub fn with_unknown_roles(&self, directory: &Directory) -> u32 {
        self.shaped(directory, |shape| {
            shape.completeness(Field::NamespaceRoles) == Completeness::Unknown
        })
    }

    /// Every role of the directory, by name, and how many of the users hold it somewhere.
    pub fn roles(&self, directory: &Directory) -> Vec<Count> {
        self.roles.named(&directory.roles)
    }

    /// Every namespace in which anyone holds a role, by name, and how many of the users do. `*` is one of them, on its own: those who
    /// hold a role there are not counted elsewhere.
    pub fn namespaces(&self, directory: &Directory) -> Vec<Count> {
        self.namespaces.named(&directory.namespaces)
    }

    /// The cells of the matrix that are not zero.
    pub fn matrix(&self, directory: &Directory) -> Vec<MatrixCell> {
        let places = |symbols: &Symbols| {
            let mut places = vec![0; symbols.len()];
            for (place, id) in by_name(symbols).into_iter().enumerate() {
                places[id as usize] = place;
            }
            places
        };
        let (namespaces, roles) = (places(&directory.namespaces), places(&directory.roles));
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
        let place = |at: u32| (cells[at as usize].namespace, cells[at as usize].role);
        let order = sort_ids(0..cells.len() as u32, &|a, b| place(a).cmp(&place(b)));
        order.into_iter().map(|at| cells[at as usize]).collect()
    }

    /// The values of a facet with their users: all that occur in the directory, also where none of the counted users has them.
    /// [`NONE`] and [`UNKNOWN`] come last, and only where somebody has them.
    pub fn facet(&self, directory: &Directory, facet: Facet) -> Vec<Count> {
        let count = |value: &str, users| Count {
            value: value.to_owned(),
            users,
        };
        let flag = |field, flag| self.shaped(directory, |shape| shape.flag(field) == flag);
        let two = |field, yes, no| {
            vec![
                count(yes, flag(field, Tristate::Yes)),
                count(no, flag(field, Tristate::No)),
            ]
        };
        let (mut counts, none, unknown) = match facet {
            Facet::Role => (
                self.roles(directory),
                self.roleless,
                self.with_unknown_roles(directory),
            ),
            Facet::Namespace => (
                self.namespaces(directory),
                self.roleless,
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
        // Per word of the directory: whether it is an identity anywhere, and of how many users.
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
        let words = by_name(&directory.shared_values)
            .into_iter()
            .filter(|&word| occurs[word as usize]);
        let known = words.map(|word| Count {
            value: directory
                .shared_values
                .text(word)
                .unwrap_or_default()
                .to_owned(),
            users: users[word as usize],
        });
        (known.collect(), unknown)
    }

    fn shaped(&self, directory: &Directory, is: impl Fn(&Shape) -> bool) -> u32 {
        let shapes = directory.shapes.iter().zip(&self.shapes);
        shapes
            .filter(|(shape, _)| is(shape))
            .map(|(_, users)| users)
            .sum()
    }
}
