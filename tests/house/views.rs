//! What the views of the app may not do.

use std::path::PathBuf;

use super::{assert_none, faults, files};

/// An odd event of a form filler throws in the middle of a handler that believes its name.
#[test]
fn only_the_events_module_reads_keys_and_values_of_events() {
    let others: Vec<PathBuf> = files("src", "rs")
        .into_iter()
        .filter(|path| !path.ends_with("src/ui/events.rs"))
        .collect();
    let words = [
        "KeyboardEvent",
        "event_target",
        ":target=",
        "bind:",
        "event.key()",
    ];
    let found = faults(&others, |line| {
        let is_key = line.contains("on:key")
            && !line.contains("=on_key(")
            && !line.contains("=press_once")
            && !line.contains("=keys");
        is_key || words.iter().any(|word| line.contains(word))
    });
    assert_none(
        &found,
        "use on_key, on_value and the like of src/ui/events.rs",
    );
}

/// What comes from outside is isolated by its direction; a page translator must not make another name of it either.
#[test]
fn texts_from_outside_are_kept_from_page_translators() {
    /// Sentences, our words or fields, in which a translation is welcome or impossible.
    const TRANSLATED: [&str; 18] = [
        "{detail}",
        "option-text",
        "{description}",
        "view-name-hint",
        "Some(label)",
        "{line}",
        "{hint}",
        "{message}",
        "{note}",
        "(describe)}",
        "reason(key",
        "{shared}",
        "labels::shared(",
        "Cell::Text(text)",
        "Field::Known(text)",
        "is_name",
        "text=",
        "{displayable(text)}",
    ];
    let found = faults(&files("src", "rs"), |line| {
        let is_outside = ["dir=\"auto\"", "<bdi", "<code"]
            .iter()
            .any(|word| line.contains(word));
        let is_kept =
            line.contains("translate=") || TRANSLATED.iter().any(|word| line.contains(word));
        is_outside && !is_kept && line.trim() != "dir=\"auto\""
    });
    assert_none(&found, "add translate=\"no\"");
}
