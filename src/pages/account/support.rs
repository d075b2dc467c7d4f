//! What the user passes on when asking for help: a few lines without names, addresses or secrets.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::labels;
use super::values::Me;
use crate::api::json::field::Field;
use crate::api::tenant::whoami::{Person, Whoami};
use crate::app::resource::ApiResource;
use crate::browser::clipboard;
use crate::domain::account::whoami;
use crate::domain::account::whoami::ValueLabel;
use crate::domain::text::displayable;
use crate::ui::announcer::use_announcer;

/// Copies the summary; shown once there is something to copy.
pub(super) fn copy_button(me: ApiResource<Person>) -> AnyView {
    let there = Memo::new(move |_| me.value().is_some());
    view! {
        <Show when=move || there.get()>
            {copy(labels::COPY_FOR_SUPPORT, labels::COPY_FOR_SUPPORT, move || me.value_untracked().map(|me| summary(&me.whole())))}
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
            {copy(labels::COPY, labels::COPY_USER_ID, move || me.with_untracked(|me| me.user_uuid.known().cloned()))}
        </Show>
    }
    .into_any()
}

/// A button that copies what `text` returns, and says once whether that worked: beside it and to screen readers.
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
            let message = if clipboard::copy(&text).await {
                labels::COPIED
            } else {
                labels::NOT_COPIED
            };
            let _ = outcome.try_set(message);
            announcer.announce(message);
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

/// One property per line, without email address and names: the identifier is enough.
fn summary(me: &Whoami) -> String {
    let text = |field: &Field<String>| match field.known() {
        Some(text) => displayable(text),
        None => field.gap().unwrap_or_default().to_owned(),
    };
    let word = |word: ValueLabel| word.text();
    let lines = [
        (labels::USER_ID, text(&me.user_uuid)),
        (labels::USER_TYPE, word(whoami::user_type(&me.user_type))),
        (
            labels::IDENTITY_PROVIDER,
            word(whoami::idm_type(&me.idm_type)),
        ),
        (labels::TENANT, text(&me.tenant)),
        (labels::SUMMARY_OWN_TENANT, text(&me.original_tenant)),
        (labels::HOST_NAME, text(&me.cname)),
        (labels::ENVIRONMENT, text(&me.environment)),
        (labels::STATE, word(whoami::tenant_state(&me.state))),
        (
            labels::SUMMARY_ACCESS,
            word(whoami::access_type(&me.access_type)),
        ),
        (labels::PLAN, word(whoami::plan_type(&me.plan_type))),
        (labels::SUMMARY_TERMS_ACCEPTED, text(&me.tos_version)),
        (labels::SUMMARY_TERMS_CURRENT, text(&me.tos_current_version)),
    ];
    let mut summary = format!("{}\n", labels::SUMMARY_TITLE);
    for (label, value) in lines {
        summary.push_str(label);
        summary.push_str(": ");
        summary.push_str(&value);
        summary.push('\n');
    }
    summary
}
