//! The part of the page in which several accesses are changed: what is chosen, what to add and remove, what came of it.

use std::sync::Arc;

use crate::components::watch::watch;
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen::JsCast;

use super::change_review::change_review;
use super::change_set::{ChangeSet, Row, State};
use crate::api::access::segment;
use crate::api::roles_catalogue::{self, RolesCatalogue};
use crate::components::card::Card;
use crate::components::combobox::Combobox;
use crate::components::format::number;
use crate::components::status::{Badge, Tone};
use crate::pages::access::roles_field::held;
use crate::pages::load::{ErrorNote, Read};

/// Nothing while nothing is chosen and nothing was done.
pub(super) fn change_panel(set: ChangeSet) -> impl IntoView {
    let is_there = Memo::new(move |_| {
        !set.chosen.with(|chosen| chosen.is_empty()) || !set.rows.with(Vec::is_empty)
    });
    let catalogue =
        Read::idle(|client, cancel| async move { roles_catalogue::get(&client, &cancel).await });
    let review = RwSignal::new(false);
    watch(move || {
        if is_there.get() && catalogue.value().is_none() {
            catalogue.again();
        }
    });
    view! {
        {move || is_there.get().then(|| view! {
            <Card title="Change several accesses" id="change-set">
                {move || (!set.chosen.with(|chosen| chosen.is_empty())).then(|| staging(set, catalogue, review))}
                {results(set)}
            </Card>
        })}
        {change_review(set, catalogue, review)}
    }
}

fn staging(set: ChangeSet, catalogue: Read<RolesCatalogue>, review: RwSignal<bool>) -> AnyView {
    let choices = Memo::new(move |_| {
        Arc::new(
            catalogue
                .value()
                .map(|catalogue| held(&catalogue))
                .unwrap_or_default(),
        )
    });
    let disabled = Signal::derive(move || {
        catalogue
            .value()
            .is_none()
            .then_some("Without the list of roles they cannot be changed.")
    });
    let flip = |list: RwSignal<Vec<String>>| {
        move |role: String| {
            list.update(|list| match list.iter().position(|known| *known == role) {
                Some(index) => drop(list.remove(index)),
                None => list.push(role),
            });
        }
    };
    let count = move || set.chosen.with(|chosen| chosen.len());
    let nothing = Memo::new(move |_| set.staged().0.is_empty());
    let blocked = move || (nothing.get() || set.running.get()).then_some("true");
    view! {
        <div class="part">
            {move || catalogue.trouble().map(|error| view! { <ErrorNote error again=move |()| catalogue.again() /> })}
            <p>{move || format!("{} chosen, on this page and others.", match count() {
                1 => "1 access".to_owned(),
                count => format!("{} accesses", number(count as u64)),
            })}</p>
            <div class="two-fields">
                <Combobox label="Roles to add" id="set-add" choices chosen=set.add on_toggle=flip(set.add) none="None" disabled />
                <Combobox label="Roles to remove" id="set-remove" choices chosen=set.remove on_toggle=flip(set.remove) none="None" disabled />
            </div>
            <div class="form-actions">
                <button
                    type="button"
                    class="button button-primary"
                    aria-disabled=blocked
                    aria-describedby=move || nothing.get().then_some("set-nothing")
                    on:click=move |_| {
                        if blocked().is_none() {
                            review.set(true);
                        }
                    }
                >
                    "Review changes"
                </button>
                <button type="button" class="button" on:click=move |_| {
                            set.clear();
                            focus_soon(".pager-rows, main h1");
                        }>"Choose none"</button>
                {move || nothing.get().then(|| view! {
                    <span class="quiet" id="set-nothing">{move || "Choose roles that make a difference."}</span>
                })}
            </div>
        </div>
    }
    .into_any()
}

