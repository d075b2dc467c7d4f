//! The part of the page in which several accesses are changed: how many are chosen, and what is to be made of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::results;
use super::review::change_review;
use super::state::ChangeSet;
use crate::api::access::roles;
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::{ApiResource, ErrorMessage};
use crate::browser::focus::focus_soon;
use crate::browser::intl::number;
use crate::domain::access::bulk::Change;
use crate::domain::access::edit::AccessField;
use crate::pages::accesses::detail::roles_field::held;
use crate::pages::accesses::detail::two_factor_choice::two_factor_choice;
use crate::ui::card::Card;
use crate::ui::combobox::Combobox;

/// Nothing while nothing is chosen and nothing was done.
pub(crate) fn change_panel(set: ChangeSet) -> impl IntoView {
    let is_chosen = Memo::new(move |_| !set.chosen.with(|chosen| chosen.is_empty()));
    let is_there = Memo::new(move |_| is_chosen.get() || !set.rows.with(Vec::is_empty));
    let catalogue =
        ApiResource::lazy(|client, cancel| async move { roles::get(&client, &cancel).await });
    let review = RwSignal::new(false);
    Effect::new(move |_| {
        if is_there.get() && untrack(|| catalogue.value().is_none() && !catalogue.loading()) {
            catalogue.refetch();
        }
    });
    view! {
        {move || is_there.get().then(|| view! {
            <Card title="Change several accesses" id="change-set">
                {move || is_chosen.get().then(|| staging(set, catalogue, review))}
                {results(set)}
            </Card>
        })}
        {change_review(set, catalogue, review)}
    }
}

fn staging(
    set: ChangeSet,
    catalogue: ApiResource<RolesCatalogue>,
    review: RwSignal<bool>,
) -> AnyView {
    let choices = Memo::new(move |_| {
        Arc::new(
            catalogue
                .value()
                .map(|catalogue| held(&catalogue))
                .unwrap_or_default(),
        )
    });
    let disabled = Signal::derive(move || match (catalogue.value(), catalogue.loading()) {
        (Some(_), _) => None,
        (None, true) => Some("The list of roles is being loaded."),
        (None, false) => Some("Without the list of roles they cannot be changed."),
    });
    let flip = move |list: fn(&mut Change) -> &mut Vec<String>| {
        move |role: String| {
            set.change.update(|change| {
                let list = list(change);
                match list.iter().position(|known| *known == role) {
                    Some(index) => drop(list.remove(index)),
                    None => list.push(role),
                }
            });
        }
    };
    let add = Memo::new(move |_| set.change.with(|change| change.add.clone()));
    let remove = Memo::new(move |_| set.change.with(|change| change.remove.clone()));
    let nothing = Memo::new(move |_| set.staged().0.is_empty());
    let blocked = move || (nothing.get() || set.running.get()).then_some("true");
    let chosen = move || match set.chosen.with(|chosen| chosen.len()) {
        1 => "1 access is chosen.".to_owned(),
        count => format!("{} accesses are chosen.", number(count as u64)),
    };
    view! {
        <div class="part">
            {move || catalogue.error().map(|error| view! { <ErrorMessage error on_retry=move |()| catalogue.refetch() /> })}
            {move || set.restored.get().then(|| view! { <p class="restored">"The accesses you had chosen are here again, with what you wanted to change."</p> })}
            <p>{chosen}</p>
            <div class="set-fields">
                <Combobox label="Roles to add" id="set-add" choices chosen=add on_toggle=flip(|change| &mut change.add) none="None" disabled />
                <Combobox label="Roles to remove" id="set-remove" choices chosen=remove on_toggle=flip(|change| &mut change.remove) none="None" disabled />
                {two_factor(set)}
                {language(set)}
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
                    focus_soon(".tools-search input");
                }>"Choose none"</button>
                {move || nothing.get().then(|| view! {
                    <span class="quiet" id="set-nothing">"Choose something that makes a difference."</span>
                })}
            </div>
        </div>
    }
    .into_any()
}

/// "12 of the 40 chosen have it."
fn having(set: ChangeSet, field: AccessField) -> String {
    let (having, all) = (set.having(field), set.chosen.with(|chosen| chosen.len()));
    if having == all {
        "All that are chosen have it.".to_owned()
    } else {
        format!(
            "{} of the {} chosen have it; the others stay as they are.",
            number(having as u64),
            number(all as u64)
        )
    }
}

fn two_factor(set: ChangeSet) -> impl IntoView {
    let is_there = Memo::new(move |_| set.having(AccessField::TwoFactor) > 0);
    view! {
        <Show when=move || is_there.get()>
            {two_factor_choice(
                "set-two-factor",
                move || having(set, AccessField::TwoFactor),
                move || set.change.with(|change| change.two_factor),
                move |wish| set.change.update(|change| change.two_factor = wish),
            )}
        </Show>
    }
}

fn language(set: ChangeSet) -> impl IntoView {
    let is_there = Memo::new(move |_| set.having(AccessField::Language) > 0);
    view! {
        <Show when=move || is_there.get()>
            <div class="field">
                <label for="set-language">{AccessField::Language.label()}</label>
                <input
                    class="input"
                    id="set-language"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="As it is"
                    aria-describedby="set-language-hint"
                    prop:value=move || set.change.with(|change| change.language.clone())
                    on:input=move |event| set.change.update(|change| change.language = event_target_value(&event))
                />
                <p class="field-hint" id="set-language-hint">
                    {move || format!("A language code such as en or fr. {}", having(set, AccessField::Language))}
                </p>
            </div>
        </Show>
    }
}
