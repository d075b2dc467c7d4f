//! What the table shows, as it stands in the address: `?q=anna&role=admin&sort=-login&user=anna`. Read from any text without
//! failing, written in one way only, so that Back, reload and a shared link give the same view. Pure: knows no browser.
//!
//! | key | says |
//! |---|---|
//! | `q` | what is typed into the search box |
//! | `role`, `namespace`, `identity`, `otp`, `status` | a value that one must have; `!value`: must not have |
//! | `sort` | columns, the first decides first; `-` before one: from the end |
//! | `user` | whose panel is open |

use std::convert::Infallible;
use std::fmt::{Display, Formatter, Result as Written, Write};
use std::str::FromStr;

/// The filters, in the order in which they stand on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facet {
    Role,
    Namespace,
    Identity,
    Otp,
    Status,
}

/// What a filter asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) value: String,
    /// Those who do not have it.
    pub(super) without: bool,
}

/// A column of the table, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    User,
    Roles,
    Groups,
    Otp,
    Identity,
    LastLogin,
    Status,
}

/// One column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SortKey {
    pub(super) column: Column,
    pub(super) descending: bool,
}

/// All of it. The default is the whole tenant in the order of the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) q: String,
    pub(super) picks: [Option<Pick>; Facet::ALL.len()],
    pub(super) sort: Vec<SortKey>,
    pub(super) user: Option<String>,
}

impl Facet {
    pub(super) const ALL: [Self; 5] = [
        Self::Role,
        Self::Namespace,
        Self::Identity,
        Self::Otp,
        Self::Status,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Namespace => "namespace",
            Self::Identity => "identity",
            Self::Otp => "otp",
            Self::Status => "status",
        }
    }
}

impl Column {
    pub(super) const ALL: [Self; 7] = [
        Self::User,
        Self::Roles,
        Self::Groups,
        Self::Otp,
        Self::Identity,
        Self::LastLogin,
        Self::Status,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Roles => "roles",
            Self::Groups => "groups",
            Self::Otp => "otp",
            Self::Identity => "identity",
            Self::LastLogin => "login",
            Self::Status => "status",
        }
    }
}

impl Shown {
    pub(super) fn pick(&self, facet: Facet) -> Option<&Pick> {
        self.picks[facet as usize].as_ref()
    }

    /// Whether fewer than all users may be meant.
    pub(super) fn narrows(&self) -> bool {
        !self.q.trim().is_empty() || self.picks.iter().any(Option::is_some)
    }

    /// The same users in the same order, whoever's panel is open.
    pub(super) fn same_rows(&self, other: &Self) -> bool {
        self.q == other.q && self.picks == other.picks && self.sort == other.sort
    }

    /// The key of a column among those sorted by, and its place there.
    pub(super) fn sorted(&self, column: Column) -> Option<(usize, SortKey)> {
        let mut keys = self.sort.iter().copied().enumerate();
        keys.find(|(_, key)| key.column == column)
    }

    /// What activating a column's header does: from the start, from the end, not at all. `add` keeps the other columns.
    pub(super) fn turn(&mut self, column: Column, add: bool) {
        let found = self.sorted(column);
        if !add {
            self.sort.retain(|key| key.column == column);
        }
        match found {
            None => self.sort.push(SortKey {
                column,
                descending: false,
            }),
            Some((_, key)) if !key.descending => {
                for own in self.sort.iter_mut().filter(|own| own.column == column) {
                    own.descending = true;
                }
            }
            Some(_) => self.sort.retain(|key| key.column != column),
        }
    }
}

impl Pick {
    /// `=` says that the rest is a value, whatever it begins with.
    fn read(text: String) -> Self {
        match (text.strip_prefix('!'), text.strip_prefix('=')) {
            (Some(value), _) => Self {
                value: value.to_owned(),
                without: true,
            },
            (None, Some(value)) => Self {
                value: value.to_owned(),
                without: false,
            },
            (None, None) => Self {
                value: text,
                without: false,
            },
        }
    }

    /// Also the value of its `<option>`.
    pub(super) fn written(&self) -> String {
        let mark = match self.without {
            true => "!",
            false if self.value.starts_with(['!', '=']) => "=",
            false => "",
        };
        format!("{mark}{}", self.value)
    }

    /// From the value of an `<option>`; the empty one picks nothing.
    pub(super) fn chosen(text: String) -> Option<Self> {
        (!text.is_empty()).then(|| Self::read(text))
    }
}

impl FromStr for Shown {
    type Err = Infallible;

    /// Reads a query string without its `?`. The first of two equal keys counts; what has no meaning is passed over.
    fn from_str(query: &str) -> Result<Self, Infallible> {
        let mut shown = Self::default();
        let mut seen = Vec::new();
        for pair in query.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (key, value) = (decoded(key), decoded(value));
            if seen.contains(&key) {
                continue;
            }
            match key.as_str() {
                "q" => shown.q = value,
                "sort" => shown.sort = sort_keys(&value),
                "user" => shown.user = Some(value).filter(|user| !user.is_empty()),
                _ => match Facet::ALL.into_iter().find(|facet| facet.key() == key) {
                    Some(facet) => shown.picks[facet as usize] = Pick::chosen(value),
                    None => continue,
                },
            }
            seen.push(key);
        }
        Ok(shown)
    }
}

