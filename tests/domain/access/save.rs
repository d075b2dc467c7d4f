//! What a save does after rereading the access, and what rereading says about a lost response.

use rolecall::domain::access::edit::{AccessField, Roles, Values, diff};
use rolecall::domain::access::save::*;

const FIELDS: &[AccessField] = &[AccessField::Roles, AccessField::TwoFactor];

fn values(roles: &[&str], two_factor: bool) -> Values {
    Values {
        roles: Some(Roles::of(roles.iter().map(|name| (*name).to_owned()))),
        two_fa_enabled: Some(two_factor),
        ..Values::default()
    }
}

fn edit(base: Values, mine: Values) -> Edit {
    Edit {
        fields: FIELDS,
        base,
        mine,
        own: false,
    }
}

fn step(next: &Next) -> &str {
    match next {
        Next::Send { .. } => "send",
        Next::NoChange => "no change",
        Next::NeedsReview(_) => "needs review",
    }
}

#[test]
fn others_changes_decide_what_is_sent() {
    let start = || values(&["A"], true);
    for (mine, theirs, wanted, body) in [
        // Nobody else changed anything.
        (
            values(&["A", "B"], true),
            start(),
            "send",
            r#"{"roles":["A","B"]}"#,
        ),
        // They changed something else.
        (
            values(&["A", "B"], true),
            values(&["A"], false),
            "send",
            r#"{"roles":["A","B"]}"#,
        ),
        (
            values(&["A", "B"], true),
            values(&["A", "C"], true),
            "send",
            r#"{"roles":["A","B","C"]}"#,
        ),
        // They made the same change.
        (
            values(&["A", "B"], true),
            values(&["A", "B"], true),
            "no change",
            "",
        ),
        (
            values(&["A"], false),
            values(&["A"], false),
            "no change",
            "",
        ),
        // They removed all roles, I add one.
        (
            values(&["A", "B"], true),
            values(&[], true),
            "send",
            r#"{"roles":["B"]}"#,
        ),
    ] {
        let next = next(&edit(start(), mine.clone()), &theirs);
        assert_eq!(step(&next), wanted, "{mine:?} {theirs:?}");
        if let Next::Send {
            patch,
            merged_others,
        } = next
        {
            assert_eq!(patch.body(), body);
            assert_eq!(merged_others, theirs != start());
        }
    }
    let both = next(
        &edit(values(&["A", "B"], true), values(&["A"], true)),
        &values(&["B"], true),
    );
    assert_eq!(
        step(&both),
        "needs review",
        "each removed one role, together all"
    );
}

#[test]
fn different_changes_to_one_field_need_a_person() {
    let base = Values {
        name: Some("old".to_owned()),
        ..Values::default()
    };
    let named = |name: &str| Values {
        name: Some(name.to_owned()),
        ..Values::default()
    };
    let edit = Edit {
        fields: &[AccessField::Name],
        base,
        mine: named("mine"),
        own: true,
    };
    let Next::NeedsReview(merge) = next(&edit, &named("theirs")) else {
        panic!("nothing may be sent");
    };
    assert_eq!(merge.conflicts, [AccessField::Name]);
    assert_eq!(
        merge.values,
        named("theirs"),
        "theirs until a person chooses"
    );
}

#[test]
fn rereading_shows_the_outcome_of_a_lost_response() {
    let (before, after) = (values(&["A"], true), values(&["A", "B"], true));
    let patch = diff(FIELDS, &before, &after);
    assert_eq!(judge_reread(&patch, Some(&before), &after), Reread::Applied);
    assert_eq!(
        judge_reread(&patch, Some(&before), &before),
        Reread::NotApplied
    );
    assert_eq!(
        judge_reread(&patch, Some(&before), &values(&["C"], true)),
        Reread::Different
    );
    // Others may have changed other fields.
    assert_eq!(
        judge_reread(&patch, Some(&before), &values(&["A", "B"], false)),
        Reread::Applied
    );
    // The old values were unknown.
    assert_eq!(judge_reread(&patch, None, &before), Reread::Different);
}
