//! What of the list is looked at, as it stands in the URL, and what came of asking for it.

use leptos_router::params::ParamsMap;

use crate::api::access::{AccessList, ListQuery};

/// Rows asked for at a time: the default of the service.
pub(super) const LIMIT: u32 = 100;

/// `?offset=100&user=*ab*&type=ui_connection`; what is left out is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ViewState {
    pub(super) offset: u32,
    pub(super) user: String,
    pub(super) access_type: String,
}

impl ViewState {
    pub(super) fn of_query(query: &ParamsMap) -> Self {
        let text = |key| query.get_str(key).unwrap_or_default().trim().to_owned();
        Self {
            offset: text("offset").parse().unwrap_or(0),
            user: text("user"),
            access_type: text("type"),
        }
    }

    pub(super) fn is_filtered(&self) -> bool {
        !self.user.is_empty() || !self.access_type.is_empty()
    }

    /// The same view from another row on.
    pub(super) fn at(&self, offset: u32) -> Self {
        Self {
            offset,
            ..self.clone()
        }
    }

    /// The address of this view.
    pub(super) fn href(&self) -> String {
        let mut query = ParamsMap::new();
        if self.offset > 0 {
            query.insert("offset", self.offset.to_string());
        }
        if !self.user.is_empty() {
            query.insert("user", self.user.clone());
        }
        if !self.access_type.is_empty() {
            query.insert("type", self.access_type.clone());
        }
        format!("/accesses{}", query.to_query_string())
    }

    pub(super) fn to_list_query(&self) -> ListQuery {
        ListQuery {
            limit: LIMIT,
            offset: self.offset,
            user: self.user.clone(),
            access_type: self.access_type.clone(),
        }
    }
}

/// Rows, and the view they were asked for: the URL may be ahead of them.
pub(super) struct Shown {
    pub(super) asked: ViewState,
    pub(super) list: AccessList,
}

impl Shown {
    /// How many there are, as the service says; never fewer than are on screen.
    pub(super) fn total(&self) -> Option<u64> {
        let total = u64::try_from(*self.list.total.known()?).ok()?;
        Some(total.max(self.last()))
    }

    /// The number of the last row on screen, counted from 1; 0 without rows.
    pub(super) fn last(&self) -> u64 {
        match self.list.results.len() as u64 {
            0 => 0,
            rows => u64::from(self.asked.offset) + rows,
        }
    }

    /// Where the rows before these begin.
    pub(super) fn previous(&self) -> Option<ViewState> {
        let offset = self.asked.offset;
        (offset > 0).then(|| self.asked.at(offset.saturating_sub(LIMIT)))
    }

    /// Where the rows after these begin: by the total, or, where it is not told, by a page that is full.
    pub(super) fn next(&self) -> Option<ViewState> {
        let more = match self.total() {
            Some(total) => self.last() > 0 && self.last() < total,
            None => self.list.results.len() >= LIMIT as usize,
        };
        more.then(|| self.asked.at(self.asked.offset.saturating_add(LIMIT)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::field::Field;

    fn shown(offset: u32, rows: usize, total: Field<i64>) -> Shown {
        let asked = ViewState {
            offset,
            ..ViewState::default()
        };
        let results = (0..rows).map(|_| Field::Null).collect();
        Shown {
            asked,
            list: AccessList { total, results },
        }
    }

    #[test]
    fn the_pager_ends_where_the_total_says_and_never_below_what_is_shown() {
        assert_eq!(
            shown(0, 100, Field::Known(250)).next().map(|to| to.offset),
            Some(100)
        );
        assert_eq!(shown(200, 50, Field::Known(250)).next(), None);
        assert_eq!(shown(0, 100, Field::Known(7)).total(), Some(100));
        assert_eq!(shown(0, 0, Field::Known(7)).next(), None);
        assert_eq!(
            shown(50, 10, Field::Known(60))
                .previous()
                .map(|to| to.offset),
            Some(0)
        );
    }

    #[test]
    fn without_a_total_a_full_page_is_followed_by_another() {
        assert!(shown(0, 100, Field::Missing).next().is_some());
        assert!(shown(0, 99, Field::Missing).next().is_none());
        assert_eq!(shown(0, 99, Field::Known(-3)).total(), None);
    }
}