fn sort_keys(text: &str) -> Vec<SortKey> {
    let mut keys: Vec<SortKey> = Vec::new();
    for word in text.split(',') {
        let (name, descending) = match word.strip_prefix('-') {
            Some(name) => (name, true),
            None => (word, false),
        };
        let column = Column::ALL.into_iter().find(|column| column.key() == name);
        if let Some(column) = column
            && keys.iter().all(|key| key.column != column)
        {
            keys.push(SortKey { column, descending });
        }
    }
    keys
}

impl Display for Shown {
    /// Writes a query string without its `?`; empty for the default.
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        for facet in Facet::ALL {
            pairs.extend(self.pick(facet).map(|pick| (facet.key(), pick.written())));
        }
        let sort: Vec<String> = self.sort.iter().map(SortKey::written).collect();
        if !sort.is_empty() {
            pairs.push(("sort", sort.join(",")));
        }
        pairs.extend(self.user.clone().map(|user| ("user", user)));
        for (place, (key, value)) in pairs.iter().enumerate() {
            if place > 0 {
                f.write_char('&')?;
            }
            f.write_str(key)?;
            f.write_char('=')?;
            encode(value, f)?;
        }
        Ok(())
    }
}

impl SortKey {
    fn written(&self) -> String {
        format!(
            "{}{}",
            if self.descending { "-" } else { "" },
            self.column.key()
        )
    }
}

/// Percent encoding of a value. What stays bare is what every browser leaves alone and a person can read.
fn encode(text: &str, f: &mut Formatter<'_>) -> Written {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => f.write_char(byte.into())?,
            b'-' | b'_' | b'.' | b'~' | b'!' | b'*' | b',' | b':' | b'@' => {
                f.write_char(byte.into())?;
            }
            b' ' => f.write_char('+')?,
            _ => write!(f, "%{byte:02X}")?,
        }
    }
    Ok(())
}

/// Undoes percent encoding; a `%` that begins none stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let hex = |at: usize| char::from(*after.get(at)?).to_digit(16);
        match (byte, hex(0), hex(1)) {
            (b'+', ..) => bytes.push(b' '),
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    fn read(query: &str) -> Shown {
        query.parse().unwrap_or_else(|never| match never {})
    }

    fn picks() -> impl Strategy<Value = Option<Pick>> {
        let pick = ("[!=]{0,2}.{0,12}", any::<bool>());
        option::of(pick).prop_map(|pick| {
            // Nothing at all is what "Any" stands for.
            let (value, without) = pick.filter(|(value, without)| *without || !value.is_empty())?;
            Some(Pick { value, without })
        })
    }

    fn any_shown() -> impl Strategy<Value = Shown> {
        let sort = vec((0..Column::ALL.len(), any::<bool>()), 0..5);
        let user = option::of(".{1,20}");
        let picks = proptest::array::uniform5(picks());
        (".{0,30}", picks, sort, user).prop_map(|(q, picks, sort, user)| {
            let mut shown = Shown {
                q,
                picks,
                sort: Vec::new(),
                user,
            };
            for (column, descending) in sort {
                let column = Column::ALL[column];
                if shown.sorted(column).is_none() {
                    shown.sort.push(SortKey { column, descending });
                }
            }
            shown
        })
    }

    proptest! {
        #[test]
        fn every_view_comes_back_from_its_address(shown in any_shown()) {
            prop_assert_eq!(read(&shown.to_string()), shown);
        }

        #[test]
        fn any_text_is_an_address_and_is_written_in_one_way(text in ".{0,60}") {
            let written = read(&text).to_string();
            prop_assert_eq!(read(&written).to_string(), written);
        }

        #[test]
        fn an_address_holds_nothing_that_ends_a_value(shown in any_shown()) {
            let text = shown.to_string();
            prop_assert!(text.is_ascii());
            prop_assert!(!text.contains(['#', '"', '<', '>', ' ', '?']));
        }
    }

    #[test]
    fn a_written_address_can_be_read_by_people() {
        let shown = read("q=anna%20prod&role=ves-io-admin-role&otp=!on&sort=status,-login&user=a@b.example");
        assert_eq!(
            shown.to_string(),
            "q=anna+prod&role=ves-io-admin-role&otp=!on&sort=status,-login&user=a@b.example"
        );
    }

    #[test]
    fn what_has_no_meaning_is_passed_over() {
        assert_eq!(read("utm=1&sort=age,,user,-user&role=&user="), read("sort=user"));
        assert_eq!(read(""), Shown::default());
        assert_eq!(read("q=%zz%4").q, "%zz%4");
    }

    #[test]
    fn a_header_sorts_from_the_start_then_from_the_end_then_not_at_all() {
        let mut shown = Shown::default();
        let mut turns = Vec::new();
        for _ in 0..3 {
            shown.turn(Column::Otp, false);
            turns.push(shown.to_string());
        }
        assert_eq!(turns, ["sort=otp", "sort=-otp", ""]);
        shown.turn(Column::Status, false);
        shown.turn(Column::User, true);
        shown.turn(Column::Status, true);
        assert_eq!(shown.to_string(), "sort=-status,user");
        shown.turn(Column::Groups, false);
        assert_eq!(shown.to_string(), "sort=groups");
    }
}
