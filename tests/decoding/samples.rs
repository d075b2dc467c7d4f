//! One full, valid answer per operation, with values as the real services emit them.

pub(crate) const SETTINGS: &str = r#"{"image":"iVBORw0KGgo=","initial_access":{"email_sent":true,
"last_requesting_time":"2024-09-14T12:20:25.295967722Z","requested":true},"is_next_request_allowed":false,
"notifications":[{"code":"n1","label":"Ärger","description":"Long\n\"text\"","enabled":true},
{"code":"n2","label":"Two","description":"","enabled":false}],"otp_enabled":true,"otp_status":"OTP_PROCESSING"}"#;

pub(crate) const WHOAMI: &str = r#"{"name":"ada@acme.example","email":"ada@acme.example","first_name":"Ada",
"last_name":"Lovelace","namespace":"system","user_uuid":"6f1c0c3a-0000-4000-8000-000000000001",
"tenant":"acme-abcdefgh","original_tenant":"acme-abcdefgh","company":"Acme","cname":"acme.example",
"environment":"production","billing_plan_name":"Teams Plan","tenant_state":"ACTIVE",
"active_plan_transition_uid":"","disabled":false,"domain_owner":true,"group_names":["admins","dev"],
"creation_timestamp":"2023-01-01T00:00:00+00:00","last_login_timestamp":null,
"tos_accepted_at":"2024-02-29T23:59:59.5+05:45","tos_version":"2","tos_current_version":"3","tos_accepted":"2",
"namespace_access":{"namespace_role_map":{"*":{"names":["ves-io-monitor-role"]},
"system":{"names":["ves-io-admin-role","custom"]}}},
"namespace_roles":[{"namespace":"system","role":"ves-io-admin-role"}],
"feature_flags":[{"name":"f1","disabled":true}],
"billing_flags":[{"billing_flag":"OVERDUE_INVOICE","failed":true,"additional_info":"May","action":"CONTACT_US"}],
"tenant_flags":{"beta":true,"legacy":false},
"addon_service_status":{"waf":{"state":"AS_SUBSCRIBED","access":"AS_AC_ALLOWED","display_name":"WAF"}},
"tile_access":{"dns":{"state":"TILE_AC_UPGRADE_PLAN","display_name":"DNS"}},
"msp_managed":{"msp_id":"m","parent_tenant_id":"p","tier":2,"node_type":"MspNodeTypeChild"},"self_managed":{},
"access_type":"DIRECT_ACCESS","plan_type":"TEAM","signup_origin":"ORIGIN_F5XC","state":"StateActive",
"idm_type":"SSO","sync_mode":"SCIM","tenant_type":"ENTERPRISE","type":"USER"}"#;

pub(crate) const ACCESS: &str = r#"{"message":"OK","data":{"id":9007199254740993,"customer_id":7,
"user":"6f1c0c3a-0000-4000-8000-000000000001","type":"api_connection","roles":["CLIENTNMS_WEBSERVICE_DNS_R"],
"last_login_at":null,"created_at":"2023-01-01T00:00:00+00:00",
"created_by":{"id":"u","firstname":"Grace","lastname":"Hopper"},"language":"en","name":"Robot",
"two_fa_enabled":true,"sso_id":"x"}}"#;

pub(crate) const ACCESS_LIST: &str = r#"{"message":"OK","data":{"total":2,"results":[
{"id":1,"type":"ui_connection","roles":[]},{"id":2,"type":"profile","roles":["A","B"]}]}}"#;

pub(crate) const ROLES: &str = r#"{"message":"OK","data":{"total":2,"results":[
{"id":"A","description":"Domain names"},{"id":"B","description":""}]}}"#;
