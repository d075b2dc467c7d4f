//! The panel of one user, with everything the response says about them. Opened by a row, or by `user=` in the URL.

use std::collections::BTreeMap;

use leptos::prelude::*;
use rolecall_directory::{Completeness, LastLogin, Tristate, User, Value};

use super::columns::badges;
use super::data::loader::UserStore;
use super::data::lookup::{Lookup, Target, with_user};
use super::data::user_keys::UserKeys;
use super::filters::search_box::focus_search;
use super::labels;
use super::labels::choice as choice_labels;
use super::url::overlay::Overlay;
use super::url::sync::Url;
use super::user_choice::choice;
use crate::app::context::use_client;
use crate::browser::focus::{find, focus_soon, recover_focus};
use crate::domain::relative_time;
use crate::domain::text::displayable;
use crate::ui::announcer::use_announcer;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Fact;
use crate::ui::dialog::Dialog;
use crate::ui::timestamp::Timestamp;

/// Open while the URL names a user of the list, or several to choose from.
pub(crate) fn panel(url: Url, keys: UserKeys, target: Target) -> impl IntoView {
    let users = keys.users;
    let Target { key, lookup, .. } = target;
    let title = Signal::derive(move || {
        if lookup.with(|lookup| matches!(lookup, Lookup::Choose(_))) {
            return choice_labels::WHICH_USER.to_owned();
        }
        let name = with_user(users, lookup, labels::name).flatten();
        name.unwrap_or_else(|| labels::NAMELESS.to_owned())
    });
    let open = Memo::new(move |_| {
        lookup.with(|lookup| matches!(lookup, Lookup::Found { .. } | Lookup::Choose(_)))
    });
    let close = move || {
        url.push(|state| state.overlay = None);
        // Opened by an address, there is no row to return to.
        recover_focus(|| find("#search-users"));
    };
    let on_choose = Callback::new(move |row: u32| {
        if let Some(key) = target.choose(keys, row) {
            url.push(|state| state.overlay = Some(Overlay::User(key)));
            // The button is gone.
            focus_soon("#user-heading");
        }
    });
    let body = move || {
        let key = key.get().unwrap_or_default();
        match lookup.get() {
            Lookup::Found { by, .. } => {
                let details = with_user(users, lookup, details);
                let note = choice_labels::not_exact(&key, by);
                let note = note.map(|note| view! { <p class="loose-match" dir="auto">{note}</p> });
                view! { {note}{details} }.into_any()
            }
            Lookup::Choose(candidates) => choice(users, &key, &candidates, on_choose),
            Lookup::Missing | Lookup::Searching => ().into_any(),
        }
    };
    view! {
        <Dialog id="user" title is_name=true open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>{labels::CLOSE}</button>
            {body}
        </Dialog>
    }
}

/// Says that the URL names nobody of the list.
pub(crate) fn not_found(url: Url, users: UserStore, target: Target) -> impl IntoView {
    let announcer = use_announcer();
    let message = Memo::new(move |_| {
        let is_missing = target.lookup.with(|lookup| *lookup == Lookup::Missing);
        let is_over = users.version().complete && users.progress().is_none();
        let key = target.key.get().filter(|_| is_missing && is_over)?;
        Some(choice_labels::not_found(&key, users.all_here()))
    });
    Effect::new(move |_| {
        if let Some(message) = message.get() {
            announcer.announce(message);
        }
    });
    let dismiss = move |_| {
        url.push(|state| state.overlay = None);
        focus_search();
    };
    move || {
        message.get().map(|message| {
            view! {
                <div class="not-found">
                    <p dir="auto">{message}</p>
                    <button type="button" class="button button-small" on:click=dismiss>{choice_labels::DISMISS}</button>
                </div>
            }
        })
    }
}

fn details(user: &User<'_>) -> AnyView {
    let badges = badges(user)
        .into_iter()
        .map(|text| view! { <Badge tone=Tone::Plain text /> });
    let tone = match user.disabled() {
        Tristate::Yes => Tone::Danger,
        Tristate::No => Tone::Good,
        Tristate::Unknown => Tone::Unknown,
    };
    let status = labels::status(user.disabled()).unwrap_or(labels::STATUS_UNKNOWN);
    view! {
        <p class="sheet-badges"><Badge tone text=status />{badges.collect_view()}</p>
        <section aria-labelledby="user-roles">
            <h3 id="user-roles">{labels::ROLES_BY_NAMESPACE}</h3>
            {roles(user)}
        </section>
        <section aria-labelledby="user-groups">
            <h3 id="user-groups">{labels::GROUPS}</h3>
            {groups(user)}
            <p class="quiet small">{labels::NO_INHERITED_ROLES}</p>
        </section>
        <section aria-labelledby="user-account">
            <h3 id="user-account">{labels::ACCOUNT}</h3>
            {facts(user)}
        </section>
    }
    .into_any()
}

