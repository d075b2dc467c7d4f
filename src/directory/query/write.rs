//! From a query back to text. Reading that text gives the same query.

use std::fmt::{Display, Formatter, Result, Write};

use super::language::{Condition, Login, Query, Term};
use super::word::plain;
use crate::time;
use crate::values::Tristate;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let join = |write: fn(&Term) -> String| -> String {
            let terms: Vec<String> = self.terms.iter().map(write).collect();
            terms.join(" ")
        };
        let plain = join(Term::to_string);
        // Words side by side can look like a list of addresses.
        let text = match Query::read(&plain) == *self {
            true => plain,
            false => join(|term| match &term.condition {
                Condition::Text(text) => [if term.not { "-" } else { "" }, &quoted(text)].concat(),
                _ => term.to_string(),
            }),
        };
        f.write_str(&text)
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
            // One word, and never without a mark.
            Condition::Addresses(addresses) => {
                let end = if addresses.len() == 1 { ";" } else { "" };
                write!(f, "{}{end}", addresses.join(";"))
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
    text.contains(|letter: char| letter.is_whitespace() || plain(letter) == '"')
}

fn quote(f: &mut Formatter<'_>, text: &str, quotes: bool) -> Result {
    match quotes {
        true => f.write_str(&quoted(text)),
        false => f.write_str(text),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        if letter == '\\' || plain(letter) == '"' {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}
