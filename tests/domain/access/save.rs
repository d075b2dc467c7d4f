//! What a save does once the access was read again, and what is made of a lost answer.

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

fn sent(next: &Next) -> &str {
    match next {
        Next::Send { .. } => "send",
        Next::NoChange => "already",
        Next::NeedsReview(_) => "look",
    }
}

#[test]
fn what_somebody_else_did_decides_what_is_sent() {
    let start = || values(&["A"], true);
    for (mine, theirs, wanted, body) in [
        // Nobody else was there.
        (
            values(&["A", "B"], true),
            start(),
            "send",
            r#"{"roles":["A","B"]}"#,
        ),
        // They did something else.
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
        // They did the same.
        (
            values(&["A", "B"], true),
            values(&["A", "B"], true),
            "already",
            "",
        ),
        (values(&["A"], false), values(&["A"], false), "already", ""),
        // Together nobody is left a role: more than either had reviewed.
        (
            values(&["A", "B"], true),
            values(&[], true),
            "send",
            r#"{"roles":["B"]}"#,
        ),
    ] {
        let next = next(&edit(start(), mine.clone()), &theirs);
        assert_eq!(sent(&next), wanted, "{mine:?} {theirs:?}");
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
    assert_eq!(sent(&both), "look", "each took one role, together all");
}

#[test]
fn the_same_field_changed_differently_is_for_a_person() {
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
        "theirs until somebody chooses"
    );
}

#[test]
fn a_lost_answer_is_told_by_what_is_found() {
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
    // Others may have changed other fields: ours is there all the same.
    assert_eq!(
        judge_reread(&patch, Some(&before), &values(&["A", "B"], false)),
        Reread::Applied
    );
    // From before nothing was known.
    assert_eq!(judge_reread(&patch, None, &before), Reread::Different);
}
