//! No silent overwrite (tests/PROMISES.md, P14): two people open, edit and save one access in any order, and neither overwrites a
//! change that they haven't seen. The check knows nothing of merging: whoever changes a value must have seen the value they change.

use std::collections::BTreeMap;

use rolecall::api::access::access_patch::AccessPatch;
use rolecall::api::http::precondition::Precondition;
use rolecall::domain::access::edit::{Values, fields_of};
use rolecall::domain::access::save::{Edit, Next, next};
use serde_json::Value;

use super::wire::{ACCESSES, Dice, Tenant, count, parts};

/// Both editors hold these.
const POOL: [&str; 3] = ["USER_RW", "USER_R", "DNS_R"];
const PEOPLE: [&str; 2] = ["admin", "sso"];

/// An access in its smallest parts: each field, and whether it has each role.
type Parts = BTreeMap<String, String>;

fn smallest(access: &Value) -> Parts {
    let mut found = Parts::new();
    for key in ["two_fa_enabled", "sso_id", "name", "language"] {
        if let Some(value) = access.get(key) {
            found.insert(key.to_owned(), value.to_string());
        }
    }
    let roles = access["roles"].as_array().unwrap();
    for role in POOL {
        let role = format!("CLIENTNMS_WEBSERVICE_{role}");
        let held = roles.iter().any(|one| *one == role);
        found.insert(role, held.to_string());
    }
    found
}

/// One editor and what is on their screen.
struct Editor {
    persona: &'static str,
    edit: Option<Edit>,
    /// The last value of each part that they saw.
    seen: Parts,
    /// What they are about to send, between re-reading and writing.
    decided: Option<AccessPatch>,
    /// With entity tags: what the service must still have.
    precondition: Precondition,
    /// The parts they changed and haven't given up since.
    wanted: Parts,
    done: bool,
}

struct Round<'a> {
    tenant: &'a Tenant,
    target: (&'static str, u32),
    dice: Dice,
    /// Parts that someone changed without having seen their value.
    unseen: Vec<String>,
    conflicts: usize,
    merged: usize,
    refused: usize,
}

impl Round<'_> {
    fn open(&mut self, editor: &mut Editor) {
        let (access, raw) = self.tenant.read(editor.persona, self.target);
        let base = Values::of(&access);
        editor.seen = smallest(&raw);
        editor.edit = Some(Edit {
            fields: fields_of(&access.access_type),
            mine: base.clone(),
            base,
            own: false,
        });
    }

    fn type_in(&mut self, editor: &mut Editor) {
        let values = parts(
            &self.dice.roles(&POOL),
            self.dice.pick(&["One", "Two", "Three"]),
            self.dice.roll(2) == 0,
            self.dice.pick(&["en", "fr", "it"]),
            self.target.1,
        );
        let edit = editor.edit.as_mut().unwrap();
        for (key, value) in values.as_object().unwrap() {
            if self.dice.roll(3) == 0 {
                continue;
            }
            let text = value.as_str().map(str::to_owned);
            match key.as_str() {
                "roles" => {
                    let names: Vec<String> = serde_json::from_value(value.clone()).unwrap();
                    edit.mine.roles = Some(rolecall::domain::access::edit::Roles::of(names));
                }
                "two_fa_enabled" => edit.mine.two_fa_enabled = value.as_bool(),
                "name" => edit.mine.name = text,
                "language" => edit.mine.language = text,
                _ => edit.mine.sso_id = text,
            }
        }
        let mut mine: Value = serde_json::from_str(
            &rolecall::domain::access::change_log::to_patch(&edit.mine).body(),
        )
        .unwrap();
        if mine.get("roles").is_none() {
            mine["roles"] = serde_json::json!([]);
        }
        editor.wanted = smallest(&mine)
            .into_iter()
            .filter(|(part, value)| editor.seen.get(part) != Some(value))
            .collect();
    }

    /// Re-reads and decides; conflicts are shown and resolved at random. True if there is something to write.
    fn decide(&mut self, editor: &mut Editor) -> bool {
        let edit = editor.edit.as_mut().unwrap();
        if edit.mine == edit.base {
            editor.done = true;
            return false;
        }
        let (access, raw, etag) = self.tenant.read_tagged(editor.persona, self.target);
        editor.precondition.set(etag);
        let theirs = Values::of(&access);
        match next(edit, &theirs) {
            Next::NoChange => {
                editor.done = true;
                false
            }
            Next::Send {
                patch,
                merged_others,
            } => {
                self.merged += usize::from(merged_others);
                editor.decided = Some(patch);
                true
            }
            Next::NeedsReview(merge) => {
                self.conflicts += 1;
                // The review shows the current values; for each conflict, the person picks a side.
                editor.seen = smallest(&raw);
                let mut wanted = merge.values.clone();
                for field in merge.conflicts {
                    if self.dice.roll(2) == 0 {
                        use rolecall::domain::access::edit::AccessField;
                        match field {
                            AccessField::Roles => wanted.roles = edit.mine.roles.clone(),
                            AccessField::TwoFactor => {
                                wanted.two_fa_enabled = edit.mine.two_fa_enabled
                            }
                            AccessField::SsoId => wanted.sso_id = edit.mine.sso_id.clone(),
                            AccessField::Name => wanted.name = edit.mine.name.clone(),
                            AccessField::Language => wanted.language = edit.mine.language.clone(),
                        }
                    } else {
                        editor.wanted.remove(match field {
                            rolecall::domain::access::edit::AccessField::TwoFactor => {
                                "two_fa_enabled"
                            }
                            rolecall::domain::access::edit::AccessField::SsoId => "sso_id",
                            rolecall::domain::access::edit::AccessField::Name => "name",
                            rolecall::domain::access::edit::AccessField::Language => "language",
                            rolecall::domain::access::edit::AccessField::Roles => continue,
                        });
                    }
                }
                edit.base = theirs;
                edit.mine = wanted;
                false
            }
        }
    }

    fn write(&mut self, editor: &mut Editor) {
        let Some(patch) = editor.decided.take() else {
            return;
        };
        let (_, before) = self.tenant.read(editor.persona, self.target);
        let if_match = editor.precondition.if_match();
        let sent = self
            .tenant
            .patch_if_match(editor.persona, self.target, &patch, if_match);
        if let Err(error) = sent {
            // Not saved: it starts again with re-reading.
            assert!(editor.precondition.refused(&error), "{error:?}");
            self.refused += 1;
            return;
        }
        let (_, after) = self.tenant.read(editor.persona, self.target);
        let (before, after) = (smallest(&before), smallest(&after));
        for (part, value) in &after {
            let changed = before[part] != *value;
            if changed && editor.seen[part] != before[part] {
                self.unseen.push(format!(
                    "{} set {part} to {value}; it was {}, but they had seen {}",
                    editor.persona, before[part], editor.seen[part]
                ));
            }
        }
        // What they wanted and didn't give up is there.
        for (part, value) in &editor.wanted {
            assert_eq!(&after[part], value, "{} wanted {part}", editor.persona);
        }
        editor.done = true;
    }
}

