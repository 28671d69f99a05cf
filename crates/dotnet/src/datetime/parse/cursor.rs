//! A position in the text that is being parsed, and the few ways to advance it.
//!
//! Knows characters, not dates.

/// A run of digits.
#[derive(Clone, Copy)]
pub(super) struct Digits {
    /// The number of digits.
    pub(super) count: usize,
    /// Their value; meaningless beyond `MAX_DIGITS` digits.
    pub(super) value: u32,
}

/// The longest number that has a meaning in a date.
pub(super) const MAX_DIGITS: usize = 8;

const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

/// A position in a text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes from the beginning of the text.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// Moves to an offset that `offset` returned earlier.
    pub(super) fn go_to(&mut self, offset: usize) {
        self.at = offset;
    }

    /// Moves forward by `bytes`.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// The text that is not parsed yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skips the next character, whatever it is.
    pub(super) fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Consumes the next character if it is this one.
    pub(super) fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.bump();
        }
        found
    }

    /// Skips white space.
    pub(super) fn skip_white(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Skips white space and right-to-left marks, which texts of Arabic and Hebrew systems have behind numbers and months.
    pub(super) fn skip_white_and_marks(&mut self) {
        let is_blank = |character: char| character.is_whitespace() || character == RIGHT_TO_LEFT_MARK;
        self.at = self.text.len() - self.rest().trim_start_matches(is_blank).len();
    }

    /// Consumes all digits that follow; only ASCII digits count.
    pub(super) fn digits(&mut self) -> Digits {
        let mut digits = Digits { count: 0, value: 0 };
        for byte in self.rest().bytes().take_while(u8::is_ascii_digit) {
            digits.count += 1;
            if digits.count <= MAX_DIGITS {
                digits.value = digits.value * 10 + u32::from(byte - b'0');
            }
        }
        self.at += digits.count;
        digits
    }

    /// Consumes exactly two digits; `None` if there are fewer.
    pub(super) fn two_digits(&mut self) -> Option<u32> {
        let [tens, ones, ..] = self.rest().as_bytes() else { return None };
        if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
            return None;
        }
        self.at += 2;
        Some(u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    }

    /// Consumes the digits after a decimal mark and returns the fraction of a second; `None` if there are none. It is
    /// added up in binary floating point, digit by digit, because the last of .NET's ticks depends on it.
    pub(super) fn fraction(&mut self) -> Option<f64> {
        let (mut fraction, mut weight, start) = (0.0, 0.1, self.at);
        for byte in self.rest().bytes().take_while(u8::is_ascii_digit) {
            fraction += f64::from(byte - b'0') * weight;
            weight *= 0.1;
            self.at += 1;
        }
        (self.at > start).then_some(fraction)
    }

    /// Skips the number signs in which Visual Basic wraps dates, and the NULs of C strings. Only white space is allowed
    /// outside the number signs, and nothing after the NULs.
    pub(super) fn eat_wrapping(&mut self) -> bool {
        match self.peek() {
            Some('#') if self.is_wrapped() => {
                self.bump();
                true
            }
            Some('\0') if self.rest().bytes().all(|byte| byte == 0) => {
                self.at = self.text.len();
                true
            }
            _ => false,
        }
    }

    fn is_wrapped(&self) -> bool {
        let mut pieces = self.text.split('#');
        let (Some(before), Some(_), Some(after), None) = (pieces.next(), pieces.next(), pieces.next(), pieces.next())
        else {
            return false;
        };
        // A NUL between the number signs is found later by the parser.
        before.trim_start().is_empty() && after.chars().all(|character| character == '\0' || character.is_whitespace())
    }
}
