//! The changes to accesses since signing in, in this tab. Survives a reload; sign-out wipes it. The app creates it once, so that it
//! outlives the pages. Owns what is logged and the card that shows it.

use leptos::prelude::*;

use super::detail::load::AccessId;
use super::detail::save::Saved;
use super::{draft, labels};
use crate::api::json::time::Time;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::app::identity::{IdentityWatch, use_identity};
use crate::app::router::A;
use crate::browser::download::download;
use crate::browser::{intl, local_day};
use crate::domain::access::change_log::{Entry, from_json, to_csv, to_json, to_patch};
use crate::domain::access::describe::{Tense, describe};
use crate::domain::access::edit::{Values, apply};
use crate::domain::text::display_name;
use crate::ui::card::Card;
use crate::ui::effect::effect;

/// Copies are the same log.
#[derive(Clone, Copy)]
pub(crate) struct ChangeLog {
    entries: RwSignal<Vec<Entry>>,
    identity: IdentityWatch,
    display_name: Memo<String>,
}

impl ChangeLog {
    /// Starts with what this tab has stored for the current user, who must be in the context.
    #[must_use]
    pub(crate) fn new() -> Self {
        let me = use_current_user();
        let log = Self {
            entries: RwSignal::new(Vec::new()),
            identity: use_identity(),
            display_name: Memo::new(move |_| {
                me.value().map_or_else(String::new, |me| {
                    display_name(&me.first_name, &me.last_name, &me.name, &me.email)
                })
            }),
        };
        effect(move || {
            let Some(owner) = log.identity.owner() else {
                return;
            };
            let stored = draft::load_change_log(owner)
                .map(|text| from_json(&text))
                .unwrap_or_default();
            log.entries
                .update(|entries| entries.splice(..0, stored).for_each(drop));
        });
        log
    }

    /// Adds a saved change. `now_ms` is the server's time.
    pub(crate) fn add(self, id: &AccessId, saved: &Saved, is_undo: bool, now_ms: i64) {
        let entry = Entry {
            at: intl::iso(now_ms),
            by: self.display_name.try_get_untracked().unwrap_or_default(),
            user: id.user_id.clone(),
            access: id.access_id.clone(),
            customer: id.customer.clone(),
            undo: is_undo,
            before: only_sent(&saved.before, saved),
            after: only_sent(&apply(&saved.sent, &saved.before), saved),
        };
        let _ = self.entries.try_update(|entries| entries.push(entry));
        // After signing out there is no log any more, and nothing to store.
        if let Some(owner) = untrack(|| self.identity.owner())
            && let Some(text) = self.entries.try_with_untracked(|entries| to_json(entries))
        {
            draft::store_change_log(owner, &text);
        }
    }
}

impl Default for ChangeLog {
    fn default() -> Self {
        Self::new()
    }
}

/// The fields of `values` that the change is about.
fn only_sent(values: &Values, saved: &Saved) -> Values {
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

/// The card; nothing while the log is empty.
pub(crate) fn change_log_card() -> impl IntoView {
    let log: ChangeLog = expect_context();
    let client = StoredValue::new_local(use_client());
    let has_entries = Memo::new(move |_| !log.entries.with(Vec::is_empty));
    let export =
        move |extension: &'static str, media_type: &'static str, write: fn(&[Entry]) -> String| {
            move |_| {
                let day = local_day::iso(client.with_value(|client| client.now_ms()));
                let text = log.entries.with_untracked(|entries| write(entries));
                download(&text, media_type, &labels::change_log_file(&day, extension));
            }
        };
    move || {
        has_entries.get().then(|| {
            view! {
                <Card title=labels::CHANGE_LOG id="change-log">
                    <ul class="journal" aria-label=labels::CHANGES tabindex="0">
                        {move || log.entries.with(|entries| entries.iter().rev().map(item).collect_view())}
                    </ul>
                    <div class="form-actions">
                        <button type="button" class="button" on:click=export("csv", "text/csv;charset=utf-8", to_csv)>{labels::EXPORT_CSV}</button>
                        <button type="button" class="button" on:click=export("json", "application/json", to_json)>{labels::EXPORT_JSON}</button>
                    </div>
                </Card>
            }
        })
    }
}

fn item(entry: &Entry) -> AnyView {
    let id = AccessId {
        user_id: entry.user.clone(),
        access_id: entry.access.clone(),
        customer: entry.customer.clone(),
    };
    let href = id.href();
    let label = labels::access(&entry.access);
    let time = entry.at.clone();
    let made = labels::change_made(&local_time(&entry.at), &entry.by, entry.undo);
    let changes = describe(
        &to_patch(&entry.after),
        &entry.before,
        &Vec::new(),
        Tense::Past,
    );
    let changes = changes
        .into_iter()
        .map(|change| view! { <li dir="auto" translate="no">{change.message}</li> })
        .collect_view();
    view! {
        <li>
            <p><A href=href>{label}</A> " " <time class="quiet" datetime=time>{made}</time></p>
            <ul class="small">{changes}</ul>
        </li>
    }
    .into_any()
}

/// An RFC 3339 time to the minute, in the local zone.
fn local_time(at: &str) -> String {
    Time::read(at).map_or_else(|| at.to_owned(), |time| intl::date_time(time.ms))
}