/// What came of each row, and what can be done about it.
fn results(set: ChangeSet) -> AnyView {
    let is_there = Memo::new(move |_| !set.rows.with(Vec::is_empty));
    let has = move |which: fn(&State) -> bool| {
        set.rows
            .with(|rows| rows.iter().any(|row| which(&row.state)))
    };
    let failed =
        Memo::new(move |_| has(|state| matches!(state, State::Failed(_) | State::HeldBack)));
    let saved =
        Memo::new(move |_| has(|state| matches!(state, State::Saved { undo: Some(_), .. })));
    let running = move || set.running.get();
    let inner = move || {
        is_there.get().then(|| view! {
            <div class="part" aria-busy=move || running().then_some("true")>
                {move || running().then(|| progress(set))}
                <p class="set-summary" tabindex="-1">{move || set.rows.with(|rows| summary(rows, running()))}</p>
                <ul class="set-rows" aria-label="What came of each access">
                    {move || set.rows.with(|rows| rows.iter().map(line).collect_view())}
                </ul>
                <div class="form-actions">
                    {move || (failed.get() && !running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            set.retry();
                            focus_soon(".set-summary");
                        }>"Try the failed ones again"</button>
                    })}
                    {move || (saved.get() && !running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            set.undo();
                            focus_soon(".set-summary");
                        }>"Undo all"</button>
                    })}
                    {move || (!running()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| {
                            set.clear();
                            focus_soon(".pager-rows, main h1");
                        }>"Done"</button>
                    })}
                </div>
            </div>
        })
    };
    inner.into_any()
}

fn progress(set: ChangeSet) -> AnyView {
    let settled = move || {
        set.rows.with(|rows| {
            let open = rows
                .iter()
                .filter(|row| matches!(row.state, State::Waiting | State::UnderWay))
                .count();
            (rows.len() - open, rows.len())
        })
    };
    view! {
        <progress class="progress" aria-label="Accesses worked on" max=move || settled().1.to_string() value=move || settled().0.to_string()></progress>
    }
    .into_any()
}

/// "38 of 40 saved, 2 not"
pub(super) fn summary(rows: &[Row], running: bool) -> String {
    let count = |which: fn(&State) -> bool| rows.iter().filter(|row| which(&row.state)).count();
    let all = number(rows.len() as u64);
    let saved = number(count(|state| matches!(state, State::Saved { .. })) as u64);
    let mut words = if running {
        format!("Working: {saved} of {all} saved")
    } else {
        format!("{saved} of {all} saved")
    };
    for (count, what) in [
        (count(|state| *state == State::Already), "already so"),
        (count(|state| *state == State::Undone), "undone"),
        (
            count(|state| *state == State::HeldBack),
            "not sent, because the service asked to slow down",
        ),
        (count(|state| matches!(state, State::Failed(_))), "failed"),
    ] {
        if count > 0 {
            words.push_str(&format!(", {} {what}", number(count as u64)));
        }
    }
    words.push('.');
    words
}

fn line(row: &Row) -> AnyView {
    let Row { place, state, .. } = row;
    let href = format!(
        "/users/{}/access/{}",
        segment(&place.user_id),
        segment(&place.access_id)
    );
    let label = format!("Access {}", place.access_id);
    let (tone, word, why) = match state {
        State::Waiting => (Tone::Plain, "Waiting", None),
        State::UnderWay => (Tone::Busy, "Saving", None),
        State::Saved { .. } => (Tone::Good, "Saved", None),
        State::Undone => (Tone::Plain, "Undone", None),
        State::Already => (Tone::Plain, "Already so", None),
        State::HeldBack => (Tone::Warning, "Not sent", None),
        State::Failed(why) => (Tone::Bad, "Failed", Some(why.clone())),
    };
    view! {
        <li class="set-row">
            <A href=href>{label}</A>
            <Badge tone text=word />
            {why.map(|why| view! { <span class="quiet small">{why}</span> })}
        </li>
    }
    .into_any()
}

/// The button that was pressed leaves the page: what it was about takes the focus, once the page is drawn anew.
pub(super) fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        if let Ok(Some(found)) = document().query_selector(selector)
            && let Ok(found) = found.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = found.focus();
        }
    });
}
