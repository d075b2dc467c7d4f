//! A PATCH holds exactly what changed (tests/PROMISES.md, P15). The difference is computed a second time, on the JSON alone, and
//! compared with what the tenant received.

use rolecall::domain::access::edit::{Values, diff, fields_of, inverse, not_as_requested};
use rolecall::domain::access::save::{Edit, Next, next};
use serde_json::{Map, Value};

use super::wire::{ACCESSES, Dice, Tenant, count, parts};

const POOL: [&str; 6] = ["NDD_RW", "DNS_R", "SSL_RW", "SSL_R", "EVENT_R", "USER_R"];

fn as_set(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = serde_json::from_value(value.clone()).unwrap();
    names.sort();
    names
}

/// The keys of `wanted` whose values differ in `now`.
fn difference(now: &Value, wanted: &Value) -> Value {
    let changed = wanted.as_object().unwrap().iter().filter(|(key, value)| {
        if *key == "roles" {
            as_set(&now["roles"]) != as_set(value)
        } else {
            now[*key] != **value
        }
    });
    let changed: Map<String, Value> = changed
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    Value::Object(changed)
}

#[test]
fn each_random_edit_sends_exactly_its_difference_and_its_inverse_undoes_it() {
    let tenant = Tenant::start("edits");
    let mut dice = Dice::of(20_261_122);
    for target in ACCESSES {
        // Only roles that the editor holds: they could remove others, but not grant them again.
        let start = parts(&dice.roles(&POOL), "Start", true, "de", target.1);
        tenant.put(target.1, &start);
    }
    let (mut empty, mut expected) = (0, Vec::new());
    for round in 0..count("EDITS", 1_000) {
        let target = dice.pick(&ACCESSES);
        let (access, before) = tenant.read("admin", target);
        let base = Values::of(&access);
        // One field in three stays as it is.
        let values = parts(
            &dice.roles(&POOL),
            dice.pick(&["One", "Zoë 佐藤", "\"quoted\" \\ and =1+1"]),
            dice.roll(2) == 0,
            dice.pick(&["en", "fr", "it"]),
            target.1,
        );
        let mut wanted = before.clone();
        let mut mine = base.clone();
        for (key, value) in values.as_object().unwrap() {
            if dice.roll(3) == 0 {
                continue;
            }
            wanted[key] = value.clone();
            match key.as_str() {
                "roles" => {
                    mine.roles = Some(rolecall::domain::access::edit::Roles::of(as_set(value)))
                }
                "two_fa_enabled" => mine.two_fa_enabled = value.as_bool(),
                "name" => mine.name = value.as_str().map(Into::into),
                "language" => mine.language = value.as_str().map(Into::into),
                _ => mine.sso_id = value.as_str().map(Into::into),
            }
        }
        let edit = Edit {
            fields: fields_of(&access.access_type),
            base: base.clone(),
            mine: mine.clone(),
            own: false,
        };
        let naive = difference(&before, &wanted);
        let patch = match next(&edit, &base) {
            Next::NoChange => {
                assert_eq!(naive, Value::Object(Map::new()), "round {round}");
                empty += 1;
                continue;
            }
            Next::Send {
                patch,
                merged_others,
            } => {
                assert!(!merged_others);
                patch
            }
            Next::NeedsReview(merge) => {
                panic!("round {round}: no one else made a change, but got {merge:?}")
            }
        };
        assert_eq!(patch, diff(edit.fields, &base, &mine));
        let after = tenant.patch("admin", target, &patch);
        assert!(not_as_requested(&patch, &Values::of(&after)).is_empty());
        expected.push(naive);
        let (_, now) = tenant.read("admin", target);
        assert_eq!(
            difference(&now, &wanted),
            Value::Object(Map::new()),
            "round {round}"
        );
        // Undo every other edit, so that edits also follow one another.
        if dice.roll(2) == 0 {
            let back = inverse(&patch, &base).unwrap();
            expected.push(difference(&now, &before));
            tenant.patch("admin", target, &back);
            let (_, again) = tenant.read("admin", target);
            assert_eq!(
                difference(&again, &before),
                Value::Object(Map::new()),
                "round {round}"
            );
        }
    }
    let mut sent = tenant.take_patches();
    for body in sent.iter_mut().chain(&mut expected) {
        if let Some(roles) = body.get_mut("roles") {
            *roles = as_set(roles).into();
        }
    }
    assert_eq!(
        sent.len(),
        expected.len(),
        "one request for each change, none for no change"
    );
    for (index, (sent, expected)) in sent.iter().zip(&expected).enumerate() {
        assert_eq!(sent, expected, "PATCH {index}");
    }
    assert!(empty > 0, "some edits changed nothing");
}
