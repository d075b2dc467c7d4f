//! Two users side by side: roles by namespace, groups, and the other facts of both. Open while the URL has `compare=ID,ID`. `rows`
//! computes what is compared, this file draws it.

mod rows;

use leptos::prelude::*;
use rolecall_directory::{Directory, Verdict};

use self::rows::{Row, RowGroup, row_groups};
use super::data::loader::UserStore;
use super::data::lookup::{Lookup, Target};
use super::data::user_keys::UserKeys;
use super::facts::names_of;
use super::labels;
use super::labels::choice as choice_labels;
use super::labels::compare as compare_labels;
use super::url::overlay::Overlay;
use super::url::sync::Url;
use super::user_choice::choice;
use crate::browser::focus::focus_soon;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::dialog::Dialog;

pub(crate) fn compare(url: Url, keys: UserKeys, targets: [Target; 2]) -> impl IntoView {
    let users = keys.users;
    let open = Memo::new(move |_| targets[0].key.with(Option::is_some));
    let show_all = RwSignal::new(true);
    let close = move || url.push(|state| state.overlay = None);
    let on_choose = [0, 1].map(|side: usize| {
        Callback::new(move |row: u32| {
            if let Some(key) = targets[side].choose(keys, row) {
                url.push(|state| {
                    if let Some(Overlay::Compare(users)) = &mut state.overlay {
                        users[side] = key;
                    }
                });
                // The button is gone.
                focus_soon("#compare-heading");
            }
        })
    });
    let body = move || match targets.map(|target| target.lookup.get()) {
        [
            Lookup::Found { row: first, .. },
            Lookup::Found { row: second, .. },
        ] if first == second => Some(view! { <p>{compare_labels::SAME_USER}</p> }.into_any()),
        [
            Lookup::Found { row: first, by, .. },
            Lookup::Found {
                row: second,
                by: second_by,
                ..
            },
        ] => {
            let table =
                users.with(|directory| comparison(url, keys, directory, [first, second], show_all));
            let notes = targets
                .into_iter()
                .zip([by, second_by])
                .map(|(target, by)| {
                    let note = choice_labels::not_exact(&target.key.get()?, by);
                    note.map(|note| view! { <p class="loose-match" dir="auto">{note}</p> })
                });
            Some(view! { {notes.collect_view()}{table} }.into_any())
        }
        lookups => {
            let sides = targets.into_iter().zip(lookups).enumerate();
            let sides = sides.map(|(side, (target, lookup))| {
                open_side(users, target, &lookup, side, on_choose[side])
            });
            Some(sides.collect_view().into_any())
        }
    };
    view! {
        <Dialog id="compare" title=compare_labels::COMPARE open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>{labels::CLOSE}</button>
            {body}
        </Dialog>
    }
}

/// What is open about one of the two: who it is, or whether it is anybody. Nothing if it is known.
fn open_side(
    users: UserStore,
    target: Target,
    lookup: &Lookup,
    side: usize,
    on_choose: Callback<u32>,
) -> Option<AnyView> {
    let key = target.key.get().unwrap_or_default();
    let line = match lookup {
        Lookup::Found { .. } => return None,
        Lookup::Choose(candidates) => {
            let id = ["compare-first", "compare-second"][side];
            let title = [choice_labels::FIRST, choice_labels::SECOND][side];
            let choice = choice(users, &key, candidates, on_choose);
            return Some(
                view! {
                    <section class="compare-choice" aria-labelledby=id>
                        <h3 id=id>{title}</h3>
                        {choice}
                    </section>
                }
                .into_any(),
            );
        }
        Lookup::Missing if users.progress().is_none() => compare_labels::not_in_list(&key.text),
        Lookup::Searching | Lookup::Missing => compare_labels::looking_for(&key.text),
    };
    Some(view! { <p class="quiet" dir="auto">{line}</p> }.into_any())
}

