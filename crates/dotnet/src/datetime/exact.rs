//! Parsing a date by a .NET date format, standard or custom, as `DateTime.ParseExact` does in the invariant culture.
//!
//! Knows no other culture and does not guess: another module parses texts without a format.

use super::cursor::{FormatCursor, TextCursor};
use super::exact_error::{ParseExactError, ParseExactProblem};
use super::fields::Fields;
use super::fixed;
use super::names::{AFTER_NOON, BEFORE_NOON, DAYS, ERA, ERA_SHORT, MONTHS, abbreviated};
use super::pattern::{self, FRACTION_DIGITS, FormatError, FormatProblem};
use super::point::DateTime;
use super::styles::Styles;

/// The date that `source` contains in `format`, standard or custom, as `DateTime.ParseExact` reads it. Of the parts
/// that are not in the format, the date is that of `today` if no part of a date is read, otherwise a missing year is
/// that of `today`; everything else is 1 or 0.
///
/// # Errors
/// The text does not match the format, or the format is invalid, or the result is not a date; .NET throws
/// `FormatException` for each.
pub fn parse_exact(source: &str, format: &str, styles: Styles, today: DateTime) -> Result<DateTime, ParseExactError> {
    if source.is_empty() {
        return Err(ParseExactError { problem: ParseExactProblem::EmptyText, format_at: None, text_at: Some(0) });
    }
    if format.is_empty() {
        return Err(FormatError { problem: FormatProblem::Empty, at: 0 }.into());
    }
    let (pattern, named) = pattern::expand(format)?;
    if !named
        && let Some(fields) = fixed::read(source, pattern)
        && let Ok(date) = fields.date(styles, today)
    {
        return Ok(date);
    }
    let mut reader = Reader {
        text: TextCursor::new(source),
        format: FormatCursor::new(pattern),
        fields: Fields::default(),
        inner_white: styles.contains(Styles::ALLOW_INNER_WHITE),
        trailing_white: styles.contains(Styles::ALLOW_TRAILING_WHITE),
        strict: named && styles == Styles::NONE && matches!(format, "o" | "O" | "r" | "R"),
    };
    if named && format == "U" {
        reader.fields.set_utc();
    }
    if reader.trailing_white {
        reader.format.trim_end();
        reader.text.trim_end();
    }
    if styles.contains(Styles::ALLOW_LEADING_WHITE) {
        reader.format.skip_white();
        reader.text.skip_white();
    }
    reader.read().and_then(|()| reader.fields.date(styles, today).map_err(ParseExactError::whole)).map_err(|error| {
        // A standard format's pattern was not written by the user, so locations in it would be meaningless.
        ParseExactError { format_at: error.format_at.map(|at| if named { 0 } else { at }), ..error }
    })
}

