//! What is compared of two users, line by line, in words: roles by namespace, groups, the account. Knows no screen.

use rolecall_directory::{
    Compared, Comparison, Completeness, Grant, Held, LastLogin, User, Verdict,
};

use crate::browser::intl;
use crate::domain::text::displayable;
use crate::pages::users::labels;

/// A line: what it is about, what stands for each of the two, and what that comes to.
pub(crate) struct Line {
    pub(crate) label: String,
    /// `None`: unknown.
    pub(crate) cells: [Option<String>; 2],
    pub(crate) verdict: Verdict,
}

/// Lines under a heading.
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
}

/// What stands for somebody who does not have it.
pub(crate) const NO: &str = "No";

fn held(held: Held) -> Option<String> {
    match held {
        Held::Yes => Some("Yes".to_owned()),
        Held::Everywhere => Some("Through all namespaces (*)".to_owned()),
        Held::No => Some(NO.to_owned()),
        Held::Unknown => None,
    }
}

/// Roles by namespace, groups, and the account.
pub(crate) fn groups(pair: &[User<'_>; 2]) -> Vec<Group> {
    let found = Comparison::of(&pair[0], &pair[1]);
    let mut groups: Vec<Group> = Vec::new();
    for Compared {
        item: Grant { namespace, role },
        held: sides,
        verdict,
    } in found.grants
    {
        let space = match namespace {
            Some("*") => "Roles in all namespaces (*)".to_owned(),
            Some(name) => format!("Roles in {}", displayable(name)),
            None => "Roles in an unknown namespace".to_owned(),
        };
        let line = Line {
            label: role.map_or_else(|| "Unknown role".to_owned(), displayable),
            cells: sides.map(held),
            verdict,
        };
        match groups.last_mut() {
            Some(last) if last.title == space => last.lines.push(line),
            _ => groups.push(Group {
                title: space,
                lines: vec![line],
            }),
        }
    }
    if groups.is_empty() {
        groups.push(untold("Roles", pair.map(|user| user.grants_completeness())));
    }
    let lines: Vec<Line> = found
        .groups
        .into_iter()
        .map(|one| Line {
            label: displayable(one.item),
            cells: one.held.map(held),
            verdict: one.verdict,
        })
        .collect();
    groups.push(match lines.is_empty() {
        true => untold("Groups", pair.map(|user| user.groups_completeness())),
        false => Group {
            title: "Groups".to_owned(),
            lines,
        },
    });
    groups.push(account(pair));
    groups
}

/// Two empty lists, which may be empty because they were not told.
fn untold(title: &str, completeness: [Completeness; 2]) -> Group {
    let whole = |completeness| completeness == Completeness::Complete;
    let lines = match completeness.into_iter().all(whole) {
        true => Vec::new(),
        false => vec![Line {
            label: "Any".to_owned(),
            cells: completeness.map(|completeness| whole(completeness).then(|| NO.to_owned())),
            verdict: Verdict::Unknown,
        }],
    };
    Group {
        title: title.to_owned(),
        lines,
    }
}

/// What is told of an account; `None` where it is not.
type Told = fn(&User<'_>) -> Option<String>;

fn account(pair: &[User<'_>; 2]) -> Group {
    let told: [(&str, Told); 7] = [
        ("Identity", |user| labels::identity(user.identity())),
        ("Managed", |user| labels::managed(user.sync_mode())),
        ("One-time password", |user| {
            labels::flag(user.otp_enabled(), "On", "Off").map(str::to_owned)
        }),
        ("Status", |user| {
            labels::flag(user.disabled(), "Disabled", "Active").map(str::to_owned)
        }),
        ("Last login", |user| match user.last_login() {
            LastLogin::At(ms) => Some(intl::date_time(ms)),
            LastLogin::Never => Some("Never signed in".to_owned()),
            LastLogin::Unknown => None,
        }),
        ("Kind", |user| labels::account_kind(user.kind())),
        ("Domain owner", |user| {
            labels::flag(user.domain_owner(), "Yes", NO).map(str::to_owned)
        }),
    ];
    let lines = told.into_iter().map(|(label, told)| {
        let cells = [told(&pair[0]), told(&pair[1])];
        let verdict = match &cells {
            [Some(first), Some(second)] if first == second => Verdict::Both,
            [Some(first), Some(_)] if first == NO => Verdict::OnlySecond,
            [Some(_), Some(_)] => Verdict::OnlyFirst,
            _ => Verdict::Unknown,
        };
        Line {
            label: label.to_owned(),
            cells,
            verdict,
        }
    });
    Group {
        title: "Account".to_owned(),
        lines: lines.collect(),
    }
}
