//! The list of notifications: what each tells, its code, on or off. An unreadable one keeps its place and is counted; a
//! list that was not sent is not shown as an empty one.

use leptos::prelude::*;

use super::{not_there, part_of};
use crate::api::field::{Field, List};
use crate::api::settings::{Notification, UserSettings};
use crate::components::card::Card;
use crate::components::status::{Badge, Gap, Tone};
use crate::pages::load::Read;
use crate::policy::notifications::{self, SEARCH_ABOVE};
use crate::policy::people::visible;
use crate::policy::time::counted;

pub(super) fn notifications_card(read: Read<UserSettings>) -> impl IntoView {
    let list = part_of(read, |settings| settings.notifications.clone());
    // Here and not in the list, so that a new read keeps what was typed.
    let query = RwSignal::new(String::new());
    let long = Memo::new(move |_| {
        list.with(|list| matches!(list, Some(Field::Known(items)) if items.len() > SEARCH_ABOVE))
    });
    view! {
        <Card title="Notifications" id="notifications">
            {move || long.get().then(|| view! { <Search query list /> })}
            {move || match list.get() {
                None => not_there(read, 5),
                Some(list) => content(list, query),
            }}
        </Card>
    }
}

fn content(list: Field<List<Notification>>, query: RwSignal<String>) -> AnyView {
    let items = match list {
        Field::Known(items) => items,
        Field::Null | Field::Missing => {
            return view! {
                <p><Gap word="None reported" /></p>
                <p class="quiet">"The service did not tell which notifications there are, so this is not an empty list."</p>
            }
            .into_any();
        }
        Field::Unreadable(_) => {
            return view! { <p><Gap word="Unreadable" /></p><p class="quiet">"The list of notifications could not be read."</p> }
                .into_any();
        }
    };
    if items.is_empty() {
        return view! { <p class="quiet">"None. There are no notifications for you."</p> }
            .into_any();
    }
    let summary = notifications::summary(&items);
    let lost = items.iter().filter(|item| item.known().is_none()).count();
    let searching = items.len() > SEARCH_ABOVE;
    let items = StoredValue::new(items);
    let rows = move || {
        let query = if searching {
            query.get()
        } else {
            String::new()
        };
        items.with_value(|items| {
            items
                .iter()
                .filter(|item| notifications::matches(item, &query))
                .map(row)
                .collect_view()
        })
    };
    view! {
        <p class="quiet">{notifications::words(summary)}</p>
        {(lost > 0).then(|| view! {
            <p class="note note-caution">{format!("{} could not be read.", counted(lost as i64, "notification"))}</p>
        })}
        <ul class="notification-list" aria-label="Notifications">{rows}</ul>
    }
    .into_any()
}

#[component]
fn Search(query: RwSignal<String>, list: Memo<Option<Field<List<Notification>>>>) -> impl IntoView {
    let found = move || {
        let query = query.get();
        if query.trim().is_empty() {
            return String::new();
        }
        list.with(|list| match list {
            Some(Field::Known(items)) => {
                let found = items
                    .iter()
                    .filter(|item| notifications::matches(item, &query));
                format!(
                    "{} of {}",
                    found.count(),
                    counted(items.len() as i64, "notification")
                )
            }
            _ => String::new(),
        })
    };
    view! {
        <div class="notification-search">
            <label class="field-label" for="notification-search">"Search notifications"</label>
            <input id="notification-search" class="input" type="search" autocomplete="off" bind:value=query />
            <p role="status" class="quiet">{found}</p>
        </div>
    }
}

fn row(item: &Field<Notification>) -> AnyView {
    let Some(item) = item.known() else {
        return view! { <li class="notification"><Gap word="Unreadable" /></li> }.into_any();
    };
    let state = match &item.enabled {
        Field::Known(true) => view! { <Badge tone=Tone::Good text="On" /> }.into_any(),
        Field::Known(false) => view! { <Badge tone=Tone::Plain text="Off" /> }.into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            view! { <Badge tone=Tone::Unknown text="Unknown" /> }.into_any()
        }
    };
    view! {
        <li class="notification">
            <div class="notification-text">
                <div>
                    <h3>{text(&item.label, "No label")}</h3>
                    <p class="small quiet">"Code "<code>{text(&item.code, "none")}</code></p>
                </div>
                <p class="quiet">{text(&item.description, "No description")}</p>
            </div>
            {state}
        </li>
    }
    .into_any()
}

/// Foreign text of a field, kept apart from the writing direction around it; the word for its gap otherwise.
fn text(field: &Field<String>, empty: &'static str) -> AnyView {
    match field {
        Field::Known(text) if text.trim().is_empty() => {
            view! { <span class="quiet">{empty}</span> }.into_any()
        }
        Field::Known(text) => view! { <bdi>{visible(text)}</bdi> }.into_any(),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            view! { <Gap word=field.gap().unwrap_or_default() /> }.into_any()
        }
    }
}
