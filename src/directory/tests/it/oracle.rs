//! The same directory, written naively with `serde_json::Value` and `String`. Shares no code with the crate. Slow and plain on purpose:
//! it defines what every operation means.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// One user as the oracle sees it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) item: Value,
}

impl Row {
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.item.get(key)?.as_str()
    }

    pub(crate) fn state(&self, key: &str) -> &'static str {
        match (self.item.get(key), key) {
            (None, _) => "Missing",
            (Some(Value::Null), _) => "Null",
            (Some(value), "creation_timestamp" | "last_login_timestamp") => {
                match (value, value.as_str().map(instant)) {
                    (_, Some(Some(at))) if is_plausible(at) => "Known",
                    (_, Some(Some(_))) => "Missing",
                    (Value::String(text), _) if NO_TIMES.contains(&text.trim()) => "Missing",
                    (Value::Number(number), _)
                        if [0.0, -62_135_596_800.0].contains(&number.as_f64().unwrap()) =>
                    {
                        "Missing"
                    }
                    _ => "Unreadable",
                }
            }
            (Some(Value::Bool(_)), "disabled" | "domain_owner" | "otp_enabled") => "Known",
            (Some(Value::Array(_)), "group_names" | "namespace_roles") => "Known",
            (Some(_), "disabled" | "domain_owner" | "otp_enabled") => "Unreadable",
            (Some(_), "group_names" | "namespace_roles") => "Unreadable",
            (Some(Value::String(_)), _) => "Known",
            (Some(_), _) => "Unreadable",
        }
    }

    pub(crate) fn full_name(&self) -> Option<String> {
        let first = self.text("first_name").filter(|text| visible(text));
        let last = self.text("last_name").filter(|text| visible(text));
        match (first, last) {
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            (one, other) => one.or(other).map(str::to_owned),
        }
    }

    pub(crate) fn display_name(&self) -> Option<String> {
        let name = self
            .text("name")
            .filter(|text| visible(text))
            .map(str::to_owned);
        let email = self
            .text("email")
            .filter(|text| visible(text))
            .map(str::to_owned);
        self.full_name().or(name).or(email)
    }

    pub(crate) fn last_login(&self) -> Option<i64> {
        date(self.text("last_login_timestamp")?)
    }

    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.item.get(key)?.as_bool()
    }

    /// (namespace, role), each pair once.
    pub(crate) fn grants(&self) -> Vec<(Option<String>, Option<String>)> {
        let mut grants = Vec::new();
        for grant in self.list("namespace_roles").unwrap_or_default() {
            let half = |key| grant.get(key).and_then(Value::as_str).map(str::to_owned);
            let pair = (half("namespace"), half("role"));
            if pair != (None, None) && !grants.contains(&pair) {
                grants.push(pair);
            }
        }
        grants
    }

    pub(crate) fn groups(&self) -> Vec<String> {
        let mut groups = Vec::new();
        for group in self.list("group_names").unwrap_or_default() {
            if let Some(name) = group.as_str()
                && !groups.iter().any(|known| known == name)
            {
                groups.push(name.to_owned());
            }
        }
        groups
    }

    pub(crate) fn list(&self, key: &str) -> Option<Vec<Value>> {
        self.item.get(key)?.as_array().cloned()
    }

    /// Some elements of the list could not be read.
    pub(crate) fn is_partial(&self, key: &str) -> bool {
        let good = |value: &Value| match key {
            "group_names" => value.is_string(),
            _ => value["namespace"].is_string() && value["role"].is_string(),
        };
        self.list(key).is_some_and(|list| !list.iter().all(good))
    }

    pub(crate) fn has_errors(&self) -> bool {
        FIELDS.iter().any(|key| self.state(key) == "Unreadable")
            || self.is_partial("group_names")
            || self.is_partial("namespace_roles")
    }
}

pub(crate) const FIELDS: [&str; 17] = [
    "name",
    "email",
    "first_name",
    "last_name",
    "namespace",
    "tenant",
    "creation_timestamp",
    "last_login_timestamp",
    "disabled",
    "domain_owner",
    "otp_enabled",
    "group_names",
    "namespace_roles",
    "idm_type",
    "sync_mode",
    "tenant_type",
    "type",
];

/// The rows of a document that serde_json accepts, and how many items are not objects.
pub(crate) fn rows(document: &[u8]) -> Option<(Vec<Row>, u64)> {
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    let document: Value = serde_json::from_slice(document).ok()?;
    let items = document.get("items")?.as_array()?;
    let rows: Vec<Row> = items
        .iter()
        .filter(|item| item.is_object())
        .map(|item| Row { item: item.clone() })
        .collect();
    let broken = items.len() - rows.len();
    Some((rows, broken as u64))
}

/// Texts that the generator uses for "no time".
const NO_TIMES: [&str; 4] = ["", "0", "0001-01-01 00:00:00 +0000 UTC", "1970-01-01"];

/// From the day after the epoch to the year 8999.
fn is_plausible(at: i64) -> bool {
    let at = chrono::DateTime::from_timestamp_millis(at).unwrap();
    let text = at.to_rfc3339();
    !text.starts_with('-') && !text.starts_with('+') && ("1970-01-02".."9000").contains(&&*text)
}

/// The instant of a text that stands for a time.
pub(crate) fn date(text: &str) -> Option<i64> {
    instant(text).filter(|at| is_plausible(*at))
}

fn instant(text: &str) -> Option<i64> {
    chrono::DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|date| date.timestamp_millis())
}

fn visible(text: &str) -> bool {
    text.chars()
        .any(|letter| !letter.is_whitespace() && letter != '\u{200b}' && !letter.is_control())
}

/// Lower case without accents, by hand, for the letters that the generator uses.
pub(crate) fn fold(text: &str) -> String {
    let accents = [
        ("a", "áàäå"),
        ("e", "éèếễ"),
        ("i", "íì"),
        ("o", "óøō"),
        ("u", "üùú"),
        ("d", "đ"),
        ("l", "ł"),
        ("ss", "ß"),
        ("ae", "æ"),
        ("i", "ı"),
        ("у", "ў"),
        ("е", "ё"),
        ("и", "й"),
        ("α", "ά"),
        ("ι", "ί"),
        ("ο", "ό"),
        ("σ", "ς"),
        ("n", "ñ"),
    ];
    let mut folded = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '\u{300}'..='\u{36f}' | '\u{200b}' => {}
            '가'..='힣' => folded.extend(letter.nfd()),
            'ぁ'..='ゖ' => folded.extend(char::from_u32(letter as u32 + 0x60)),
            _ if letter.is_control() || letter.is_whitespace() => folded.push(' '),
            _ => match accents
                .iter()
                .find(|(_, accented)| accented.contains(letter))
            {
                Some((base, _)) => folded.push_str(base),
                None => folded.push(letter),
            },
        }
    }
    folded
}
