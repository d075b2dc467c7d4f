//! Lists the users whom an address may mean, so that the person chooses: each with what tells them apart. The panel and the comparison
//! show it. Guesses nothing.

use leptos::prelude::*;
use rolecall_directory::{Key, User};

use super::data::loader::UserStore;
use super::data::lookup::Candidates;
use super::facts::{ACCOUNT, EMAIL, Fact, OTHERS, USERNAME};
use super::labels;
use super::labels::choice as choice_labels;

pub(crate) fn choice(
    users: UserStore,
    key: &Key,
    candidates: &Candidates,
    on_choose: Callback<u32>,
) -> AnyView {
    let listed = users.with(|directory| {
        let rows = candidates.rows.iter();
        let users: Vec<User<'_>> = rows.filter_map(|row| directory.user(*row)).collect();
        lines(&users)
    });
    let listed = listed.unwrap_or_default();
    let is_told_apart = listed.iter().any(|line| !line.facts.is_empty());
    let hint = (!is_told_apart && listed.len() > 1).then_some(choice_labels::NOTHING_DIFFERS);
    let more = choice_labels::only_first(listed.len() as u32, candidates.count);
    let lines = listed.into_iter().map(|line| {
        let row = line.row;
        let facts = line.facts.into_iter().map(|(label, value)| {
            view! { <span class="choice-fact"><span class="quiet">{label}": "</span><bdi translate="no">{value}</bdi></span>" " }
        });
        view! {
            <li>
                <button type="button" class="choice-user" on:click=move |_| on_choose.run(row)>
                    <span class="user-name" dir="auto" translate="no">{line.name}</span>" "
                    {facts.collect_view()}
                    <span class="quiet small">{choice_labels::entry(row)}</span>
                </button>
            </li>
        }
    });
    view! {
        <p dir="auto">{choice_labels::reason(key, candidates)}</p>
        {hint.map(|hint| view! { <p class="quiet">{hint}</p> })}
        <ul class="choice" aria-label=choice_labels::CANDIDATES>{lines.collect_view()}</ul>
        {more.map(|more| view! { <p class="quiet small">{more}</p> })}
    }
    .into_any()
}

struct Line {
    row: u32,
    name: String,
    facts: Vec<(&'static str, String)>,
}

/// Each user with the facts in which they differ; of a single one, username and email.
fn lines(users: &[User<'_>]) -> Vec<Line> {
    let facts = [USERNAME, EMAIL].into_iter().chain(ACCOUNT).chain(OTHERS);
    let differs = |(label, fact): &Fact| match users {
        [_] => [labels::USERNAME, labels::EMAIL].contains(label),
        users => users
            .iter()
            .any(|user| fact(user) != users.first().and_then(fact)),
    };
    let facts: Vec<Fact> = facts.filter(differs).collect();
    let line = |user: &User<'_>| Line {
        row: user.row(),
        name: labels::name_or_unknown(user),
        facts: facts
            .iter()
            .map(|(label, fact)| {
                let value = fact(user).unwrap_or_else(|| labels::UNKNOWN.to_owned());
                (*label, value)
            })
            .collect(),
    };
    users.iter().map(line).collect()
}
