//! User ids on the wire. A user's UUID ends in the user's number, so it needs neither a column nor an index.

const START: &str = "00000000-0000-4000-8000-";

/// The UUID of the user with this number.
pub(crate) fn of(user: i64) -> String {
    format!("{START}{user:012}")
}

/// The number of the user with this UUID; `None` for any other text.
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
    fn a_uuid_gives_its_user_back() {
        assert_eq!(of(1), "00000000-0000-4000-8000-000000000001");
        assert_eq!(user(&of(987_654)), Some(987_654));
        for invalid in [
            "",
            "1",
            "00000000-0000-4000-8000-00000000001",
            "00000000-0000-4000-8000-+00000000001",
        ] {
            assert_eq!(user(invalid), None, "{invalid}");
        }
    }
}
