//! The evidence for WCAG in tests/ACCESSIBILITY.md, section 6: all criteria, each with a test that exists or a date.

use std::fs;

use super::root;

/// Level A and AA of WCAG 2.2 by their numbers.
const CRITERIA: &str = "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 \
    1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 \
    2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3";

#[test]
fn each_criterion_of_wcag_has_evidence_that_exists() {
    let text = fs::read_to_string(root().join("tests/ACCESSIBILITY.md")).unwrap();
    let section = text.split("\n## 6. ").nth(1).unwrap();
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Criterion"))
        .collect();
    let numbers: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.split_whitespace().nth(1))
        .collect();
    assert_eq!(numbers, CRITERIA.split_whitespace().collect::<Vec<_>>());
    assert_eq!(numbers.len(), 55);
    for row in rows {
        let evidence = row.rsplit(" | ").next().unwrap();
        let tests: Vec<&str> = evidence
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|cited| cited.starts_with("W ") || cited.contains(" › "))
            .collect();
        assert!(
            !tests.is_empty() || evidence.contains("looked at 20"),
            "no evidence: {row}"
        );
        for cited in tests {
            let (file, name) = match cited.strip_prefix("W ") {
                Some(name) => ("wcag.test.ts", name),
                None => cited.split_once(" › ").unwrap(),
            };
            let source = fs::read_to_string(root().join("tests/browser").join(file)).unwrap();
            let is_test = ['\'', '"', '`']
                .iter()
                .any(|quote| source.contains(&format!("test({quote}{name}")));
            assert!(is_test, "{file} has no test \"{name}\"");
        }
    }
}
