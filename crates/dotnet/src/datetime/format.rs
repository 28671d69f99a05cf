//! Printing a date by a .NET date format, standard or custom, as `DateTime.ToString` does in the invariant culture.
//!
//! The local time zone is UTC, so an offset is always zero. Knows no other culture and parses nothing.

use super::fixed;
use super::names::{AFTER_NOON, BEFORE_NOON, DAYS, ERA, MONTHS, abbreviated};
use super::pattern::{self, FRACTION_DIGITS, FormatError, FormatProblem, GENERAL};
use super::point::{DateTime, DateTimeKind, TICKS_PER_SECOND};
use bumpalo::Bump;
use bumpalo::collections::String;

/// The date in a format, standard (`o`, `s`, `G`, …) or custom (`yyyy-MM-dd`), as `DateTime.ToString(String)` prints it; an
/// empty format is `G`.
///
/// # Errors
/// The format is invalid, where .NET throws `FormatException`. That does not depend on the date.
pub fn format(date: DateTime, format: &str) -> Result<std::string::String, FormatError> {
    format_in(date, format, &Bump::new()).map(str::to_owned)
}

/// The same as [`format()`], built in an arena.
///
/// # Errors
/// As for [`format()`].
pub fn format_in<'a>(date: DateTime, format: &str, arena: &'a Bump) -> Result<&'a str, FormatError> {
    let mut output = String::with_capacity_in(format.len().clamp(16, 64), arena);
    write(date, format, &mut output)?;
    Ok(output.into_bump_str())
}

/// Appends the date in `format`; on an error the output is unchanged.
fn write(date: DateTime, format: &str, output: &mut String<'_>) -> Result<(), FormatError> {
    let (pattern, named) = if format.is_empty() { (GENERAL, true) } else { pattern::expand(format)? };
    let start = output.len();
    if fixed::print(date, pattern, output) {
        return Ok(());
    }
    output.truncate(start);
    let mut printer = Printer { date, civil: date.civil(), time: date.time(), start, output };
    let result = printer.pattern(pattern);
    if let Err(error) = result {
        output.truncate(start);
        return Err(FormatError { at: if named { 0 } else { error.at }, ..error });
    }
    Ok(())
}

struct Printer<'o, 'a> {
    date: DateTime,
    civil: (i32, u32, u32),
    time: (u32, u32, u32),
    /// Where this date begins in the output: earlier output must not be changed.
    start: usize,
    output: &'o mut String<'a>,
}

impl Printer<'_, '_> {
    fn pattern(&mut self, pattern: &str) -> Result<(), FormatError> {
        let mut at = 0;
        while let Some(character) = pattern.get(at..).and_then(|rest| rest.chars().next()) {
            at += match character {
                '\'' | '"' => self.quoted(pattern, at, character)?,
                '\\' => {
                    let escaped = pattern.get(at + 1..).and_then(|rest| rest.chars().next());
                    let escaped = escaped.ok_or(FormatError { problem: FormatProblem::EscapesNothing, at })?;
                    self.output.push(escaped);
                    1 + escaped.len_utf8()
                }
                '%' => 1 + self.lone(pattern, at)?,
                'd' | 'f' | 'F' | 'g' | 'h' | 'H' | 'K' | 'm' | 'M' | 's' | 't' | 'y' | 'z' => {
                    let count = pattern.bytes().skip(at).take_while(|&byte| char::from(byte) == character).count();
                    self.specifier(character, count).map_err(|problem| FormatError { problem, at })?;
                    count
                }
                // The separators `:` and `/` are literal in this culture.
                _ => {
                    self.output.push(character);
                    character.len_utf8()
                }
            };
        }
        Ok(())
    }

    /// The specifier after a percent sign is used alone, whatever follows it. Returns its length in bytes.
    fn lone(&mut self, pattern: &str, at: usize) -> Result<usize, FormatError> {
        let problem = match pattern.get(at + 1..).and_then(|rest| rest.chars().next()) {
            None | Some('%') => FormatProblem::PercentOfNothing,
            Some('\\') => FormatProblem::EscapesNothing,
            Some(quote @ ('\'' | '"')) => FormatProblem::UnclosedQuote(quote),
            Some(character) => match self.specifier(character, 1) {
                Ok(()) => return Ok(character.len_utf8()),
                Err(problem) => problem,
            },
        };
        Err(FormatError { problem, at })
    }

    /// A literal between quotes, in which a backslash escapes. Returns its length in bytes, quotes included.
    fn quoted(&mut self, pattern: &str, at: usize, quote: char) -> Result<usize, FormatError> {
        let mut inside = pattern.get(at + 1..).unwrap_or_default().char_indices();
        while let Some((location, character)) = inside.next() {
            match character {
                _ if character == quote => return Ok(location + 2),
                '\\' => match inside.next() {
                    Some((_, escaped)) => self.output.push(escaped),
                    None => break,
                },
                _ => self.output.push(character),
            }
        }
        Err(FormatError { problem: FormatProblem::UnclosedQuote(quote), at })
    }

