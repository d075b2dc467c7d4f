//! The tenant's part of `whoami`, stored as one JSON document in the database.

use serde_json::{Value, json};

/// The tenant's name on the wire.
pub(crate) const TENANT: &str = "fjordline-kqzmwxyz";

/// The tenant's part of `whoami`, with the values that most users see.
pub(crate) fn facts() -> Value {
    json!({
        "tenant": TENANT,
        "original_tenant": TENANT,
        "namespace": "system",
        "company": "Fjordline Logistics AS",
        "cname": "fjordline.console.ves.volterra.io",
        "environment": "production",
        "billing_plan_name": "Organization Plan",
        "tenant_state": "Active",
        "active_plan_transition_uid": "",
        "tos_accepted_at": "2025-01-09T08:15:30.042Z",
        "tos_version": "3.2",
        "tos_current_version": "3.3",
        "tos_accepted": "3.2",
        "feature_flags": [
            { "name": "new-navigation", "disabled": false },
            { "name": "api-discovery", "disabled": false },
            { "name": "legacy-dashboards", "disabled": true },
        ],
        "billing_flags": [
            { "billing_flag": "VALID_PAYMENT_METHOD", "failed": false, "additional_info": "", "action": "NO_ACTION" },
        ],
        "tenant_flags": { "is_trial": false, "sso_enforced": true, "support_access_allowed": true },
        "addon_service_status": {
            "f5xc-waap-standard": { "state": "AS_SUBSCRIBED", "access": "AS_AC_ALLOWED", "display_name": "Web App & API Protection" },
            "f5xc-bot-defense-advanced": { "state": "AS_PENDING", "access": "AS_AC_ALLOWED", "display_name": "Bot Defense" },
            "f5xc-synthetic-monitoring-standard": { "state": "AS_NONE", "access": "AS_AC_PBAC_DENY_UPGRADE_PLAN", "display_name": "Synthetic Monitoring" },
            "f5xc-app-traffic-insight": { "state": "AS_ERROR", "access": "AS_AC_PBAC_DENY_CONTACT_SALES", "display_name": "Application Traffic Insights" },
            // Values that aren't in the contract.
            "f5xc-early-access": { "state": "AS_BETA", "access": "AS_AC_INVITED", "display_name": "Early access" },
        },
        "tile_access": {
            "web-app-and-api-protection": { "state": "TILE_AC_ALLOWED", "display_name": "Web App & API Protection" },
            "distributed-apps": { "state": "TILE_AC_UPGRADE_PLAN", "display_name": "Distributed Apps" },
            "multi-cloud-network-connect": { "state": "TILE_AC_NOT_SUBSCRIBED", "display_name": "Multi-Cloud Network Connect" },
            "dns-management": { "state": "TILE_AC_ALLOWED", "display_name": "DNS Management" },
        },
        "msp_managed": null,
        "self_managed": {},
        "access_type": "DIRECT_ACCESS",
        "plan_type": "ORGANIZATION",
        "signup_origin": "ORIGIN_F5XC",
        "state": "StateActive",
        "tenant_type": "ENTERPRISE",
    })
}
