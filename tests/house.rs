//! Rules of this repository that the compiler can't enforce: which module may know which, what a view must not contain,
//! what belongs on the top level, that cited documents exist. Reads the tree as text.

#![allow(clippy::unwrap_used)]

#[path = "house/accessibility.rs"]
mod accessibility;
#[path = "house/imports.rs"]
mod imports;
#[path = "house/styles.rs"]
mod styles;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "house/views.rs"]
mod views;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below `folder` that git tracks or would track.
fn tracked(folder: &str) -> Vec<PathBuf> {
    let listed = Command::new("git")
        .current_dir(root())
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
            folder,
        ])
        .output()
        .unwrap();
    let mut files: Vec<PathBuf> = String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .map(|name| root().join(name))
        .filter(|path| path.exists())
        .collect();
    files.sort();
    files
}

/// Those of them with this extension. There must be some.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files = tracked(folder);
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    assert!(
        !files.is_empty(),
        "no .{extension} files below {folder}: this test looks in the wrong place"
    );
    files
}

/// The path as people write it.
fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The file without comments and without its test module, which comes last.
fn product_code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                ""
            } else {
                line
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// `path:line` of every line of product code that is `wrong`.
fn faults(files: &[PathBuf], wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for path in files {
        for (index, line) in product_code(path).lines().enumerate() {
            if wrong(line) {
                found.push(format!("{}:{}: {}", name(path), index + 1, line.trim()));
            }
        }
    }
    found
}

fn assert_none(found: &[String], what: &str) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn modules_depend_in_one_direction_only() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "src/api",
            &[
                "crate::app",
                "crate::browser",
                "crate::domain",
                "crate::pages",
                "crate::ui",
                "rolecall_directory",
            ],
        ),
        (
            "src/domain",
            &[
                "crate::api::http::client",
                "crate::app",
                "crate::browser",
                "crate::config",
                "crate::pages",
                "crate::ui",
                "js_sys",
                "leptos",
                "web_sys",
            ],
        ),
        (
            "src/ui",
            &[
                "crate::api",
                "crate::app",
                "crate::config",
                "crate::domain",
                "crate::pages",
                "rolecall_directory",
            ],
        ),
        (
            "src/browser",
            &[
                "crate::api",
                "crate::app",
                "crate::config",
                "crate::domain",
                "crate::pages",
                "crate::ui",
                "rolecall_directory",
            ],
        ),
        (
            "src/directory",
            &["js_sys", "leptos", "rolecall::", "web_sys"],
        ),
        (
            "src/text",
            &[
                "js_sys",
                "leptos",
                "rolecall::",
                "rolecall_directory",
                "web_sys",
            ],
        ),
    ];
    for (folder, words) in forbidden {
        let found = faults(&files(folder, "rs"), |line| {
            words.iter().any(|word| line.contains(word))
        });
        assert_none(&found, &format!("{folder} must not use these"));
    }
    let leaves: Vec<PathBuf> = files("src/app", "rs")
        .into_iter()
        .filter(|path| !path.ends_with("src/app/mod.rs"))
        .collect();
    let found = faults(&leaves, |line| line.contains("crate::pages"));
    assert_none(&found, "only src/app/mod.rs uses pages");
}

#[test]
fn product_code_never_panics_on_purpose() {
    let product: Vec<PathBuf> = files("src", "rs")
        .into_iter()
        .filter(|path| !path.starts_with(root().join("src/directory/tests")))
        .collect();
    let words = [
        ".unwrap()",
        ".expect(\"",
        "panic!(",
        "todo!(",
        "unimplemented!(",
    ];
    assert_none(
        &faults(&product, |line| {
            words.iter().any(|word| line.contains(word))
        }),
        "unwrap, expect and the like belong in tests",
    );
}

#[test]
fn views_use_no_style_strings_and_no_inner_html() {
    let views = files("src", "rs");
    let found = faults(&views, |line| {
        line.contains("style=\"") || line.contains("inner_html")
    });
    assert_none(
        &found,
        "the CSP drops style strings, and inner_html lets scripts in",
    );
}

