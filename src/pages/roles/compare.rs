//! Two users side by side: roles by namespace, groups, and what else the answer tells of both. `compare=ID,ID` in the address.

use leptos::prelude::*;
use rolecall_directory::{
    Compared, Comparison, Directory, Grant, Held, LastLogin, Reading, User, Verdict,
};

use super::find::{Found, find};
use super::users::Users;
use super::view::View;
use super::words;
use crate::components::dialog::Dialog;
use crate::components::format;
use crate::components::status::{Badge, Gap, Tone};
use crate::policy::people::visible;

/// A line: what it is about, what stands for each of the two, and what that comes to.
struct Line {
    label: String,
    /// `None`: unknown.
    cells: [Option<String>; 2],
    verdict: Verdict,
}

/// Lines under a heading.
struct Group {
    title: String,
    lines: Vec<Line>,
}

/// The sheet. It is open while the address names two users.
pub(super) fn compare(view: View, users: Users) -> impl IntoView {
    let found = [0, 1].map(|side| {
        let id = Memo::new(move |_| view.with(|shown| shown.compared(side).map(str::to_owned)));
        (id, find(id, users, RwSignal::new(None)))
    });
    let open = Memo::new(move |_| found[0].0.with(Option::is_some));
    let all = RwSignal::new(true);
    let close = move || view.choose(|shown| shown.opened = None);
    view! {
        <Dialog id="compare" title="Compare two users" open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>"Close"</button>
            {move || match [found[0].1.get(), found[1].1.get()] {
                [Found::Row { row: first, .. }, Found::Row { row: second, .. }] => {
                    users.with(|directory| both(directory, [first, second], all)).flatten()
                }
                ends => Some(missing(users, found.map(|(id, _)| id.get().unwrap_or_default()), ends)),
            }}
        </Dialog>
    }
}

/// Of at least one there is nothing to compare.
fn missing(users: Users, ids: [String; 2], ends: [Found; 2]) -> AnyView {
    let lines = ids.into_iter().zip(ends).map(|(id, found)| {
        let id = visible(&id);
        match found {
            Found::Row { .. } => None,
            Found::Nobody if users.arriving().is_none() => {
                Some(format!("Nobody in this list is called {id}."))
            }
            Found::Looking | Found::Nobody => Some(format!("Looking for {id}.")),
        }
    });
    view! { {lines.map(|line| line.map(|line| view! { <p class="quiet" dir="auto">{line}</p> })).collect_view()} }.into_any()
}

fn both(directory: &Directory, rows: [u32; 2], all: RwSignal<bool>) -> Option<AnyView> {
    let pair = [directory.user(rows[0])?, directory.user(rows[1])?];
    let names = pair.map(|user| words::called(&user));
    let emails = pair.map(|user| user.email().known().map(visible));
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
            <th scope="col">
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
            <table class="compare">
                <caption class="visually-hidden">{format!("{} and {} compared", names[0], names[1])}</caption>
                <thead><tr><td></td>{heads}<th scope="col">"Compared"</th></tr></thead>
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
        let (tone, word) = match line.verdict {
            Verdict::Both => (Tone::Plain, "Same".to_owned()),
            Verdict::Unknown => (Tone::Unknown, "Unknown".to_owned()),
            Verdict::OnlyFirst | Verdict::OnlySecond
                if line.cells.iter().all(|cell| cell.as_deref() != Some(NO)) =>
            {
                (Tone::Warning, "Different".to_owned())
            }
            Verdict::OnlyFirst => (Tone::Warning, format!("Only {}", names[0])),
            Verdict::OnlySecond => (Tone::Warning, format!("Only {}", names[1])),
        };
        let cells = line.cells.map(|cell| match cell {
            Some(word) if word == NO => view! { <td class="quiet">{word}</td> }.into_any(),
            Some(word) => view! { <td dir="auto">{word}</td> }.into_any(),
            None => view! { <td><Gap word="Unknown" /></td> }.into_any(),
        });
        view! {
            <tr hidden=move || same && !all.get()>
                <th scope="row" dir="auto">{line.label}</th>
                {cells.into_iter().collect_view()}
                <td class="compare-verdict"><Badge tone text=word /></td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    view! {
        <tbody hidden=move || !any && !all.get()>
            <tr class="compare-group"><th scope="rowgroup" colspan="4" dir="auto">{group.title}</th></tr>
            {none.then(|| view! { <tr><td colspan="4" class="quiet">"Neither has any."</td></tr> })}
            {lines}
        </tbody>
    }
    .into_any()
}

const NO: &str = "No";

fn held(held: Held) -> Option<String> {
    match held {
        Held::Yes => Some("Yes".to_owned()),
        Held::Everywhere => Some("Through all namespaces (*)".to_owned()),
        Held::No => Some(NO.to_owned()),
        Held::Unknown => None,
    }
}

/// Roles by namespace, groups, and the account.
fn groups(pair: &[User<'_>; 2]) -> Vec<Group> {
    let found = Comparison::of(&pair[0], &pair[1]);
    let mut groups: Vec<Group> = Vec::new();
    for Compared {
        what: Grant { namespace, role },
        held: sides,
        verdict,
    } in found.grants
    {
        let space = match namespace {
            Some("*") => "Roles in all namespaces (*)".to_owned(),
            Some(name) => format!("Roles in {}", visible(name)),
            None => "Roles in an unknown namespace".to_owned(),
        };
        let line = Line {
            label: role.map_or_else(|| "Unknown role".to_owned(), visible),
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
        groups.push(untold("Roles", pair.map(|user| user.grants_reading())));
    }
    let lines: Vec<Line> = found
        .groups
        .into_iter()
        .map(|one| Line {
            label: visible(one.what),
            cells: one.held.map(held),
            verdict: one.verdict,
        })
        .collect();
    groups.push(match lines.is_empty() {
        true => untold("Groups", pair.map(|user| user.groups_reading())),
        false => Group {
            title: "Groups".to_owned(),
            lines,
        },
    });
    groups.push(account(pair));
    groups
}

/// Two empty lists, which may be empty because they were not told.
fn untold(title: &str, readings: [Reading; 2]) -> Group {
    let whole = |reading| reading == Reading::Whole;
    let lines = match readings.into_iter().all(whole) {
        true => Vec::new(),
        false => vec![Line {
            label: "Any".to_owned(),
            cells: readings.map(|reading| whole(reading).then(|| NO.to_owned())),
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
    let told: [(&str, Told); 8] = [
        ("Identity", |user| words::identity(user.identity())),
        ("Managed", |user| words::managed(user.sync_mode())),
        ("One-time password", |user| {
            words::flag(user.otp_enabled(), "On", "Off").map(str::to_owned)
        }),
        ("Status", |user| {
            words::flag(user.disabled(), "Disabled", "Active").map(str::to_owned)
        }),
        ("Last login", |user| match user.last_login() {
            LastLogin::At(ms) => Some(format::date_time(ms)),
            LastLogin::Never => Some("Never signed in".to_owned()),
            LastLogin::Unknown => None,
        }),
        ("Created", |user| {
            user.created().known().map(format::date_time)
        }),
        ("Kind", |user| words::account_kind(user.kind())),
        ("Domain owner", |user| {
            words::flag(user.domain_owner(), "Yes", NO).map(str::to_owned)
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