fn roles(user: &User<'_>) -> AnyView {
    let mut by_namespace: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    let or_unknown =
        |text: Option<&str>| text.map_or_else(|| labels::UNKNOWN.to_owned(), displayable);
    for grant in user.grants() {
        // "*" comes first: it is the widest.
        let key = (grant.namespace != Some("*"), or_unknown(grant.namespace));
        let roles = by_namespace.entry(key).or_default();
        roles.push(or_unknown(grant.role));
    }
    let is_empty = by_namespace.is_empty();
    let has_wildcard = by_namespace.keys().any(|(is_named, _)| !is_named);
    let facts = by_namespace
        .into_iter()
        .map(|((is_named, namespace), mut roles)| {
            roles.sort_unstable();
            let label = if is_named {
                namespace
            } else {
                labels::ALL_NAMESPACES.to_owned()
            };
            let roles = roles
                .into_iter()
                .map(|role| view! { <li><span class="chip" dir="auto" translate="no">{role}</span></li> });
            view! {
                <div class="fact">
                    <dt dir="auto" translate="no">{label}</dt>
                    <dd><ul class="chips chips-all">{roles.collect_view()}</ul></dd>
                </div>
            }
        });
    view! {
        {(!is_empty).then(|| view! { <dl class="facts">{facts.collect_view()}</dl> })}
        {has_wildcard.then(|| view! { <p class="quiet small">{labels::ALL_NAMESPACES_EXPLAINED}</p> })}
        {list_note(user.grants_completeness(), is_empty, labels::NO_ROLES)}
    }
    .into_any()
}

fn groups(user: &User<'_>) -> AnyView {
    let items = user
        .groups()
        .map(|group| view! { <li><span class="chip" dir="auto" translate="no">{displayable(group)}</span></li> });
    let is_empty = items.len() == 0;
    view! {
        {(!is_empty).then(|| view! { <ul class="chips chips-all">{items.collect_view()}</ul> })}
        {list_note(user.groups_completeness(), is_empty, labels::NO_GROUPS)}
    }
    .into_any()
}

/// Says that a list is empty, or that it may not be complete.
fn list_note(
    completeness: Completeness,
    is_empty: bool,
    if_empty: &'static str,
) -> Option<AnyView> {
    match labels::incomplete(completeness) {
        Some(word) => Some(view! { <p><MissingValue word /></p> }.into_any()),
        None => is_empty.then(|| view! { <p class="quiet">{if_empty}</p> }.into_any()),
    }
}

fn facts(user: &User<'_>) -> AnyView {
    let now = use_client().now_ms();
    let unknown = || view! { <MissingValue word=labels::UNKNOWN /> }.into_any();
    let unreadable = || view! { <MissingValue word=labels::UNREADABLE /> }.into_any();
    let text = |value: Value<&str>| match value {
        Value::Known("") => view! { <span class="quiet">{labels::NOT_SET}</span> }.into_any(),
        Value::Known(text) => {
            view! { <span dir="auto" translate="no">{displayable(text)}</span> }.into_any()
        }
        Value::Null | Value::Missing => unknown(),
        Value::Unreadable => unreadable(),
    };
    let or_unknown = |label: Option<String>| match label {
        Some(label) => view! { <span dir="auto">{label}</span> }.into_any(),
        None => unknown(),
    };
    let not_reported = || view! { <MissingValue word=labels::NOT_REPORTED /> }.into_any();
    let timestamp = |ms: i64| {
        let relative = relative_time::relative(ms, now);
        view! { <Timestamp ms relative=Signal::stored(relative) /> }.into_any()
    };
    let otp = labels::otp(user.otp_enabled());
    let owner = labels::flag(user.domain_owner(), labels::FIRST_USER, labels::NO);
    let last_login = match user.last_login() {
        LastLogin::At(ms) => timestamp(ms),
        LastLogin::Never => labels::NEVER_SIGNED_IN.into_any(),
        LastLogin::Unknown => not_reported(),
    };
    let created = match user.created() {
        Value::Known(ms) => timestamp(ms),
        Value::Null | Value::Missing => not_reported(),
        Value::Unreadable => unreadable(),
    };
    let keeps_roles = user.disabled() == Tristate::Yes && user.grants().len() > 0;
    let facts = [
        (labels::EMAIL, text(user.email())),
        (labels::USERNAME, text(user.name())),
        (
            labels::IDENTITY,
            or_unknown(labels::identity(user.identity())),
        ),
        (
            labels::MANAGED_BY,
            or_unknown(labels::managed_by(user.sync_mode())),
        ),
        (labels::OTP, or_unknown(otp.map(str::to_owned))),
        (labels::LAST_LOGIN, last_login),
        (labels::CREATED, created),
        (labels::TYPE, or_unknown(labels::account_type(user.kind()))),
        (labels::DOMAIN_OWNER, or_unknown(owner.map(str::to_owned))),
        (labels::TENANT, text(user.tenant())),
    ];
    view! {
        <dl class="facts">
            {facts.into_iter().map(|(label, value)| view! { <Fact label>{value}</Fact> }).collect_view()}
        </dl>
        {keeps_roles.then(|| view! { <p class="small">{labels::DISABLED_WITH_ROLES}</p> })}
    }
    .into_any()
}