struct Tally {
    unseen: Vec<(usize, String)>,
    conflicts: usize,
    merged: usize,
    refused: usize,
    writes: usize,
}

/// Plays `rounds` rounds. With `gap`, one editor may act between the other's re-read and write.
fn play(tenant: &Tenant, rounds: usize, gap: bool) -> Tally {
    let mut tally = Tally {
        unseen: Vec::new(),
        conflicts: 0,
        merged: 0,
        refused: 0,
        writes: 0,
    };
    for number in 0..rounds {
        let mut dice = Dice::of(number as u64 + 1);
        let target = ACCESSES[number % ACCESSES.len()];
        let start = parts(
            &dice.roles(&POOL),
            "Start",
            dice.roll(2) == 0,
            "de",
            target.1,
        );
        tenant.put(target.1, &start);
        let mut round = Round {
            tenant,
            target,
            dice,
            unseen: Vec::new(),
            conflicts: 0,
            merged: 0,
            refused: 0,
        };
        let mut editors = PEOPLE.map(|persona| Editor {
            persona,
            edit: None,
            seen: Parts::new(),
            decided: None,
            precondition: Precondition::default(),
            wanted: Parts::new(),
            done: false,
        });
        let mut typed = [false; 2];
        while let [first, second] = [!editors[0].done, !editors[1].done]
            && (first || second)
        {
            let who = match (first, second) {
                (true, true) => round.dice.roll(2),
                (true, false) => 0,
                _ => 1,
            };
            let editor = &mut editors[who];
            if editor.edit.is_none() {
                round.open(editor);
            } else if !std::mem::replace(&mut typed[who], true) {
                round.type_in(editor);
            } else if editor.decided.is_some() || (round.decide(editor) && !gap) {
                round.write(editor);
            }
        }
        tally.writes += tenant.take_patches().len();
        tally.conflicts += round.conflicts;
        tally.merged += round.merged;
        tally.refused += round.refused;
        tally
            .unseen
            .extend(round.unseen.into_iter().map(|one| (number, one)));
    }
    tally
}

#[test]
fn two_editors_never_overwrite_unseen_changes() {
    let rounds = count("INTERLEAVINGS", 200);
    let tally = play(&Tenant::start("interleavings"), rounds, false);
    assert_eq!(tally.unseen, [], "changed without having been seen");
    // The rounds covered the interesting cases.
    assert!(
        tally.conflicts >= rounds / 20,
        "{} conflicts",
        tally.conflicts
    );
    assert!(tally.merged >= rounds / 10, "{} merges", tally.merged);
    assert!(tally.writes > rounds, "{} writes", tally.writes);
}

/// The published API has neither ETag nor If-Match, so re-reading and writing are two steps, and a change in between can be
/// overwritten. This is the only known gap; the test fails if it grows or disappears.
#[test]
fn only_a_change_between_re_read_and_write_can_be_overwritten() {
    let rounds = count("INTERLEAVINGS", 200);
    let tally = play(&Tenant::start("gap"), rounds, true);
    assert!(
        !tally.unseen.is_empty(),
        "the gap is gone: update the documents"
    );
    assert!(
        tally.unseen.len() < rounds,
        "{} parts overwritten",
        tally.unseen.len()
    );
}

#[test]
fn with_entity_tags_not_even_a_change_between_re_read_and_write_is_overwritten() {
    let rounds = count("INTERLEAVINGS", 200);
    for gap in [false, true] {
        let name = if gap { "tags-gap" } else { "tags" };
        let tally = play(&Tenant::with(name, true), rounds, gap);
        assert_eq!(tally.unseen, [], "changed without having been seen");
        // Some saves met a change in between, and were refused.
        assert_eq!(gap, tally.refused >= rounds / 10, "{}", tally.refused);
        assert!(tally.writes > rounds, "{} writes", tally.writes);
    }
}
