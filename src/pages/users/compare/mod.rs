//! Two users side by side: roles by namespace, groups, and the other facts of both. Open while the URL has `compare=ID,ID`. `rows`
//! computes what is compared, this file draws it.

mod rows;

use leptos::prelude::*;
use rolecall_directory::{Directory, Verdict};

use self::rows::{Row, RowGroup, row_groups};
use super::data::loader::UserStore;
use super::data::lookup::{Lookup, find};
use super::data::user_id::user_id;
use super::labels;
use super::labels::compare as compare_labels;
use super::url::sync::Url;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::dialog::Dialog;

pub(crate) fn compare(url: Url, users: UserStore) -> impl IntoView {
    let lookups = [0, 1].map(|index| {
        let id = Memo::new(move |_| url.with(|state| state.compared(index).map(str::to_owned)));
        (id, find(id, users, RwSignal::new(None)))
    });
    let open = Memo::new(move |_| lookups[0].0.with(Option::is_some));
    let show_all = RwSignal::new(true);
    let close = move || url.push(|state| state.overlay = None);
    view! {
        <Dialog id="compare" title=compare_labels::COMPARE open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>{labels::CLOSE}</button>
            {move || match [lookups[0].1.get(), lookups[1].1.get()] {
                [Lookup::Found { row: first, .. }, Lookup::Found { row: second, .. }] => {
                    users.with(|directory| comparison(url, directory, [first, second], show_all)).flatten()
                }
                found => Some(missing(users, lookups.map(|(id, _)| id.get().unwrap_or_default()), found)),
            }}
        </Dialog>
    }
}

/// Says who of the two isn't there.
fn missing(users: UserStore, ids: [String; 2], lookups: [Lookup; 2]) -> AnyView {
    let lines = ids.iter().zip(lookups).map(|(id, lookup)| {
        let line = match lookup {
            Lookup::Found { .. } => return None,
            Lookup::Missing if users.progress().is_none() => compare_labels::not_in_list(id),
            Lookup::Searching | Lookup::Missing => compare_labels::looking_for(id),
        };
        Some(view! { <p class="quiet" dir="auto">{line}</p> })
    });
    lines.collect_view().into_any()
}

fn comparison(
    url: Url,
    directory: &Directory,
    rows: [u32; 2],
    show_all: RwSignal<bool>,
) -> Option<AnyView> {
    let pair = [directory.user(rows[0])?, directory.user(rows[1])?];
    let names = pair.map(|user| labels::name_or_unknown(&user));
    let hrefs = pair.map(|user| untrack(|| url.href_of_user(user_id(&user))));
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
