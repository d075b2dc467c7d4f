//! What is known of the access and cannot be changed here.

use leptos::prelude::*;

use super::editor::Editor;
use crate::api::access::access_of_user::{Access, AccessType};
use crate::domain::access::edit::{AccessField, fields_of};
use crate::pages::accesses::labels;
use crate::ui::badge::MissingValue;
use crate::ui::card::{Card, Fact};

pub(crate) fn facts(editor: Editor) -> impl IntoView {
    view! {
        <Card title="About this access" id="access-facts">
            {move || match editor.access.get() {
                Some(access) => known(&access),
                None => unseen(editor),
            }}
        </Card>
    }
}

fn unseen(editor: Editor) -> AnyView {
    let place = editor.place.get_value();
    view! {
        <dl class="facts">
            <Fact label="Access">{place.access_id}</Fact>
            <Fact label="Type"><MissingValue word="Unknown" /></Fact>
            <Fact label="User">{place.user_id}</Fact>
        </dl>
    }
    .into_any()
}

fn known(access: &Access) -> AnyView {
    // Values that are there and that this type of access does not let one change.
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
            let value = labels::text(value);
            view! { <Fact label=field.label()>{value}</Fact> }
        })
        .collect_view();
    let is_unknown = matches!(
        access.access_type.known(),
        None | Some(AccessType::Other(_))
    );
    let type_note = is_unknown.then(|| {
        view! { <p class="quiet small">{move || "This type is not known here: its roles can be changed, the rest is shown only."}</p> }
    });
    let two_factor = (is_unknown && access.two_fa_enabled.known().is_some()).then(|| {
        let state = if access.two_fa_enabled.known() == Some(&true) {
            "On"
        } else {
            "Off"
        };
        view! { <Fact label=AccessField::TwoFactor.label()>{state}</Fact> }
    });
    let facts = [
        ("User", labels::text(&access.user)),
        ("Customer", labels::text(&access.customer_id)),
        ("Last login", labels::last_login(access)),
        ("Created by", labels::creator(&access.created_by)),
        ("Created", labels::moment(&access.created_at)),
    ];
    let (id, kind) = (labels::text(&access.id), labels::type_of(access));
    view! {
        <dl class="facts">
            <Fact label="Access">{id}</Fact>
            <Fact label="Type">{kind}{type_note}</Fact>
            {facts.map(|(label, value)| view! { <Fact label>{value}</Fact> })}
            {rest}
            {two_factor}
        </dl>
    }
    .into_any()
}
