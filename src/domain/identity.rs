//! Whose session it is, by whoami: the user and the tenant. Two responses are compared by what both of them say, so that a field that
//! is missing today is no other person.

use rolecall_text::fnv;

use crate::api::json::field::Field;
use crate::api::tenant::whoami::Person;

/// What tells one session from another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    tenant: Option<String>,
    uuid: Option<String>,
    username: Option<String>,
}

/// What a later response says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Same,
    /// Another user, or the same one in another tenant.
    Other,
    /// The two have nothing in common that could be compared.
    Unknown,
}

impl Identity {
    #[must_use]
    pub fn of(person: &Person) -> Self {
        let text = |field: &Field<String>| field.known().filter(|text| !text.is_empty()).cloned();
        Self {
            tenant: text(&person.tenant),
            uuid: text(&person.user_uuid),
            username: text(&person.name),
        }
    }

    /// Whether it tells one user from another at all.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.uuid.is_some() || self.username.is_some()
    }

    /// Compares with a later response. The UUID decides; a username can change and is only asked without one.
    #[must_use]
    pub fn compare(&self, later: &Self) -> Comparison {
        if differs(&self.tenant, &later.tenant) == Some(true) {
            return Comparison::Other;
        }
        let user =
            differs(&self.uuid, &later.uuid).or_else(|| differs(&self.username, &later.username));
        match user {
            Some(true) => Comparison::Other,
            Some(false) => Comparison::Same,
            None => Comparison::Unknown,
        }
    }

    /// Marks what belongs to this user in the browser's storage; `None` without a UUID. A hash of random digits: whoever looks into
    /// the storage later finds no name and has nothing to guess.
    #[must_use]
    pub fn owner(&self) -> Option<u64> {
        let uuid = self.uuid.as_deref()?;
        let tenant = self.tenant.as_deref().unwrap_or_default();
        Some(fnv::hash(tenant.bytes().chain([0]).chain(uuid.bytes())))
    }
}

/// Whether two values differ, if both are known.
fn differs(before: &Option<String>, later: &Option<String>) -> Option<bool> {
    Some(before.as_ref()? != later.as_ref()?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn identity(body: &str) -> Identity {
        Identity::of(&Person::decode(body.to_owned()).unwrap())
    }

    const ADA: &str = r#"{"tenant":"t","user_uuid":"u-1","name":"ada@t.example"}"#;

    #[test]
    fn the_user_and_the_tenant_tell_sessions_apart() {
        for (later, expected) in [
            (ADA, Comparison::Same),
            // Renamed: still the same user.
            (
                r#"{"tenant":"t","user_uuid":"u-1","name":"ada@new.example"}"#,
                Comparison::Same,
            ),
            (
                r#"{"tenant":"t","user_uuid":"u-2","name":"ada@t.example"}"#,
                Comparison::Other,
            ),
            (
                r#"{"tenant":"other","user_uuid":"u-1","name":"ada@t.example"}"#,
                Comparison::Other,
            ),
            (r#"{"tenant":"other"}"#, Comparison::Other),
            // Only what both say counts.
            (r#"{"user_uuid":"u-1"}"#, Comparison::Same),
            (r#"{"user_uuid":"u-2"}"#, Comparison::Other),
            (r#"{"name":"ada@t.example"}"#, Comparison::Same),
            (r#"{"name":"bob@t.example"}"#, Comparison::Other),
            (
                r#"{"user_uuid":7,"name":"bob@t.example"}"#,
                Comparison::Other,
            ),
            (r#"{"tenant":"t"}"#, Comparison::Unknown),
            (r#"{"user_uuid":"","name":""}"#, Comparison::Unknown),
            (r#"{"user_uuid":null,"name":{}}"#, Comparison::Unknown),
            ("{}", Comparison::Unknown),
        ] {
            assert_eq!(identity(ADA).compare(&identity(later)), expected, "{later}");
        }
    }

    #[test]
    fn case_tells_users_apart_too() {
        let upper = ADA.replace("u-1", "U-1");
        assert_eq!(identity(ADA).compare(&identity(&upper)), Comparison::Other);
    }

    #[test]
    fn what_is_stored_belongs_to_one_user_of_one_tenant_and_names_nobody() {
        let ada = identity(ADA).owner();
        assert!(ada.is_some());
        assert_eq!(
            ada,
            identity(r#"{"tenant":"t","user_uuid":"u-1","name":"new"}"#).owner()
        );
        assert_ne!(ada, identity(r#"{"tenant":"t","user_uuid":"u-2"}"#).owner());
        assert_ne!(ada, identity(r#"{"tenant":"tu","user_uuid":"-1"}"#).owner());
        assert_ne!(
            ada,
            identity(r#"{"tenant":"other","user_uuid":"u-1"}"#).owner()
        );
        // An e-mail could be guessed from its hash.
        assert_eq!(
            identity(r#"{"tenant":"t","name":"ada@t.example"}"#).owner(),
            None
        );
    }

    #[test]
    fn without_a_user_there_is_no_identity() {
        for (body, known) in [
            (ADA, true),
            (r#"{"name":"ada"}"#, true),
            (r#"{"tenant":"t"}"#, false),
            ("{}", false),
        ] {
            assert_eq!(identity(body).is_known(), known, "{body}");
        }
    }
}
