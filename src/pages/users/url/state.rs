//! What the table shows, as it stands in the address: `?q=anna&role=admin&sort=-login&user=anna`. Read from any text without
//! failing, written in one way only, so that Back, reload and a shared link give the same view. Pure: knows no browser.
//!
//! | key | says |
//! |---|---|
//! | `q` | what is typed into the search box |
//! | `role`, `namespace`, `identity`, `otp`, `status` | a value that one must have, any of several; `!value`: must not have |
//! | `sort` | columns, the first decides first; `-` before one: from the end |
//! | `user` | whose panel is open |
//! | `compare` | two users side by side: `ID,ID`; a comma within one is `%2C`, a percent sign `%25` |
//! | `show` | `roles`, `namespaces` or `matrix` instead of the users |

use std::convert::Infallible;
use std::fmt::{Display, Formatter, Result as Written, Write};
use std::str::FromStr;

use rolecall_directory::{By, Column, Facet, Filter, Order, Pick, Query};
use rolecall_text::percent;

use crate::pages::users::columns::COLUMNS;

/// All of it. The default is the whole tenant in the order of the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UrlState {
    pub(crate) q: String,
    /// Ordered by facet; no value twice in a facet.
    picks: Vec<Pick>,
    pub(crate) sort: Order,
    /// Whose panel is open, or who is compared: never both.
    pub(crate) overlay: Option<Overlay>,
    pub(crate) perspective: Perspective,
}

/// What lies over the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Overlay {
    User(String),
    Compare([String; 2]),
}

/// From which side the users are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Perspective {
    #[default]
    Users,
    Roles,
    Namespaces,
    Matrix,
}

impl Perspective {
    pub(crate) const ALL: [Self; 4] = [Self::Users, Self::Roles, Self::Namespaces, Self::Matrix];

    fn key(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Roles => "roles",
            Self::Namespaces => "namespaces",
            Self::Matrix => "matrix",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Users => "Users",
            Self::Roles => "By role",
            Self::Namespaces => "By namespace",
            Self::Matrix => "Matrix",
        }
    }
}

fn key(facet: Facet) -> &'static str {
    match facet {
        Facet::Role => "role",
        Facet::Namespace => "namespace",
        Facet::Identity => "identity",
        Facet::Otp => "otp",
        Facet::Status => "status",
    }
}

impl UrlState {
    /// What narrows the list.
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            query: Query::read(&self.q),
            picks: self.picks.clone(),
        }
    }

    pub(crate) fn picks(&self) -> &[Pick] {
        &self.picks
    }

    /// The user of the panel.
    pub(crate) fn user(&self) -> Option<&str> {
        match &self.overlay {
            Some(Overlay::User(user)) => Some(user),
            Some(Overlay::Compare(_)) | None => None,
        }
    }

    /// One of the two users compared.
    pub(crate) fn compared(&self, side: usize) -> Option<&str> {
        match &self.overlay {
            Some(Overlay::Compare(users)) => users.get(side).map(String::as_str),
            Some(Overlay::User(_)) | None => None,
        }
    }

    /// The view as it is kept by name: what narrows and orders it, and no user.
    pub(crate) fn without_user(&self) -> Self {
        Self {
            overlay: None,
            ..self.clone()
        }
    }

    /// Whether fewer than all users may be meant.
    pub(crate) fn is_filtered(&self) -> bool {
        !self.q.trim().is_empty() || !self.picks.is_empty()
    }

    /// Adds a value to those of its facet, or turns it round.
    pub(crate) fn add_filter(&mut self, pick: Pick) {
        self.remove_filter(pick.facet, &pick.value);
        let place = self
            .picks
            .partition_point(|other| other.facet as u8 <= pick.facet as u8);
        self.picks.insert(place, pick);
    }

    pub(crate) fn remove_filter(&mut self, facet: Facet, value: &str) {
        self.picks
            .retain(|pick| pick.facet != facet || pick.value != value);
    }

    /// Forgets all that was picked, not what was typed.
    pub(crate) fn clear_filters(&mut self) {
        self.picks.clear();
    }

    /// Forgets all that narrows.
    pub(crate) fn clear(&mut self) {
        self.q.clear();
        self.picks.clear();
    }

    /// How a column is sorted, and the place among the columns sorted by.
    pub(crate) fn sorted(&self, column: Column) -> Option<(usize, By)> {
        let mut keys = self.sort.by.iter().copied().enumerate();
        keys.find(|(_, by)| by.column == column)
    }

    /// What activating a column's header does: from the start, from the end, not at all. `add` keeps the other columns.
    pub(crate) fn cycle_sort(&mut self, column: Column, add: bool) {
        let found = self.sorted(column);
        let by = &mut self.sort.by;
        if !add {
            by.retain(|by| by.column == column);
        }
        match found {
            None => by.push(By {
                column,
                descending: false,
            }),
            Some((_, was)) if !was.descending => {
                for own in by.iter_mut().filter(|own| own.column == column) {
                    own.descending = true;
                }
            }
            Some(_) => by.retain(|by| by.column != column),
        }
    }
}

