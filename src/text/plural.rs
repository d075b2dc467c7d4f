//! Counted sentences in English, the language of the page. One place knows how numbers are grouped and which form a count takes.

/// Digits in groups of three: `1,234,567`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A whole sentence for a count: `one` for exactly 1, otherwise `other` with every `{n}` replaced by the grouped count.
///
/// ```
/// assert_eq!(rolecall_text::plural(1, "1 user selected", "{n} users selected"), "1 user selected");
/// assert_eq!(rolecall_text::plural(1200, "1 user selected", "{n} users selected"), "1,200 users selected");
/// ```
#[must_use]
pub fn plural(count: u64, one: &str, other: &str) -> String {
    if count == 1 {
        one.to_owned()
    } else {
        other.replace("{n}", &grouped(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_by_three() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345, "12,345"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn zero_takes_the_plural() {
        assert_eq!(plural(0, "1 role", "{n} roles"), "0 roles");
    }
}
