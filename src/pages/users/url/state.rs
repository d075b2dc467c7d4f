//! What the users page shows, as its URL says it: `?q=anna&role=admin&sort=-login&user=anna`. Any text can be parsed, and a state is
//! always written the same way, so Back, reload and a shared link restore the same view. Pure: knows no browser.
//!
//! | key | meaning |
//! |---|---|
//! | `q` | the text of the search box |
//! | `role`, `namespace`, `identity`, `otp`, `status` | a value that users must have, any of several; `!value`: must not have |
//! | `sort` | columns, the first decides first; `-` before one: descending |
//! | `user` | whose panel is open: a username, or an email |
//! | `compare` | two users side by side: `ID,ID`; a comma within one is `%2C`, a percent sign `%25` |
//! | `which` | tells those users from others of their name, see `overlay` |
//! | `show` | `roles`, `namespaces` or `matrix` instead of the users |

use std::fmt::{Display, Formatter, Result as FmtResult, Write};

use rolecall_directory::{By, Column, Facet, Filter, Key, Order, Pick, Query};
use rolecall_text::percent;

use super::overlay::Overlay;
use crate::pages::users::columns::COLUMNS;
use crate::pages::users::labels::filters as labels;

/// The default is the whole tenant in its original order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UrlState {
    pub(crate) q: String,
    /// Ordered by facet; no value twice in a facet.
    picks: Vec<Pick>,
    pub(crate) sort: Order,
    /// The open panel or comparison: never both.
    pub(crate) overlay: Option<Overlay>,
    pub(crate) perspective: Perspective,
}

/// Users as a list, or counted by what they have.
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
            Self::Users => labels::SHOW_USERS,
            Self::Roles => labels::SHOW_ROLES,
            Self::Namespaces => labels::SHOW_NAMESPACES,
            Self::Matrix => labels::SHOW_MATRIX,
        }
    }
}

impl UrlState {
    /// Parses a query string without its `?`. Ignores what has no meaning.
    pub(crate) fn parse(query: &str) -> Self {
        let (mut state, mut which) = (Self::default(), String::new());
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = || percent::decode_query(value);
            match name {
                "q" => state.q = value(),
                "sort" => state.sort = Order::read(&value(), &COLUMNS.map(|column| column.sort)),
                "user" => state.overlay = Some(Overlay::user(value())),
                "compare" => state.overlay = Overlay::pair(&value()).or(state.overlay),
                "which" => which = value(),
                "show" => {
                    let value = value();
                    let mut all = Perspective::ALL.into_iter();
                    let perspective = all.find(|perspective| perspective.key() == value);
                    state.perspective = perspective.unwrap_or_default();
                }
                _ => {
                    let facet = Facet::ALL.into_iter().find(|facet| facet.key() == name);
                    if let Some(pick) = facet.and_then(|facet| parse_pick(facet, &value())) {
                        state.add_filter(pick);
                    }
                }
            }
        }
        state.overlay = state.overlay.and_then(|overlay| overlay.marked(&which));
        state
    }

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
    pub(crate) fn user(&self) -> Option<&Key> {
        match &self.overlay {
            Some(Overlay::User(user)) => Some(user),
            Some(Overlay::Compare(_)) | None => None,
        }
    }

    /// One of the two users compared.
    pub(crate) fn compared(&self, index: usize) -> Option<&Key> {
        match &self.overlay {
            Some(Overlay::Compare(users)) => users.get(index),
            Some(Overlay::User(_)) | None => None,
        }
    }

    /// What a saved view contains: filters and order, but no user.
    pub(crate) fn without_user(&self) -> Self {
        Self {
            overlay: None,
            ..self.clone()
        }
    }

    /// Whether fewer than all users may match.
    pub(crate) fn is_filtered(&self) -> bool {
        !self.q.trim().is_empty() || !self.picks.is_empty()
    }

    /// Adds a value to those of its facet, or changes whether it is included or excluded.
    pub(crate) fn add_filter(&mut self, pick: Pick) {
        self.remove_filter(pick.facet, &pick.value);
        let index = self
            .picks
            .partition_point(|other| other.facet as u8 <= pick.facet as u8);
        self.picks.insert(index, pick);
    }

    pub(crate) fn remove_filter(&mut self, facet: Facet, value: &str) {
        self.picks
            .retain(|pick| pick.facet != facet || pick.value != value);
    }

    /// Removes the filters, not the search.
    pub(crate) fn clear_filters(&mut self) {
        self.picks.clear();
    }

    /// Removes the filters and the search.
    pub(crate) fn clear(&mut self) {
        self.q.clear();
        self.picks.clear();
    }

    /// How a column is sorted, and its rank among the columns sorted by.
    pub(crate) fn sorted(&self, column: Column) -> Option<(usize, By)> {
        let mut keys = self.sort.by.iter().copied().enumerate();
        keys.find(|(_, by)| by.column == column)
    }

    /// What activating a column's header does: ascending, descending, not sorted. `add` keeps the other columns.
    pub(crate) fn cycle_sort(&mut self, column: Column, add: bool) {
        let current = self.sorted(column);
        let by = &mut self.sort.by;
        if !add {
            by.retain(|by| by.column == column);
        }
        match current {
            None => by.push(By {
                column,
                descending: false,
            }),
            Some((_, current)) if !current.descending => {
                for own in by.iter_mut().filter(|own| own.column == column) {
                    own.descending = true;
                }
            }
            Some(_) => by.retain(|by| by.column != column),
        }
    }
}

