//! Counting users: per value of a facet under the current filter, and the pivot by role, by namespace and by both.

use crate::columns::Directory;
use crate::facets::{ACTIVE, DISABLED, Facet, NONE, OFF, ON, UNKNOWN};
use crate::filter::{Filter, Search};
use crate::json::row::Field;
use crate::merge::sort_ids;
use crate::shape::{NOTHING, SHARED_FIELDS, Shape};
use crate::store::Symbols;
use crate::user::{Completeness, Tristate};

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
        let place = SHARED_FIELDS
            .into_iter()
            .position(|field| field == Field::IdmType)
            .unwrap_or_default();
        // Per word of the directory: whether it is an identity anywhere, and of how many users.
        let mut occurs = vec![false; directory.shared_values.len()];
        let mut users = vec![0; directory.shared_values.len()];
        let mut unknown = 0;
        for (shape, &count) in directory.shapes.iter().zip(&self.shapes) {
            match shape.shared_value(directory, Field::IdmType) {
                None | Some("") => unknown += count,
                Some(_) => {
                    let word = shape.shared_values[place] as usize;
                    occurs[word] = true;
                    users[word] += count;
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

/// The counts of every facet under a filter, a slice at a time.
///
/// The values of a facet are counted over the users who meet all of the filter but that facet's own picks: the number beside a value
/// is what one gets by choosing it instead.
#[derive(Debug)]
pub struct FacetCounts {
    /// One search and its tally for the whole filter, and one for each facet with picks of its own.
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// The facet that is left out.
    facet: Option<Facet>,
    search: Search,
    counted: usize,
    counts: Counts,
}

impl FacetCounts {
    /// `now` in milliseconds since 1970.
    pub fn new(filter: &Filter, now: i64) -> Self {
        let picked = Facet::ALL
            .into_iter()
            .filter(|facet| filter.picks.iter().any(|pick| pick.facet == *facet));
        let facets = std::iter::once(None).chain(picked.map(Some));
        let parts = facets.map(|facet| {
            let mut filter = filter.clone();
            filter.picks.retain(|pick| Some(pick.facet) != facet);
            Part {
                facet,
                search: Search::new(filter, now),
                counted: 0,
                counts: Counts::new(),
            }
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// Looks at `budget` rows more. True when all rows there are now are counted.
    pub fn step(&mut self, directory: &Directory, budget: u32) -> bool {
        for part in &mut self.parts {
            if part.search.seen() < directory.len() {
                part.search.step(directory, budget);
                let rows = &part.search.rows()[part.counted..];
                part.counts.add(directory, rows);
                part.counted += rows.len();
                return false;
            }
        }
        true
    }

    /// The values of a facet; see [`Counts::facet`].
    pub fn of(&self, directory: &Directory, facet: Facet) -> Vec<Count> {
        let own = self.parts.iter().find(|part| part.facet == Some(facet));
        match own.or(self.parts.first()) {
            Some(part) => part.counts.facet(directory, facet),
            None => Vec::new(),
        }
    }

    /// The rows that meet the whole filter, as far as it has looked.
    pub fn rows(&self) -> &[u32] {
        self.parts.first().map_or(&[], |part| part.search.rows())
    }

    /// The tally of the whole filter, for the pivot.
    pub fn counts(&self) -> Option<&Counts> {
        self.parts.first().map(|part| &part.counts)
    }
}
