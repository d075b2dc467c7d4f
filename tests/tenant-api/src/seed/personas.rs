//! The demo users: the first eleven users of every tenant, each for one situation. Owns who they are and what is special about them.
//! Times such as "3 hours ago" are parameters, because they depend on the clock and not on the seed.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::users::{User, grant};
use super::{images, notifications};
use crate::clock::rfc3339;

/// One persona. `user` is both the number of the user and the end of its UUID.
pub(crate) struct Persona {
    pub(crate) id: &'static str,
    pub(crate) user: i64,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    email: &'static str,
    /// The description on the sign-in page.
    pub(crate) about: &'static str,
    /// Tenant roles, as (namespace, role).
    roles: &'static [(&'static str, &'static str)],
    otp: Otp,
    image: Image,
    notifications: usize,
    /// Roles of the access service that they hold and may grant.
    pub(crate) held: &'static [&'static str],
}

#[derive(Clone, Copy)]
enum Otp {
    On,
    Off,
    Enabling,
    Disabling,
}

#[derive(Clone, Copy)]
enum Image {
    None,
    Png,
    Jpeg,
}

const MONITOR: &[(&str, &str)] = &[
    ("system", "ves-io-monitor-role"),
    ("shop-prod", "f5xc-waap-user"),
];
const ACCESS_ADMIN: &[&str] = &[
    "CLIENTNMS_WEBSERVICE_USER_RW",
    "CLIENTNMS_WEBSERVICE_USER_R",
    "CLIENTNMS_WEBSERVICE_DNS_R",
];
const DNS_READER: &[&str] = &["CLIENTNMS_WEBSERVICE_DNS_R"];
/// All roles except `..._BILLING_R` and `..._REDIRECT_RW`, so that there are some the admin doesn't hold.
const NEARLY_ALL: &[&str] = &[
    "CLIENTNMS_WEBSERVICE_NDD_RW",
    "CLIENTNMS_WEBSERVICE_NDD_R",
    "CLIENTNMS_WEBSERVICE_DNS_RW",
    "CLIENTNMS_WEBSERVICE_DNS_R",
    "CLIENTNMS_WEBSERVICE_SSL_RW",
    "CLIENTNMS_WEBSERVICE_SSL_R",
    "CLIENTNMS_WEBSERVICE_EVENT_R",
    "CLIENTNMS_WEBSERVICE_MONITORING_R",
    "CLIENTNMS_WEBSERVICE_USER_RW",
    "CLIENTNMS_WEBSERVICE_USER_R",
];
const ADMIN: &[(&str, &str)] = &[
    ("system", "ves-io-admin-role"),
    ("system", "ves-io-uam-admin-role"),
    ("shared", "ves-io-admin-role"),
    ("*", "ves-io-admin-role"),
    ("payments-prod", "f5xc-waap-admin"),
    ("payments-prod", "incident-lead"),
];

/// In the order of the sign-in page.
#[rustfmt::skip]
pub(crate) static PERSONAS: [Persona; 11] = [
    Persona { id: "admin", user: 1, first: "Ingrid", last: "Halvorsen", email: "ingrid.halvorsen@fjordline.example",
        about: "Tenant admin and domain owner", roles: ADMIN, otp: Otp::On, image: Image::Png, notifications: 12, held: NEARLY_ALL },
    Persona { id: "plain", user: 2, first: "Minh Châu", last: "Nguyễn Thị", email: "chau.nguyen@fjordline.example",
        about: "A user without roles", roles: &[], otp: Otp::Off, image: Image::None, notifications: 0, held: &[] },
    Persona { id: "cooldown", user: 3, first: "Олена", last: "Шевченко", email: "olena.shevchenko@fjordline.example",
        about: "Requested initial access 3 hours ago", roles: MONITOR, otp: Otp::On, image: Image::Jpeg, notifications: 3, held: DNS_READER },
    Persona { id: "allowed", user: 4, first: "محمد", last: "الخطيب", email: "mohammed.alkhatib@fjordline.example",
        about: "Requested access 2 days ago and can request it again", roles: MONITOR, otp: Otp::Off, image: Image::None, notifications: 12, held: DNS_READER },
    Persona { id: "new", user: 5, first: "美咲", last: "佐藤", email: "misaki.sato@fjordline.example",
        about: "Never requested initial access", roles: MONITOR, otp: Otp::Off, image: Image::None, notifications: 0, held: DNS_READER },
    Persona { id: "otp-on", user: 6, first: "Γιώργος", last: "Παπαδόπουλος", email: "giorgos.papadopoulos@fjordline.example",
        about: "One-time password on", roles: MONITOR, otp: Otp::On, image: Image::Png, notifications: 5, held: ACCESS_ADMIN },
    Persona { id: "otp-off", user: 7, first: "José", last: "Ñúñez", email: "jose.nunez@fjordline.example",
        about: "One-time password off", roles: MONITOR, otp: Otp::Off, image: Image::None, notifications: 5, held: ACCESS_ADMIN },
    Persona { id: "otp-enabling", user: 8, first: "민준", last: "김", email: "minjun.kim@fjordline.example",
        about: "One-time password being turned on", roles: MONITOR, otp: Otp::Enabling, image: Image::Jpeg, notifications: 1, held: ACCESS_ADMIN },
    Persona { id: "otp-disabling", user: 9, first: "अनन्या", last: "शर्मा", email: "ananya.sharma@fjordline.example",
        about: "One-time password being turned off", roles: MONITOR, otp: Otp::Disabling, image: Image::None, notifications: 2, held: ACCESS_ADMIN },
    Persona { id: "sso", user: 10, first: "Åsa", last: "Lindström", email: "asa.lindstrom@nordhavn.example",
        about: "Signs in with SSO; provisioned by SCIM", roles: MONITOR, otp: Otp::Off, image: Image::Png, notifications: 4, held: ACCESS_ADMIN },
    Persona { id: "disabled", user: 11, first: "Tomás", last: "O’Brien-Müller", email: "tomas.obrien@fjordline.example",
        about: "Disabled: can sign in, but every call is rejected", roles: MONITOR, otp: Otp::Off, image: Image::None, notifications: 0, held: DNS_READER },
];

