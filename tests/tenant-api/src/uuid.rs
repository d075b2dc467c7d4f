//! User ids on the wire. A user's uuid ends in the user's number, so it needs neither a column nor an index.

const START: &str = "00000000-0000-4000-8000-";

/// The uuid of a user's number.
pub(crate) fn of(user: i64) -> String {
    format!("{START}{user:012}")
}

/// The number behind a uuid of this tenant; `None` for any other text.
pub(crate) fn user(uuid: &str) -> Option<i64> {
    let digits = uuid.strip_prefix(START)?;
    if digits.len() != 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_leads_back_to_its_user() {
        assert_eq!(of(1), "00000000-0000-4000-8000-000000000001");
        assert_eq!(user(&of(987_654)), Some(987_654));
        for odd in [
            "",
            "1",
            "00000000-0000-4000-8000-00000000001",
            "00000000-0000-4000-8000-+00000000001",
        ] {
            assert_eq!(user(odd), None, "{odd}");
        }
    }
}
