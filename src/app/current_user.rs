//! Who is signed in: read once, shown by the banner and by the account page.

use leptos::prelude::*;

use super::identity::use_identity;
use super::resource::ApiResource;
use crate::api::tenant::whoami;
use crate::api::tenant::whoami::Person;
use crate::domain::text;
use crate::ui::effect::effect;

/// Makes the signed-in user available to the views below; reads it at once if this installation has the service.
pub fn provide_current_user(has_service: bool) {
    let me = ApiResource::lazy(|client, cancel| async move { whoami::get(&client, &cancel).await });
    if has_service {
        me.refetch();
    }
    let identity = use_identity();
    effect(move || {
        if let Some(person) = me.value() {
            let _ = identity.saw(&person);
        }
    });
    provide_context(me);
}

/// The name by which people know them.
pub(super) fn name_of(person: &Person) -> String {
    text::display_name(
        &person.first_name,
        &person.last_name,
        &person.name,
        &person.email,
    )
}

/// The signed-in user.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_current_user() -> ApiResource<Person> {
    expect_context()
}
