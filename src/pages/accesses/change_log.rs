//! What was changed in accesses since signing in, in this tab: kept over reloads, wiped on sign-out. Made once by the app.

use leptos::prelude::*;

use super::detail::load::Place;
use super::detail::save::Saved;
use super::draft;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::app::router::A;
use crate::app::routes::access_href;
use crate::browser::download::download;
use crate::browser::intl;
use crate::domain::access::change_log::{Entry, of_json, to_csv, to_json, to_patch};
use crate::domain::access::describe::describe;
use crate::domain::access::edit::{Values, apply};
use crate::domain::text::display_name;
use crate::ui::card::Card;
use crate::ui::effect::effect;

/// Copies are the same journal.
#[derive(Clone, Copy)]
pub(crate) struct Journal {
    entries: RwSignal<Vec<Entry>>,
    username: Memo<Option<String>>,
    who: Memo<String>,
}

impl Journal {
    /// Begins with what this tab has kept for whoever is signed in. Needs the context of who that is.
    #[must_use]
    pub(crate) fn new() -> Self {
        let me = use_current_user();
        let journal = Self {
            entries: RwSignal::new(Vec::new()),
            username: Memo::new(move |_| me.value().and_then(|me| me.name.known().cloned())),
            who: Memo::new(move |_| {
                me.value().map_or_else(String::new, |me| {
                    display_name(&me.first_name, &me.last_name, &me.name, &me.email)
                })
            }),
        };
        effect(move || {
            let Some(username) = journal.username.get() else {
                return;
            };
            let kept = draft::journal(&username)
                .map(|text| of_json(&text))
                .unwrap_or_default();
            journal
                .entries
                .update(|entries| entries.splice(..0, kept).for_each(drop));
        });
        journal
    }

    /// Notes a change that the service has. `now_ms` by the server's clock.
    pub(crate) fn note(self, place: &Place, saved: &Saved, undo: bool, now_ms: i64) {
        let entry = Entry {
            at: intl::iso(now_ms),
            by: self.who.try_get_untracked().unwrap_or_default(),
            user: place.user_id.clone(),
            access: place.access_id.clone(),
            undo,
            before: only(&saved.before, saved),
            after: only(&apply(&saved.sent, &saved.before), saved),
        };
        let _ = self.entries.try_update(|entries| entries.push(entry));
        if let Some(Some(username)) = self.username.try_get_untracked() {
            let text = self.entries.try_with_untracked(|entries| to_json(entries));
            draft::keep_journal(&username, &text.unwrap_or_default());
        }
    }
}

impl Default for Journal {
    fn default() -> Self {
        Self::new()
    }
}

/// Of `values` those that the change was about.
fn only(values: &Values, saved: &Saved) -> Values {
    let sent = &saved.sent;
    Values {
        roles: values.roles.clone().filter(|_| sent.roles.is_some()),
        two_fa_enabled: values
            .two_fa_enabled
            .filter(|_| sent.two_fa_enabled.is_some()),
        sso_id: values.sso_id.clone().filter(|_| sent.sso_id.is_some()),
        name: values.name.clone().filter(|_| sent.name.is_some()),
        language: values.language.clone().filter(|_| sent.language.is_some()),
    }
}

/// The journal as a part of a page; nothing while it is empty.
pub(crate) fn journal_card() -> impl IntoView {
    let journal: Journal = expect_context();
    let client = use_client();
    let is_there = Memo::new(move |_| !journal.entries.with(Vec::is_empty));
    let now = StoredValue::new_local(client);
    let export =
        move |ending: &'static str, media_type: &'static str, write: fn(&[Entry]) -> String| {
            move |_| {
                let day: String = intl::iso(now.with_value(|client| client.now_ms()))
                    .chars()
                    .take(10)
                    .collect();
                let text = journal.entries.with_untracked(|entries| write(entries));
                download(&text, media_type, &format!("access-changes-{day}.{ending}"));
            }
        };
    move || {
        is_there.get().then(|| {
            view! {
                <Card title="Changes since you signed in" id="journal">
                    <ul class="journal" aria-label="Changes" tabindex="0">
                        {move || journal.entries.with(|entries| entries.iter().rev().map(line).collect_view())}
                    </ul>
                    <div class="form-actions">
                        <button type="button" class="button" on:click=export("csv", "text/csv;charset=utf-8", to_csv)>"Export as CSV"</button>
                        <button type="button" class="button" on:click=export("json", "application/json", to_json)>"Export as JSON"</button>
                    </div>
                </Card>
            }
        })
    }
}

fn line(entry: &Entry) -> AnyView {
    let href = access_href(&entry.user, &entry.access);
    let label = format!("Access {}", entry.access);
    let time = entry.at.clone();
    let head = format!(
        "{}{} by {}",
        if entry.undo { "undone, " } else { "" },
        short(&entry.at),
        entry.by
    );
    let changes = describe(&to_patch(&entry.after), &entry.before, &Vec::new());
    let changes = changes
        .into_iter()
        .map(|change| view! { <li dir="auto">{change.message}</li> })
        .collect_view();
    view! {
        <li>
            <p><A href=href>{label}</A> " " <time class="quiet" datetime=time>{head}</time></p>
            <ul class="small">{changes}</ul>
        </li>
    }
    .into_any()
}

/// Day and minute of an RFC 3339 time.
fn short(at: &str) -> String {
    crate::api::json::time::Time::read(at)
        .map_or_else(|| at.to_owned(), |time| intl::date_time(time.ms))
}