    /// Prints the value of a letter in a run of `count`; a character that is not a specifier is literal.
    fn specifier(&mut self, letter: char, count: usize) -> Result<(), FormatProblem> {
        let (year, month, day) = self.civil;
        let (hour, minute, second) = self.time;
        let two = count.min(2);
        match letter {
            'y' if count <= 2 => self.digits(year.unsigned_abs() % 100, count),
            'y' => self.digits(year.unsigned_abs(), count),
            'M' if count <= 2 => self.digits(month, count),
            'M' => self.name(&MONTHS, month.saturating_sub(1), count),
            'd' if count <= 2 => self.digits(day, count),
            'd' => self.name(&DAYS, self.date.weekday(), count),
            'H' => self.digits(hour, two),
            'h' => self.digits((hour + 11) % 12 + 1, two),
            'm' => self.digits(minute, two),
            's' => self.digits(second, two),
            'f' | 'F' if count > FRACTION_DIGITS => return Err(FormatProblem::TooManyFractionDigits),
            'f' => self.digits(self.fraction(count), count),
            'F' => self.short_fraction(count),
            't' => {
                let half = if hour < 12 { BEFORE_NOON } else { AFTER_NOON };
                self.output.push_str(half.get(..two).unwrap_or(half));
            }
            'g' => self.output.push_str(ERA),
            'z' => self.output.push_str(match count {
                1 => "+0",
                2 => "+00",
                _ => "+00:00",
            }),
            'K' => (0..count).for_each(|_| {
                self.output.push_str(match self.date.kind() {
                    DateTimeKind::Unspecified => "",
                    DateTimeKind::Utc => "Z",
                    DateTimeKind::Local => "+00:00",
                })
            }),
            _ => self.output.push(letter),
        }
        Ok(())
    }

    /// The first `count` digits of the fraction of the second.
    fn fraction(&self, count: usize) -> u32 {
        let ticks = (self.date.ticks() % TICKS_PER_SECOND) as u32;
        (count..FRACTION_DIGITS).fold(ticks, |rest, _| rest / 10)
    }

    /// A fraction without trailing zeros; if nothing is left, the point before it is removed too.
    fn short_fraction(&mut self, count: usize) {
        let (mut fraction, mut count) = (self.fraction(count), count);
        while count > 0 && fraction % 10 == 0 {
            fraction /= 10;
            count -= 1;
        }
        if count > 0 {
            self.digits(fraction, count);
        } else if self.output.len() > self.start && self.output.ends_with('.') {
            self.output.pop();
        }
    }

    fn name(&mut self, names: &[&'static str], index: u32, count: usize) {
        let name = names.get(index as usize).copied().unwrap_or_default();
        self.output.push_str(if count == 3 { abbreviated(name) } else { name });
    }

    /// A number with leading zeros up to `width` digits.
    fn digits(&mut self, number: u32, width: usize) {
        // The most frequent case in dates.
        match (width, number) {
            (2, 0..100) => return self.output.push_str(pair(number)),
            (4, 0..10_000) => {
                self.output.push_str(pair(number / 100));
                return self.output.push_str(pair(number % 100));
            }
            _ => {}
        }
        let (mut rest, mut length, mut digits) = (number, 0, [b'0'; 10]);
        for digit in digits.iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
            length += 1;
            if rest == 0 {
                break;
            }
        }
        self.output.extend(std::iter::repeat_n('0', width.saturating_sub(length)));
        let used = digits.iter().skip(digits.len() - length);
        self.output.extend(used.map(|&digit| char::from(digit)));
    }
}

/// A number below 100 in two digits.
fn pair(number: u32) -> &'static str {
    const PAIRS: &str = "\
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    let at = number as usize * 2;
    PAIRS.get(at..at + 2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_formats_end_and_leave_the_output_alone() {
        let date = DateTime::from_civil(2024, 2, 29, DateTimeKind::Utc).unwrap();
        assert_eq!(format(date, &"y".repeat(10_000)).unwrap().len(), 10_000);
        let arena = Bump::new();
        let mut output = String::from_str_in("x.", &arena);
        write(date, "FF", &mut output).unwrap();
        assert_eq!(output, "x.");
        let error = write(date, "yyyy-ffffffff", &mut output).unwrap_err();
        assert_eq!((output.as_str(), error.at), ("x.", 5));
        for (wrong, at) in [("HH\\", 2), ("yyyy 'x", 5), ("HH%", 2), ("HH%%", 2), ("%'a'", 0), ("\u{e9}%\\d", 2)] {
            assert_eq!(format(date, wrong).map_err(|error| error.at), Err(at), "{wrong}");
        }
    }
}
