//! Who is signed in: read once, shown by the banner and by the account page.

use leptos::prelude::*;

use super::resource::ApiResource;
use crate::api::tenant::whoami;
use crate::api::tenant::whoami::Person;

/// Makes the signed-in user available to the views below; reads it at once if this installation has the service.
pub fn provide_current_user(has_service: bool) {
    let me = ApiResource::lazy(|client, cancel| async move { whoami::get(&client, &cancel).await });
    if has_service {
        me.refetch();
    }
    provide_context(me);
}

/// The signed-in user.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_current_user() -> ApiResource<Person> {
    expect_context()
}