#[test]
fn pages_show_no_debug_output() {
    let found = faults(&files("src/pages", "rs"), |line| line.contains(":?}"));
    assert_none(&found, "debug formatting in a page");
}

#[test]
fn tests_neither_sleep_nor_are_disabled() {
    let words = [
        "waitForTimeout",
        "test.skip",
        "test.fixme",
        "test.only",
        "describe.skip",
    ];
    let found = faults(&files("tests/browser", "ts"), |line| {
        words.iter().any(|word| line.contains(word))
    });
    assert_none(
        &found,
        "wait for what a person would wait for, and run every test",
    );
    let ignored = faults(&files("tests", "rs"), |line| {
        line.trim_start().starts_with("#[ignore")
    });
    assert_none(&ignored, "a test that doesn't run proves nothing");
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let all = ["rs", "ts", "css", "js"]
        .iter()
        .flat_map(|extension| match *extension {
            "css" => files("style", "css"),
            "js" => files("src", "js"),
            "ts" => files("tests", "ts"),
            other => [files("src", other), files("tests", other)].concat(),
        });
    let long: Vec<String> = all
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            (lines > 500).then(|| format!("{}: {lines} lines", name(&path)))
        })
        .collect();
    assert_none(&long, "more than 500 lines");
}

#[test]
fn the_top_level_holds_nothing_unplanned() {
    let allowed = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "Makefile",
        "README.md",
        "Trunk.toml",
        "index.html",
        "src",
        "style",
        "tests",
    ];
    let listed = Command::new("git")
        .current_dir(root())
        .args(["ls-files"])
        .output()
        .unwrap();
    let mut odd: Vec<String> = String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .filter_map(|name| name.split('/').next())
        .filter(|name| !name.starts_with('.') && !allowed.contains(name))
        .map(str::to_owned)
        .collect();
    odd.dedup();
    assert_none(&odd, "not planned on the top level");
}

#[test]
fn the_app_links_no_server_code() {
    let tree = Command::new(env!("CARGO"))
        .current_dir(root())
        .args([
            "tree",
            "--locked",
            "--offline",
            "--package",
            "rolecall",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .args(["--target", "wasm32-unknown-unknown"])
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(
        tree.contains("leptos v"),
        "cargo tree did not list the dependencies"
    );
    for server in ["axum v", "rusqlite v", "tokio v", "tenant-api v"] {
        assert!(
            !tree.lines().any(|line| line.starts_with(server)),
            "{server} is linked into the app"
        );
    }
}

#[test]
fn trunk_uses_the_locked_version_of_wasm_bindgen() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let locked = lock
        .split("name = \"wasm-bindgen\"\nversion = \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let trunk = fs::read_to_string(root().join("Trunk.toml")).unwrap();
    assert!(
        trunk.contains(&format!("wasm_bindgen = \"{locked}\"")),
        "Cargo.lock has {locked}, Trunk.toml another version"
    );
}

/// Where `needle` follows in `text`, each time the rest of the text after it.
fn after<'a>(text: &'a str, needle: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    text.match_indices(needle)
        .map(|(at, found)| (at, &text[at + found.len()..]))
}

/// The documents that a text cites, each with the headings and table rows that must be in it: `tests/CONTRACT.md, sections 2
/// and 7` gives `## 2.` and `## 7.`.
fn citations(text: &str) -> Vec<(String, Vec<String>)> {
    let is_path = |char: char| char.is_ascii_alphanumeric() || "_-./".contains(char);
    let found = after(text, ".md")
        .filter(|(_, rest)| !rest.starts_with(|char| is_path(char) && char != '.'));
    let with_path = found.filter_map(|(end, rest)| {
        let start = text[..end]
            .rfind(|char| !is_path(char))
            .map_or(0, |at| at + 1);
        (start < end).then(|| (format!("{}.md", &text[start..end]), rest))
    });
    with_path
        .map(|(path, rest)| {
            let rest = rest.split([')', '.', ';', '`']).next().unwrap_or_default();
            let mut kind = "";
            let mut parts = Vec::new();
            for word in rest.split(|char: char| !char.is_alphanumeric()) {
                let digits =
                    |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                match word {
                    "" | "and" => {}
                    "section" | "sections" => kind = "section",
                    "group" | "groups" => kind = "group",
                    _ if kind == "section" && digits(word) => parts.push(format!("## {word}. ")),
                    _ if kind == "group" && word.len() == 1 => parts.push(format!("| {word} |")),
                    _ if word.strip_prefix('P').is_some_and(digits) => {
                        parts.push(format!("| {word} |"))
                    }
                    _ => kind = "",
                }
            }
            (path, parts)
        })
        .collect()
}

#[test]
fn cited_documents_and_their_sections_exist() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in ["src", "tests", "style", ".make", ".ci"]
        .iter()
        .flat_map(|folder| tracked(folder))
    {
        let Ok(text) = fs::read_to_string(&path) else {
            continue; // a picture
        };
        // A citation may go on in the next line of a comment.
        let text = text
            .lines()
            .map(|line| line.trim_start_matches([' ', '/', '!', '*', '#']))
            .collect::<Vec<_>>()
            .join(" ");
        for (cited, parts) in citations(&text) {
            count += 1;
            let document = [root(), path.parent().unwrap()].map(|folder| folder.join(&cited));
            match document
                .iter()
                .find_map(|document| fs::read_to_string(document).ok())
            {
                None => wrong.push(format!("{}: there is no {cited}", name(&path))),
                Some(document) => wrong.extend(
                    parts
                        .iter()
                        .filter(|part| {
                            !document.lines().any(|line| line.starts_with(part.as_str()))
                        })
                        .map(|part| format!("{}: {cited} has no \"{}\"", name(&path), part.trim())),
                ),
            }
        }
    }
    assert_none(&wrong, "citations that lead nowhere");
    assert!(
        count > 20,
        "only {count} citations: this test looks in the wrong place"
    );
}

