//! Small pictures of who is listed: who has a one-time password, who was here lately, who keeps the identity. Each part is a
//! piece of the query language, so that it filters, counts and stands in the search box alike. The legend is the text of the picture.

use leptos::prelude::*;
use rolecall_directory::{Filter, Query};

use crate::browser::intl::number;
use crate::pages::users::data::facet_counts::Counts;
use crate::pages::users::url::sync::Url;

/// A part: what it is called, the words of the query, and its colour.
type Segment = (&'static str, &'static str, &'static str);

/// One picture.
pub(crate) struct Chart {
    title: &'static str,
    pub(crate) parts: &'static [Segment],
}

pub(crate) const CHARTS: [Chart; 3] = [
    Chart {
        title: "One-time password",
        parts: &[
            ("On", "otp:on", "good"),
            ("Off", "otp:off -is:sso", "warning"),
            // With single sign-on the provider asks for it, or does not: no finding.
            ("Off, single sign-on", "otp:off is:sso", "soft"),
            ("Unknown", "otp:unknown", "unknown"),
        ],
    },
    Chart {
        title: "Last login",
        parts: &[
            ("30 days", "login:<30d", "good"),
            ("To 90 days", "login:>30d -login:>90d", "busy"),
            ("Longer ago", "login:>90d", "warning"),
            ("Never", "login:never", "soft"),
            ("Unknown", "login:unknown", "unknown"),
        ],
    },
    Chart {
        title: "Identity",
        parts: &[
            ("Single sign-on", "is:sso", "accent"),
            ("Local", "is:managed", "busy"),
            ("Undefined", "is:undefined", "soft"),
            (
                "Other or unknown",
                "-is:sso -is:managed -is:undefined",
                "unknown",
            ),
        ],
    },
];

impl Chart {
    /// The query without any part of this picture, and the part that was in it.
    fn taken_out(&self, query: &Query) -> (Query, Option<usize>) {
        let mut rest = query.clone();
        for (place, (_, words, _)) in self.parts.iter().enumerate() {
            let own = Query::read(words).terms;
            if own.iter().all(|term| query.terms.contains(term)) {
                rest.terms.retain(|term| !own.contains(term));
                return (rest, Some(place));
            }
        }
        (rest, None)
    }

    /// Among whom the parts are counted: who meets the filter, whatever part of this picture it holds. `None` if it holds none.
    pub(crate) fn filter(&self, filter: &Filter) -> Option<Filter> {
        let (query, part) = self.taken_out(&filter.query);
        part.map(|_| Filter {
            query,
            picks: filter.picks.clone(),
        })
    }

    /// What each part asks for.
    pub(crate) fn queries(&self) -> impl Iterator<Item = Query> {
        self.parts.iter().map(|(_, words, _)| Query::read(words))
    }

    /// What is typed after a part was chosen, or let go.
    fn toggled(&self, q: &str, part: usize) -> String {
        let (mut query, was) = self.taken_out(&Query::read(q));
        if was != Some(part)
            && let Some((_, words, _)) = self.parts.get(part)
        {
            query.terms.extend(Query::read(words).terms);
        }
        query.to_string()
    }
}

pub(crate) fn glance(view: Url, counts: Counts) -> impl IntoView {
    let pictures = CHARTS
        .iter()
        .enumerate()
        .map(|(place, picture)| draw(view, counts, place, picture));
    view! { <div class="pictures" role="group" aria-label="At a glance">{pictures.collect_view()}</div> }
}

fn draw(view: Url, counts: Counts, place: usize, picture: &'static Chart) -> AnyView {
    let users = Memo::new(move |_| counts.parts(place));
    let chosen = Memo::new(move |_| view.with(|shown| picture.taken_out(&Query::read(&shown.q)).1));
    let bar = move || {
        let parts = picture
            .parts
            .iter()
            .zip(users.get())
            .filter(|(_, users)| *users > 0);
        parts
            .map(|((_, _, colour), users)| view! { <span class=format!("tone-{colour}") style:flex-grow=users.to_string()></span> })
            .collect_view()
    };
    let part_of = move |(part, (label, _, colour)): (usize, &'static Segment)| {
        let count = move || users.with(|users| users.get(part).copied().unwrap_or_default());
        let all = move || users.with(|users| users.iter().sum::<u32>());
        // Of nobody there is nothing to tell, least of all a zero: the users may still be on their way.
        let share = move || {
            let (count, all) = (u64::from(count()), u64::from(all()));
            let percent = (count * 200 + all).checked_div(2 * all)?;
            Some(format!("{} ({percent} %)", number(count)))
        };
        // A part that nobody is in is no news, unless it is asked for, or nobody is in any.
        let hidden = move || count() == 0 && all() > 0 && chosen.get() != Some(part);
        view! {
            <li hidden=hidden>
                <button
                    type="button"
                    class="legend"
                    aria-pressed=move || if chosen.get() == Some(part) { "true" } else { "false" }
                    on:click=move |_| view.push(|shown| shown.q = picture.toggled(&shown.q, part))
                >
                    <span class=format!("dot tone-{colour}") aria-hidden="true"></span>
                    {*label}" "
                    <span class="quiet">{share}</span>
                </button>
            </li>
        }
    };
    // The table comes first; its room is kept.
    let there = Memo::new(move |_| users.with(|users| !users.is_empty()));
    let legends = move || {
        let parts = || picture.parts.iter().enumerate().map(part_of);
        there.get().then(|| parts().collect_view())
    };
    view! {
        <section class="picture" aria-label=picture.title>
            <h2>{picture.title}</h2>
            <div class="bar" aria-hidden="true">{bar}</div>
            <ul class="legends">{legends}</ul>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_chosen_changed_and_let_go_without_touching_what_is_typed() {
        let [_, login, _] = &CHARTS;
        let chosen = login.toggled("anna login:<30d", 2);
        assert_eq!(chosen, "anna login:>90d");
        let other = login.toggled(&chosen, 1);
        assert_eq!(other, "anna login:>30d -login:>90d");
        assert_eq!(login.toggled(&other, 1), "anna");
    }

    #[test]
    fn each_part_is_found_again_in_what_it_writes_and_no_other() {
        for picture in &CHARTS {
            for part in 0..picture.parts.len() {
                let written = picture.toggled("", part);
                assert_eq!(
                    picture.taken_out(&Query::read(&written)),
                    (Query::default(), Some(part)),
                    "{written}"
                );
            }
        }
    }
}
