//! The decoders: every reader of what a service, an address, the browser's storage, a file or a person can contain.

use rolecall::api::access::{access_of_user, access_patch, roles};
use rolecall::api::http::error::ApiError;
use rolecall::api::json::time::{http_date_ms, rfc3339_ms};
use rolecall::api::tenant::whoami::Person;
use rolecall::api::tenant::{settings, whoami};
use rolecall::domain::access::bulk::StagedEdit;
use rolecall::domain::access::change_log;
use rolecall::domain::settings::image_header::MediaType;
use rolecall::domain::settings::reminder::PendingReminder;
use rolecall::domain::settings::{base64, image};
use rolecall::pages::rewritten;
use rolecall_directory::{Query, time};
use rolecall_text::percent;
use serde_json::json;

use crate::dice::Dice;
use crate::documents::*;
use crate::json::Json;
use crate::samples;
use crate::wire::Wire;

/// A reader and its documents.
pub struct Decoder {
    pub name: &'static str,
    /// A valid document and what reading it shows.
    pub(crate) valid: fn(&mut Dice) -> (String, String),
    /// One with one to five defects of its kind; `None`: only its text is damaged.
    pub(crate) damaged: Option<fn(&mut Dice) -> String>,
    /// Reads a document and everything in it; shows what it found, `None` if nothing.
    pub read: fn(&str) -> Option<String>,
}

/// A reader of JSON. The valid documents of a `stored` one are those that the app writes itself.
macro_rules! json_decoder {
    ($name:literal, $sample:expr, $needed:expr, $read:expr) => {
        Decoder {
            name: $name,
            valid: |dice| {
                let document = Json::valid(&parsed($sample), &$needed, dice);
                (text_of(&document, dice), document.shown().to_string())
            },
            damaged: Some(|dice| damaged(Json::valid(&parsed($sample), &[], dice), dice)),
            read: $read,
        }
    };
    (stored $name:literal, $sample:expr, $needed:expr, $read:expr) => {
        Decoder {
            name: $name,
            valid: |dice| {
                let document = Json::valid(&parsed($sample), &$needed, dice);
                canonical(&text_of(&document, dice), $read)
            },
            damaged: Some(|dice| damaged(Json::valid(&parsed($sample), &[], dice), dice)),
            read: $read,
        }
    };
}

