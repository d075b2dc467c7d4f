//! Style sheets and the elements that they are for.

use std::fs;

use super::{assert_none, files, name, root};

/// A class renamed on one side only would silently lose its look.
#[test]
fn every_class_in_a_style_sheet_is_used() {
    let sources = [files("src", "rs"), files("src", "js")].concat();
    let mut app = fs::read_to_string(root().join("index.html")).unwrap();
    for path in sources {
        app += &fs::read_to_string(path).unwrap();
    }
    let mut unused = Vec::new();
    for sheet in files("style", "css") {
        let text = fs::read_to_string(&sheet).unwrap();
        let selectors = text.split('}').filter_map(|rule| rule.rsplit_once('{'));
        let classes = selectors.flat_map(|(selector, _)| selector.split('.').skip(1));
        for class in classes {
            let end = class.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let class = &class[..end.unwrap_or(class.len())];
            // The last part may be put together: `tone-{}`.
            let stem = class.rsplit_once('-').map(|(stem, _)| format!("{stem}-{{"));
            let is_class = class.starts_with(|c: char| c.is_ascii_alphabetic());
            if is_class && !app.contains(class) && !stem.is_some_and(|stem| app.contains(&stem)) {
                unused.push(format!("{}: .{class}", name(&sheet)));
            }
        }
    }
    assert_none(&unused, "no element has these classes");
}
