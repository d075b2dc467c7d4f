//! The list of saved views, as a value and as the text that is stored: a line each, the query string, a tab, the name. A view has
//! filters and an order; no user is in it, except in what somebody typed. Pure: knows no browser.

use crate::domain::text::{displayable, has_visible_text};
use crate::pages::users::columns::order_sentence;
use crate::pages::users::labels::saved_views as labels;
use crate::pages::users::url::state::{Perspective, UrlState};

/// Nobody finds a view among more of them.
pub(super) const MAX_VIEWS: usize = 50;
/// In characters.
pub(super) const MAX_NAME_LENGTH: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedView {
    pub(super) name: String,
    pub(super) state: UrlState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameError {
    Empty,
    TooLong,
    /// It has characters that can't be seen, or that change the direction of text.
    Invisible,
}

/// Why a change wasn't made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeError {
    Name(NameError),
    /// A view has this name; saving may replace it.
    Exists,
    TooMany,
    /// Another view has this name, or the view to rename is gone.
    Taken,
    OwnerUnknown,
    StorageBlocked,
    StorageFull,
}

impl ChangeError {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Name(NameError::Empty) => labels::NAME_EMPTY,
            Self::Name(NameError::TooLong) => labels::NAME_TOO_LONG,
            Self::Name(NameError::Invisible) => labels::NAME_INVISIBLE,
            Self::Exists => labels::REPLACE_EXISTING,
            Self::TooMany => labels::TOO_MANY,
            Self::Taken => labels::NAME_TAKEN,
            Self::OwnerUnknown => labels::OWNER_UNKNOWN,
            Self::StorageBlocked => labels::STORAGE_BLOCKED,
            Self::StorageFull => labels::STORAGE_FULL,
        }
    }
}

/// The name to store.
pub(super) fn parse_name(typed: &str) -> Result<String, NameError> {
    let name = typed.trim();
    if name.is_empty() {
        Err(NameError::Empty)
    } else if !has_visible_text(name) || displayable(name) != name {
        Err(NameError::Invisible)
    } else if name.chars().count() > MAX_NAME_LENGTH {
        Err(NameError::TooLong)
    } else {
        Ok(name.to_owned())
    }
}

/// The index of the view with a name; case doesn't matter.
fn index_of(views: &[SavedView], name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    views
        .iter()
        .position(|view| view.name.to_lowercase() == name)
}

/// Adds a view, or replaces the one with its name if `may_replace`. Returns the stored name.
pub(super) fn save(
    views: &mut Vec<SavedView>,
    typed: &str,
    state: UrlState,
    may_replace: bool,
) -> Result<String, ChangeError> {
    let name = parse_name(typed).map_err(ChangeError::Name)?;
    let view = SavedView {
        name: name.clone(),
        state,
    };
    match index_of(views, &name) {
        Some(index) if may_replace => views[index] = view,
        Some(_) => return Err(ChangeError::Exists),
        None if views.len() >= MAX_VIEWS => return Err(ChangeError::TooMany),
        None => views.push(view),
    }
    Ok(name)
}

/// Returns the stored name.
pub(super) fn rename(
    views: &mut [SavedView],
    name: &str,
    typed: &str,
) -> Result<String, ChangeError> {
    let new_name = parse_name(typed).map_err(ChangeError::Name)?;
    let index = index_of(views, name).ok_or(ChangeError::Taken)?;
    if index_of(views, &new_name).is_some_and(|other| other != index) {
        return Err(ChangeError::Taken);
    }
    views[index].name.clone_from(&new_name);
    Ok(new_name)
}

/// Removes a view; returns it with its index, for [`restore`].
pub(super) fn delete(views: &mut Vec<SavedView>, name: &str) -> Option<(usize, SavedView)> {
    let index = index_of(views, name)?;
    Some((index, views.remove(index)))
}

pub(super) fn restore(views: &mut Vec<SavedView>, index: usize, view: SavedView) {
    views.insert(index.min(views.len()), view);
}

pub(crate) fn write(views: &[SavedView]) -> String {
    let lines = views
        .iter()
        .map(|view| format!("{}\t{}\n", view.state, view.name));
    lines.collect()
}

/// Parses what is stored, by whatever release or hand; ignores lines that make no sense.
pub(crate) fn parse(text: &str) -> Vec<SavedView> {
    let mut views: Vec<SavedView> = Vec::new();
    for line in text.lines() {
        let Some((query, typed)) = line.split_once('\t') else {
            continue;
        };
        // A name that occurs twice is saved once.
        let _ = save(
            &mut views,
            typed,
            UrlState::parse(query).without_user(),
            false,
        );
    }
    views
}

