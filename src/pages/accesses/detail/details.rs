//! The facts about an access that cannot be changed here.

use leptos::prelude::*;

use super::editor::Editor;
use super::labels;
use crate::api::access::access_of_user::{Access, AccessType};
use crate::domain::access::edit::{AccessField, fields_of};
use crate::pages::accesses::labels as shared;
use crate::pages::accesses::values;
use crate::ui::badge::MissingValue;
use crate::ui::card::{Card, Fact};

pub(crate) fn details(editor: Editor) -> impl IntoView {
    view! {
        <Card title=labels::DETAILS id="access-facts">
            {move || match editor.access.get() {
                Some(access) => facts(&access),
                None => only_ids(editor),
            }}
        </Card>
    }
}

fn only_ids(editor: Editor) -> AnyView {
    let id = editor.id.get_value();
    view! {
        <dl class="facts">
            <Fact label=labels::ACCESS>{id.access_id}</Fact>
            <Fact label=labels::TYPE><MissingValue word=shared::UNKNOWN /></Fact>
            <Fact label=labels::USER>{id.user_id}</Fact>
        </dl>
    }
    .into_any()
}

fn facts(access: &Access) -> AnyView {
    // Known values that this type of access does not let people change.
    let editable = fields_of(&access.access_type);
    let rest = [
        (AccessField::Name, &access.name),
        (AccessField::Language, &access.language),
        (AccessField::SsoId, &access.sso_id),
    ];
    let rest = rest
        .into_iter()
        .filter(|(field, value)| !editable.contains(field) && value.known().is_some())
        .map(|(field, value)| {
            let value = values::text(value);
            view! { <Fact label=field.label()>{value}</Fact> }
        })
        .collect_view();
    let is_unknown = matches!(
        access.access_type.known(),
        None | Some(AccessType::Other(_))
    );
    let type_note = is_unknown.then(|| {
        view! { <p class="quiet small">{move || labels::READ_ONLY_TYPE}</p> }
    });
    let two_factor = (is_unknown && access.two_fa_enabled.known().is_some()).then(|| {
        let state = if access.two_fa_enabled.known() == Some(&true) {
            shared::ON
        } else {
            shared::OFF
        };
        view! { <Fact label=AccessField::TwoFactor.label()>{state}</Fact> }
    });
    let facts = [
        (labels::USER, values::text(&access.user)),
        (labels::CUSTOMER, values::text(&access.customer_id)),
        (labels::LAST_LOGIN, values::last_login(access)),
        (labels::CREATED_BY, values::creator(&access.created_by)),
        (labels::CREATED, values::time(&access.created_at)),
    ];
    let (id, kind) = (values::text(&access.id), values::type_of(access));
    view! {
        <dl class="facts">
            <Fact label=labels::ACCESS>{id}</Fact>
            <Fact label=labels::TYPE>{kind}{type_note}</Fact>
            {facts.map(|(label, value)| view! { <Fact label>{value}</Fact> })}
            {rest}
            {two_factor}
        </dl>
    }
    .into_any()
}
