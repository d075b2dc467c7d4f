//! One user: a sheet beside the table with everything the answer tells of them. Opened by a row or by `user=` in the address.

use std::collections::BTreeMap;

use leptos::prelude::*;
use rolecall_directory::{Completeness, LastLogin, Tristate, User, Value};

use super::columns::badges;
use super::data::loader::UserStore;
use super::data::lookup::{Lookup, look};
use super::labels;
use super::labels::NAMELESS;
use super::url::sync::Url;
use crate::app::context::use_client;
use crate::domain::relative_time;
use crate::domain::text::displayable;
use crate::ui::badge::{Badge, MissingValue, Tone};
use crate::ui::card::Fact;
use crate::ui::dialog::Dialog;
use crate::ui::timestamp::Timestamp;

/// The sheet. It is open while the address names a user who is there.
pub(crate) fn panel(view: Url, users: UserStore, found: RwSignal<Lookup>) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = look(users, found, labels::name).flatten();
        name.unwrap_or_else(|| NAMELESS.to_owned())
    });
    let open = Memo::new(move |_| matches!(found.get(), Lookup::Found { .. }));
    let close = move || view.push(|shown| shown.overlay = None);
    view! {
        <Dialog id="user" title open on_close=move |()| close()>
            <button type="button" class="button sheet-close" on:click=move |_| close()>"Close"</button>
            {move || look(users, found, person)}
        </Dialog>
    }
}

fn person(user: &User<'_>) -> AnyView {
    let badges = badges(user)
        .into_iter()
        .map(|word| view! { <Badge tone=Tone::Plain text=word /> });
    let status = match labels::flag(user.disabled(), "Disabled", "Active") {
        Some("Disabled") => view! { <Badge tone=Tone::Danger text="Disabled" /> }.into_any(),
        Some(word) => view! { <Badge tone=Tone::Good text=word /> }.into_any(),
        None => view! { <Badge tone=Tone::Unknown text="Status unknown" /> }.into_any(),
    };
    view! {
        <p class="sheet-badges">{status}{badges.collect_view()}</p>
        <section aria-labelledby="user-roles">
            <h3 id="user-roles">"Roles by namespace"</h3>
            {roles(user)}
        </section>
        <section aria-labelledby="user-groups">
            <h3 id="user-groups">"Groups"</h3>
            {groups(user)}
            <p class="quiet small">
                "Roles that come through a group are not part of this answer: this user may have more than the roles above."
            </p>
        </section>
        <section aria-labelledby="user-account">
            <h3 id="user-account">"Account"</h3>
            {facts(user)}
        </section>
    }
    .into_any()
}

fn roles(user: &User<'_>) -> AnyView {
    let mut spaces: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    let or_unknown = |word: Option<&str>| word.map_or_else(|| "Unknown".to_owned(), displayable);
    for grant in user.grants() {
        // "*" is its own thing, and the widest: first.
        let key = (grant.namespace != Some("*"), or_unknown(grant.namespace));
        spaces.entry(key).or_default().push(or_unknown(grant.role));
    }
    let none = spaces.is_empty();
    let all = spaces.keys().any(|(named, _)| !named);
    let spaces = spaces.into_iter().map(|((named, namespace), mut roles)| {
        roles.sort_unstable();
        let label = if named {
            namespace
        } else {
            "All namespaces".to_owned()
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
        {(!none).then(|| view! { <dl class="facts">{spaces.collect_view()}</dl> })}
        {all.then(|| view! {
            <p class="quiet small">
                "All namespaces (*) means every application namespace, also those still to be made. The namespaces system and shared are given by name."
            </p>
        })}
        {left_out(user.grants_completeness(), none, "No roles are attached to this user directly.")}
    }
    .into_any()
}

fn groups(user: &User<'_>) -> AnyView {
    let items = user
        .groups()
        .map(|group| view! { <li><span class="chip" dir="auto">{displayable(group)}</span></li> });
    let none = items.len() == 0;
    view! {
        {(!none).then(|| view! { <ul class="chips chips-all">{items.collect_view()}</ul> })}
        {left_out(user.groups_completeness(), none, "This user is in no group.")}
    }
    .into_any()
}

/// What a list does not say.
fn left_out(reading: Completeness, none: bool, empty: &'static str) -> Option<AnyView> {
    match reading {
        Completeness::Complete => none.then(|| view! { <p class="quiet">{empty}</p> }.into_any()),
        Completeness::Partial => Some(
            view! { <p><MissingValue word="Some of the list could not be read." /></p> }.into_any(),
        ),
        Completeness::Unknown => Some(
            view! { <p><MissingValue word="Unknown: the answer does not tell." /></p> }.into_any(),
        ),
    }
}

fn facts(user: &User<'_>) -> AnyView {
    let now = use_client().now_ms();
    let told = |cell: Value<&str>| match cell {
        Value::Known("") => view! { <span class="quiet">"Not set"</span> }.into_any(),
        Value::Known(text) => view! { <span dir="auto">{displayable(text)}</span> }.into_any(),
        Value::Null | Value::Missing => view! { <MissingValue word="Unknown" /> }.into_any(),
        Value::Unreadable => view! { <MissingValue word="Unreadable" /> }.into_any(),
    };
    let or_unknown = |word: Option<String>| match word {
        Some(word) => view! { <span dir="auto">{word}</span> }.into_any(),
        None => view! { <MissingValue word="Unknown" /> }.into_any(),
    };
    let moment = |ms: i64| {
        let words = relative_time::relative(ms, now);
        view! { <Timestamp ms relative=Signal::stored(words) /> }.into_any()
    };
    let otp = labels::flag(user.otp_enabled(), "On", "Off").map(str::to_owned);
    let owner = labels::flag(
        user.domain_owner(),
        "Yes: the first user of the tenant",
        "No",
    )
    .map(str::to_owned);
    let login = match user.last_login() {
        LastLogin::At(ms) => moment(ms),
        LastLogin::Never => "Never signed in".into_any(),
        LastLogin::Unknown => or_unknown(None),
    };
    let created = match user.created() {
        Value::Known(ms) => moment(ms),
        Value::Null | Value::Missing => or_unknown(None),
        Value::Unreadable => view! { <MissingValue word="Unreadable" /> }.into_any(),
    };
    let disabled = (user.disabled() == Tristate::Yes && user.grants().len() > 0).then(|| {
        view! { <p class="small">"Disabled, and still holds the roles above: they are back once the user is enabled."</p> }
    });
    let told = [
        ("E-mail", told(user.email())),
        ("Username", told(user.name())),
        ("Identity", or_unknown(labels::identity(user.identity()))),
        ("Managed", or_unknown(labels::managed(user.sync_mode()))),
        ("One-time password", or_unknown(otp)),
        ("Last login", login),
        ("Created", created),
        ("Kind", or_unknown(labels::account_kind(user.kind()))),
        ("Domain owner", or_unknown(owner)),
        ("Tenant", told(user.tenant())),
    ];
    view! {
        <dl class="facts">
            {told.into_iter().map(|(label, value)| view! { <Fact label>{value}</Fact> }).collect_view()}
        </dl>
        {disabled}
    }
    .into_any()
}
