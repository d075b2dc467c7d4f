//! What is open on top of the table, and how the address names its users: `user=kim`, or `compare=ann,bob`. Where a name isn't
//! enough, `which=` has the user's mark in hexadecimal digits; for two users both, with a comma between, either of which may be empty.
//!
//! The mark has a name of its own because a username may be any text: nothing could be added to it that isn't somebody's username.

use rolecall_directory::Key;

/// Never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Overlay {
    User(Key),
    Compare([Key; 2]),
}

impl Overlay {
    pub(super) fn user(text: String) -> Self {
        Self::User(Key { text, mark: None })
    }

    /// `ID,ID`.
    pub(super) fn pair(text: &str) -> Option<Self> {
        let (first, second) = text.split_once(',')?;
        let key = |id: &str| Key {
            text: id.replace("%2C", ",").replace("%25", "%"),
            mark: None,
        };
        (!second.contains(',')).then(|| Self::Compare([key(first), key(second)]))
    }

    /// With the marks of `which=`; `None` if that names nobody.
    pub(super) fn marked(mut self, which: &str) -> Option<Self> {
        let read = |mark: &str| u64::from_str_radix(mark, 16).ok();
        match &mut self {
            Self::User(user) => user.mark = read(which),
            Self::Compare(users) => {
                let (first, second) = which.split_once(',').unwrap_or_default();
                users[0].mark = read(first);
                users[1].mark = read(second);
            }
        }
        let is_nobody = match &self {
            Self::User(user) => user.is_empty(),
            Self::Compare(users) => users.iter().any(Key::is_empty),
        };
        (!is_nobody).then_some(self)
    }

    /// The parameter, its value, and the value of `which=`, which may be empty.
    pub(super) fn write(&self) -> (&'static str, String, String) {
        let mark = |key: &Key| {
            key.mark
                .map_or_else(String::new, |mark| format!("{mark:016x}"))
        };
        match self {
            Self::User(user) => ("user", user.text.clone(), mark(user)),
            Self::Compare(users) => {
                let escaped = |key: &Key| key.text.replace('%', "%25").replace(',', "%2C");
                let [first, second] = users;
                let value = format!("{},{}", escaped(first), escaped(second));
                let which = match (first.mark, second.mark) {
                    (None, None) => String::new(),
                    _ => format!("{},{}", mark(first), mark(second)),
                };
                ("compare", value, which)
            }
        }
    }
}
