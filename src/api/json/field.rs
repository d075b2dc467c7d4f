//! A value of an answer that is known, null, missing or unreadable: four different things, so
//! that "unknown" can never look like "off", "no" or "0" (there is deliberately no `unwrap_or`).
//! Knows nothing of any operation and nothing of JSON; `json.rs` makes these.

/// How many characters of an unreadable value are kept to be shown.
const EXCERPT_CHARS: usize = 200;

/// One value of an answer, with the reason when there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<T> {
    /// The answer holds it, in the type that the contract promises.
    Known(T),
    /// The answer holds `null`: what protobuf JSON writes for an unset message or timestamp.
    Null,
    /// The answer does not have the key.
    Missing,
    /// The answer holds something of another type; its JSON text, at most 200 characters.
    Unreadable(Box<str>),
}

/// A list whose items are read one by one, so that a bad item costs only itself.
pub type List<T> = Vec<Field<T>>;

/// A map whose values are read one by one, in the order of its keys.
pub type Map<T> = Vec<(String, Field<T>)>;

impl<T> Field<T> {
    /// The value, if it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Null | Self::Missing | Self::Unreadable(_) => None,
        }
    }

    /// The value itself, if it is known.
    pub fn into_known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Null | Self::Missing | Self::Unreadable(_) => None,
        }
    }

    /// The same field without taking it.
    pub fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Known(value) => Field::Known(value),
            Self::Null => Field::Null,
            Self::Missing => Field::Missing,
            Self::Unreadable(raw) => Field::Unreadable(raw.clone()),
        }
    }

    /// Another value made of the known one; a gap stays the gap it is.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Known(value) => Field::Known(make(value)),
            Self::Null => Field::Null,
            Self::Missing => Field::Missing,
            Self::Unreadable(raw) => Field::Unreadable(raw),
        }
    }

    /// Whether something was sent that could not be read (`null` and absence are readable).
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable(_))
    }

    /// The word to show in place of a value that is not known; `None` when it is known.
    pub fn gap(&self) -> Option<&'static str> {
        match self {
            Self::Known(_) => None,
            Self::Null | Self::Missing => Some("Not reported"),
            Self::Unreadable(_) => Some("Unreadable"),
        }
    }

    /// An unreadable field that keeps the beginning of what was sent.
    pub(crate) fn unreadable(raw: &str) -> Self {
        let end = raw
            .char_indices()
            .nth(EXCERPT_CHARS)
            .map_or(raw.len(), |(at, _)| at);
        Self::Unreadable(raw[..end].into())
    }
}

/// Splits a list into its readable items and the number of those that are not.
pub fn readable<T>(items: &[Field<T>]) -> (Vec<&T>, usize) {
    let known: Vec<&T> = items.iter().filter_map(Field::known).collect();
    let lost = items.len() - known.len();
    (known, lost)
}
