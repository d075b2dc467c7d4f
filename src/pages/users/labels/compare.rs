//! Strings of the comparison of two users.

use rolecall_text::plural;

use crate::domain::text::displayable;

pub(crate) const COMPARE: &str = "Compare two users";
pub(crate) const COMPARISON: &str = "Comparison";
pub(crate) const DIFFERENCES_ONLY: &str = "Differences only";
pub(crate) const RESULT: &str = "Result";
pub(crate) const SAME: &str = "Same";
pub(crate) const DIFFERENT: &str = "Different";
pub(crate) const NEITHER: &str = "Neither user has any.";
pub(crate) const ANY: &str = "Any";
pub(crate) const EVERYWHERE: &str = "Through all namespaces (*)";
pub(crate) const UNKNOWN_ROLE: &str = "Unknown role";
pub(crate) const SAME_USER: &str = "Both names mean the same user, so there is nothing to compare.";

pub(crate) fn comparison_of(names: &[String; 2]) -> String {
    format!("Comparison of {} and {}", names[0], names[1])
}

fn or_nameless(id: &str) -> String {
    match id {
        "" => "A user without a name".to_owned(),
        id => displayable(id),
    }
}

pub(crate) fn not_in_list(id: &str) -> String {
    format!("{} isn't in the list.", or_nameless(id))
}

pub(crate) fn looking_for(id: &str) -> String {
    format!("Looking for {}…", displayable(id))
}

pub(crate) fn only(name: &str) -> String {
    format!("Only {name}")
}

pub(crate) fn roles_in(namespace: Option<&str>) -> String {
    match namespace {
        Some("*") => "Roles in all namespaces (*)".to_owned(),
        Some(name) => format!("Roles in {}", displayable(name)),
        None => "Roles in an unknown namespace".to_owned(),
    }
}

/// How many rows differ, and in how many a value is unknown.
pub(crate) fn differences(different: usize, unknown: usize) -> String {
    let different = match (different, unknown) {
        (0, 0) => "No differences found.".to_owned(),
        (0, _) => "No known differences.".to_owned(),
        _ => plural(different as u64, "1 difference.", "{n} differences."),
    };
    if unknown == 0 {
        return different;
    }
    let unknown = plural(
        unknown as u64,
        "1 row can't be compared.",
        "{n} rows can't be compared.",
    );
    format!("{different} {unknown}")
}
