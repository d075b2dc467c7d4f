//! Valid documents are read completely: generates a model, writes it as JSON with other code than the product's, reads it and
//! compares.

use super::wire::Wire;
use proptest::prelude::*;
use rolecall::api::json::field::{Field, List, Map};
use rolecall::api::json::time::Time;
use rolecall::api::tenant::settings;
use rolecall::api::tenant::settings::{InitialAccess, Notification, OtpStatus, UserSettings};
use rolecall::api::tenant::whoami;
use rolecall::api::tenant::whoami::Whoami;
use rolecall::api::tenant::whoami_parts::*;

fn field<T: Clone + std::fmt::Debug>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = Field<T>> {
    prop_oneof![6 => of.prop_map(Field::Known), 1 => Just(Field::Null), 1 => Just(Field::Missing)]
}

fn item<T: Clone + std::fmt::Debug>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = Field<T>> {
    prop_oneof![8 => of.prop_map(Field::Known), 1 => Just(Field::Null)]
}

fn list<T: Clone + std::fmt::Debug>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = Field<List<T>>> {
    field(prop::collection::vec(item(of), 0..4))
}

fn map<T: Clone + std::fmt::Debug>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = Field<Map<T>>> {
    field(
        prop::collection::btree_map(any::<String>(), item(of), 0..4)
            .prop_map(|map| map.into_iter().collect()),
    )
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,12}",
        Just(String::new()),
        Just("null".to_owned())
    ]
}

fn time() -> impl Strategy<Value = Time> {
    (
        // Others stand for no time.
        1971i64..9000,
        1i64..13,
        1i64..29,
        0i64..86_400,
        "(\\.[0-9]{1,9})?",
        "Z|[+-](0[0-9]|1[0-4]):[0-5][0-9]",
    )
        .prop_map(|(year, month, day, second, fraction, zone)| {
            let (hour, minute) = (second / 3600, second / 60 % 60);
            let text = format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}{fraction}{zone}",
                second % 60
            );
            Time::read(&text).unwrap()
        })
}

macro_rules! names {
    ($kind:ty) => {
        prop_oneof![
            4 => prop::sample::select(<$kind>::KNOWN.to_vec()),
            1 => any::<String>().prop_map(|name| <$kind>::of_wire(&name)),
        ]
    };
}

fn settings_model() -> impl Strategy<Value = UserSettings> {
    let asked = (field(any::<bool>()), field(time()), field(any::<bool>())).prop_map(
        |(email_sent, last_requesting_time, requested)| InitialAccess {
            email_sent,
            last_requesting_time,
            requested,
        },
    );
    let notification = (
        field(text()),
        field(text()),
        field(text()),
        field(any::<bool>()),
    )
        .prop_map(|(code, label, description, enabled)| Notification {
            code,
            label,
            description,
            enabled,
        });
    let flag = || field(any::<bool>());
    (
        field(text()),
        field(asked),
        flag(),
        list(notification),
        flag(),
        field(names!(OtpStatus)),
    )
        .prop_map(
            |(
                image,
                initial_access,
                is_next_request_allowed,
                notifications,
                otp_enabled,
                otp_status,
            )| UserSettings {
                image,
                initial_access,
                is_next_request_allowed,
                notifications,
                otp_enabled,
                otp_status,
            },
        )
}

fn namespace_access() -> impl Strategy<Value = NamespaceAccess> {
    map(list(text()).prop_map(|names| RoleNames { names }))
        .prop_map(|namespace_role_map| NamespaceAccess { namespace_role_map })
}

fn msp() -> impl Strategy<Value = MspManaged> {
    (
        field(text()),
        field(text()),
        field(any::<i64>()),
        field(names!(MspNodeType)),
    )
        .prop_map(|(msp_id, parent_tenant_id, tier, node_type)| MspManaged {
            msp_id,
            parent_tenant_id,
            tier,
            node_type,
        })
}

