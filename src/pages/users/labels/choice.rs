//! Strings of choosing between users whom an address may mean, and of what is said when it means nobody.

use rolecall_directory::{Key, Match};
use rolecall_text::{grouped, plural};

use crate::domain::text::displayable;
use crate::pages::users::data::lookup::{Candidates, Why};

pub(crate) const WHICH_USER: &str = "Which user?";
pub(crate) const CANDIDATES: &str = "Users to choose from";
pub(crate) const NOTHING_DIFFERS: &str =
    "Nothing in the response tells them apart, only their place in it.";
pub(crate) const DISMISS: &str = "Dismiss";
pub(crate) const FIRST: &str = "First user";
pub(crate) const SECOND: &str = "Second user";

/// The place of a user in the response.
pub(crate) fn entry(row: u32) -> String {
    format!("Entry {}", grouped(u64::from(row) + 1))
}

/// The name in a link, in quotation marks.
fn quoted(key: &Key) -> String {
    match key.text.as_str() {
        "" => "a user without a name".to_owned(),
        text => format!("“{}”", displayable(text)),
    }
}

/// Why the person has to choose.
pub(crate) fn reason(key: &Key, candidates: &Candidates) -> String {
    let name = quoted(key);
    let count = candidates.count.into();
    match candidates.why {
        Why::Several(Match::Exact) if key.mark.is_some() => plural(
            count,
            &format!("{name} can't be told apart from others."),
            &format!(
                "{{n}} users called {name} have the same names, email and account, so the link can't say which one it means."
            ),
        ),
        Why::Several(Match::Exact) => plural(
            count,
            &format!("1 user has the username {name}."),
            &format!("{{n}} users have the username {name}."),
        ),
        Why::Several(Match::Spelling) => plural(
            count,
            &format!("Nobody has exactly the username {name}. 1 user has it in another spelling."),
            &format!(
                "Nobody has exactly the username {name}. {{n}} users have it in another spelling."
            ),
        ),
        Why::Several(Match::Email) => plural(
            count,
            &format!("Nobody has the username {name}. 1 user has it as email address."),
            &format!("Nobody has the username {name}. {{n}} users have it as email address."),
        ),
        Why::Changed => plural(
            count,
            &format!(
                "The link means a certain user called {name}, who is gone or has changed. 1 user has this name now, who may be somebody else."
            ),
            &format!(
                "The link means a certain user called {name}, who is gone or has changed. {{n}} users have this name now."
            ),
        ),
        Why::Incomplete => plural(
            count,
            &format!(
                "Not all users could be loaded, so it isn't certain who {name} is. 1 of those loaded matches."
            ),
            &format!(
                "Not all users could be loaded, so it isn't certain who {name} is. {{n}} of those loaded match."
            ),
        ),
    }
}

/// Follows the list if it isn't all of them.
pub(crate) fn only_first(listed: u32, count: u32) -> Option<String> {
    (listed < count).then(|| {
        let (listed, count) = (grouped(listed.into()), grouped(count.into()));
        format!("These are the first {listed} of {count}. Search the table for the others.")
    })
}

/// How the user was found, if it wasn't by the exact username.
pub(crate) fn not_exact(key: &Key, by: Match) -> Option<String> {
    let name = quoted(key);
    match by {
        Match::Exact => None,
        Match::Spelling => Some(format!(
            "Nobody has exactly the username {name}. This is the only user with it in another spelling."
        )),
        Match::Email => Some(format!(
            "Nobody has the username {name}. This is the only user with it as email address."
        )),
    }
}

/// The user of the link isn't there.
pub(crate) fn not_found(key: &Key, all_here: bool) -> String {
    let name = quoted(key);
    if all_here {
        format!("The user in this link, {name}, isn't in the list.")
    } else {
        format!("The user in this link, {name}, isn't among the users that could be loaded.")
    }
}
