//! Reads values of a request body as protobuf JSON does: absent and null mean the default, a wrong type is a 400.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use crate::error::Rejection;

pub(crate) type Object = Map<String, Value>;

fn invalid(key: &str, expected: &str) -> Rejection {
    Rejection::bad_request(format!("\"{key}\" must be {expected}."))
}

pub(crate) fn text(body: &Object, key: &str) -> Result<String, Rejection> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(invalid(key, "text")),
    }
}

pub(crate) fn flag(body: &Object, key: &str) -> Result<bool, Rejection> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(invalid(key, "true or false")),
    }
}

pub(crate) fn texts(body: &Object, key: &str) -> Result<Vec<String>, Rejection> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => list
            .iter()
            .map(|item| {
                item.as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| invalid(key, "a list of texts"))
            })
            .collect(),
        Some(_) => Err(invalid(key, "a list of texts")),
    }
}

/// The pairs of a `map<string, bool>`.
pub(crate) fn flags(body: &Object, key: &str) -> Result<Vec<(String, bool)>, Rejection> {
    let expected = "a map to true or false";
    match body.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(map)) => map
            .iter()
            .map(|(name, flag)| {
                flag.as_bool()
                    .map(|flag| (name.clone(), flag))
                    .ok_or_else(|| invalid(key, expected))
            })
            .collect(),
        Some(_) => Err(invalid(key, expected)),
    }
}

/// Base64, checked but not decoded.
pub(crate) fn base64(body: &Object, key: &str) -> Result<String, Rejection> {
    let text = text(body, key)?;
    match STANDARD.decode(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(invalid(key, "base64")),
    }
}