struct Reader<'a> {
    text: TextCursor<'a>,
    format: FormatCursor<'a>,
    fields: Fields,
    inner_white: bool,
    trailing_white: bool,
    /// .NET parses `o` and `r` without styles by separate code, where an offset needs its colon and its minutes may
    /// exceed 59, and a blank is only a blank.
    strict: bool,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), ParseExactError> {
        loop {
            let format_at = self.format.at();
            let Some(character) = self.format.next() else { break };
            if self.inner_white {
                self.text.skip_white();
            }
            let start = self.text.at();
            self.item(character).map_err(|problem| match problem {
                ParseExactProblem::Format(error) => ParseExactError::from(FormatError { at: format_at, ..error }),
                // A literal is matched character by character, everything else as a whole.
                ParseExactProblem::ExpectedLiteral(_) => {
                    ParseExactError { problem, format_at: Some(format_at), text_at: Some(self.text.at()) }
                }
                _ => ParseExactError { problem, format_at: Some(format_at), text_at: Some(start) },
            })?;
        }
        if self.text.rest().is_empty() {
            return Ok(());
        }
        Err(ParseExactError { problem: ParseExactProblem::TextGoesOn, format_at: None, text_at: Some(self.text.at()) })
    }

    /// Parses one item of the format; `character` is the item's first and is already consumed.
    fn item(&mut self, character: char) -> Result<(), ParseExactProblem> {
        match character {
            'd' | 'f' | 'F' | 'g' | 'h' | 'H' | 'm' | 'M' | 's' | 't' | 'y' | 'z' => {
                let count = 1 + self.format.take_run(character);
                self.specifier(character, count)
            }
            'K' => self.zone(),
            'Z' => {
                let found = self.text.take_word("GMT") || self.text.take_word("Z");
                // A following letter would make it the beginning of another word.
                let ends = !self.text.rest().starts_with(|next: char| next.len_utf16() == 1 && next.is_alphabetic());
                self.fields.offset_is(0, 'Z')?;
                self.fields.set_utc();
                if found && ends { Ok(()) } else { Err(ParseExactProblem::Expected("`Z` or `GMT`")) }
            }
            '\'' | '"' => self.quoted(character),
            '\\' => match self.format.next() {
                Some(escaped) => self.literal(escaped),
                None => Err(format_problem(FormatProblem::EscapesNothing)),
            },
            '%' => match self.format.peek() {
                None | Some('%') => Err(format_problem(FormatProblem::PercentOfNothing)),
                Some(_) => Ok(()),
            },
            '.' => {
                if self.text.take('.') || self.optional_fraction() {
                    return Ok(());
                }
                Err(ParseExactProblem::ExpectedLiteral('.'))
            }
            ' ' if self.inner_white => Ok(()),
            ' ' => {
                // A text whose trailing white space was removed may lack this space, if an item that matches nothing
                // follows it.
                let lacking = self.trailing_white && self.format.peek().is_some();
                if lacking { self.literal(' ').or(Ok(())) } else { self.literal(' ') }
            }
            // `GMT` outside quotes is a zone, and must then be in capitals.
            'G' if self.format.take_word("MT") => {
                self.fields.reset_offset();
                "GMT".chars().try_for_each(|letter| self.literal(letter))
            }
            _ => self.literal(character),
        }
    }

    fn specifier(&mut self, letter: char, count: usize) -> Result<(), ParseExactProblem> {
        let two = count.min(2);
        match letter {
            'y' => {
                self.fields.two_digit_year |= count <= 2;
                let year = self.number(count, ParseExactProblem::Expected("a year"))?;
                self.fields.year_is(year, letter)
            }
            'M' => {
                let month = match count {
                    1 | 2 => self.number(count, ParseExactProblem::Expected("a month in digits"))?,
                    _ => {
                        self.name(&MONTHS, count).ok_or(ParseExactProblem::Expected("the English name of a month"))? + 1
                    }
                };
                self.fields.month.set(month, letter)
            }
            'd' if count <= 2 => {
                let day = self.number(count, ParseExactProblem::Expected("a day in digits"))?;
                self.fields.day.set(day, letter)
            }
            'd' => {
                let weekday =
                    self.name(&DAYS, count).ok_or(ParseExactProblem::Expected("the English name of a day"))?;
                self.fields.weekday.set(weekday, letter)
            }
            'h' | 'H' => {
                self.fields.twelve_hours |= letter == 'h';
                let hour = self.number(two, ParseExactProblem::Expected("an hour"))?;
                self.fields.hour.set(hour, letter)
            }
            'm' => {
                let minute = self.number(two, ParseExactProblem::Expected("a minute"))?;
                self.fields.minute.set(minute, letter)
            }
            's' => {
                let second = self.number(two, ParseExactProblem::Expected("a second"))?;
                self.fields.second.set(second, letter)
            }
            'f' | 'F' => self.fraction(letter, count),
            'g' => {
                let found = self.text.take_word(ERA) || self.text.take_word(ERA_SHORT);
                if found { Ok(()) } else { Err(ParseExactProblem::Expected("the era `A.D.`")) }
            }
            't' => {
                let afternoon = self.half(count).ok_or(ParseExactProblem::Expected("`AM` or `PM`"))?;
                self.fields.afternoon.set(afternoon, letter)
            }
            _ => {
                let offset = self.offset(count).ok_or(ParseExactProblem::Expected("an offset such as `+00:00`"))?;
                self.fields.offset_is(offset, letter)
            }
        }
    }

    /// A number of exactly `count` digits; one digit may be two.
    fn number(&mut self, count: usize, problem: ParseExactProblem) -> Result<i32, ParseExactProblem> {
        self.text.take_number(count, count.max(2)).ok_or(problem)
    }

    /// The index of the name that is next: short names for three letters, otherwise full ones.
    fn name(&mut self, names: &[&'static str], count: usize) -> Option<i32> {
        let full = |name| if count == 3 { abbreviated(name) } else { name };
        names.iter().position(|name| self.text.take_word(full(name))).and_then(|index| i32::try_from(index).ok())
    }

    /// Whether the next AM or PM is PM. A single letter must be a capital.
    fn half(&mut self, count: usize) -> Option<bool> {
        for (name, afternoon) in [(BEFORE_NOON, false), (AFTER_NOON, true)] {
            let found = match name.chars().next() {
                Some(first) if count == 1 => self.text.take(first),
                _ => self.text.take_word(name),
            };
            if found {
                return Some(afternoon);
            }
        }
        None
    }

    /// A fraction of a second: exactly `count` digits for `f`, up to `count` for `F`.
    fn fraction(&mut self, letter: char, count: usize) -> Result<(), ParseExactProblem> {
        if count > FRACTION_DIGITS {
            return Err(format_problem(FormatProblem::TooManyFractionDigits));
        }
        let (mut ticks, mut found) = (0, 0);
        while found < count {
            let Some(digit) = self.text.take_digit() else { break };
            ticks = ticks * 10 + i32::from(digit);
            found += 1;
        }
        if letter == 'f' && found < count {
            return Err(ParseExactProblem::ExpectedFraction(count));
        }
        let ticks = (found..FRACTION_DIGITS).fold(ticks, |ticks, _| ticks * 10);
        self.fields.fraction.set(ticks, letter)
    }

    /// A point that is not in the text may come before an optional fraction, which is then skipped. .NET looks for the
    /// `F` one character too far, so that a single `F` after the point is not optional, and one after any other
    /// character is.
    fn optional_fraction(&mut self) -> bool {
        self.format.next().is_some_and(|skipped| skipped.len_utf16() == 1) && self.format.take_run('F') > 0
    }

    /// `K`: nothing, `Z` or an offset.
    fn zone(&mut self) -> Result<(), ParseExactProblem> {
        if self.text.take('Z') {
            self.fields.offset_is(0, 'K')?;
            self.fields.set_utc();
        } else if self.text.rest().starts_with(['+', '-']) {
            let offset = self.offset(3).ok_or(ParseExactProblem::Expected("an offset such as `+00:00`"))?;
            self.fields.offset_is(offset, 'K')?;
        }
        Ok(())
    }

    /// An offset in minutes: sign and hours for one and two letters, also minutes for more.
    fn offset(&mut self, count: usize) -> Option<i32> {
        let negative = self.text.take('-');
        if !negative && !self.text.take('+') {
            return None;
        }
        let minutes = if count <= 2 {
            self.text.take_number(count, 2)? * 60
        } else {
            let hours = self.text.take_number(1, 2)?;
            let colon = self.text.take(':');
            let minutes = self.text.take_number(2, 2)?;
            if self.strict && !colon || !self.strict && minutes >= 60 {
                return None;
            }
            hours * 60 + minutes
        };
        Some(if negative { -minutes } else { minutes })
    }

    /// A literal between quotes, in which a backslash escapes.
    fn quoted(&mut self, quote: char) -> Result<(), ParseExactProblem> {
        let unclosed = || format_problem(FormatProblem::UnclosedQuote(quote));
        loop {
            let character = self.format.next().ok_or_else(unclosed)?;
            if character == quote {
                return Ok(());
            }
            let character = if character == '\\' { self.format.next().ok_or_else(unclosed)? } else { character };
            if character == ' ' && self.inner_white {
                self.text.skip_white();
            } else {
                self.literal(character)?;
            }
        }
    }

    fn literal(&mut self, character: char) -> Result<(), ParseExactProblem> {
        let found = match character {
            ' ' if !self.strict => self.text.take_blank(),
            _ => self.text.take(character),
        };
        if found { Ok(()) } else { Err(ParseExactProblem::ExpectedLiteral(character)) }
    }
}

