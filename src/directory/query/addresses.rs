//! Email addresses in typed text, as mail programs, address bars and our own "Copy emails" write them.
//!
//! `x@y;` and `x@y, z@y` and one in each line; `Name <x@y>`, also with a comma in the name; `mailto:x@y?subject=...`; `To: x@y`. They
//! are one term: any of them. A single address with nothing around it stays a word, so that one can find it while typing.

use rolecall_text::invisible::is_unseen;
use rolecall_text::percent;

use super::language::Condition;
use super::word::{Word, is_gap, plain};
use crate::email;

/// A name before an address is not longer.
const MAX_NAME: usize = 200;

/// Addresses at the start of a text.
pub(super) struct Run<'a> {
    pub(super) not: bool,
    pub(super) addresses: Vec<String>,
    /// The text behind them.
    pub(super) after: &'a str,
}

/// The addresses that the text starts with, if they are more than one or have a mail program's marks around them.
pub(super) fn take(typed: &str) -> Option<Run<'_>> {
    if typed.starts_with(|letter| plain(letter) == '-') {
        // Only as one word: `-x@y;z@y`.
        let end = typed.find(is_gap).unwrap_or(typed.len());
        let (word, after) = typed.split_at(end);
        let run = take(word.trim_start_matches(|letter| plain(letter) == '-'))?;
        return (run.after.is_empty() && !run.not).then_some(Run {
            not: true,
            after,
            ..run
        });
    }
    let mut addresses: Vec<String> = Vec::new();
    let (mut is_marked, mut count, mut rest) = (false, 0, typed);
    loop {
        let next = rest.trim_start_matches(is_between);
        if count > 0 {
            is_marked |= rest[..rest.len() - next.len()].contains(is_separator);
        }
        rest = next;
        let Some(mailbox) = named(rest).or_else(|| single(rest)) else {
            break;
        };
        count += 1;
        is_marked |= mailbox.is_marked;
        rest = mailbox.after;
        if !addresses.contains(&mailbox.address) {
            addresses.push(mailbox.address);
        }
    }
    // `admin@prod viewer@dev` are two words.
    let is_list = count > 1 && addresses.iter().all(|address| is_whole(address));
    (count > 0 && (is_marked || is_list)).then_some(Run {
        not: false,
        addresses,
        after: rest,
    })
}

/// Whether an address is complete: its domain has a dot.
pub(super) fn is_whole(address: &str) -> bool {
    address
        .rsplit_once('@')
        .is_some_and(|(_, domain)| email::bare(domain).contains('.'))
}

fn is_separator(letter: char) -> bool {
    matches!(plain(letter), ',' | ';' | '、')
}

fn is_between(letter: char) -> bool {
    is_gap(letter) || is_separator(letter)
}

struct Mailbox<'a> {
    address: String,
    /// It has marks that nobody types around a word.
    is_marked: bool,
    after: &'a str,
}

/// `<x@y>`, with or without a name before it.
fn named(typed: &str) -> Option<Mailbox<'_>> {
    let (mut quoted, mut has_colon, mut before) = (false, false, ' ');
    let mut letters = typed.char_indices().take(MAX_NAME);
    loop {
        let (at, letter) = letters.next()?;
        match plain(letter) {
            '"' => quoted = !quoted,
            '\\' if quoted => _ = letters.next(),
            _ if quoted => {}
            '<' => {
                if has_colon && !is_gap(before) && plain(before) != '"' {
                    return None;
                }
                let inside = &typed[at + letter.len_utf8()..];
                let end = inside.find(|letter| plain(letter) == '>')?;
                let close = inside[end..].chars().next()?.len_utf8();
                return Some(Mailbox {
                    address: clean(&inside[..end])?.0,
                    is_marked: is_name(&typed[..at]),
                    after: &inside[end + close..],
                })
                .filter(|mailbox| mailbox.is_marked);
            }
            '@' | ';' => return None,
            ':' => has_colon = true,
            _ if matches!(letter, '\n' | '\r') => return None,
            _ => {}
        }
        before = letter;
    }
}

/// Whether the text is a name and contains no filter.
fn is_name(text: &str) -> bool {
    let mut rest = text.trim_start_matches(is_gap);
    while !rest.is_empty() {
        let (word, after) = Word::take(rest);
        match word.term() {
            Some(term) if term.not || !matches!(term.condition, Condition::Text(_)) => {
                return false;
            }
            _ => rest = after.trim_start_matches(is_gap),
        }
    }
    true
}

/// An address without a name.
fn single(typed: &str) -> Option<Mailbox<'_>> {
    let header = ["to:", "cc:", "bcc:", "from:"]
        .into_iter()
        .find_map(|header| {
            let start = typed.get(..header.len())?;
            start
                .eq_ignore_ascii_case(header)
                .then(|| typed[header.len()..].trim_start_matches(is_gap))
        });
    let rest = header.unwrap_or(typed);
    let end = rest.find(is_between).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let (address, is_changed) = clean(word)?;
    Some(Mailbox {
        address,
        is_marked: is_changed || header.is_some(),
        after,
    })
}

/// The address in a word, and whether there was anything around it.
fn clean(word: &str) -> Option<(String, bool)> {
    let text: String = word
        .chars()
        .filter(|letter| !is_unseen(*letter))
        .map(plain)
        .collect();
    const SCHEME: &str = "mailto:";
    let start = text.get(..SCHEME.len());
    let (address, is_link) = match start.is_some_and(|start| start.eq_ignore_ascii_case(SCHEME)) {
        true => {
            let address = percent::decode(&text[SCHEME.len()..]);
            (address.chars().map(plain).collect(), true)
        }
        false => (text, false),
    };
    let at = address.find('@')?;
    // The parameters of a link, also of one that lost its beginning.
    let end = address[at..]
        .find('?')
        .map_or(address.len(), |end| at + end);
    let inner = address[..end].trim_matches(|letter| matches!(letter, '(' | ')' | '[' | ']' | ':'));
    let is_fine =
        email::is_valid(inner) && !inner.starts_with('-') && email::bare(inner).contains('@');
    let is_marked = is_link || inner.len() < address.len() || email::bare(inner) != inner;
    is_fine.then(|| (inner.to_owned(), is_marked))
}
