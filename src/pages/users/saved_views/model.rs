//! Views kept by name, as a value and as the text that the browser keeps: a line each, the address, a tab, the name. A view is
//! what narrows and orders the list; no user is in it but what somebody typed. Pure: knows no browser.

use crate::domain::text::{displayable, has_visible_text};
use crate::pages::users::columns::order_sentence;
use crate::pages::users::labels;
use crate::pages::users::url::state::UrlState;

/// More than these nobody finds again.
pub(crate) const MOST: usize = 50;
/// Letters of a name.
pub(crate) const LONGEST: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedView {
    pub(crate) name: String,
    pub(crate) shown: UrlState,
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    Empty,
    Long,
    /// It has letters that cannot be seen, or that turn text round.
    Odd,
}

impl Wrong {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Empty => "Give the view a name.",
            Self::Long => "A name may have 60 characters at the most.",
            Self::Odd => "The name has characters that cannot be seen. Type it without them.",
        }
    }
}

/// The name as it is kept.
pub(crate) fn name(typed: &str) -> Result<String, Wrong> {
    let name = typed.trim();
    if name.is_empty() {
        Err(Wrong::Empty)
    } else if !has_visible_text(name) || displayable(name) != name {
        Err(Wrong::Odd)
    } else if name.chars().count() > LONGEST {
        Err(Wrong::Long)
    } else {
        Ok(name.to_owned())
    }
}

/// Where the view of a name stands; names differ by more than case.
pub(crate) fn place(views: &[SavedView], name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    views.iter().position(|own| own.name.to_lowercase() == name)
}

pub(crate) fn write(views: &[SavedView]) -> String {
    let lines = views
        .iter()
        .map(|own| format!("{}\t{}\n", own.shown, own.name));
    lines.collect()
}

/// Reads what was kept, by whatever release or hand; a line that makes no sense is passed over.
pub(crate) fn read(text: &str) -> Vec<SavedView> {
    let mut views: Vec<SavedView> = Vec::new();
    for line in text.lines() {
        let Some((address, typed)) = line.split_once('\t') else {
            continue;
        };
        let shown: UrlState = address.parse().unwrap_or_else(|never| match never {});
        if let Ok(name) = name(typed)
            && place(&views, &name).is_none()
            && views.len() < MOST
        {
            let shown = shown.without_user();
            views.push(SavedView { name, shown });
        }
    }
    views
}

/// What a view shows, in words: what is typed, the filters, the order.
pub(crate) fn in_words(shown: &UrlState) -> String {
    let mut parts = Vec::new();
    if !shown.q.trim().is_empty() {
        parts.push(displayable(shown.q.trim()));
    }
    for pick in shown.picks() {
        let value = labels::value(pick.facet, &pick.value);
        let without = if pick.with { "" } else { "without " };
        parts.push(format!("{}: {without}{value}", labels::facet(pick.facet)));
    }
    if !shown.sort.by.is_empty() {
        parts.push(order_sentence(&shown.sort).trim_end_matches('.').to_owned());
    }
    if shown.perspective != crate::pages::users::url::state::Perspective::Users {
        parts.push(shown.perspective.title().to_owned());
    }
    match parts.is_empty() {
        true => "All users".to_owned(),
        false => parts.join(" · "),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn shown(query: &str) -> UrlState {
        query.parse().unwrap_or_else(|never| match never {})
    }

    proptest! {
        #[test]
        fn views_read_back_as_they_were_kept(names in vec("[a-zA-Zäöß \u{202e}\t\n]{0,8}", 0..8), q in ".{0,20}", sort in "(user|-otp)?") {
            let mut views: Vec<SavedView> = Vec::new();
            for typed in names {
                if let Ok(name) = name(&typed) && place(&views, &name).is_none() {
                    let mut shown = shown(&format!("sort={sort}"));
                    shown.q.clone_from(&q);
                    views.push(SavedView { name, shown });
                }
            }
            prop_assert_eq!(read(&write(&views)), views);
        }

        #[test]
        fn whatever_is_kept_reads_as_views_with_good_names(text in "(.{0,20}[\t\n]){0,6}") {
            for own in read(&text) {
                prop_assert_eq!(name(&own.name), Ok(own.name));
            }
        }
    }

    #[test]
    fn a_view_holds_no_user() {
        let kept = read("q=otp:off&user=ann@acme.io\tNo OTP\ncompare=ann@acme.io,bob\tTwo\n");
        assert_eq!(write(&kept), "q=otp:off\tNo OTP\n\tTwo\n");
    }

    #[test]
    fn a_saved_view_is_not_sorted_by_a_column_that_the_table_lacks() {
        let saved = read("sort=created\tNewest\nsort=created,-user\tBy name\n");
        assert_eq!(in_words(&saved[0].shown), "All users");
        assert_eq!(in_words(&saved[1].shown), "Sorted by User, descending");
        assert_eq!(write(&saved), "\tNewest\nsort=-user\tBy name\n");
    }

    #[test]
    fn names_are_seen_short_and_unlike_each_other() {
        assert_eq!(name("  Dormant admins "), Ok("Dormant admins".to_owned()));
        assert_eq!(name(" \t"), Err(Wrong::Empty));
        assert_eq!(name("\u{200b}"), Err(Wrong::Odd));
        assert_eq!(name("a\u{202e}b"), Err(Wrong::Odd));
        assert_eq!(name("a\nb"), Err(Wrong::Odd));
        assert_eq!(name(&"é".repeat(60)), Ok("é".repeat(60)));
        assert_eq!(name(&"x".repeat(61)), Err(Wrong::Long));
        let kept = read("\tÄrzte\nq=x\tärzte\n\tother\n");
        assert_eq!(kept.len(), 2);
        assert_eq!(place(&kept, "OTHER"), Some(1));
    }

    #[test]
    fn no_more_than_can_be_found_again_are_read() {
        let many: String = (0..80).map(|n| format!("\tview {n}\n")).collect();
        assert_eq!(read(&many).len(), MOST);
    }
}