fn format_problem(problem: FormatProblem) -> ParseExactProblem {
    ParseExactProblem::Format(FormatError { problem, at: 0 })
}

#[cfg(test)]
mod tests {
    use super::super::format as printing;
    use super::super::point::{DateTimeKind, MAX_TICKS};
    use super::*;
    use proptest::prelude::*;

    fn date(kind: DateTimeKind) -> impl Strategy<Value = DateTime> {
        (0..=MAX_TICKS).prop_map(move |ticks| DateTime::from_ticks(ticks, kind).unwrap())
    }

    /// Formats that contain the complete date.
    const WHOLE: [&str; 5] = [
        "o",
        "yyyy-MM-ddTHH:mm:ss.fffffffZ",
        "dddd dd MMMM yyyy hh:mm:ss.fffffff tt gg K",
        "M/d/yyyy h:m:s.fffffff t \\t 'it''s' Z",
        "HHmmssfffffff ddMMyyyy%KK",
    ];

    proptest! {
        #[test]
        fn what_is_printed_whole_is_read_back(date in date(DateTimeKind::Utc), format in proptest::sample::select(&WHOLE[..])) {
            let text = printing::format(date, format).unwrap();
            let read = parse_exact(&text, format, Styles::ROUNDTRIP_KIND, DateTime::from_ticks(0, DateTimeKind::Utc).unwrap());
            prop_assert_eq!(read, Ok(date), "{}", text);
        }

        #[test]
        fn no_text_and_no_format_panics(
            text in r#"[0-9+: ./APMTZG\-]{0,12}|\PC{0,8}"#,
            format in r#"[dfFghHKmMstyzZ%:/.'" \\]{0,12}|\PC{0,8}"#,
            bits in 0u16..256,
            date in date(DateTimeKind::Local),
        ) {
            let printed = printing::format(date, &format).unwrap_or_default();
            if let Ok(styles) = Styles::parse(&bits.to_string()) {
                for text in [&text, &printed] {
                    if let Err(error) = parse_exact(text, &format, styles, date) {
                        prop_assert!(error.format_at.is_none_or(|at| format.is_char_boundary(at)));
                        prop_assert!(error.text_at.is_none_or(|at| text.is_char_boundary(at)));
                    }
                }
            }
        }
    }
}