/// A pick as the URL and the value of an `<option>` have it: `!` before an excluded value; `=` says that the rest is a value, whatever it
/// starts with. The empty text is no pick.
pub(crate) fn parse_pick(facet: Facet, text: &str) -> Option<Pick> {
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
    let prefix = if !pick.with {
        "!"
    } else if pick.value.is_empty() || pick.value.starts_with(['!', '=']) {
        "="
    } else {
        ""
    };
    format!("{prefix}{}", pick.value)
}

impl Display for UrlState {
    /// Writes a query string without its `?`; empty for the default.
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
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
            pair(pick.facet.key(), &write_pick(pick))?;
        }
        if !self.sort.by.is_empty() {
            pair("sort", &self.sort.to_string())?;
        }
        if let Some(overlay) = &self.overlay {
            let (key, value, which) = overlay.write();
            pair(key, &value)?;
            if !which.is_empty() {
                pair("which", &which)?;
            }
        }
        match self.perspective {
            Perspective::Users => Ok(()),
            perspective => pair("show", perspective.key()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    fn any_state() -> impl Strategy<Value = UrlState> {
        let sort = vec((0..COLUMNS.len(), any::<bool>()), 0..5);
        let text = "[%,2C5a+@]{1,9}|.{1,20}";
        let key = || {
            let key = |(text, mark)| Key { text, mark };
            let marked = any::<u64>().prop_map(|mark| (String::new(), Some(mark)));
            prop_oneof![4 => (text, option::of(any::<u64>())), 1 => marked].prop_map(key)
        };
        let overlay = option::of(prop_oneof![
            key().prop_map(Overlay::User),
            [key(), key()].prop_map(Overlay::Compare),
        ]);
        let picks = vec(
            (0..Facet::ALL.len(), "[!=]{0,2}.{0,12}", any::<bool>()),
            0..6,
        );
        (".{0,30}", picks, sort, overlay, 0..Perspective::ALL.len()).prop_map(
            |(q, picks, sort, overlay, perspective)| {
                let mut state = UrlState {
                    q,
                    overlay,
                    perspective: Perspective::ALL[perspective],
                    ..UrlState::default()
                };
                for (facet, value, with) in picks {
                    let facet = Facet::ALL[facet];
                    state.add_filter(Pick { facet, value, with });
                }
                for (column, descending) in sort {
                    let column = COLUMNS[column].sort;
                    if state.sorted(column).is_none() {
                        state.sort.by.push(By { column, descending });
                    }
                }
                state
            },
        )
    }

    proptest! {
        #[test]
        fn every_state_survives_its_url(state in any_state()) {
            prop_assert_eq!(UrlState::parse(&state.to_string()), state);
        }

        #[test]
        fn any_text_parses_and_is_written_in_one_way(text in ".{0,60}") {
            let written = UrlState::parse(&text).to_string();
            prop_assert_eq!(UrlState::parse(&written).to_string(), written);
        }

        #[test]
        fn a_url_contains_nothing_that_ends_a_value(state in any_state()) {
            let text = state.to_string();
            prop_assert!(text.is_ascii());
            prop_assert!(!text.contains(['#', '"', '<', '>', ' ', '?']));
        }
    }

    #[test]
    fn a_url_is_readable() {
        let state = UrlState::parse(
            "q=anna%20prod&role=ves-io-admin-role&otp=!on&sort=status,-last_login&user=a@b.example",
        );
        assert_eq!(
            state.to_string(),
            "q=anna+prod&role=ves-io-admin-role&otp=!on&sort=status,-last_login&user=a@b.example"
        );
    }

    #[test]
    fn ignores_what_has_no_meaning() {
        assert_eq!(
            UrlState::parse("utm=1&sort=age,,user,-user&role=&user="),
            UrlState::parse("sort=user")
        );
        for nobody in [
            "user=&which=",
            "user=&which=x",
            "which=12",
            "compare=,b&which=,12",
        ] {
            assert_eq!(UrlState::parse(nobody), UrlState::default(), "{nobody}");
        }
        assert_eq!(
            UrlState::parse("compare=a&compare=,b&compare=a,&compare=a,b,c"),
            UrlState::default()
        );
        assert_eq!(
            UrlState::parse("user=a&compare=b,c").to_string(),
            "compare=b,c"
        );
        assert_eq!(UrlState::parse("compare=b,c&user=a").to_string(), "user=a");
        assert_eq!(UrlState::parse(""), UrlState::default());
        assert_eq!(UrlState::parse("q=%zz%4").q, "%zz%4");
    }

    #[test]
    fn ignores_sorting_by_a_column_that_the_table_lacks() {
        assert_eq!(UrlState::parse("sort=created"), UrlState::default());
        assert_eq!(
            UrlState::parse("sort=-created,user").to_string(),
            "sort=user"
        );
    }

    #[test]
    fn a_header_sorts_ascending_then_descending_then_not_at_all() {
        let mut state = UrlState::default();
        let mut steps = Vec::new();
        for _ in 0..3 {
            state.cycle_sort(Column::Otp, false);
            steps.push(state.to_string());
        }
        assert_eq!(steps, ["sort=otp", "sort=-otp", ""]);
        state.cycle_sort(Column::Status, false);
        state.cycle_sort(Column::User, true);
        state.cycle_sort(Column::Status, true);
        assert_eq!(state.to_string(), "sort=-status,user");
        state.cycle_sort(Column::Groups, false);
        assert_eq!(state.to_string(), "sort=groups");
    }
}
