//! The review: what will change, in words, and what that means; where somebody else changed the access meanwhile, what they
//! did. Nothing is sent without it.

use leptos::prelude::*;

use super::conflict::conflicts;
use super::editor::Editor;
use crate::api::access::roles::RolesCatalogue;
use crate::app::resource::ApiResource;
use crate::domain::access::describe::{Consequence, consequences, describe};
use crate::domain::access::edit::{AccessField, Merge, Values, diff};
use crate::ui::dialog::Dialog;

/// What is decided on in the dialog.
#[derive(Clone, PartialEq)]
pub(crate) struct Review {
    /// What the differences are against: as the access is, as far as we know.
    pub(crate) base: Values,
    /// What is wanted, both edits brought together; holds *theirs* in a field of conflict.
    merged: Values,
    /// What the person had wanted.
    pub(crate) mine: Values,
    /// What the person had seen, where somebody else has changed it since.
    pub(crate) seen: Option<Values>,
    /// The fields to choose in, and the choice: true for mine.
    pub(crate) conflicts: Vec<(AccessField, Option<bool>)>,
}

impl Review {
    /// An edit nobody else has touched, as far as we know.
    pub(crate) fn of(base: Values, mine: Values) -> Self {
        Self {
            base,
            merged: mine.clone(),
            mine,
            seen: None,
            conflicts: Vec::new(),
        }
    }

    /// An edit of something that has moved.
    pub(crate) fn again(seen: Values, mine: Values, theirs: Values, merge: Merge) -> Self {
        Self {
            base: theirs,
            merged: merge.values,
            mine,
            seen: Some(seen),
            conflicts: merge
                .conflicts
                .into_iter()
                .map(|field| (field, None))
                .collect(),
        }
    }

    /// What is to be saved, by the choices made.
    pub(crate) fn wanted(&self) -> Values {
        let mut wanted = self.merged.clone();
        for (field, choice) in &self.conflicts {
            if *choice == Some(true) {
                match field {
                    AccessField::Roles => wanted.roles = self.mine.roles.clone(),
                    AccessField::TwoFactor => wanted.two_fa_enabled = self.mine.two_fa_enabled,
                    AccessField::SsoId => wanted.sso_id = self.mine.sso_id.clone(),
                    AccessField::Name => wanted.name = self.mine.name.clone(),
                    AccessField::Language => wanted.language = self.mine.language.clone(),
                }
            }
        }
        wanted
    }

    fn is_decided(&self) -> bool {
        self.conflicts.iter().all(|(_, choice)| choice.is_some())
    }
}

pub(crate) fn review_dialog(
    editor: Editor,
    catalogue: ApiResource<RolesCatalogue>,
) -> impl IntoView {
    let open = Memo::new(move |_| editor.review.with(Option::is_some));
    let close = move |()| {
        if !editor.busy.get_untracked() {
            editor.review.set(None);
        }
    };
    view! {
        <Dialog id="review" title="Review changes".to_owned() open on_close=close>
            {review_body(editor, catalogue)}
        </Dialog>
    }
}

fn review_body(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> impl IntoView {
    let confirmed = RwSignal::new(false);
    let meaning = Memo::new(move |_| {
        let Some(review) = editor.review.get() else {
            return Vec::new();
        };
        let patch = diff(editor.fields(), &review.base, &review.wanted());
        consequences(&patch, &review.base, editor.is_own())
    });
    let waits_for = Memo::new(move |_| {
        if editor
            .review
            .with(|review| review.as_ref().is_some_and(|review| !review.is_decided()))
        {
            return Some("Choose one side of each conflict first.");
        }
        let empties = meaning.with(|meaning| meaning.contains(&Consequence::NoRoles));
        (empties && !confirmed.get()).then_some("Confirm that the access is to have no role first.")
    });
    let save = move |_| {
        if waits_for.get_untracked().is_none()
            && let Some(review) = editor.review.get_untracked()
        {
            editor.save(review);
        }
    };
    let blocked = move || (editor.busy.get() || waits_for.get().is_some()).then_some("true");
    let busy = move || editor.busy.get().then_some("true");
    view! {
        <div class="part" aria-busy=busy>
            {conflicts(editor)}
            {move || changes(editor, catalogue)}
            {move || consequence_list(&meaning.get(), confirmed)}
            {move || waits_for.get().map(|words| view! { <p class="field-hint" id="review-waits">{words}</p> })}
            {move || editor.busy.get().then(|| view! { <p class="quiet">{move || "Saving. This can take a few seconds."}</p> })}
        </div>
        <div class="dialog-actions">
            <button type="button" class="button" aria-disabled=busy on:click=move |_| {
                if !editor.busy.get_untracked() {
                    editor.review.set(None);
                }
            }>
                "Cancel"
            </button>
            <button
                type="button"
                class="button button-primary"
                aria-disabled=blocked
                aria-describedby=move || waits_for.get().map(|_| "review-waits")
                on:click=save
            >
                "Save changes"
            </button>
        </div>
    }
}

/// The differences in words.
fn changes(editor: Editor, catalogue: ApiResource<RolesCatalogue>) -> Option<AnyView> {
    let review = editor.review.get()?;
    let patch = diff(editor.fields(), &review.base, &review.wanted());
    let names = catalogue
        .value()
        .map(|catalogue| catalogue.results.clone())
        .unwrap_or_default();
    let lines = describe(&patch, &review.base, &names);
    if lines.is_empty() {
        if !review.is_decided() {
            return None;
        }
        return Some(view! { <p class="quiet">{move || "Nothing is left to change: the access is as it should be."}</p> }.into_any());
    }
    let lines = lines
        .into_iter()
        .map(|change| view! { <li dir="auto">{change.message}</li> })
        .collect_view();
    Some(view! { <ul class="changes" aria-label="What will change">{lines}</ul> }.into_any())
}

/// What it means for people; that no role is left has to be confirmed.
fn consequence_list(meaning: &[Consequence], confirmed: RwSignal<bool>) -> Option<AnyView> {
    if meaning.is_empty() {
        return None;
    }
    let confirm = meaning.contains(&Consequence::NoRoles).then(|| {
        view! {
            <label class="confirm">
                <input type="checkbox" prop:checked=move || confirmed.get() on:change=move |event| confirmed.set(event_target_checked(&event)) />
                <span>{move || "Yes, leave this access without any role"}</span>
            </label>
        }
    });
    let lines = meaning
        .iter()
        .map(|one| view! { <li>{one.message()}</li> })
        .collect_view();
    Some(
        view! {
            <div class="consequences">
                <ul aria-label="What this means">{lines}</ul>
                {confirm}
            </div>
        }
        .into_any(),
    )
}
