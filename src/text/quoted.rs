//! A string literal inside a file: from a location in its value back to the location in the file.
//!
//! Nothing is stored per character; the literal is scanned again when a location is requested, which happens only when
//! there is something to report.

use super::Span;

/// How a literal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// As written: a whole file, a TOML literal string.
    Plain,
    /// With JSON's escapes.
    Json,
    /// With the escapes of a TOML basic string, line-ending backslashes included.
    Toml,
    /// As a string literal of the expression language: `\\` and `\"`, any other backslash stays.
    Constant,
}

/// The inside of a literal: its span in the file without the quotes, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The inside of the literal in the file.
    pub span: Span,
    /// How it is written.
    pub quoting: Quoting,
}

impl Quoted {
    /// A text that is not quoted at all.
    pub fn plain(span: Span) -> Self {
        Self { span, quoting: Quoting::Plain }
    }

    /// The location in `file` of a span of the decoded value.
    pub fn locate(self, file: &str, meant: Span) -> Span {
        let raw = self.span.of(file);
        let base = self.span.start as usize;
        let start = self.behind_nothing(raw, self.raw_offset(raw, meant.start as usize));
        let end = if meant.is_empty() { start } else { self.raw_offset(raw, meant.end as usize) };
        Span::new(base + start, base + end)
    }

    /// How a string must be written to have the same value inside the literal.
    pub fn written(self, meant: &str) -> String {
        let mut written = String::with_capacity(meant.len());
        for character in meant.chars() {
            match (self.quoting, character) {
                (Quoting::Plain, _) => written.push(character),
                (_, '"' | '\\') => written.extend(['\\', character]),
                (Quoting::Constant, _) => written.push(character),
                (_, '\n') => written.push_str("\\n"),
                (_, '\r') => written.push_str("\\r"),
                (_, '\t') => written.push_str("\\t"),
                (_, control) if control.is_control() => written.push_str(&format!("\\u{:04x}", u32::from(control))),
                _ => written.push(character),
            }
        }
        written
    }

    fn raw_offset(self, raw: &str, meant: usize) -> usize {
        if self.quoting == Quoting::Plain {
            return meant.min(raw.len());
        }
        let (mut at, mut seen) = (0, 0);
        while seen < meant && at < raw.len() {
            let rest = raw.get(at..).unwrap_or_default();
            let (written, means) = self.step(rest);
            at += written.max(1);
            seen += means;
        }
        at.min(raw.len())
    }

    /// The offset after what has no value, such as the backslash at the end of a TOML line: a span begins at the first
    /// character that it has in the value.
    fn behind_nothing(self, raw: &str, mut at: usize) -> usize {
        while let Some(rest) = raw.get(at..).filter(|rest| self.quoting != Quoting::Plain && !rest.is_empty()) {
            match self.step(rest) {
                (written, 0) => at += written.max(1),
                _ => break,
            }
        }
        at
    }

    /// How many bytes the next character has in the file and in the decoded value.
    fn step(self, rest: &str) -> (usize, usize) {
        let mut characters = rest.chars();
        match (characters.next(), characters.next()) {
            (Some('\\'), Some('\\' | '"')) => (2, 1),
            (Some('\\'), _) if self.quoting == Quoting::Constant => (1, 1),
            (Some('\\'), Some('u')) => self.unicode(rest, 4),
            (Some('\\'), Some('U')) if self.quoting == Quoting::Toml => self.unicode(rest, 8),
            (Some('\\'), Some('x')) if self.quoting == Quoting::Toml => self.unicode(rest, 2),
            (Some('\\'), Some(blank)) if self.quoting == Quoting::Toml && blank.is_ascii_whitespace() => {
                let kept = rest.get(1..).unwrap_or_default().trim_start();
                (rest.len() - kept.len(), 0)
            }
            (Some('\\'), Some(escaped)) => (1 + escaped.len_utf8(), 1),
            (Some(character), _) => (character.len_utf8(), character.len_utf8()),
            (None, _) => (1, 0),
        }
    }

    /// An escape with that many digits, or fewer if there are fewer.
    fn unicode(self, rest: &str, digits: usize) -> (usize, usize) {
        let there = rest.bytes().skip(2).take(digits).take_while(u8::is_ascii_hexdigit).count();
        let first = rest.get(2..2 + there).and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(0);
        // JSON writes a character beyond U+FFFF as two escapes; in UTF-8 it is one character of four bytes.
        let pair = self.quoting == Quoting::Json && (0xD800..0xDC00).contains(&first);
        if pair && rest.get(6..8) == Some("\\u") && rest.is_char_boundary(12) {
            return (12, 4);
        }
        (2 + there, char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located<'f>(file: &'f str, quoting: Quoting, meant: &str, part: &str) -> &'f str {
        let start = meant.find(part).unwrap();
        let quoted = Quoted { span: Span::new(1, file.len() - 1), quoting };
        quoted.locate(file, Span::new(start, start + part.len())).of(file)
    }

    #[test]
    fn locations_survive_the_escapes() {
        let file = r#""Join(\"\u00e9\", \ud83d\ude00 [mail])""#;
        assert_eq!(located(file, Quoting::Json, "Join(\"é\", 😀 [mail])", "[mail]"), "[mail]");
        assert_eq!(located(file, Quoting::Json, "Join(\"é\", 😀 [mail])", "\"é\""), r#"\"\u00e9\""#);
        let file = "\"a\\U0001F600 \\\n   [b]\"";
        assert_eq!(located(file, Quoting::Toml, "a😀 [b]", "[b]"), "[b]");
        assert_eq!(located("\"\\u0 \"‚[b]\"", Quoting::Toml, "\0 \"‚[b]", "[b]"), "[b]");
        assert_eq!(located("'a\\d[b]'", Quoting::Plain, "a\\d[b]", "[b]"), "[b]");
    }

    #[test]
    fn what_is_written_means_the_same() {
        let json = Quoted { span: Span::default(), quoting: Quoting::Json };
        for meant in ["plain", "a \"b\" \\d", "tab\tline\nend\r", "\u{7}\u{85}é😀"] {
            let literal = format!("\"{}\"", json.written(meant));
            assert_eq!(serde_json::from_str::<String>(&literal).unwrap(), meant);
        }
    }
}
