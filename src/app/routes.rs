//! Which page an address means. One table in place of a route type for each, which the router would compile once more for
//! every page.

/// A page of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    Settings,
    Roles,
    Account,
    Accesses,
    /// `/users/{user_id}/access/{access_id}`; see [`access_params`].
    Access,
    NotFound,
}

impl Route {
    /// By the path of an address; a slash at its end means nothing.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            "" => Self::Home,
            "/settings" => Self::Settings,
            "/roles" => Self::Roles,
            "/account" => Self::Account,
            "/accesses" => Self::Accesses,
            other if access_params(other).is_some() => Self::Access,
            _ => Self::NotFound,
        }
    }
}

/// The user and the access that the path of an access names, still percent-encoded.
#[must_use]
pub fn access_params(path: &str) -> Option<(&str, &str)> {
    let rest = path.trim_end_matches('/').strip_prefix("/users/")?;
    let (user, access) = rest.split_once("/access/")?;
    let one = |word: &str| !word.is_empty() && !word.contains('/');
    (one(user) && one(access)).then_some((user, access))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_means_one_page_and_what_nobody_knows_means_none() {
        for (path, place) in [
            ("/", Route::Home),
            ("", Route::Home),
            ("/settings", Route::Settings),
            ("/settings/", Route::Settings),
            ("/roles", Route::Roles),
            ("/account", Route::Account),
            ("/accesses", Route::Accesses),
            ("/users/a%2Fb/access/7", Route::Access),
            ("/users/a/access/", Route::NotFound),
            ("/users//access/7", Route::NotFound),
            ("/users/a/b/access/7", Route::NotFound),
            ("/users/a/access/7/8", Route::NotFound),
            ("/Settings", Route::NotFound),
            ("/settings/x", Route::NotFound),
        ] {
            assert_eq!(Route::of(path), place, "{path}");
        }
        assert_eq!(access_params("/users/a%20b/access/7"), Some(("a%20b", "7")));
    }
}
