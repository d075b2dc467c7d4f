//! Damaged documents: cut at every byte, every bit flipped, random edits, random text. Nothing panics,
//! and a cut document is never half believed.

use proptest::prelude::*;
use rolecall::api::access::{access_of_user, access_patch as access, roles as roles_catalogue};
use rolecall::api::http::error::ApiError;
use rolecall::api::json::object::Object;
use rolecall::api::tenant::{settings, whoami};

use serde::de::IgnoredAny;
use serde_json::Value;

use super::samples;

const ALL: [&str; 5] = [
    samples::SETTINGS,
    samples::WHOAMI,
    samples::ACCESS,
    samples::ACCESS_LIST,
    samples::ROLES,
];

/// Every reader of a body on one body; true if any of them believes it.
fn read_all(body: &str) -> bool {
    let error = ApiError::from_status(500, None, body, Some(body), 0);
    assert!(
        error
            .detail
            .is_none_or(|detail| detail.chars().count() <= 300)
    );
    let _ = ApiError::in_success(200, body);
    [
        settings::decode(body).is_ok(),
        whoami::decode(body).is_ok(),
        access::decode(body).is_ok(),
        access_of_user::decode_list(body).is_ok(),
        roles_catalogue::decode(body).is_ok(),
    ]
    .contains(&true)
}

#[test]
fn an_answer_cut_at_any_byte_is_refused() {
    for sample in ALL {
        for end in 0..sample.len() {
            if let Some(cut) = sample.get(..end) {
                assert!(!read_all(cut), "{cut}");
            }
        }
    }
}

#[test]
fn no_flipped_bit_panics() {
    let (mut kept, mut refused) = (0, 0);
    for sample in ALL {
        for at in 0..sample.len() {
            for bit in 0..8 {
                let mut bytes = sample.as_bytes().to_vec();
                bytes[at] ^= 1 << bit;
                // The browser decodes bodies leniently, too.
                if read_all(&String::from_utf8_lossy(&bytes)) {
                    kept += 1
                } else {
                    refused += 1
                }
            }
        }
    }
    assert!(
        kept > 1_000 && refused > 1_000,
        "{kept} kept, {refused} refused"
    );
}

/// Pieces from which a random document is made that looks nearly right.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[{}\\[\\]:,\"\\\\]{1,3}",
        prop::sample::select(vec![
            "\"data\"",
            "\"results\"",
            "\"errors\"",
            "\"error\"",
            "\"message\"",
            "\"code\"",
            "\"otp_status\"",
            "\"namespace_access\"",
            "\"namespace_role_map\"",
            "\"names\"",
            "null",
            "true",
            "1e999",
            "-0",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "1".repeat(400).leak(),
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
    ]
}

/// A sample with some of its characters replaced.
fn edited(sample: &str, edits: Vec<(prop::sample::Index, usize, String)>) -> String {
    let mut body: Vec<char> = sample.chars().collect();
    for (at, length, new) in edits {
        let from = at.index(body.len().max(1)).min(body.len());
        let to = (from + length).min(body.len());
        body.splice(from..to, new.chars());
    }
    body.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(3000)
    ))]

    #[test]
    fn no_text_panics(body in "\\PC{0,200}") {
        read_all(&body);
    }

    #[test]
    fn no_nearly_right_document_panics(pieces in prop::collection::vec(piece(), 0..40)) {
        read_all(&pieces.concat());
    }

    #[test]
    fn no_edited_sample_panics(
        which in 0usize..5, edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, piece()), 1..10),
    ) {
        read_all(&edited(ALL[which], edits));
    }

    #[test]
    fn what_is_an_object_to_serde_json_is_one_here_with_the_same_values(
        which in 0usize..5, edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..6, piece()), 0..3),
    ) {
        let body = edited(ALL[which], edits);
        let oracle: Result<Value, _> = serde_json::from_str(&body);
        let read = Object::of_body(&body);
        match oracle {
            Ok(Value::Object(oracle)) => {
                // Twice the same key is legal to the oracle, which takes the last one.
                let Ok(read) = read else { return Ok(()) };
                for (key, value) in oracle {
                    let text = read.get(&key, |json| Some(json.to_owned()));
                    let again: Value = text.known().map_or(Value::Null, |json| serde_json::from_str(json).unwrap());
                    prop_assert_eq!(again, value, "{}", key);
                }
            }
            Ok(_) => prop_assert!(read.is_err()),
            // Numbers beyond a float, lone surrogates: not text to the oracle, only gaps here.
            Err(_) if serde_json::from_str::<IgnoredAny>(&body).is_ok() => {}
            Err(_) => prop_assert!(read.is_err(), "{}", body),
        }
    }
}
