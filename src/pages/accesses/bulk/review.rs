//! The review of a bulk edit: every access it changes and how, before anything is sent.

use leptos::prelude::*;

use super::labels;
use super::labels::summary;
use super::state::{BulkEdit, Row};
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::ApiResource;
use crate::browser::focus::focus_soon;
use crate::domain::access::describe::{Consequence, Tense, consequences, describe};
use crate::pages::accesses::labels as shared;
use crate::ui::announcer::use_announcer;
use crate::ui::dialog::Dialog;
use crate::ui::events::on_checked;

pub(crate) fn change_review(
    edit: BulkEdit,
    catalogue: ApiResource<RolesCatalogue>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let announcer = use_announcer();
    Effect::new(move |was_running: Option<bool>| {
        let running = edit.running.get();
        if was_running == Some(true) && !running {
            announcer.announce(edit.rows.with_untracked(|rows| summary(rows, false)));
        }
        running
    });
    view! {
        <Dialog id="set-review" title=shared::REVIEW_CHANGES.to_owned() open on_close=move |()| open.set(false)>
            {body(edit, catalogue, open)}
        </Dialog>
    }
}

fn body(edit: BulkEdit, catalogue: ApiResource<RolesCatalogue>, open: RwSignal<bool>) -> AnyView {
    let (rows, unchanged) = untrack(|| edit.staged());
    let emptied = rows
        .iter()
        .filter(|row| consequences_of(edit, row).contains(&Consequence::NoRoles))
        .count();
    let turned_off = rows
        .iter()
        .filter(|row| consequences_of(edit, row).contains(&Consequence::TurnsOffTwoFactor))
        .count();
    let own = rows.iter().any(|row| untrack(|| edit.is_own(row)));
    let confirmed = RwSignal::new(emptied == 0);
    let names = untrack(|| catalogue.value())
        .map(|catalogue| catalogue.results.clone())
        .unwrap_or_default();
    let lines = rows
        .iter()
        .map(|row| {
            let changes = describe(&row.patch(), &row.target.values, &names, Tense::Future);
            let changes = changes
                .into_iter()
                .map(|change| view! { <li dir="auto" translate="no">{change.message}</li> })
                .collect_view();
            let title = labels::access_of_user(&row.target.key.access, &row.target.key.user);
            view! { <li><p class="field-label">{title}</p><ul class="changes">{changes}</ul></li> }
        })
        .collect_view();
    let intro = labels::intro(rows.len(), unchanged);
    let rows = StoredValue::new(rows);
    let save = move |_| {
        if confirmed.get_untracked() {
            open.set(false);
            edit.save(rows.get_value());
            focus_soon(".set-summary");
        }
    };
    view! {
        <p>{intro}</p>
        <ul class="set-changes" tabindex="0" aria-label=shared::WHAT_WILL_CHANGE>{lines}</ul>
        {(turned_off > 0).then(|| view! {
            <p class="consequences">{labels::turns_off_two_factor(turned_off)}</p>
        })}
        {own.then(|| view! { <p class="consequences">{Consequence::OwnAccess.message()}</p> })}
        {(emptied > 0).then(|| view! {
            <label class="confirm consequences">
                <input type="checkbox" prop:checked=move || confirmed.get() on:change=on_checked(move |checked| confirmed.set(checked)) />
                <span>{labels::confirm_no_roles(emptied)}</span>
            </label>
        })}
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| open.set(false)>{shared::CANCEL}</button>
            <button type="button" class="button button-primary" aria-disabled=move || (!confirmed.get()).then_some("true") on:click=save>
                {shared::SAVE_CHANGES}
            </button>
        </div>
    }
    .into_any()
}

fn consequences_of(edit: BulkEdit, row: &Row) -> Vec<Consequence> {
    consequences(
        &row.patch(),
        &row.target.values,
        untrack(|| edit.is_own(row)),
    )
}
