//! CSV (RFC 4180 with CRLF) that is safe to open in a spreadsheet, and that a program can read back.
//!
//! Owns quoting, the guard against formulas, the form of a list in one cell, and what a spreadsheet can hold. Knows nothing of what
//! the cells mean.
//!
//! **Formulas.** A cell whose first visible character is `=`, `+`, `-` or `@` in any width, or that starts with a control character, is
//! a formula or turns into one when it is saved and opened again. Such a cell gets an apostrophe in front, and so does one that has
//! apostrophes before such a beginning: a reader drops one apostrophe where the rest is such a cell, and nowhere else. A second line
//! needs no apostrophe: a cell with a line break or a delimiter is quoted, so no program takes its rest for a cell.
//!
//! **Lists.** The items of a list stand in one cell, separated by ` | `. A backslash makes the character after it part of the item.

use crate::invisible::is_unseen;

/// A cell of Excel holds no more UTF-16 units; LibreOffice and Google Sheets hold more.
pub const MAX_CELL_UNITS: usize = 32_767;
/// A sheet of Excel and LibreOffice has no more rows, the titles included.
pub const MAX_ROWS: usize = 1_048_576;

/// At the start of a file it makes spreadsheets read UTF-8.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Appends rows to a text.
///
/// ```
/// let mut text = String::new();
/// let mut csv = rolecall_text::csv::Writer::new(&mut text, ',');
/// csv.row(["name", "note"]);
/// csv.row(["Ann, Bob", "=1+1"]);
/// assert_eq!(text, "name,note\r\n\"Ann, Bob\",'=1+1\r\n");
/// ```
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a mut String,
    delimiter: char,
    /// The row has cells already.
    is_started: bool,
}

impl<'a> Writer<'a> {
    pub fn new(out: &'a mut String, delimiter: char) -> Self {
        Self {
            out,
            delimiter,
            is_started: false,
        }
    }

    /// A whole row.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        for cell in cells {
            self.cell(cell);
        }
        self.end_row();
    }

    /// The next cell of the row. A cell that a spreadsheet would run as a formula starts with an apostrophe, which makes it text.
    pub fn cell(&mut self, cell: &str) {
        if self.is_started {
            self.out.push(self.delimiter);
        }
        self.is_started = true;
        let guard = if needs_guard(cell) { "'" } else { "" };
        // Every delimiter that a program may guess, so that none splits a cell and makes a formula of the rest.
        let needs_quotes =
            |byte: u8| matches!(byte, b'"' | b',' | b';' | b'\t' | b'|' | b'\r' | b'\n');
        if !cell.bytes().any(needs_quotes) {
            self.out.push_str(guard);
            self.out.push_str(cell);
            return;
        }
        self.out.push('"');
        self.out.push_str(guard);
        for (number, part) in cell.split('"').enumerate() {
            if number > 0 {
                self.out.push_str("\"\"");
            }
            self.out.push_str(part);
        }
        self.out.push('"');
    }

    pub fn end_row(&mut self) {
        self.out.push_str("\r\n");
        self.is_started = false;
    }
}

/// Whether a cell must get an apostrophe in front.
fn needs_guard(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    let hides = |letter: char| letter.is_whitespace() || letter.is_control() || is_unseen(letter);
    cell.starts_with(char::is_control)
        || cell.trim_start_matches(hides).starts_with(is_formula_sign)
}

/// `=`, `+`, `-` and `@`: ASCII, full width, small, raised and lowered, and whatever else reads as a minus.
fn is_formula_sign(letter: char) -> bool {
    matches!(
        letter,
        '=' | '+'
            | '-'
            | '@'
            | '＝'
            | '＋'
            | '－'
            | '＠'
            | '﹦'
            | '﹢'
            | '﹣'
            | '﹫'
            | '⁼'
            | '⁺'
            | '⁻'
            | '₌'
            | '₊'
            | '₋'
            | '−'
            | '﹘'
            | '\u{2010}'..='\u{2015}'
    )
}

/// The length of a cell in UTF-16 units, with its guard, if that is more than a spreadsheet can hold.
pub fn too_long(cell: &str) -> Option<usize> {
    // There are never more units than bytes.
    if cell.len() < MAX_CELL_UNITS {
        return None;
    }
    let units = cell.encode_utf16().count() + usize::from(needs_guard(cell));
    (units > MAX_CELL_UNITS).then_some(units)
}

