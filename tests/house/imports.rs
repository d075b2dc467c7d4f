//! Which file imports which: no circles, and no page uses another one. Reads paths that start with `crate`, `super` or `self`, in
//! `use` and inline. Knows no macro and no name that arrives some other way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{assert_none, files, name, product_code, root};

/// The path of a module: `["app", "routes"]`.
type Module = Vec<String>;

/// The modules of a crate by their path, each with its file.
fn modules(folder: &str, without: &[&str]) -> BTreeMap<Module, PathBuf> {
    let is_foreign = |path: &PathBuf| {
        without
            .iter()
            .any(|other| path.starts_with(root().join(other)))
    };
    let is_module = |path: &PathBuf| !is_foreign(path) && !path.ends_with("src/main.rs");
    files(folder, "rs")
        .into_iter()
        .filter(is_module)
        .map(|path| {
            let inside = path.strip_prefix(root().join(folder)).unwrap();
            let mut module: Module = inside
                .with_extension("")
                .iter()
                .map(|part| part.to_str().unwrap().to_owned())
                .collect();
            if ["mod", "lib"].contains(&module.last().unwrap().as_str()) {
                module.pop();
            }
            (module, path)
        })
        .collect()
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// All paths of a use tree such as `a::{b::c, d}` at the start of a text, and what follows it.
fn use_tree(text: &str) -> (Vec<Module>, &str) {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut paths = Vec::new();
        loop {
            let (more, after) = use_tree(rest);
            paths.extend(more);
            let after = after.trim_start();
            match after.strip_prefix(',') {
                Some(next) if !next.trim_start().starts_with('}') => rest = next,
                Some(next) => return (paths, &next.trim_start()[1..]),
                None => return (paths, after.strip_prefix('}').unwrap_or(after)),
            }
        }
    }
    let end = text.find(|char| !is_word(char)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let Some(rest) = rest.strip_prefix("::") else {
        // `x as y`: the new name is not a path.
        let rest = rest
            .strip_prefix(" as ")
            .map_or(rest, |rest| rest.trim_start_matches(is_word));
        return (vec![vec![word.to_owned()]], rest);
    };
    let (mut paths, rest) = use_tree(rest);
    for path in &mut paths {
        path.insert(0, word.to_owned());
    }
    (paths, rest)
}

/// The paths in a module's code, from the root of its crate.
fn paths(code: &str, module: &Module) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = &code[..at];
            // `super::super::x` is read from its first word; `pub(in crate::x)` uses nothing.
            if before.ends_with(|char| is_word(char) || char == ':' || char == '$')
                || before.ends_with("in ")
            {
                continue;
            }
            for path in use_tree(&code[at..]).0 {
                let mut absolute = if path[0] == "crate" {
                    Module::new()
                } else {
                    module.clone()
                };
                for word in path {
                    match word.as_str() {
                        "crate" | "self" => {}
                        "super" => _ = absolute.pop(),
                        _ => absolute.push(word),
                    }
                }
                found.insert(absolute);
            }
        }
    }
    // Children of a `mod.rs` by their name alone.
    for line in code.lines() {
        let declared = line
            .trim()
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub ");
        let child = declared
            .strip_prefix("mod ")
            .and_then(|rest| rest.strip_suffix(';'));
        let Some(child) = child else { continue };
        let is_used = code
            .match_indices(&format!("{child}::"))
            .any(|(at, _)| !code[..at].ends_with(|char| is_word(char) || char == ':'));
        if is_used {
            found.insert([module.as_slice(), &[child.to_owned()]].concat());
        }
    }
    found
}

/// The modules that each module imports from.
fn imports<'a>(
    modules: &'a BTreeMap<Module, PathBuf>,
) -> BTreeMap<&'a Module, BTreeSet<&'a Module>> {
    let import = |(module, path): (&'a Module, &'a PathBuf)| {
        let file_of = |path: &Module| {
            let prefixes = (0..=path.len()).rev().map(|length| &path[..length]);
            prefixes
                .filter_map(|prefix| modules.get_key_value(prefix))
                .map(|(module, _)| module)
                .next()
        };
        let paths = paths(&product_code(path), module);
        let used = paths
            .iter()
            .filter_map(file_of)
            .filter(|used| *used != module);
        (module, used.collect())
    };
    modules.iter().map(import).collect()
}

/// Everything that can be reached from `from`, directly or not.
fn reachable<'a>(
    from: &'a Module,
    imports: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(module) = next.pop() {
        for used in &imports[module] {
            if reached.insert(*used) {
                next.push(used);
            }
        }
    }
    reached
}

#[test]
fn no_file_imports_in_a_circle() {
    for (folder, without) in [
        ("src", &["src/directory", "src/text"][..]),
        ("src/directory", &["src/directory/tests"]),
        ("src/text", &[]),
    ] {
        let modules = modules(folder, without);
        let imports = imports(&modules);
        let reached: BTreeMap<&Module, BTreeSet<&Module>> = imports
            .keys()
            .map(|module| (*module, reachable(module, &imports)))
            .collect();
        let mut circles = Vec::new();
        for (module, used) in &imports {
            for used in used {
                if reached[used].contains(module) {
                    circles.push(format!(
                        "{} imports {}",
                        name(&modules[*module]),
                        name(&modules[*used])
                    ));
                }
            }
        }
        assert_none(&circles, "these imports are part of a circle");
    }
}

#[test]
fn no_page_uses_another_page() {
    let modules = modules("src", &["src/directory", "src/text"]);
    let mut found = Vec::new();
    for (module, used) in imports(&modules) {
        for used in used {
            if let ([pages, page, ..], [other_pages, other, ..]) =
                (module.as_slice(), used.as_slice())
                && pages == "pages"
                && other_pages == "pages"
                && page != other
            {
                found.push(format!(
                    "{} imports {}",
                    name(&modules[module]),
                    name(&modules[used])
                ));
            }
        }
    }
    assert_none(&found, "a page must not use another page");
}

#[test]
fn paths_are_read_from_use_trees_and_inline() {
    let code = "use crate::a::{b, c::{D, e}};\nuse super::super::f::G;\npub(in crate::x) fn h() { self::i::j(crate::k::l) }\nmod m;\nfn n() { m::o() }";
    let module = ["p", "q", "r"].map(str::to_owned).to_vec();
    let found: Vec<String> = paths(code, &module)
        .iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(
        found,
        [
            "a::b",
            "a::c::D",
            "a::c::e",
            "k::l",
            "p::f::G",
            "p::q::r::i::j",
            "p::q::r::m"
        ]
    );
}