fn comparison(
    url: Url,
    keys: UserKeys,
    directory: &Directory,
    rows: [u32; 2],
    show_all: RwSignal<bool>,
) -> Option<AnyView> {
    let pair = [directory.user(rows[0])?, directory.user(rows[1])?];
    let names = names_of(&pair);
    let hrefs = pair.map(|user| untrack(|| url.href_of_user(keys.of(&user))));
    let emails = pair.map(|user| user.email().known().map(displayable));
    let groups = row_groups(&pair);
    let count = |is_counted: fn(Verdict) -> bool| {
        let rows = groups.iter().flat_map(|group| &group.rows);
        rows.filter(|row| is_counted(row.verdict)).count()
    };
    let different = count(|verdict| matches!(verdict, Verdict::OnlyFirst | Verdict::OnlySecond));
    let unknown = count(|verdict| verdict == Verdict::Unknown);
    let heads = names.iter().zip(hrefs).zip(emails).map(|((name, href), email)| {
        let second = email.filter(|email| email != name);
        view! {
            <th role="columnheader" scope="col">
                <a class="user-name" href=href data-noscroll="true" dir="auto" translate="no">{name.clone()}</a>
                {second.map(|email| view! { <span class="user-email" dir="auto" translate="no">{email}</span> })}
            </th>
        }
    });
    let heads = heads.collect_view();
    let bodies = groups
        .into_iter()
        .map(|group| body(group, &names, show_all))
        .collect_view();
    Some(view! {
        <div class="compare-summary">
            <p>{compare_labels::differences(different, unknown)}</p>
            <button
                type="button"
                class="button button-small"
                aria-pressed=move || if show_all.get() { "false" } else { "true" }
                on:click=move |_| show_all.update(|show_all| *show_all = !*show_all)
            >{compare_labels::DIFFERENCES_ONLY}</button>
        </div>
        <div class="compare-box" role="region" aria-label=compare_labels::COMPARISON tabindex="0">
            <table class="compare" role="table">
                <caption class="visually-hidden">{compare_labels::comparison_of(&names)}</caption>
                <thead role="rowgroup"><tr role="row"><td role="cell"></td>{heads}<th role="columnheader" scope="col">{compare_labels::RESULT}</th></tr></thead>
                {bodies}
            </table>
        </div>
        <p class="quiet small">{labels::NO_INHERITED_ROLES}</p>
    }
    .into_any())
}

fn body(group: RowGroup, names: &[String; 2], show_all: RwSignal<bool>) -> AnyView {
    let is_empty = group.rows.is_empty();
    let has_differences = group.rows.iter().any(|row| row.verdict != Verdict::Both);
    let rows = group.rows.into_iter().map(|row| {
        let is_same = row.verdict == Verdict::Both;
        let verdict = verdict(&row, names);
        let cells = row.cells.map(|cell| match cell {
            Some(text) if text == labels::NO => {
                view! { <td role="cell" class="quiet">{text}</td> }.into_any()
            }
            Some(text) => {
                view! { <td role="cell" dir="auto" translate="no">{text}</td> }.into_any()
            }
            None => view! { <td role="cell"><MissingValue word=labels::UNKNOWN /></td> }.into_any(),
        });
        view! {
            <tr role="row" hidden=move || is_same && !show_all.get()>
                <th role="rowheader" scope="row" dir="auto" translate="no">{row.label}</th>
                {cells.into_iter().collect_view()}
                <td role="cell" class="compare-verdict">{verdict}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <tbody role="rowgroup" hidden=move || !has_differences && !show_all.get()>
            <tr role="row" class="compare-group"><th role="rowheader" scope="rowgroup" colspan="4" dir="auto" translate="no">{group.title}</th></tr>
            {is_empty.then(|| view! { <tr role="row"><td role="cell" colspan="4" class="quiet">{compare_labels::NEITHER}</td></tr> })}
            {rows}
        </tbody>
    }
    .into_any()
}

fn verdict(row: &Row, names: &[String; 2]) -> AnyView {
    let both_have_a_value = row
        .cells
        .iter()
        .all(|cell| cell.as_deref() != Some(labels::NO));
    let (tone, text) = match row.verdict {
        Verdict::Both => (Tone::Plain, compare_labels::SAME.to_owned()),
        Verdict::Unknown => (Tone::Unknown, labels::UNKNOWN.to_owned()),
        Verdict::OnlyFirst | Verdict::OnlySecond if both_have_a_value => {
            (Tone::Warning, compare_labels::DIFFERENT.to_owned())
        }
        Verdict::OnlyFirst => (Tone::Warning, compare_labels::only(&names[0])),
        Verdict::OnlySecond => (Tone::Warning, compare_labels::only(&names[1])),
    };
    view! { <Badge tone text /> }.into_any()
}
