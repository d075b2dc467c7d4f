//! The review of one change to several accesses: every access it touches, in words, before anything is sent.

use leptos::prelude::*;

use super::results::summary;
use super::state::{ChangeSet, Row};
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::ApiResource;
use crate::browser::focus::focus_soon;
use crate::browser::intl::number;
use crate::domain::access::describe::{Consequence, consequences, describe};
use crate::ui::announcer::use_announcer;
use crate::ui::dialog::Dialog;

pub(crate) fn change_review(
    set: ChangeSet,
    catalogue: ApiResource<RolesCatalogue>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let announcer = use_announcer();
    Effect::new(move |was_running: Option<bool>| {
        let running = set.running.get();
        if was_running == Some(true) && !running {
            announcer.announce(set.rows.with_untracked(|rows| summary(rows, false)));
        }
        running
    });
    view! {
        <Dialog id="set-review" title="Review changes".to_owned() open on_close=move |()| open.set(false)>
            {body(set, catalogue, open)}
        </Dialog>
    }
}

fn body(set: ChangeSet, catalogue: ApiResource<RolesCatalogue>, open: RwSignal<bool>) -> AnyView {
    let (rows, same) = untrack(|| set.staged());
    let emptied = rows
        .iter()
        .filter(|row| meaning(set, row).contains(&Consequence::NoRoles))
        .count();
    let turned_off = rows
        .iter()
        .filter(|row| meaning(set, row).contains(&Consequence::TurnsOffTwoFactor))
        .count();
    let own = rows.iter().any(|row| untrack(|| set.is_own(row)));
    let confirmed = RwSignal::new(emptied == 0);
    let names = untrack(|| catalogue.value())
        .map(|catalogue| catalogue.results.clone())
        .unwrap_or_default();
    let count = rows.len();
    let lines = rows
        .iter()
        .map(|row| {
            let changes = describe(&row.patch(), &row.target.values, &names);
            let changes = changes
                .into_iter()
                .map(|change| view! { <li dir="auto">{change.message}</li> })
                .collect_view();
            let title = format!("Access {} of user {}", row.target.access, row.target.user);
            view! { <li><p class="field-label">{title}</p><ul class="changes">{changes}</ul></li> }
        })
        .collect_view();
    let intro = match same {
        0 => format!("{} will be changed.", number(count as u64)),
        same => format!(
            "{} will be changed, {} are so already or have no such part and stay as they are.",
            number(count as u64),
            number(same as u64)
        ),
    };
    let rows = StoredValue::new(rows);
    let save = move |_| {
        if confirmed.get_untracked() {
            open.set(false);
            set.save(rows.get_value());
            focus_soon(".set-summary");
        }
    };
    view! {
        <p>{intro}</p>
        <ul class="set-changes" tabindex="0" aria-label="What will change">{lines}</ul>
        {(turned_off > 0).then(|| view! {
            <p class="consequences">{format!("This turns off two-factor authentication of {}, which makes them less safe.", accesses(turned_off))}</p>
        })}
        {own.then(|| view! { <p class="consequences">{Consequence::OwnAccess.message()}</p> })}
        {(emptied > 0).then(|| view! {
            <label class="confirm consequences">
                <input type="checkbox" prop:checked=move || confirmed.get() on:change=move |event| confirmed.set(event_target_checked(&event)) />
                <span>{format!("Yes, leave {emptied} of them without any role")}</span>
            </label>
        })}
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
            <button type="button" class="button button-primary" aria-disabled=move || (!confirmed.get()).then_some("true") on:click=save>
                "Save changes"
            </button>
        </div>
    }
    .into_any()
}

fn meaning(set: ChangeSet, row: &Row) -> Vec<Consequence> {
    consequences(
        &row.patch(),
        &row.target.values,
        untrack(|| set.is_own(row)),
    )
}

fn accesses(count: usize) -> String {
    match count {
        1 => "1 access".to_owned(),
        count => format!("{} accesses", number(count as u64)),
    }
}
