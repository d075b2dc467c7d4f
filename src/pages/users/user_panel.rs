//! The panel of one user, with everything the response says about them. Opened by a row, or by `user=` in the URL.

use std::collections::BTreeMap;

use leptos::prelude::*;
use rolecall_directory::{Completeness, LastLogin, Tristate, User, Value};

use super::columns::badges;
use super::data::loader::UserStore;
use super::data::lookup::{Lookup, with_user};
use super::labels;
use super::url::sync::Url;
use crate::app::context::use_client;
use crate::domain::relative_time;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Fact;
use crate::ui::dialog::Dialog;
use crate::ui::timestamp::Timestamp;

/// Open while the URL names a user of the list.
pub(crate) fn panel(url: Url, users: UserStore, lookup: RwSignal<Lookup>) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = with_user(users, lookup, labels::name).flatten();
        name.unwrap_or_else(|| labels::NAMELESS.to_owned())
    });
    let open = Memo::new(move |_| matches!(lookup.get(), Lookup::Found { .. }));
    let close = move || url.push(|state| state.overlay = None);
    view! {
        <Dialog id="user" title open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>{labels::CLOSE}</button>
            {move || with_user(users, lookup, details)}
        </Dialog>
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
                .map(|role| view! { <li><span class="chip" dir="auto">{role}</span></li> });
            view! {
                <div class="fact">
                    <dt dir="auto">{label}</dt>
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
        .map(|group| view! { <li><span class="chip" dir="auto">{displayable(group)}</span></li> });
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
        Value::Known(text) => view! { <span dir="auto">{displayable(text)}</span> }.into_any(),
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
