//! Where the services are. Read once from `<meta name="rolecall:...">` elements of `index.html`, which a deployer or a
//! proxy edits without rebuilding. Without them everything is on the origin that serves the app.
//!
//! | name | default | means |
//! |---|---|---|
//! | `rolecall:tenant-api` | (same origin) | the URL before `/api/web/...`; `none`: there is no such service |
//! | `rolecall:access-api` | (same origin) | the URL before `/user/v1/...`; `none`: there is no such service |
//! | `rolecall:sign-in` | `/sign-in?next={here}` | page to sign in; `{here}` becomes the path to return to |
//! | `rolecall:sign-out` | `POST /sign-out` | `POST` and a URL to call, or just a URL to open |

use leptos::prelude::document;
use rolecall_text::percent;
use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

/// The two APIs the app is a client of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// F5 Distributed Cloud: settings, roles, whoami.
    Tenant,
    /// Nameshield: accesses.
    Access,
}

/// How to sign out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignOut {
    /// Call this URL; the app shows the result.
    Post(String),
    /// Open this URL; it does the rest.
    Visit(String),
}

/// Addresses of one deployment.
#[derive(Clone, Debug)]
pub struct Config {
    tenant_api: Option<String>,
    access_api: Option<String>,
    sign_in: String,
    sign_out: SignOut,
}

impl Config {
    /// Reads the page's `meta` elements.
    #[must_use]
    pub fn from_page() -> Self {
        Self::read(|name| {
            let found = document()
                .query_selector(&format!("meta[name=\"rolecall:{name}\"]"))
                .ok()
                .flatten()?;
            Some(found.dyn_into::<HtmlMetaElement>().ok()?.content())
        })
    }

    fn read(meta: impl Fn(&str) -> Option<String>) -> Self {
        let base = |name: &str| match meta(name).as_deref().map(str::trim) {
            Some("none") => None,
            Some(address) => Some(address.trim_end_matches('/').to_owned()),
            None => Some(String::new()),
        };
        let given = |name: &str, default: &str| {
            meta(name)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .unwrap_or(default.to_owned())
        };
        let sign_out = given("sign-out", "POST /sign-out");
        Self {
            tenant_api: base("tenant-api"),
            access_api: base("access-api"),
            sign_in: given("sign-in", "/sign-in?next={here}"),
            sign_out: match sign_out.strip_prefix("POST ") {
                Some(address) => SignOut::Post(address.trim().to_owned()),
                None => SignOut::Visit(sign_out),
            },
        }
    }

    /// The URL before the paths of a service, without a slash at its end; `None` if the deployment does not have the service.
    #[must_use]
    pub fn base(&self, service: Service) -> Option<&str> {
        match service {
            Service::Tenant => self.tenant_api.as_deref(),
            Service::Access => self.access_api.as_deref(),
        }
    }

    /// The URL to sign in at and then return to `here`, a path with its query.
    #[must_use]
    pub fn sign_in(&self, here: &str) -> String {
        let here = percent::encode(here);
        self.sign_in.replace("{here}", &here)
    }

    #[must_use]
    pub fn sign_out(&self) -> &SignOut {
        &self.sign_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(entries: &[(&str, &str)]) -> Config {
        Config::read(|name| {
            entries
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn without_meta_elements_everything_is_on_this_origin() {
        let config = config(&[]);
        assert_eq!(config.base(Service::Tenant), Some(""));
        assert_eq!(config.base(Service::Access), Some(""));
        assert_eq!(config.sign_out(), &SignOut::Post("/sign-out".to_owned()));
    }

    #[test]
    fn a_service_can_be_elsewhere_or_absent() {
        let config = config(&[
            ("tenant-api", "https://t.example/"),
            ("access-api", " none "),
            ("sign-out", "/bye"),
        ]);
        assert_eq!(config.base(Service::Tenant), Some("https://t.example"));
        assert_eq!(config.base(Service::Access), None);
        assert_eq!(config.sign_out(), &SignOut::Visit("/bye".to_owned()));
    }
}
