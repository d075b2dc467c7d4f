//! A value of a response: known, null, missing or unreadable. These are four different things, so that "unknown" never looks
//! like "off", "no" or "0" (there is no `unwrap_or`, on purpose). Knows no operation and no JSON; `object` makes these.

/// Of an unreadable value, this many characters are kept to be shown.
const EXCERPT_CHARS: usize = 200;

/// One value of a response, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<T> {
    /// It has the type of the contract.
    Known(T),
    /// It is `null`, as protobuf JSON writes an unset message or timestamp.
    Null,
    /// The key is missing.
    Missing,
    /// It has another type. Holds its JSON text, at most 200 characters.
    Unreadable(Box<str>),
}

/// A list whose items are read one by one, so that a bad item spoils only itself.
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

    /// Maps the known value; the other three stay as they are.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Known(value) => Field::Known(make(value)),
            Self::Null => Field::Null,
            Self::Missing => Field::Missing,
            Self::Unreadable(raw) => Field::Unreadable(raw),
        }
    }

    /// Whether a value was sent that cannot be read (null and missing ones can).
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable(_))
    }

    /// What to show in place of a value that is not known; `None` if it is known.
    pub fn gap(&self) -> Option<&'static str> {
        match self {
            Self::Known(_) => None,
            Self::Null | Self::Missing => Some("Not reported"),
            Self::Unreadable(_) => Some("Unreadable"),
        }
    }

    /// An unreadable field with the beginning of what was sent.
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
