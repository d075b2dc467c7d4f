//! From a query back to text. Reading that text gives the same query.

use std::fmt::{Display, Formatter, Result, Write};

use super::{Condition, Login, Query, Term};
use crate::time;
use crate::values::Tristate;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (number, term) in self.terms.iter().enumerate() {
            if number > 0 {
                f.write_char(' ')?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.not {
            f.write_char('-')?;
        }
        match &self.condition {
            Condition::Text(text) => {
                // Without quotes it might mean something else.
                let bare = Query::read(text);
                let plain = matches!(bare.terms.as_slice(), [Term { not: false, condition: Condition::Text(read) }] if read == text);
                quote(f, text, !plain)
            }
            Condition::Role(name) => prefixed(f, "role:", name),
            Condition::Namespace(name) => prefixed(f, "ns:", name),
            Condition::Group(name) => prefixed(f, "group:", name),
            Condition::Grant { role, namespace } => {
                f.write_str("grant:")?;
                let whole = format!("{role}@{namespace}");
                quote(f, &whole, needs_quotes(&whole))
            }
            Condition::ExactGrant { role, namespace } => {
                f.write_str("grant:")?;
                let role = role.replace('\\', "\\\\").replace('@', "\\@");
                let whole = format!("={role}@{namespace}");
                quote(f, &whole, needs_quotes(&whole))
            }
            Condition::Is(is) => {
                f.write_str("is:")?;
                f.write_str(is.word())
            }
            Condition::Otp(flag) => {
                f.write_str("otp:")?;
                f.write_str(match flag {
                    Tristate::Yes => "on",
                    Tristate::No => "off",
                    Tristate::Unknown => "unknown",
                })
            }
            Condition::Login(login) => {
                f.write_str("login:")?;
                match login {
                    Login::Never => f.write_str("never"),
                    Login::Unknown => f.write_str("unknown"),
                    Login::DaysAgoOver(days) => write!(f, ">{days}d"),
                    Login::DaysAgoWithin(days) => write!(f, "<{days}d"),
                    Login::After(day) => write!(f, ">{}", time::format_date(*day)),
                    Login::Before(day) => write!(f, "<{}", time::format_date(*day)),
                    Login::On(day) => f.write_str(&time::format_date(*day)),
                }
            }
        }
    }
}

fn prefixed(f: &mut Formatter<'_>, prefix: &str, name: &str) -> Result {
    f.write_str(prefix)?;
    quote(f, name, needs_quotes(name))
}

fn needs_quotes(text: &str) -> bool {
    text.contains(|letter: char| letter.is_whitespace() || letter == '"')
}

fn quote(f: &mut Formatter<'_>, text: &str, quotes: bool) -> Result {
    if !quotes {
        return f.write_str(text);
    }
    f.write_char('"')?;
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(letter)?;
    }
    f.write_char('"')
}
