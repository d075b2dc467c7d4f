//! An address of this app, taken apart. Pure: knows no browser.

/// Path, query and fragment, as they are encoded in the address bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    path: String,
    search: String,
    hash: String,
}

impl Url {
    /// Of the parts as `location` and `URL` have them: with `?` and `#`, or empty.
    #[must_use]
    pub(super) fn of_parts(path: String, search: &str, hash: &str) -> Self {
        Self {
            path,
            search: search.strip_prefix('?').unwrap_or(search).to_owned(),
            hash: hash.strip_prefix('#').unwrap_or(hash).to_owned(),
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
        Some(Self::of_parts(path.to_owned(), search, hash))
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

    /// Put together again.
    #[must_use]
    pub fn address(&self) -> String {
        let mut address = self.path.clone();
        for (mark, part) in [('?', &self.search), ('#', &self.hash)] {
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
            prop_assert_eq!([url.path(), url.search(), url.hash()], naive(&address).each_ref().map(String::as_str));
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
