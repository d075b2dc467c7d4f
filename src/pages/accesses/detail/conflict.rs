//! Two people changed one access: what each did, side by side, and the choice where they differ in the same field.

use leptos::prelude::*;

use super::editor::Editor;
use super::review::Review;
use crate::domain::access::edit::{AccessField, Values};
use crate::domain::text::displayable;

/// Nothing while nobody else has changed anything.
pub(crate) fn conflicts(editor: Editor) -> impl IntoView {
    // Made anew only when the conflict is another one: a choice must not cost the focus.
    let moved = Memo::new(move |_| {
        editor.review.with(|review| {
            let review = review.as_ref()?;
            let fields: Vec<AccessField> =
                review.conflicts.iter().map(|(field, _)| *field).collect();
            review.seen.is_some().then_some(fields)
        })
    });
    move || {
        let fields = moved.get()?;
        let review = editor.review.get_untracked()?;
        let words = if fields.is_empty() {
            "Somebody else has changed this access meanwhile. Both changes fit together; look at what would be saved now."
        } else {
            "Somebody else has changed this access meanwhile, in the same place as you. Choose what it should be."
        };
        let choices = fields
            .into_iter()
            .map(|field| choice(editor, &review, field))
            .collect_view();
        Some(view! { <div class="conflict-banner" role="alert"><p>{words}</p></div> {choices} })
    }
}

fn choice(editor: Editor, review: &Review, field: AccessField) -> AnyView {
    let seen = review
        .seen
        .as_ref()
        .map_or_else(|| "Unknown".to_owned(), |seen| shown(seen, field));
    let pick = move |mine: bool| {
        editor.review.update(|review| {
            if let Some(review) = review {
                for (conflict, choice) in &mut review.conflicts {
                    if *conflict == field {
                        *choice = Some(mine);
                    }
                }
            }
        });
    };
    let option = move |label: &'static str, value: String, mine: bool| {
        view! {
            <label class="conflict-side">
                <input type="radio" name=field.label() on:change=move |_| pick(mine) />
                <span class="conflict-side-text">
                    <span class="field-label">{label}</span>
                    <span dir="auto">{value}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="conflict-sides">
            <legend>{field.label()}</legend>
            <p class="conflict-side conflict-side-base"><span class="field-label">{move || "When you opened it"}</span><span dir="auto">{seen}</span></p>
            {option("Yours", shown(&review.mine, field), true)}
            {option("Theirs", shown(&review.base, field), false)}
        </fieldset>
    }
    .into_any()
}

fn shown(values: &Values, field: AccessField) -> String {
    let text = |value: &Option<String>| {
        value.as_ref().map(|value| {
            if value.is_empty() {
                "Empty".to_owned()
            } else {
                displayable(value)
            }
        })
    };
    let shown = match field {
        AccessField::Roles => values.roles.as_ref().map(|roles| {
            let names: Vec<String> = roles.names().iter().map(|name| displayable(name)).collect();
            if names.is_empty() {
                "No roles".to_owned()
            } else {
                names.join(", ")
            }
        }),
        AccessField::TwoFactor => values
            .two_fa_enabled
            .map(|on| if on { "On" } else { "Off" }.to_owned()),
        AccessField::SsoId => text(&values.sso_id),
        AccessField::Name => text(&values.name),
        AccessField::Language => text(&values.language),
    };
    shown.unwrap_or_else(|| "Unknown".to_owned())
}