/// A pick as it stands in the address and in the value of an `<option>`: `!` before what one must not have; `=` says that the rest is a value, whatever it begins
/// with. The empty text picks nothing.
pub(crate) fn read_pick(facet: Facet, text: &str) -> Option<Pick> {
    let (value, with) = match (text.strip_prefix('!'), text.strip_prefix('=')) {
        (Some(value), _) => (value, false),
        (None, Some(value)) => (value, true),
        (None, None) => (text, true),
    };
    (!text.is_empty()).then(|| Pick {
        facet,
        value: value.to_owned(),
        with,
    })
}

pub(crate) fn write_pick(pick: &Pick) -> String {
    let mark = match pick.with {
        false => "!",
        true if pick.value.is_empty() || pick.value.starts_with(['!', '=']) => "=",
        true => "",
    };
    format!("{mark}{}", pick.value)
}

/// `ID,ID`, of which neither is empty.
fn read_two(text: &str) -> Option<[String; 2]> {
    let plain = |id: &str| id.replace("%2C", ",").replace("%25", "%");
    let (first, second) = text.split_once(',')?;
    let told = !first.is_empty() && !second.is_empty() && !second.contains(',');
    told.then(|| [plain(first), plain(second)])
}

fn write_two(users: &[String; 2]) -> String {
    let escaped = |id: &String| id.replace('%', "%25").replace(',', "%2C");
    format!("{},{}", escaped(&users[0]), escaped(&users[1]))
}

impl FromStr for UrlState {
    type Err = Infallible;

    /// Reads a query string without its `?`. What has no meaning is passed over.
    fn from_str(query: &str) -> Result<Self, Infallible> {
        let mut shown = Self::default();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = || percent::decode_query(value);
            match name {
                "q" => shown.q = value(),
                "sort" => shown.sort = Order::read(&value(), &COLUMNS.map(|column| column.sort)),
                "user" => {
                    let user = Some(value()).filter(|user| !user.is_empty());
                    shown.overlay = user.map(Overlay::User);
                }
                "compare" => {
                    if let Some(users) = read_two(&value()) {
                        shown.overlay = Some(Overlay::Compare(users));
                    }
                }
                "show" => {
                    let side = Perspective::ALL
                        .into_iter()
                        .find(|side| side.key() == value());
                    shown.perspective = side.unwrap_or_default();
                }
                _ => {
                    let facet = Facet::ALL.into_iter().find(|facet| key(*facet) == name);
                    if let Some(pick) = facet.and_then(|facet| read_pick(facet, &value())) {
                        shown.add_filter(pick);
                    }
                }
            }
        }
        Ok(shown)
    }
}

