//! The table of pages: address, title, service, code and first reads of each. Owns what a route is; the navigation, the
//! titles and the page that an address shows come from here. Knows no page: `pages::page` maps each route to its view.
//!
//! `routes.json` holds the same table for the files that run before the app (`src/boot`) and for the bundler. A test keeps the two
//! equal.

use rolecall_text::percent;

use crate::api::tenant::{settings, user_roles};
use crate::config::Service;

/// The one list of routes: a variant that is missing from [`Route::ALL`] would be a page that no address leads to.
macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// A page of the app.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Route {
            $($(#[$doc])* $name,)+
        }

        impl Route {
            /// In the order of the navigation.
            pub const ALL: [Self; [$(stringify!($name)),+].len()] = [$(Self::$name),+];
        }
    };
}

routes! {
    /// Redirects to the first page of the navigation.
    Home,
    Settings,
    Roles,
    Accesses,
    Account,
    /// One access of one user; see [`access_params`].
    Access,
}

/// One row of the table.
struct Entry {
    path: &'static str,
    title: &'static str,
    service: Service,
    part: Option<&'static str>,
    styles: &'static [&'static str],
    reads: &'static [&'static str],
}

impl Route {
    const fn entry(self) -> Entry {
        match self {
            Self::Home => Entry {
                path: "/",
                title: "",
                service: Service::Tenant,
                part: None,
                styles: &[],
                reads: &[settings::PATH],
            },
            Self::Settings => Entry {
                path: "/settings",
                title: "Settings",
                service: Service::Tenant,
                part: None,
                styles: &[],
                reads: &[settings::PATH],
            },
            Self::Roles => Entry {
                path: "/roles",
                title: "Roles",
                service: Service::Tenant,
                part: Some("roles"),
                styles: &["grid", "users"],
                reads: &[user_roles::PATH],
            },
            Self::Accesses => Entry {
                path: "/accesses",
                title: "Accesses",
                service: Service::Access,
                part: Some("accesses"),
                styles: &["grid", "accesses"],
                reads: &[],
            },
            Self::Account => Entry {
                path: "/account",
                title: "Account",
                service: Service::Tenant,
                part: Some("account"),
                styles: &["account"],
                reads: &[],
            },
            Self::Access => Entry {
                path: "/users/{user_id}/access/{access_id}",
                title: "Access",
                service: Service::Access,
                part: Some("accesses"),
                styles: &["grid", "accesses"],
                reads: &[],
            },
        }
    }

    /// The pattern of the address; a segment in braces stands for any value.
    #[must_use]
    pub const fn path(self) -> &'static str {
        self.entry().path
    }

    /// The heading of the page, its name in the navigation, and the first part of the document's title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.entry().title
    }

    /// The service without which the page has nothing to show.
    #[must_use]
    pub const fn service(self) -> Service {
        self.entry().service
    }

    /// The lazy part of the app that holds the page's code; `None`: the code is in the main module.
    #[must_use]
    pub const fn part(self) -> Option<&'static str> {
        self.entry().part
    }

    /// The style sheets that are loaded with the lazy part.
    #[must_use]
    pub const fn styles(self) -> &'static [&'static str] {
        self.entry().styles
    }

    /// The tenant's resources that are prefetched while the app itself still loads.
    #[must_use]
    pub const fn reads(self) -> &'static [&'static str] {
        self.entry().reads
    }

    /// The route of an address, without its query. A slash at the end changes nothing.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        let is_meant = |route: &Self| matches(route.path().trim_end_matches('/'), path);
        Self::ALL.into_iter().find(is_meant)
    }

    /// The pages that the navigation lists.
    pub fn navigation() -> impl Iterator<Item = Self> {
        let is_listed = |route: &Self| !route.title().is_empty() && !route.path().contains('{');
        Self::ALL.into_iter().filter(is_listed)
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let all = pattern.split('/').all(|expected| {
        segments.next().is_some_and(|segment| {
            segment == expected || expected.starts_with('{') && !segment.is_empty()
        })
    });
    all && segments.next().is_none()
}

/// The user's ID and the access's ID in the path of [`Route::Access`], still percent-encoded.
#[must_use]
pub fn access_params(path: &str) -> Option<(&str, &str)> {
    if Route::of(path) != Some(Route::Access) {
        return None;
    }
    let mut segments = path.split('/').skip(2).step_by(2);
    Some((segments.next()?, segments.next()?))
}

/// The address of one access.
#[must_use]
pub fn access_href(user_id: &str, access_id: &str) -> String {
    format!(
        "/users/{}/access/{}",
        percent::path_segment(user_id),
        percent::path_segment(access_id)
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn paths_stay_as_people_bookmarked_them() {
        assert_eq!(
            Route::ALL.map(Route::path),
            [
                "/",
                "/settings",
                "/roles",
                "/accesses",
                "/account",
                "/users/{user_id}/access/{access_id}",
            ]
        );
    }

    #[test]
    fn every_address_shows_one_page_or_none() {
        for (path, route) in [
            ("/", Some(Route::Home)),
            ("", Some(Route::Home)),
            ("/settings", Some(Route::Settings)),
            ("/settings/", Some(Route::Settings)),
            ("/roles", Some(Route::Roles)),
            ("/account", Some(Route::Account)),
            ("/accesses", Some(Route::Accesses)),
            ("/users/a%2Fb/access/7", Some(Route::Access)),
            ("/users/a/access/7/", Some(Route::Access)),
            ("/users/a/access/", None),
            ("/users//access/7", None),
            ("/users/a/b/access/7", None),
            ("/users/a/access/7/8", None),
            ("/Settings", None),
            ("/settings/x", None),
            ("settings", None),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }

    #[test]
    fn the_address_of_an_access_names_its_user_and_itself() {
        assert_eq!(access_params("/users/a%20b/access/7"), Some(("a%20b", "7")));
        assert_eq!(access_params("/users/a/access/7/"), Some(("a", "7")));
        assert_eq!(access_params("/accesses"), None);
        let href = access_href("a/b", "7");
        assert_eq!(href, "/users/a%2Fb/access/7");
        assert_eq!(Route::of(&href), Some(Route::Access));
    }

    #[test]
    fn the_navigation_lists_the_pages_without_parameters() {
        let titles: Vec<&str> = Route::navigation().map(Route::title).collect();
        assert_eq!(titles, ["Settings", "Roles", "Accesses", "Account"]);
    }

    #[test]
    fn routes_json_is_the_same_table() {
        let rows: Vec<Value> = Route::ALL
            .into_iter()
            .map(|route| {
                json!({
                    "path": route.path(),
                    "title": Some(route.title()).filter(|title| !title.is_empty()),
                    "service": match route.service() {
                        Service::Tenant => "tenant",
                        Service::Access => "access",
                    },
                    "part": route.part(),
                    "styles": route.styles(),
                    "reads": route.reads(),
                })
            })
            .collect();
        let written: Value = serde_json::from_str(include_str!("routes.json")).unwrap();
        assert_eq!(written, Value::Array(rows));
    }

    #[test]
    fn every_lazy_part_is_split_off_by_that_name() {
        let pages = include_str!("../pages/mod.rs");
        for route in Route::ALL {
            if let Some(part) = route.part() {
                assert!(pages.contains(&format!("#[wasm_split({part},")), "{part}");
            }
        }
    }
}
