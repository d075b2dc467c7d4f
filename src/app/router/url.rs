//! An address of this app, taken apart. Pure: knows no browser.

/// Path, query and fragment, as they are encoded in the address bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    path: String,
    search: String,
    hash: String,
    whole: Whole,
}

/// Whether an address says everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whole {
    /// It does.
    #[default]
    Here,
    /// It has a number in the place of its query, which is kept in this tab.
    Kept(u32),
    /// It has such a number, but nothing is kept under it here.
    Missing(u32),
}

/// The query of an address that has only a number.
const VIEW: &str = "view=";

impl Url {
    /// Of the parts as `location` and `URL` have them: with `?` and `#`, or empty.
    #[must_use]
    pub(super) fn of_parts(path: String, search: &str, hash: &str) -> Self {
        Self {
            path,
            search: search.strip_prefix('?').unwrap_or(search).to_owned(),
            hash: hash.strip_prefix('#').unwrap_or(hash).to_owned(),
            whole: Whole::Here,
        }
    }

    /// Parses `/path?query#fragment`. `None` for anything that a browser might take for an address elsewhere.
    #[must_use]
    pub(super) fn parse(address: &str) -> Option<Self> {
        // A browser reads `\` as a slash and skips tabs and line breaks: `/\t/host` is another host.
        let is_odd = |char: char| char == '\\' || char.is_ascii_control();
        let is_path = address.starts_with('/') && !address.starts_with("//");
        if !is_path || address.contains(is_odd) {
            return None;
        }
        let (rest, hash) = address.split_once('#').unwrap_or((address, ""));
        let (path, search) = rest.split_once('?').unwrap_or((rest, ""));
        Some(Self {
            path: path.to_owned(),
            search: search.to_owned(),
            hash: hash.to_owned(),
            whole: Whole::Here,
        })
    }

    /// Percent-encoded, with the slash at the start.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query, without its `?`.
    #[must_use]
    pub fn search(&self) -> &str {
        &self.search
    }

    /// The fragment, without its `#`.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether the address says everything.
    #[must_use]
    pub fn whole(&self) -> Whole {
        self.whole
    }

    /// The number in the place of the query.
    pub(super) fn view(&self) -> Option<u32> {
        match self.whole {
            Whole::Here => None,
            Whole::Kept(number) | Whole::Missing(number) => Some(number),
        }
    }

    /// The number that the query is, if it is one.
    pub(super) fn number_in_search(&self) -> Option<u32> {
        self.search.strip_prefix(VIEW)?.parse().ok()
    }

    pub(super) fn with_whole(self, whole: Whole) -> Self {
        Self { whole, ..self }
    }

    pub(super) fn with_search(self, search: String) -> Self {
        Self { search, ..self }
    }

    /// As it is in the address bar.
    #[must_use]
    pub fn address(&self) -> String {
        match self.view() {
            Some(number) => self.joined(&[VIEW, &number.to_string()].concat()),
            None => self.whole_address(),
        }
    }

    /// With everything in it, however long.
    pub(super) fn whole_address(&self) -> String {
        self.joined(&self.search)
    }

    fn joined(&self, search: &str) -> String {
        let mut address = self.path.clone();
        for (mark, part) in [('?', search), ('#', &self.hash)] {
            if !part.is_empty() {
                address.push(mark);
                address.push_str(part);
            }
        }
        address
    }

    /// Whether the two differ in nothing but the fragment.
    #[must_use]
    pub(super) fn is_same_document(&self, other: &Self) -> bool {
        self.path == other.path && self.search == other.search
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Letter by letter.
    fn naive(address: &str) -> [String; 3] {
        let (mut parts, mut at) = ([String::new(), String::new(), String::new()], 0);
        for char in address.chars() {
            match (char, at) {
                ('?', 0) => at = 1,
                ('#', 0 | 1) => at = 2,
                _ => parts[at].push(char),
            }
        }
        parts
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_address_of_the_app_is_taken_apart_like_letter_by_letter(rest in "([a-z/?#&=%:@.+ é])*") {
            let address = format!("/a{rest}");
            let url = Url::parse(&address).unwrap();
            let parts = naive(&address);
            prop_assert_eq!([url.path(), url.search(), url.hash()], parts.each_ref().map(String::as_str));
        }

        #[test]
        fn put_together_again_it_is_the_same_address(rest in "([a-z/?#&=%:@.+ é])*") {
            let url = Url::parse(&format!("/a{rest}")).unwrap();
            prop_assert_eq!(Url::parse(&url.address()), Some(url));
        }

        #[test]
        fn no_text_is_an_address_elsewhere(text in "[/\\\\a-z:?#\t\n.]{0,12}") {
            if let Some(url) = Url::parse(&text) {
                prop_assert!(text.starts_with('/') && !text[1..].starts_with(['/', '\\', '\t', '\n']));
                prop_assert!(url.path().starts_with('/'));
            }
        }
    }

    #[test]
    fn a_view_that_is_kept_elsewhere_has_a_number_in_the_address() {
        let url = Url::parse("/roles?q=long#a").unwrap();
        assert_eq!(url.number_in_search(), None);
        let kept = url.with_whole(Whole::Kept(7));
        assert_eq!(
            (kept.search(), kept.address()),
            ("q=long", "/roles?view=7#a".to_owned())
        );
        assert_eq!(
            Url::parse(&kept.address()).unwrap().number_in_search(),
            Some(7)
        );
    }

    #[test]
    fn what_is_no_path_of_this_origin_is_no_address() {
        for text in [
            "",
            "roles",
            "?q=a",
            "#a",
            "//evil.example/",
            "/\\evil.example/",
            "/\t/evil.example/",
            "\\/evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
        ] {
            assert_eq!(Url::parse(text), None, "{text}");
        }
    }
}
