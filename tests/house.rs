//! What the compiler cannot hold about this repository: the direction of the arrows, what a view must not contain, what
//! may lie on the top level. Reads the tree as text.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files that git tracks or would track, below `folder`, ending in `.ending`.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
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
        .filter(|name| name.ends_with(&format!(".{ending}")))
        .map(|name| root().join(name))
        .filter(|path| path.exists())
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "no .{ending} files below {folder}: this test looks in the wrong place"
    );
    files
}

/// The text without comments and without its test modules, which stand last in a file.
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

/// `path:line` of every line of product code in which `wrong` finds fault.
fn faults(files: &[PathBuf], wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for path in files {
        for (index, line) in product_code(path).lines().enumerate() {
            if wrong(line) {
                let name = path.strip_prefix(root()).unwrap().display();
                found.push(format!("{name}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    found
}

fn assert_none(found: &[String], what: &str) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn arrows_between_modules_go_one_way() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "src/api",
            &[
                "crate::pages",
                "crate::ui",
                "crate::domain",
                "crate::app",
                "rolecall_directory",
            ],
        ),
        (
            "src/domain",
            &[
                "crate::pages",
                "crate::ui",
                "crate::browser",
                "crate::app",
                "crate::api::http::client",
                "leptos",
                "web_sys",
            ],
        ),
        (
            "src/ui",
            &[
                "crate::pages",
                "crate::domain",
                "crate::app",
                "crate::api",
                "rolecall_directory",
            ],
        ),
        (
            "src/browser",
            &[
                "crate::pages",
                "crate::domain",
                "crate::app",
                "crate::api",
                "crate::ui",
                "rolecall_directory",
            ],
        ),
        (
            "src/directory",
            &["leptos", "web_sys", "js_sys", "rolecall::"],
        ),
        (
            "src/text",
            &[
                "leptos",
                "web_sys",
                "js_sys",
                "rolecall::",
                "rolecall_directory",
            ],
        ),
    ];
    for (folder, words) in forbidden {
        let found = faults(&files(folder, "rs"), |line| {
            words.iter().any(|word| line.contains(word))
        });
        assert_none(&found, &format!("{folder} must not know these"));
    }
}

#[test]
fn nothing_under_src_may_panic_on_purpose() {
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
        "unwrap, expect and the like belong into tests",
    );
}

#[test]
fn views_hold_nothing_that_the_policy_of_the_page_drops() {
    let views = files("src", "rs");
    let found = faults(&views, |line| {
        line.contains("style=\"") || line.contains("inner_html")
    });
    assert_none(
        &found,
        "a style string is dropped by the CSP; inner_html is a door for scripts",
    );
}

#[test]
fn people_never_read_debug_output() {
    let found = faults(&files("src/pages", "rs"), |line| line.contains(":?}"));
    assert_none(&found, "debug formatting in a page");
}

#[test]
fn no_test_sleeps_or_is_switched_off() {
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
    assert_none(&found, "wait for what a person waits for");
    let ignored = faults(&files("tests", "rs"), |line| {
        line.trim_start().starts_with("#[ignore")
    });
    assert_none(&ignored, "a test that does not run shows nothing");
}

#[test]
fn no_file_outgrows_itself() {
    let all = ["rs", "ts", "css", "js"]
        .iter()
        .flat_map(|ending| match *ending {
            "css" => files("style", "css"),
            "js" => files("src", "js"),
            "ts" => files("tests", "ts"),
            other => [files("src", other), files("tests", other)].concat(),
        });
    let long: Vec<String> = all
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            (lines > 500).then(|| {
                format!(
                    "{}: {lines} lines",
                    path.strip_prefix(root()).unwrap().display()
                )
            })
        })
        .collect();
    assert_none(&long, "more than 500 lines");
}

#[test]
fn the_top_level_stays_short() {
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
fn the_server_stays_out_of_the_app() {
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
        "the tree of dependencies could not be read"
    );
    for server in ["axum v", "rusqlite v", "tokio v", "tenant-api v"] {
        assert!(
            !tree.lines().any(|line| line.starts_with(server)),
            "{server} is linked into the app"
        );
    }
}

#[test]
fn one_version_of_wasm_bindgen_everywhere() {
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
        "Trunk.toml wants another one than {locked}"
    );
}