/// Between the items of a list in one cell.
const SEPARATOR: &str = " | ";
/// An item without a character; a list without items is an empty cell.
const EMPTY_ITEM: &str = "(empty)";

/// Joins items into the text of one cell.
pub fn list(items: impl Iterator<Item = String>) -> String {
    let mut cell = String::new();
    for (number, item) in items.enumerate() {
        if number > 0 {
            cell.push_str(SEPARATOR);
        }
        cell.push_str(if item.is_empty() { EMPTY_ITEM } else { &item });
    }
    cell
}

/// A text as an item of [`list`], or as a part of one that ends at one of `marks`. What would read as something else gets a backslash in
/// front: a vertical bar, a backslash, a mark, and a bracket at the start, for words of ours such as `(empty)`.
pub fn list_item(text: &str, marks: &str) -> String {
    let mut item = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if matches!(letter, '|' | '\\') || letter == '(' && at == 0 || marks.contains(letter) {
            item.push('\\');
        }
        item.push(letter);
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(rows: &[Vec<String>], delimiter: char) -> String {
        let mut text = String::new();
        let mut csv = Writer::new(&mut text, delimiter);
        for row in rows {
            csv.row(row.iter().map(String::as_str));
        }
        text
    }

    /// RFC 4180, read letter by letter.
    fn read(text: &str, delimiter: char) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut letters = text.chars().peekable();
        let mut is_quoted = false;
        while let Some(letter) = letters.next() {
            match letter {
                '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
                '"' => is_quoted = !is_quoted,
                _ if is_quoted => cell.push(letter),
                '\r' => {
                    assert_eq!(letters.next(), Some('\n'));
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                _ if letter == delimiter => row.push(std::mem::take(&mut cell)),
                _ => cell.push(letter),
            }
        }
        assert!(!is_quoted && cell.is_empty() && row.is_empty());
        rows
    }

    /// The cell without the apostrophe of the guard: the reader's side of the rule, from the full list.
    fn unguard(cell: &str) -> String {
        match cell.strip_prefix('\'') {
            Some(rest) if is_dangerous(rest.trim_start_matches('\'')) => rest.to_owned(),
            _ => cell.to_owned(),
        }
    }

    /// What begins a formula, or becomes one once a spreadsheet has dropped what hides it. By hand, from OWASP's list and its kin.
    const SIGNS: &str = "=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﹘‐‑‒–—―";
    const CONTROLS: &str = "\0\t\n\r\u{1}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{9f}";
    const HIDING: &str = " \u{a0}\u{1680}\u{2000}\u{2003}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{ad}\u{34f}\u{61c}\u{180e}\u{3164}\u{ffa0}\u{115f}\u{2800}\u{fe0f}\u{e0041}\u{e0100}";

    fn is_dangerous(cell: &str) -> bool {
        let mut seen = cell
            .chars()
            .skip_while(|letter| HIDING.contains(*letter) || CONTROLS.contains(*letter));
        cell.starts_with(|letter| CONTROLS.contains(letter))
            || seen.next().is_some_and(|letter| SIGNS.contains(letter))
    }

    #[test]
    fn quotes_only_where_it_must() {
        let row = [
            "a", "b c", "d\"e", "f,g", "h;i", "", "j\nk", "-2", "@x,y", "l\tm", "n | o",
        ];
        let row: Vec<String> = row.map(str::to_owned).to_vec();
        assert_eq!(
            write(&[row], ','),
            "a,b c,\"d\"\"e\",\"f,g\",\"h;i\",,\"j\nk\",'-2,\"'@x,y\",\"l\tm\",\"n | o\"\r\n"
        );
    }

    #[test]
    fn guards_every_sign_in_every_width_also_behind_what_cannot_be_seen() {
        let hidden = HIDING.chars().map(String::from);
        let hidden = hidden.chain([
            String::new(),
            HIDING.to_owned(),
            " \u{a0}\u{feff}\t".to_owned(),
        ]);
        for before in hidden {
            for sign in SIGNS.chars() {
                assert!(
                    needs_guard(&format!("{before}{sign}cmd|' /C calc'!A0")),
                    "{before:?} {sign:?}"
                );
            }
            assert!(!needs_guard(&format!("{before}Ann = 1")), "{before:?}");
        }
        for control in CONTROLS.chars() {
            assert!(needs_guard(&format!("{control}Ann")), "{control:?}");
        }
        for harmless in [
            "", " ", "\u{200b}", "Ann", "1-1", "'Ann", "O'Neil", "|x", "%x", "#x", "/x", "(=1)",
            "\u{301}=", "ー", "～",
        ] {
            assert!(!needs_guard(harmless), "{harmless:?}");
        }
    }

    #[test]
    fn a_cell_is_too_long_by_its_utf_16_units_with_the_guard() {
        assert_eq!(too_long(&"a".repeat(MAX_CELL_UNITS)), None);
        assert_eq!(
            too_long(&"a".repeat(MAX_CELL_UNITS + 1)),
            Some(MAX_CELL_UNITS + 1)
        );
        assert_eq!(
            too_long(&format!("={}", "a".repeat(MAX_CELL_UNITS - 1))),
            Some(MAX_CELL_UNITS + 1)
        );
        // Three bytes but one unit, and four bytes but two units.
        assert_eq!(too_long(&"田".repeat(MAX_CELL_UNITS)), None);
        assert_eq!(too_long(&"😀".repeat(MAX_CELL_UNITS / 2)), None);
        assert_eq!(
            too_long(&"😀".repeat(MAX_CELL_UNITS / 2 + 1)),
            Some(MAX_CELL_UNITS + 1)
        );
    }

    /// The reader of a list: splits at bars without a backslash, then resolves the backslashes.
    fn read_list(cell: &str) -> Vec<String> {
        let (mut items, mut raw, mut letters) = (Vec::new(), String::new(), cell.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => raw.extend(['\\'].into_iter().chain(letters.next())),
                '|' => items.push(std::mem::take(&mut raw)),
                _ => raw.push(letter),
            }
        }
        if !cell.is_empty() {
            items.push(raw);
        }
        let last = items.len().saturating_sub(1);
        let texts = items.iter().enumerate().map(|(at, item)| {
            let item = if at > 0 {
                item.strip_prefix(' ').unwrap_or(item)
            } else {
                item
            };
            let item = if at < last {
                item.strip_suffix(' ').unwrap_or(item)
            } else {
                item
            };
            let mut text = String::new();
            let mut letters = item.chars();
            while let Some(letter) = letters.next() {
                text.push(if letter == '\\' {
                    letters.next().unwrap_or_default()
                } else {
                    letter
                });
            }
            if item == EMPTY_ITEM {
                String::new()
            } else {
                text
            }
        });
        texts.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn reads_back_as_it_was_and_no_cell_is_a_formula(
            rows in prop::collection::vec(prop::collection::vec("[=+@\t\r\n\0\"',;|a ü＝－\u{200b}\u{feff}\u{3000}-]{0,5}", 1..4), 0..4),
            is_semicolon in any::<bool>(),
        ) {
            let delimiter = if is_semicolon { ';' } else { ',' };
            let found = read(&write(&rows, delimiter), delimiter);
            prop_assert!(found.iter().flatten().all(|cell| !is_dangerous(cell)));
            let back: Vec<Vec<String>> = found.iter().map(|row| row.iter().map(|cell| unguard(cell)).collect()).collect();
            prop_assert_eq!(back, rows);
        }

        #[test]
        fn the_guard_is_as_the_full_list_says(cell in "[=+@\t\r\n\0'a ＝－﹢⁻−–\u{200b}\u{feff}\u{3000}\u{a0}-]{0,5}") {
            let is_guarded = is_dangerous(cell.trim_start_matches('\''));
            prop_assert_eq!(needs_guard(&cell), is_guarded);
        }

        #[test]
        fn a_list_in_a_cell_reads_back_as_it_was(items in prop::collection::vec("[a|\\\\ ,:()='\n-]{0,4}|\\(empty\\)", 0..5)) {
            let cell = list(items.iter().map(|item| list_item(item, "")));
            prop_assert_eq!(read_list(&cell), items.clone());
            let row = [vec![cell]];
            prop_assert_eq!(read_list(&unguard(&read(&write(&row, ';'), ';')[0][0])), items);
        }
    }
}
