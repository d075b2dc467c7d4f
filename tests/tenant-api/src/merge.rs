//! Merges one JSON document into another. Unlike RFC 7386, null is a value and removes nothing: most tests want to see what a
//! client makes of a null.

use serde_json::Value;

/// Objects merge; everything else replaces, null included.
pub(crate) fn patch(target: &mut Value, with: Value) {
    match (target, with) {
        (Value::Object(target), Value::Object(with)) => {
            for (key, value) in with {
                patch(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (target, with) => *target = with,
    }
}

/// Replaces top-level values as a whole.
pub(crate) fn replace_keys(target: &mut Value, with: Value) {
    if let (Value::Object(target), Value::Object(with)) = (target, with) {
        target.extend(with);
    }
}

/// Removes a top-level key or, with a leading `/`, what a JSON pointer points to.
pub(crate) fn remove(target: &mut Value, what: &str) {
    let (parent, key) = match what.strip_prefix('/').and_then(|_| what.rsplit_once('/')) {
        Some((parent, key)) => (target.pointer_mut(parent), key),
        None => (Some(target), what),
    };
    match parent {
        Some(Value::Object(object)) => {
            object.remove(key);
        }
        Some(Value::Array(list)) => {
            if let Some(index) = key.parse().ok().filter(|index| *index < list.len()) {
                list.remove(index);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_merge_and_everything_else_replaces() {
        for (mut target, change, expected) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": "b", "b": "c"}),
                json!({"a": null}),
                json!({"a": null, "b": "c"}),
            ),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": {"b": "c"}}),
                json!({"a": {"d": 1}}),
                json!({"a": {"b": "c", "d": 1}}),
            ),
            (
                json!({}),
                json!({"a": {"b": {"c": 1}}}),
                json!({"a": {"b": {"c": 1}}}),
            ),
            (json!({"a": "foo"}), json!("bar"), json!("bar")),
        ] {
            patch(&mut target, change);
            assert_eq!(target, expected);
        }
    }

    #[test]
    fn removes_keys_and_pointers() {
        let mut value = json!({"a": 1, "b": {"c": [1, 2, 3]}});
        remove(&mut value, "a");
        remove(&mut value, "/b/c/1");
        remove(&mut value, "nothing");
        assert_eq!(value, json!({"b": {"c": [1, 3]}}));
        remove(&mut value, "/b");
        assert_eq!(value, json!({}));
    }
}