/// All of them.
pub static DECODERS: [Decoder; 21] = [
    json_decoder!("settings", samples::SETTINGS, [], |text| show(
        &settings::decode(text).ok()?
    )),
    json_decoder!("whoami", samples::WHOAMI, [], |text| show(
        &whoami::decode(text).ok()?
    )),
    json_decoder!("person", PERSON, [], |text| {
        let person = Person::decode(text.to_owned()).ok()?;
        assert_eq!(Ok(person.whole()), whoami::decode(text));
        show(&person)
    }),
    json_decoder!("access", samples::ACCESS, ["data", "message"], |text| {
        let access = access_patch::decode(text).ok()?;
        in_envelope(access.json(), "OK")
    }),
    json_decoder!(
        "accesses",
        samples::ACCESS_LIST,
        ["data", "results", "message"],
        |text| {
            let list = access_of_user::decode_list(text).ok()?;
            in_envelope(with_results(&list, &list.results), "OK")
        }
    ),
    json_decoder!(
        "roles catalogue",
        samples::ROLES,
        ["data", "results", "message"],
        |text| {
            let list = roles::decode(text).ok()?;
            in_envelope(with_results(&list, &list.results), "OK")
        }
    ),
    Decoder {
        name: "users",
        valid: |dice| {
            let mut document = Json::valid(&parsed(USERS), &["items", "namespace", "role"], dice);
            for key in ["creation_timestamp", "last_login_timestamp"] {
                let in_milliseconds =
                    |text: &str| time::format_timestamp(rfc3339_ms(text).unwrap_or_default());
                document.each_text(key, &in_milliseconds);
            }
            canonical(&text_of(&document, dice), users)
        },
        damaged: Some(|dice| damaged(Json::valid(&parsed(USERS), &[], dice), dice)),
        read: users,
    },
    Decoder {
        name: "error",
        valid: |dice| {
            let message = format!("Wait {} days.", dice.below(1_000));
            let body = match dice.below(5) {
                0 => json!({ "code": 8, "message": message, "details": [] }),
                1 => json!({ "errors": [{ "code": "x", "message": message }] }),
                2 => json!({ "errors": { "code": "x", "message": message } }),
                3 => json!({ "detail": message }),
                _ => json!(message),
            };
            (body.to_string(), message)
        },
        damaged: Some(|dice| damaged(Json::valid(&parsed(ERRORS), &[], dice), dice)),
        read: |text| {
            for (status, content_type) in [
                (200, None),
                (403, Some("text/html")),
                (503, Some("text/plain")),
            ] {
                let error = ApiError::from_status(status, content_type, text, Some(text), 0);
                assert!(
                    error
                        .detail
                        .is_none_or(|detail| detail.chars().count() <= 300)
                );
                let _ = ApiError::in_success(status, text);
            }
            ApiError::from_status(429, Some("application/json"), text, None, 0).detail
        },
    },
    json_decoder!(stored "change log", LOG, ["at", "by", "user", "access", "undo", "before", "after"], |text| {
        let entries = change_log::from_json(text);
        let _ = change_log::to_csv(&entries);
        Some(change_log::to_json(&entries))
    }),
    json_decoder!(stored "bulk edit", BULK, ["add", "remove", "language", "targets", "user", "access", "values"], |text| {
        Some(StagedEdit::from_json(text)?.to_json())
    }),
    json_decoder!(stored "draft", DRAFT, ["base", "mine"], rewritten::draft),
    Decoder {
        name: "saved views",
        valid: |dice| {
            let lines =
                (0..dice.below(5)).map(|number| format!("{}\tView {number}\n", roles_query(dice)));
            canonical(&lines.collect::<String>(), |text| {
                Some(rewritten::saved_views(text))
            })
        },
        damaged: None,
        read: |text| Some(rewritten::saved_views(text)),
    },
    Decoder {
        name: "roles address",
        valid: |dice| {
            canonical(&roles_query(dice), |text| {
                Some(rewritten::roles_address(text))
            })
        },
        damaged: None,
        read: |text| Some(rewritten::roles_address(text)),
    },
    Decoder {
        name: "accesses address",
        valid: |dice| {
            let query = pairs(
                &[
                    "user",
                    "type",
                    "customer",
                    "subsidiaries",
                    "role",
                    "login",
                    "sort",
                ],
                dice,
            );
            canonical(&query, accesses_address)
        },
        damaged: None,
        read: accesses_address,
    },
    Decoder {
        name: "query",
        valid: |dice| canonical(&query(dice), |text| Some(Query::read(text).to_string())),
        damaged: None,
        read: |text| {
            let query = Query::read(text);
            let _ = query.doubtful().count();
            Some(query.to_string())
        },
    },
    Decoder {
        name: "reminder",
        valid: |dice| {
            let text = format!(
                "{} {}",
                dice.below(1 << 30),
                i64::MAX - dice.below(9) as i64
            );
            (text.clone(), text)
        },
        damaged: None,
        read: |text| Some(PendingReminder::parse(text)?.serialize()),
    },
    Decoder {
        name: "timestamp",
        valid: |dice| {
            let text = dice.time();
            let millis = millis(&text).to_string();
            (text, millis)
        },
        damaged: None,
        read: |text| {
            let (_, _) = (http_date_ms(text), time::parse_date(text));
            Some(rfc3339_ms(text)?.to_string())
        },
    },
    Decoder {
        name: "date",
        valid: |dice| {
            let text = dice.time()[..10].to_owned();
            (text.clone(), text)
        },
        damaged: None,
        read: |text| Some(time::format_date(time::parse_date(text)?)),
    },
    Decoder {
        name: "percent encoding",
        valid: |dice| {
            let text = dice.text(20);
            (percent::encode(&text), text)
        },
        damaged: None,
        read: |text| {
            let _ = percent::decode_query(text);
            Some(percent::decode(text))
        },
    },
    Decoder {
        name: "base64",
        valid: |dice| {
            let bytes = bytes(dice, 40);
            (base64::encode(&bytes), format!("{bytes:?}"))
        },
        damaged: None,
        read: |text| Some(format!("{:?}", base64::decode(text, 1 << 20).ok()?)),
    },
    Decoder {
        name: "image",
        valid: |dice| {
            let (bytes, size) = picture(dice);
            (base64::encode(&bytes), size)
        },
        damaged: Some(|dice| {
            let (mut bytes, _) = picture(dice);
            for _ in 0..=dice.below(5) {
                let at = dice.below(bytes.len());
                match dice.below(3) {
                    0 => bytes.truncate(at),
                    1 if !bytes.is_empty() => bytes[at] = dice.below(256) as u8,
                    _ => _ = bytes.splice(at..at, self::bytes(dice, 8)),
                }
            }
            base64::encode(&bytes)
        }),
        read: |text| {
            let _ = image::check(text);
            let bytes = base64::decode(text, 1 << 20).ok()?;
            let kind = MediaType::of_bytes(&bytes)?;
            let (width, height) = kind.size(&bytes)?;
            Some(format!("{} {width} {height}", kind.name()))
        },
    },
];