/// The search, the filters, the order and the perspective of a view.
pub(crate) fn describe(state: &UrlState) -> String {
    let order = (!state.sort.by.is_empty()).then(|| order_sentence(&state.sort));
    let perspective = (state.perspective != Perspective::Users).then(|| state.perspective.title());
    labels::description(&state.q, state.picks(), order, perspective)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn named(names: &[&str]) -> Vec<SavedView> {
        let lines = names.iter().map(|name| format!("\t{name}\n"));
        parse(&lines.collect::<String>())
    }

    fn names(views: &[SavedView]) -> Vec<&str> {
        views.iter().map(|view| view.name.as_str()).collect()
    }

    proptest! {
        #[test]
        fn views_survive_storage(names in vec("[a-zA-Zäöß \u{202e}\t\n]{0,8}", 0..8), q in ".{0,20}", sort in "(user|-otp)?") {
            let mut views: Vec<SavedView> = Vec::new();
            for name in names {
                let mut state = UrlState::parse(&format!("sort={sort}"));
                state.q.clone_from(&q);
                let _ = save(&mut views, &name, state, false);
            }
            prop_assert_eq!(parse(&write(&views)), views);
        }

        #[test]
        fn any_stored_text_parses_as_views_with_valid_names(text in "(.{0,20}[\t\n]){0,6}") {
            for view in parse(&text) {
                prop_assert_eq!(parse_name(&view.name), Ok(view.name));
            }
        }
    }

    #[test]
    fn a_view_contains_no_user() {
        let views = parse("q=otp:off&user=ann@acme.io\tNo OTP\ncompare=ann@acme.io,bob\tTwo\n");
        assert_eq!(write(&views), "q=otp:off\tNo OTP\n\tTwo\n");
    }

    #[test]
    fn a_saved_view_is_not_sorted_by_a_column_that_the_table_lacks() {
        let views = parse("sort=created\tNewest\nsort=created,-user\tBy name\n");
        assert_eq!(describe(&views[0].state), "All users");
        assert_eq!(describe(&views[1].state), "Sorted by User, descending");
        assert_eq!(write(&views), "\tNewest\nsort=-user\tBy name\n");
    }

    #[test]
    fn describes_search_filters_order_and_perspective() {
        let state = UrlState::parse("q=anna&otp=on&status=!disabled&sort=user&show=matrix");
        assert_eq!(
            describe(&state),
            "anna · One-time password: On · Status: not Disabled · Sorted by User, ascending · Matrix"
        );
    }

    #[test]
    fn a_name_is_visible_short_and_unique() {
        assert_eq!(
            parse_name("  Dormant admins "),
            Ok("Dormant admins".to_owned())
        );
        assert_eq!(parse_name(" \t"), Err(NameError::Empty));
        assert_eq!(parse_name("\u{200b}"), Err(NameError::Invisible));
        assert_eq!(parse_name("a\u{202e}b"), Err(NameError::Invisible));
        assert_eq!(parse_name("a\nb"), Err(NameError::Invisible));
        assert_eq!(parse_name(&"é".repeat(60)), Ok("é".repeat(60)));
        assert_eq!(parse_name(&"x".repeat(61)), Err(NameError::TooLong));
        let views = parse("\tÄrzte\nq=x\tärzte\n\tother\n");
        assert_eq!(names(&views), ["Ärzte", "other"]);
        assert_eq!(index_of(&views, "OTHER"), Some(1));
    }

    #[test]
    fn saves_at_most_50_views() {
        let many: String = (0..80).map(|n| format!("\tview {n}\n")).collect();
        let mut views = parse(&many);
        assert_eq!(views.len(), MAX_VIEWS);
        let state = UrlState::default();
        let refused = save(&mut views, "one more", state.clone(), false);
        assert_eq!(refused, Err(ChangeError::TooMany));
        assert_eq!(
            save(&mut views, "View 7", state, true),
            Ok("View 7".to_owned())
        );
        assert_eq!(views.len(), MAX_VIEWS);
    }

    #[test]
    fn replaces_a_view_only_if_it_may() {
        let mut views = named(&["One", "Two"]);
        let state = UrlState::parse("q=new");
        assert_eq!(
            save(&mut views, "one", state.clone(), false),
            Err(ChangeError::Exists)
        );
        assert_eq!(write(&views), "\tOne\n\tTwo\n");
        assert_eq!(save(&mut views, " one ", state, true), Ok("one".to_owned()));
        assert_eq!(write(&views), "q=new\tone\n\tTwo\n");
    }

    #[test]
    fn renames_a_view_unless_another_has_the_name() {
        let mut views = named(&["One", "Two"]);
        assert_eq!(rename(&mut views, "Two", "ONE"), Err(ChangeError::Taken));
        assert_eq!(rename(&mut views, "gone", "New"), Err(ChangeError::Taken));
        assert_eq!(
            rename(&mut views, "Two", " "),
            Err(ChangeError::Name(NameError::Empty))
        );
        assert_eq!(rename(&mut views, "Two", "TWO"), Ok("TWO".to_owned()));
        assert_eq!(names(&views), ["One", "TWO"]);
    }

    #[test]
    fn restores_a_deleted_view_where_it_was() {
        let mut views = named(&["One", "Two", "Three"]);
        let (index, view) = (1, views[1].clone());
        assert_eq!(delete(&mut views, "Two"), Some((index, view.clone())));
        assert_eq!(names(&views), ["One", "Three"]);
        assert_eq!(delete(&mut views, "Two"), None);
        restore(&mut views, index, view.clone());
        assert_eq!(names(&views), ["One", "Two", "Three"]);
        // Another tab has deleted the others meanwhile.
        let mut views = Vec::new();
        restore(&mut views, index, view);
        assert_eq!(names(&views), ["Two"]);
    }
}
