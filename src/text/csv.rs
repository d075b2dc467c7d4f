//! CSV (RFC 4180 with CRLF) that is safe to open in a spreadsheet.
//!
//! Owns quoting and the guard against formulas. Knows nothing of what the cells mean.

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
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let guard = if is_formula { "'" } else { "" };
        // Both delimiters, so that a cell reads the same in a spreadsheet that guesses the wrong one.
        let needs_quotes = |byte: u8| matches!(byte, b'"' | b',' | b';' | b'\r' | b'\n');
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

    const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

    #[test]
    fn quotes_only_where_it_must() {
        let row = ["a", "b c", "d\"e", "f,g", "h;i", "", "j\nk", "-2", "@x,y"];
        let row: Vec<String> = row.map(str::to_owned).to_vec();
        assert_eq!(
            write(&[row], ','),
            "a,b c,\"d\"\"e\",\"f,g\",\"h;i\",,\"j\nk\",'-2,\"'@x,y\"\r\n"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn reads_back_as_it_was_and_no_cell_is_a_formula(
            rows in prop::collection::vec(prop::collection::vec("[=+@\t\r\n\"',;a ü-]{0,5}", 1..4), 0..4),
            is_semicolon in any::<bool>(),
        ) {
            let delimiter = if is_semicolon { ';' } else { ',' };
            let guarded = |cell: &String| match cell.starts_with(FORMULA) {
                true => format!("'{cell}"),
                false => cell.clone(),
            };
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(guarded).collect()).collect();
            let found = read(&write(&rows, delimiter), delimiter);
            prop_assert!(found.iter().flatten().all(|cell| !cell.starts_with(FORMULA)));
            prop_assert_eq!(found, expected);
        }
    }
}
