//! Parses the body of `POST /test-controls/override` into an `Override`, with a sentence for what is wrong.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use super::overrides::Override;
use crate::listener::fault::Fault;

/// Rejects unknown keys: a typo would make a test pass for the wrong reason.
pub(super) fn parse(object: Map<String, Value>) -> Result<Override, String> {
    let mut rule = Override::default();
    for (key, value) in object {
        if value.is_null() && key != "json_patch" {
            continue;
        }
        let invalid = || format!("\"{key}\" cannot be {value}.");
        match key.as_str() {
            "method" => match value.as_str() {
                Some("*") => {}
                Some(text) => {
                    rule.method = Some(Method::from_bytes(text.as_bytes()).map_err(|_| invalid())?)
                }
                None => return Err(invalid()),
            },
            "path" => rule.path = value.as_str().ok_or_else(invalid)?.to_owned(),
            "status" => {
                let status = value.as_u64().and_then(|status| u16::try_from(status).ok());
                rule.status = Some(
                    status
                        .and_then(|status| StatusCode::from_u16(status).ok())
                        .ok_or_else(invalid)?,
                );
            }
            "headers" => rule.headers = headers(value.as_object().ok_or_else(invalid)?)?,
            "body" => {
                rule.body = Some(match &value {
                    Value::String(text) => text.clone().into(),
                    value => value.to_string().into(),
                });
            }
            "body_base64" => {
                let bytes = value.as_str().and_then(|text| STANDARD.decode(text).ok());
                rule.body = Some(bytes.ok_or_else(invalid)?.into());
            }
            "delay_ms" => rule.delay = Duration::from_millis(value.as_u64().ok_or_else(invalid)?),
            "times" => {
                let times = value
                    .as_u64()
                    .and_then(|times| u32::try_from(times).ok())
                    .filter(|times| *times > 0);
                rule.times = Some(times.ok_or_else(invalid)?);
            }
            "fault" => {
                let name = value.as_str().ok_or_else(invalid)?;
                rule.fault = Some(Fault::from_name(name).ok_or_else(|| {
                    format!(
                        "\"{name}\" is not a fault. Faults: {}.",
                        Fault::ALL.map(Fault::name).join(", ")
                    )
                })?);
            }
            "split" => {
                let sizes = value.as_array().map(|sizes| {
                    sizes
                        .iter()
                        .map(|size| size.as_u64().map(|size| size as usize))
                });
                rule.split = sizes
                    .and_then(|sizes| sizes.collect())
                    .ok_or_else(invalid)?;
            }
            "json_patch" => rule.json_patch = Some(value),
            "remove" => {
                let keys = value
                    .as_array()
                    .map(|keys| keys.iter().map(|key| key.as_str().map(str::to_owned)));
                rule.remove = keys.and_then(|keys| keys.collect()).ok_or_else(invalid)?;
            }
            _ => return Err(format!("An override has no \"{key}\".")),
        }
    }
    if rule.path.is_empty() {
        return Err("An override needs a \"path\".".into());
    }
    Ok(rule)
}

fn headers(object: &Map<String, Value>) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
    object
        .iter()
        .map(|(name, value)| {
            let invalid = || format!("The header \"{name}\" cannot be {value}.");
            let text = match value {
                Value::String(text) => text.clone(),
                value => value.to_string(),
            };
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
            Ok((name, HeaderValue::from_str(&text).map_err(|_| invalid())?))
        })
        .collect()
}
