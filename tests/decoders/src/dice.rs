//! Reproducible random values.

/// The same number gives the same values, on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(number: u64) -> Self {
        // SplitMix64, so that neighbors have nothing in common.
        let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self((mixed ^ (mixed >> 31)) | 1)
    }

    /// 0 to `end` - 1; 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize).checked_rem(end).unwrap_or(0)
    }

    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub(crate) fn word(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    /// Text of at most `longest` letters: ASCII, several scripts, controls, halves of pairs of letters.
    pub(crate) fn text(&mut self, longest: usize) -> String {
        const LETTERS: [char; 40] = [
            'a',
            'b',
            'e',
            'n',
            'Z',
            '0',
            '7',
            ' ',
            '-',
            '_',
            '.',
            ':',
            ',',
            ';',
            '"',
            '\\',
            '/',
            '<',
            '&',
            '=',
            '%',
            '+',
            '@',
            '(',
            '*',
            '\n',
            '\t',
            '\u{0}',
            '\u{1f}',
            'é',
            'ß',
            'İ',
            'Σ',
            '佐',
            '\u{301}',
            '\u{200d}',
            '\u{202e}',
            '\u{feff}',
            '\u{1f600}',
            '\u{10ffff}',
        ];
        let length = self.below(longest + 1);
        (0..length).map(|_| *self.pick(&LETTERS)).collect()
    }

    /// A valid timestamp, neither unset nor absurd.
    pub(crate) fn time(&mut self) -> String {
        let (year, month, day) = (
            1_971 + self.below(7_000),
            1 + self.below(12),
            1 + self.below(28),
        );
        let (hour, minute, second) = (self.below(24), self.below(60), self.below(60));
        let fraction = *self.pick(&["", ".5", ".000", ".295967722", ".123456789"]);
        let zone = *self.pick(&["Z", "+00:00", "-11:30", "+05:45"]);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
    }

    /// A number that JSON allows, or almost.
    pub(crate) fn number(&mut self) -> String {
        let extremes = [
            "0",
            "-0",
            "-1",
            "1.5",
            "1e3",
            "1E+400",
            "-1e-400",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "18446744073709551616",
            "01",
            "+1",
            "1.",
            ".5",
            "NaN",
            "0x10",
            "1e",
        ];
        match self.below(20) {
            0 => "1".repeat(400),
            _ => (*self.pick(&extremes)).to_owned(),
        }
    }
}
