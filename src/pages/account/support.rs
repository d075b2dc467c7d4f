//! What one passes on when asking for help: a few lines without names, addresses or anything that opens a door.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Me;
use crate::api::json::field::Field;
use crate::api::tenant::whoami::{Person, Whoami};
use crate::app::resource::ApiResource;
use crate::browser::clipboard;
use crate::domain::account::whoami;
use crate::domain::account::whoami::Word;
use crate::domain::text::displayable;
use crate::ui::announcer::use_announcer;

/// Copies the summary; there once there is something to copy.
pub(super) fn copy_button(me: ApiResource<Person>) -> AnyView {
    let there = Memo::new(move |_| me.value().is_some());
    view! {
        <Show when=move || there.get()>
            {copy("Copy for support", "Copy for support", move || me.value_untracked().map(|me| summary(&me.whole())))}
        </Show>
    }
    .into_any()
}

/// Copies the user's identifier.
pub(super) fn copy_id(me: Me) -> AnyView {
    let known =
        Memo::new(move |_| me.with(|me| me.user_uuid.known().is_some_and(|id| !id.is_empty())));
    view! {
        <Show when=move || known.get()>
            {copy("Copy", "Copy user ID", move || me.with_untracked(|me| me.user_uuid.known().cloned()))}
        </Show>
    }
    .into_any()
}

/// A button that copies what `text` gives, and says once how that went: beside it and to screen readers.
fn copy(
    label: &'static str,
    name: &'static str,
    text: impl Fn() -> Option<String> + Copy + 'static,
) -> AnyView {
    let announcer = use_announcer();
    let outcome = RwSignal::new("");
    let run = move |_| {
        let Some(text) = text() else { return };
        spawn_local(async move {
            let words = match clipboard::copy(&text).await {
                true => "Copied",
                false => "The browser did not allow copying",
            };
            let _ = outcome.try_set(words);
            announcer.announce(words);
        });
    };
    view! {
        <span class="copy">
            <button type="button" class="button button-small" aria-label=name on:click=run>{label}</button>
            <span class="small quiet" aria-hidden="true">{outcome}</span>
        </span>
    }
    .into_any()
}

/// One property per line. The e-mail address and the names of the person stay out: the identifier is enough.
fn summary(me: &Whoami) -> String {
    let text = |field: &Field<String>| match field.known() {
        Some(text) => displayable(text),
        None => field.gap().unwrap_or_default().to_owned(),
    };
    let word = |word: Word| word.text();
    let lines = [
        ("User ID", text(&me.user_uuid)),
        ("User type", word(whoami::user_type(&me.user_type))),
        ("Identity provider", word(whoami::idm_type(&me.idm_type))),
        ("Tenant", text(&me.tenant)),
        ("Own tenant", text(&me.original_tenant)),
        ("Host name", text(&me.cname)),
        ("Environment", text(&me.environment)),
        ("State", word(whoami::tenant_state(&me.state))),
        ("Access", word(whoami::access_type(&me.access_type))),
        ("Plan", word(whoami::plan_type(&me.plan_type))),
        ("Terms accepted", text(&me.tos_version)),
        ("Terms in force", text(&me.tos_current_version)),
    ];
    let mut summary = String::from("Rolecall, account summary\n");
    for (label, value) in lines {
        summary.push_str(label);
        summary.push_str(": ");
        summary.push_str(&value);
        summary.push('\n');
    }
    summary
}
