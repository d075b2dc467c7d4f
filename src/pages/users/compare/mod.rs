//! Two users side by side: roles by namespace, groups, and what else the answer tells of both. `compare=ID,ID` in the address.

pub(crate) mod rows;

use leptos::prelude::*;
use rolecall_directory::{Directory, Verdict};

use self::rows::{Group, NO, groups};
use super::data::loader::UserStore;
use super::data::lookup::{Lookup, find};
use super::labels;
use super::url::sync::Url;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::dialog::Dialog;

/// The sheet. It is open while the address names two users.
pub(crate) fn compare(view: Url, users: UserStore) -> impl IntoView {
    let found = [0, 1].map(|side| {
        let id = Memo::new(move |_| view.with(|shown| shown.compared(side).map(str::to_owned)));
        (id, find(id, users, RwSignal::new(None)))
    });
    let open = Memo::new(move |_| found[0].0.with(Option::is_some));
    let all = RwSignal::new(true);
    let close = move || view.push(|shown| shown.overlay = None);
    view! {
        <Dialog id="compare" title="Compare two users" open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>"Close"</button>
            {move || match [found[0].1.get(), found[1].1.get()] {
                [Lookup::Found { row: first, .. }, Lookup::Found { row: second, .. }] => {
                    users.with(|directory| both(directory, [first, second], all)).flatten()
                }
                ends => Some(missing(users, found.map(|(id, _)| id.get().unwrap_or_default()), ends)),
            }}
        </Dialog>
    }
}

/// Of at least one there is nothing to compare.
fn missing(users: UserStore, ids: [String; 2], ends: [Lookup; 2]) -> AnyView {
    let lines = ids.into_iter().zip(ends).map(|(id, found)| {
        let id = displayable(&id);
        match found {
            Lookup::Found { .. } => None,
            Lookup::Missing if users.progress().is_none() => {
                Some(format!("Nobody in this list is called {id}."))
            }
            Lookup::Searching | Lookup::Missing => Some(format!("Looking for {id}.")),
        }
    });
    view! { {lines.map(|line| line.map(|line| view! { <p class="quiet" dir="auto">{line}</p> })).collect_view()} }.into_any()
}

fn both(directory: &Directory, rows: [u32; 2], all: RwSignal<bool>) -> Option<AnyView> {
    let pair = [directory.user(rows[0])?, directory.user(rows[1])?];
    let names = pair.map(|user| labels::called(&user));
    let emails = pair.map(|user| user.email().known().map(displayable));
    let groups = groups(&pair);
    let differ = groups
        .iter()
        .flat_map(|group| &group.lines)
        .filter(|line| differs(line.verdict))
        .count();
    let unknown = groups
        .iter()
        .flat_map(|group| &group.lines)
        .filter(|line| line.verdict == Verdict::Unknown)
        .count();
    let heads = names.iter().zip(emails).map(|(name, email)| {
        let second = email.filter(|email| email != name);
        view! {
            <th role="columnheader" scope="col">
                <span class="user-name" dir="auto">{name.clone()}</span>
                {second.map(|email| view! { <span class="user-email" dir="auto">{email}</span> })}
            </th>
        }
    });
    let heads = heads.collect_view();
    let bodies = groups
        .into_iter()
        .map(|group| body(group, &names, all))
        .collect_view();
    let told = match (differ, unknown) {
        (0, 0) => "They differ in nothing that is listed here.".to_owned(),
        (0, _) => "No difference is known.".to_owned(),
        (1, _) => "They differ in 1 thing.".to_owned(),
        (differ, _) => format!("They differ in {differ} things."),
    };
    let untold = match unknown {
        0 => String::new(),
        1 => " 1 is unknown.".to_owned(),
        unknown => format!(" {unknown} are unknown."),
    };
    Some(view! {
        <div class="compare-told">
            <p>{told + &untold}</p>
            <button
                type="button"
                class="button button-small"
                aria-pressed=move || if all.get() { "false" } else { "true" }
                on:click=move |_| all.update(|all| *all = !*all)
            >"Differences only"</button>
        </div>
        <div class="compare-box" role="region" aria-label="Comparison" tabindex="0">
            <table class="compare" role="table">
                <caption class="visually-hidden">{format!("{} and {} compared", names[0], names[1])}</caption>
                <thead role="rowgroup"><tr role="row"><td role="cell"></td>{heads}<th role="columnheader" scope="col">"Compared"</th></tr></thead>
                {bodies}
            </table>
        </div>
        <p class="quiet small">
            "Roles that come through a group are not part of this answer: either may have more than is listed."
        </p>
    }
    .into_any())
}

fn differs(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::OnlyFirst | Verdict::OnlySecond)
}

fn body(group: Group, names: &[String; 2], all: RwSignal<bool>) -> AnyView {
    let none = group.lines.is_empty();
    let any = group.lines.iter().any(|line| line.verdict != Verdict::Both);
    let lines = group.lines.into_iter().map(|line| {
        let same = line.verdict == Verdict::Both;
        let told = line.cells.iter().all(|cell| cell.as_deref() != Some(NO));
        let only = |name: &String| {
            view! { <span class=Tone::Warning.class()><span>"Only "<bdi>{name.clone()}</bdi></span></span> }
                .into_any()
        };
        let verdict = match line.verdict {
            Verdict::Both => view! { <Badge tone=Tone::Plain text="Same" /> }.into_any(),
            Verdict::Unknown => view! { <Badge tone=Tone::Unknown text="Unknown" /> }.into_any(),
            Verdict::OnlyFirst | Verdict::OnlySecond if told => {
                view! { <Badge tone=Tone::Warning text="Different" /> }.into_any()
            }
            Verdict::OnlyFirst => only(&names[0]),
            Verdict::OnlySecond => only(&names[1]),
        };
        let cells = line.cells.map(|cell| match cell {
            Some(word) if word == NO => {
                view! { <td role="cell" class="quiet">{word}</td> }.into_any()
            }
            Some(word) => view! { <td role="cell" dir="auto">{word}</td> }.into_any(),
            None => view! { <td role="cell"><MissingValue word="Unknown" /></td> }.into_any(),
        });
        view! {
            <tr role="row" hidden=move || same && !all.get()>
                <th role="rowheader" scope="row" dir="auto">{line.label}</th>
                {cells.into_iter().collect_view()}
                <td role="cell" class="compare-verdict">{verdict}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    view! {
        <tbody role="rowgroup" hidden=move || !any && !all.get()>
            <tr role="row" class="compare-group"><th role="rowheader" scope="rowgroup" colspan="4" dir="auto">{group.title}</th></tr>
            {none.then(|| view! { <tr role="row"><td role="cell" colspan="4" class="quiet">"Neither has any."</td></tr> })}
            {lines}
        </tbody>
    }
    .into_any()
}