#[test]
fn documents_link_to_files_that_exist() {
    let mut wrong = Vec::new();
    let documents = [files("README.md", "md"), files("tests", "md")].concat();
    for path in documents {
        let text = fs::read_to_string(&path).unwrap();
        let links = after(&text, "](").filter_map(|(_, rest)| rest.split(')').next());
        let mut targets: Vec<&str> = links.filter(|target| !target.starts_with("http")).collect();
        // The tests that show a promise.
        if path.ends_with("PROMISES.md") {
            let code = text.split('`').skip(1).step_by(2);
            targets.extend(
                code.filter(|code| code.contains('/') && code.contains('.') && !code.contains(' ')),
            );
        }
        let missing = targets
            .iter()
            .filter(|target| !path.parent().unwrap().join(target).exists());
        wrong.extend(missing.map(|target| format!("{}: there is no {target}", name(&path))));
    }
    assert_none(&wrong, "links that lead nowhere");
}

#[test]
fn citations_are_read_with_their_sections() {
    let found = citations(
        "See `tests/ACCESSIBILITY.md`. (tests/CONTRACT.md, sections 2 and 7) tests/PROMISES.md, group V; PROMISES.md, P14 and P15) x.md5 .md",
    );
    let found: Vec<_> = found
        .iter()
        .map(|(path, parts)| format!("{path}: {}", parts.join(" ")))
        .collect();
    assert_eq!(
        found,
        [
            "tests/ACCESSIBILITY.md: ",
            "tests/CONTRACT.md: ## 2.  ## 7. ",
            "tests/PROMISES.md: | V |",
            "PROMISES.md: | P14 | | P15 |"
        ]
    );
}

#[test]
fn only_the_storage_module_opens_storage() {
    let others: Vec<PathBuf> = files("src", "rs")
        .into_iter()
        .filter(|path| !path.ends_with("src/browser/storage.rs"))
        .collect();
    let found = faults(&others, |line| {
        line.contains("local_storage()") || line.contains("session_storage()")
    });
    assert_none(
        &found,
        "use StorageArea: its keys have the prefix that sign-out removes",
    );
}