impl Display for UrlState {
    /// Writes a query string without its `?`; empty for the default.
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        let mut first = true;
        let mut pair = |key: &str, value: &str| {
            if !std::mem::take(&mut first) {
                f.write_char('&')?;
            }
            f.write_str(key)?;
            f.write_char('=')?;
            let mut encoded = String::new();
            percent::encode_query_into(&mut encoded, value);
            f.write_str(&encoded)
        };
        if !self.q.is_empty() {
            pair("q", &self.q)?;
        }
        for pick in &self.picks {
            pair(key(pick.facet), &write_pick(pick))?;
        }
        if !self.sort.by.is_empty() {
            pair("sort", &self.sort.to_string())?;
        }
        match &self.overlay {
            Some(Overlay::User(user)) => pair("user", user)?,
            Some(Overlay::Compare(users)) => pair("compare", &write_two(users))?,
            None => {}
        }
        match self.perspective {
            Perspective::Users => Ok(()),
            side => pair("show", side.key()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    fn read(query: &str) -> UrlState {
        query.parse().unwrap_or_else(|never| match never {})
    }

    fn any_shown() -> impl Strategy<Value = UrlState> {
        let sort = vec((0..COLUMNS.len(), any::<bool>()), 0..5);
        let opened = option::of(prop_oneof![
            ".{1,20}".prop_map(Overlay::User),
            ["[%,2C5a+@]{1,9}|.{1,20}", "[%,2C5a+@]{1,9}|.{1,20}"].prop_map(Overlay::Compare),
        ]);
        let picks = vec(
            (0..Facet::ALL.len(), "[!=]{0,2}.{0,12}", any::<bool>()),
            0..6,
        );
        (".{0,30}", picks, sort, opened, 0..Perspective::ALL.len()).prop_map(
            |(q, picks, sort, opened, side)| {
                let mut shown = UrlState {
                    q,
                    overlay: opened,
                    perspective: Perspective::ALL[side],
                    ..UrlState::default()
                };
                for (facet, value, with) in picks {
                    let facet = Facet::ALL[facet];
                    shown.add_filter(Pick { facet, value, with });
                }
                for (column, descending) in sort {
                    let column = COLUMNS[column].sort;
                    if shown.sorted(column).is_none() {
                        shown.sort.by.push(By { column, descending });
                    }
                }
                shown
            },
        )
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
        let shown = read(
            "q=anna%20prod&role=ves-io-admin-role&otp=!on&sort=status,-last_login&user=a@b.example",
        );
        assert_eq!(
            shown.to_string(),
            "q=anna+prod&role=ves-io-admin-role&otp=!on&sort=status,-last_login&user=a@b.example"
        );
    }

    #[test]
    fn what_has_no_meaning_is_passed_over() {
        assert_eq!(
            read("utm=1&sort=age,,user,-user&role=&user="),
            read("sort=user")
        );
        assert_eq!(
            read("compare=a&compare=,b&compare=a,&compare=a,b,c"),
            UrlState::default()
        );
        assert_eq!(read("user=a&compare=b,c").to_string(), "compare=b,c");
        assert_eq!(read("compare=b,c&user=a").to_string(), "user=a");
        assert_eq!(read(""), UrlState::default());
        assert_eq!(read("q=%zz%4").q, "%zz%4");
    }

    #[test]
    fn ignores_sorting_by_a_column_that_the_table_lacks() {
        assert_eq!(read("sort=created"), UrlState::default());
        assert_eq!(read("sort=-created,user").to_string(), "sort=user");
    }

    #[test]
    fn a_header_sorts_from_the_start_then_from_the_end_then_not_at_all() {
        let mut shown = UrlState::default();
        let mut turns = Vec::new();
        for _ in 0..3 {
            shown.cycle_sort(Column::Otp, false);
            turns.push(shown.to_string());
        }
        assert_eq!(turns, ["sort=otp", "sort=-otp", ""]);
        shown.cycle_sort(Column::Status, false);
        shown.cycle_sort(Column::User, true);
        shown.cycle_sort(Column::Status, true);
        assert_eq!(shown.to_string(), "sort=-status,user");
        shown.cycle_sort(Column::Groups, false);
        assert_eq!(shown.to_string(), "sort=groups");
    }
}
