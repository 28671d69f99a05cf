//! Maps a location in a file to the location in the expression that a JSON string of the file contains. Does not parse the
//! file: it looks for the quotation marks around a known location.

use super::cut::ceiling;
use crate::text::{Quoted, Quoting, Span};

/// How far the start and the end of a string are searched, in bytes.
const REACH: usize = 1 << 20;

/// A JSON string of a file that contains an expression.
pub(super) struct Literal<'a> {
    file: &'a str,
    expression: &'a str,
    quoted: Quoted,
}

impl<'a> Literal<'a> {
    /// The string around a location of the file, if it is certain that `inside` is the same location in the expression.
    pub fn around(file: &'a str, location: Span, expression: &'a str, inside: Span) -> Option<Self> {
        let bytes = file.as_bytes();
        let escaped = |at: usize| bytes.get(..at).map_or(0, trailing_backslashes) % 2 == 1;
        let quotes = |from: usize, to: usize| (from..to).filter(|at| bytes.get(*at) == Some(&b'"') && !escaped(*at));
        let location_start = (location.start as usize).min(file.len());
        let open = quotes(location_start.saturating_sub(REACH), location_start).next_back()?;
        let close = quotes(open + 1, file.len().min(open + REACH)).next()?;
        let quoted = Quoted { span: Span::new(open + 1, close), quoting: Quoting::Json };
        let certain = quoted.locate(file, inside) == location
            && quoted.locate(file, Span::new(expression.len(), expression.len())).end == quoted.span.end;
        certain.then_some(Self { file, expression, quoted })
    }

    /// The location in the expression for a location in the file; `None` if it is not in the string.
    pub fn inside(&self, location: Span) -> Option<Span> {
        let start = self.offset(location.start)?;
        Some(Span::new(start, self.offset(location.end)?))
    }

    /// The offset in the expression for an offset in the file.
    fn offset(&self, wanted: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.expression.len());
        while low < high {
            let middle = ceiling(self.expression, low + (high - low) / 2);
            let located = self.quoted.locate(self.file, Span::at(middle)).start;
            if located < wanted {
                low = ceiling(self.expression, middle + 1);
            } else if middle < high {
                high = middle;
            } else {
                // Only the upper boundary is left.
                let at_low = self.quoted.locate(self.file, Span::at(low)).start;
                (low, high) = if at_low < wanted { (high, high) } else { (low, low) };
            }
        }
        (self.quoted.locate(self.file, Span::at(low)).start == wanted).then_some(low)
    }
}

fn trailing_backslashes(bytes: &[u8]) -> usize {
    bytes.iter().rev().take_while(|byte| **byte == b'\\').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_come_back_through_the_escapes() {
        let expression = "Join(\"é\\\\\", [mail], \"😀\", x)";
        let file = r#"{"a":"b","expression":"Join(\u0022\u00e9\\\\\u0022, [mail], \"\ud83d\ude00\", x)","c":"d"}"#;
        let find = |text: &str, part: &str| Span::from(text.find(part).unwrap()..text.find(part).unwrap() + part.len());
        let literal = Literal::around(file, find(file, "[mail]"), expression, find(expression, "[mail]")).unwrap();
        for (raw, meant) in
            [("Join", "Join"), (r"\ud83d\ude00", "😀"), (r"\u00e9", "é"), ("x)", "x)"), (r"\\\\", "\\\\")]
        {
            assert_eq!(literal.inside(find(file, raw)), Some(find(expression, meant)), "{meant}");
        }
        assert_eq!(literal.inside(find(file, "\"c\"")), None);
        assert!(Literal::around(file, find(file, "[mail]"), expression, find(expression, "Join")).is_none());
    }
}