/// The persona with this id.
pub(crate) fn find(id: &str) -> Option<&'static Persona> {
    PERSONAS.iter().find(|persona| persona.id == id)
}

/// The persona with this user number.
pub(crate) fn of_user(user: i64) -> Option<&'static Persona> {
    PERSONAS.iter().find(|persona| persona.user == user)
}

/// A row of the table `settings`.
pub(crate) struct Settings {
    pub(crate) image: String,
    /// JSON object or `None`.
    pub(crate) initial_access: Option<String>,
    pub(crate) otp_status: &'static str,
    pub(crate) otp_enabled: bool,
    /// JSON array.
    pub(crate) notifications: String,
    /// JSON array, empty for all but the admin.
    pub(crate) admin_notifications: String,
}

impl Persona {
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    pub(crate) fn user_row(&self) -> User {
        let external = self.id == "sso";
        let groups: &[&str] = match self.id {
            "admin" => &["platform", "on-call"],
            "sso" => &["crew-apps", "Ledelse og økonomi"],
            _ => &[],
        };
        let roles: Vec<String> = self
            .roles
            .iter()
            .map(|(namespace, role)| grant(namespace, role))
            .collect();
        User {
            id: self.user,
            name: self.email.into(),
            email: self.email.into(),
            first_name: self.first.into(),
            last_name: self.last.into(),
            created: format!("2024-0{}-14T12:20:25.295967722Z", 1 + self.user % 9),
            last_login: (self.id != "new").then(|| "2026-05-31T07:04:09.118000441Z".into()),
            disabled: self.id == "disabled",
            domain_owner: self.id == "admin",
            otp_enabled: self.otp.switch(),
            idm_type: if external { "SSO" } else { "VOLTERRA_MANAGED" },
            sync_mode: if external { "SCIM" } else { "SELF" },
            kind: "USER",
            group_names: json!(groups).to_string(),
            namespace_roles: format!("[{}]", roles.join(",")),
        }
    }

    /// The initial settings at the time `now`.
    pub(crate) fn settings(&self, now: DateTime<Utc>) -> Settings {
        let requested_ago = |ago: TimeDelta| json!({ "email_sent": true, "last_requesting_time": rfc3339(now - ago), "requested": true });
        let initial_access = match self.id {
            "cooldown" => requested_ago(TimeDelta::hours(3)),
            "allowed" => requested_ago(TimeDelta::days(2)),
            "plain" => {
                json!({ "email_sent": false, "last_requesting_time": null, "requested": false })
            }
            _ => Value::Null,
        };
        Settings {
            image: match self.image {
                Image::None => String::new(),
                Image::Png => images::png(),
                Image::Jpeg => images::jpeg(),
            },
            initial_access: (!initial_access.is_null()).then(|| initial_access.to_string()),
            otp_status: self.otp.status(),
            otp_enabled: self.otp.switch(),
            notifications: notifications::first(self.notifications).to_string(),
            admin_notifications: match self.id {
                "admin" => notifications::for_admins().to_string(),
                _ => "[]".into(),
            },
        }
    }

    /// The persona's own part of `whoami`: a patch over the tenant's part.
    pub(crate) fn whoami(&self) -> Value {
        match self.id {
            "admin" => json!({
                "billing_flags": [
                    { "billing_flag": "VALID_PAYMENT_METHOD", "failed": false, "additional_info": "", "action": "NO_ACTION" },
                    { "billing_flag": "PAYMENT_METHOD_EXPIRED", "failed": true,
                      "additional_info": "The card ending in 4242 expired in 04/2026.", "action": "ADD_NEW_PAYMENT_METHOD" },
                    { "billing_flag": "OVERDUE_INVOICE", "failed": true,
                      "additional_info": "Invoice 2026-0117 is 12 days overdue.", "action": "CONTACT_US" },
                ],
            }),
            "new" => json!({ "tos_accepted_at": null, "tos_version": "", "tos_accepted": "" }),
            "sso" => json!({
                "access_type": "MSP_ACCESS",
                "original_tenant": "nordhavn-pqrstuvw",
                "msp_managed": { "msp_id": "nordhavn", "parent_tenant_id": "nordhavn-pqrstuvw", "tier": 2,
                    "node_type": "MspNodeTypeChild" },
                "self_managed": null,
            }),
            "disabled" => json!({ "state": "StateDisabled" }),
            _ => json!({}),
        }
    }
}

impl Otp {
    fn status(self) -> &'static str {
        match self {
            Self::On => "OTP_ENABLED",
            Self::Off => "OTP_DISABLED",
            Self::Enabling => "OTP_PROCESSING",
            Self::Disabling => "OTP_PROCESS_DISABLING",
        }
    }

    fn switch(self) -> bool {
        matches!(self, Self::On | Self::Disabling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personas_are_the_first_users_in_order() {
        for (index, persona) in PERSONAS.iter().enumerate() {
            assert_eq!(persona.user, index as i64 + 1);
            assert!(find(persona.id).is_some_and(|found| found.user == persona.user));
        }
    }
}