fn whoami_model() -> impl Strategy<Value = Whoami> {
    let words = prop::collection::vec(field(text()), 16);
    let times = prop::collection::vec(field(time()), 3);
    let flags = (
        field(any::<bool>()),
        field(any::<bool>()),
        list(text()),
        map(any::<bool>()),
    );
    let grant = (field(text()), field(text()))
        .prop_map(|(namespace, role)| NamespaceRole { namespace, role });
    let feature = (field(text()), field(any::<bool>()))
        .prop_map(|(name, disabled)| FeatureFlag { name, disabled });
    let billing = (
        field(names!(BillingCheck)),
        field(any::<bool>()),
        field(text()),
        field(names!(BillingAction)),
    )
        .prop_map(
            |(billing_flag, failed, additional_info, action)| BillingFlag {
                billing_flag,
                failed,
                additional_info,
                action,
            },
        );
    let addon = (
        field(names!(AddonState)),
        field(names!(AddonAccess)),
        field(text()),
    )
        .prop_map(|(state, access, display_name)| AddonService {
            state,
            access,
            display_name,
        });
    let tile = (field(names!(TileState)), field(text())).prop_map(|(state, display_name)| Tile {
        state,
        display_name,
    });
    let nested = (
        field(namespace_access()),
        list(grant),
        list(feature),
        list(billing),
        map(addon),
        map(tile),
        field(msp()),
        field(Just(SelfManaged)),
    );
    let kinds = (
        field(names!(AccessType)),
        field(names!(PlanType)),
        field(names!(SignupOrigin)),
        field(names!(TenantState)),
        field(names!(IdmType)),
        field(names!(SyncMode)),
        field(names!(TenantType)),
        field(names!(UserType)),
    );
    (words, times, flags, nested, kinds).prop_map(|(mut words, mut times, flags, nested, kinds)| {
        let mut word = || words.pop().unwrap();
        let mut time = || times.pop().unwrap();
        let (disabled, domain_owner, group_names, tenant_flags) = flags;
        let (
            namespace_access,
            namespace_roles,
            feature_flags,
            billing_flags,
            addon_service_status,
            tile_access,
            msp_managed,
            self_managed,
        ) = nested;
        let (
            access_type,
            plan_type,
            signup_origin,
            state,
            idm_type,
            sync_mode,
            tenant_type,
            user_type,
        ) = kinds;
        Whoami {
            name: word(),
            email: word(),
            first_name: word(),
            last_name: word(),
            namespace: word(),
            user_uuid: word(),
            tenant: word(),
            original_tenant: word(),
            company: word(),
            cname: word(),
            environment: word(),
            billing_plan_name: word(),
            tenant_state: word(),
            active_plan_transition_uid: word(),
            tos_version: word(),
            tos_current_version: word(),
            tos_accepted: Field::Missing,
            creation_timestamp: time(),
            last_login_timestamp: time(),
            tos_accepted_at: time(),
            disabled,
            domain_owner,
            group_names,
            tenant_flags,
            namespace_access,
            namespace_roles,
            feature_flags,
            billing_flags,
            addon_service_status,
            tile_access,
            msp_managed,
            self_managed,
            access_type,
            plan_type,
            signup_origin,
            state,
            idm_type,
            sync_mode,
            tenant_type,
            user_type,
        }
    })
}

/// The document with the characters of its strings as escapes, keys included: another legal form.
fn escaped(json: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut after_backslash = false;
    for char in json.chars() {
        let plain = !quoted || after_backslash || matches!(char, '"' | '\\');
        if plain || char.is_ascii_digit() {
            out.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
        quoted ^= char == '"' && !after_backslash;
        after_backslash = quoted && char == '\\' && !after_backslash;
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1000)
    ))]

    #[test]
    fn reads_valid_settings_completely(model in settings_model()) {
        let json = model.json();
        prop_assert_eq!(settings::decode(&json.to_string()), Ok(model.clone()));
        prop_assert_eq!(settings::decode(&serde_json::to_string_pretty(&json).unwrap()), Ok(model));
    }

    #[test]
    fn reads_a_valid_whoami_completely(model in whoami_model()) {
        prop_assert_eq!(whoami::decode(&model.json().to_string()), Ok(model));
    }

    #[test]
    fn reads_every_legal_escape_of_a_text(text in "[^\\x00-\\x1f]{0,30}") {
        let json = serde_json::json!({ "image": text }).to_string();
        let read = settings::decode(&escaped(&json)).unwrap();
        prop_assert_eq!(read.image, Field::Known(text));
    }
}
