//! Two people changed one access: both changes side by side, and the choice if they changed the same field. Knows nothing of merging.

use leptos::prelude::*;

use super::editor::Editor;
use super::labels;
use crate::domain::access::edit::{AccessField, Values};
use crate::domain::access::review::Review;
use crate::domain::text::displayable;
use crate::pages::accesses::labels as shared;

/// Nothing while nobody else has changed anything.
pub(crate) fn conflicts(editor: Editor) -> impl IntoView {
    // Rendered again only for another conflict: choosing a value must not lose the focus.
    let fields = Memo::new(move |_| {
        editor.review.with(|review| {
            let review = review.as_ref()?;
            let fields: Vec<AccessField> =
                review.conflicts.iter().map(|(field, _)| *field).collect();
            review.seen.is_some().then_some(fields)
        })
    });
    move || {
        let fields = fields.get()?;
        let review = editor.review.get_untracked()?;
        let message = if fields.is_empty() {
            labels::MERGED.to_owned()
        } else {
            labels::conflict(fields.len())
        };
        let choices = fields
            .into_iter()
            .map(|field| choice(editor, &review, field))
            .collect_view();
        Some(view! { <div class="conflict-banner" role="alert"><p>{message}</p></div> {choices} })
    }
}

fn choice(editor: Editor, review: &Review, field: AccessField) -> AnyView {
    let seen = review
        .seen
        .as_ref()
        .map_or_else(|| shared::UNKNOWN.to_owned(), |seen| value(seen, field));
    let resolve = move |mine: bool| {
        editor.review.update(|review| {
            if let Some(review) = review {
                review.resolve(field, mine);
            }
        });
    };
    let option = move |label: &'static str, value: String, mine: bool| {
        view! {
            <label class="conflict-side">
                <input type="radio" name=field.label() on:change=move |_| resolve(mine) />
                <span class="conflict-side-text">
                    <span class="field-label">{label}</span>
                    <span dir="auto" translate="no">{value}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="conflict-sides">
            <legend>{field.label()}</legend>
            <p class="conflict-side conflict-side-base"><span class="field-label">{labels::BASE_VALUE}</span><span dir="auto" translate="no">{seen}</span></p>
            {option(labels::MINE, value(&review.mine, field), true)}
            {option(labels::THEIRS, value(&review.base, field), false)}
        </fieldset>
    }
    .into_any()
}

/// The value of a field as text.
fn value(values: &Values, field: AccessField) -> String {
    let text = |value: &Option<String>| {
        value.as_ref().map(|value| {
            if value.is_empty() {
                shared::EMPTY.to_owned()
            } else {
                displayable(value)
            }
        })
    };
    let value = match field {
        AccessField::Roles => values.roles.as_ref().map(|roles| {
            let names: Vec<String> = roles.names().iter().map(|name| displayable(name)).collect();
            if names.is_empty() {
                shared::NO_ROLES.to_owned()
            } else {
                names.join(", ")
            }
        }),
        AccessField::TwoFactor => values
            .two_fa_enabled
            .map(|on| if on { shared::ON } else { shared::OFF }.to_owned()),
        AccessField::SsoId => text(&values.sso_id),
        AccessField::Name => text(&values.name),
        AccessField::Language => text(&values.language),
    };
    value.unwrap_or_else(|| shared::UNKNOWN.to_owned())
}
