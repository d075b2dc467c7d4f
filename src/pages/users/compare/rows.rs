//! What is compared of two users, row by row, in words: roles by namespace, groups, the account. Knows no view.

use rolecall_directory::{Compared, Comparison, Completeness, Grant, Held, User, Verdict};

use crate::domain::text::displayable;
use crate::pages::users::facts::ACCOUNT;
use crate::pages::users::labels;
use crate::pages::users::labels::compare as compare_labels;

pub(super) struct Row {
    pub(super) label: String,
    /// `None`: unknown.
    pub(super) cells: [Option<String>; 2],
    pub(super) verdict: Verdict,
}

pub(super) struct RowGroup {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

fn held(held: Held) -> Option<String> {
    let text = match held {
        Held::Yes => labels::YES,
        Held::Everywhere => compare_labels::EVERYWHERE,
        Held::No => labels::NO,
        Held::Unknown => return None,
    };
    Some(text.to_owned())
}

/// Roles by namespace, groups, and the account.
pub(super) fn row_groups(pair: &[User<'_>; 2]) -> Vec<RowGroup> {
    let comparison = Comparison::of(&pair[0], &pair[1]);
    let mut groups: Vec<RowGroup> = Vec::new();
    for grant in comparison.grants {
        let Compared { item, .. } = grant;
        let Grant { namespace, role } = item;
        let title = compare_labels::roles_in(namespace);
        let row = Row {
            label: role.map_or_else(|| compare_labels::UNKNOWN_ROLE.to_owned(), displayable),
            cells: grant.held.map(held),
            verdict: grant.verdict,
        };
        match groups.last_mut() {
            Some(last) if last.title == title => last.rows.push(row),
            _ => groups.push(RowGroup {
                title,
                rows: vec![row],
            }),
        }
    }
    if groups.is_empty() {
        let completeness = pair.map(|user| user.grants_completeness());
        groups.push(empty_group(labels::ROLES, completeness));
    }
    let rows: Vec<Row> = comparison
        .groups
        .into_iter()
        .map(|group| Row {
            label: displayable(group.item),
            cells: group.held.map(held),
            verdict: group.verdict,
        })
        .collect();
    groups.push(if rows.is_empty() {
        let completeness = pair.map(|user| user.groups_completeness());
        empty_group(labels::GROUPS, completeness)
    } else {
        RowGroup {
            title: labels::GROUPS.to_owned(),
            rows,
        }
    });
    groups.push(account(pair));
    groups
}

/// Two empty lists. They may be empty because the response lacks them: then that is a row.
fn empty_group(title: &str, completeness: [Completeness; 2]) -> RowGroup {
    let is_complete = completeness.map(|completeness| completeness == Completeness::Complete);
    let rows = if is_complete == [true, true] {
        Vec::new()
    } else {
        vec![Row {
            label: compare_labels::ANY.to_owned(),
            cells: is_complete.map(|is_complete| is_complete.then(|| labels::NO.to_owned())),
            verdict: Verdict::Unknown,
        }]
    };
    RowGroup {
        title: title.to_owned(),
        rows,
    }
}

fn account(pair: &[User<'_>; 2]) -> RowGroup {
    let rows = ACCOUNT.into_iter().map(|(label, fact)| {
        let cells = [fact(&pair[0]), fact(&pair[1])];
        let verdict = match &cells {
            [Some(first), Some(second)] if first == second => Verdict::Both,
            [Some(first), Some(_)] if first == labels::NO => Verdict::OnlySecond,
            [Some(_), Some(_)] => Verdict::OnlyFirst,
            _ => Verdict::Unknown,
        };
        Row {
            label: label.to_owned(),
            cells,
            verdict,
        }
    });
    RowGroup {
        title: labels::ACCOUNT.to_owned(),
        rows: rows.collect(),
    }
}
