//! The fast path for formats of fixed width, such as `yyyy-MM-ddTHH:mm:ssZ`, in which most systems exchange dates.
//!
//! Its results are those of the general parsing and printing, or it has none, and then the general ones are used: for
//! every other format, and for every text that is not exactly in such a format. Reports no errors.

use super::fields::{Field, Fields};
use super::point::{DateTime, days_in_month};
use bumpalo::Bump;
use bumpalo::collections::String;

/// An item of a format of fixed width.
#[derive(Clone, Copy)]
enum Item {
    /// `yyyy`
    Year,
    /// Two of the letter `M`, `d`, `H`, `m` or `s`.
    Pair(u8),
    /// A literal character, parsed or printed.
    Literal(u8),
    /// `Z`: the zone when parsed, literal when printed.
    Zulu,
}

impl Item {
    /// The item at the beginning of a format, and the rest of the format.
    #[inline(always)]
    fn split(format: &[u8]) -> Option<(Self, &[u8])> {
        let (letter, rest) = format.split_first()?;
        let (item, rest) = match letter {
            b'-' | b':' | b'/' | b' ' | b'T' => return Some((Item::Literal(*letter), rest)),
            b'Z' => return Some((Item::Zulu, rest)),
            b'M' | b'd' | b'H' | b'm' | b's' => (Item::Pair(*letter), rest.strip_prefix(&[*letter])?),
            b'y' => (Item::Year, rest.strip_prefix(b"yyy")?),
            _ => return None,
        };
        // If more letters follow, this is a part of another specifier.
        if rest.first() == Some(letter) { None } else { Some((item, rest)) }
    }
}

/// The fields of a text that is exactly in a format.
pub(super) fn read(text: &str, format: &str) -> Option<Fields> {
    let (clock, is_utc) = Clock::read(text, format)?;
    let mut fields = Fields::default();
    fields.year_is(clock.year, 'y').ok()?;
    for (field, part) in [
        (&mut fields.month, clock.month),
        (&mut fields.day, clock.day),
        (&mut fields.hour, clock.hour),
        (&mut fields.minute, clock.minute),
        (&mut fields.second, clock.second),
    ] {
        if part >= 0 {
            *field = Field::of(part);
        }
    }
    if is_utc {
        fields.set_utc();
    }
    Some(fields)
}

/// The number of two digits.
#[inline]
fn number([tens, ones]: [u8; 2]) -> Option<i32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i32::from(tens) * 10 + i32::from(ones))
}

/// What a clock shows.
#[derive(Clone, Copy)]
struct Clock {
    year: i32,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
    second: i32,
}

impl Clock {
    /// No part has been read.
    const UNREAD: Self = Self { year: -1, month: -1, day: -1, hour: -1, minute: -1, second: -1 };

    /// What a text says that is exactly in a format, and whether it ends with the zone `Z`.
    fn read(text: &str, format: &str) -> Option<(Self, bool)> {
        // An item has as many characters in a text as in the format.
        if text.len() != format.len() {
            return None;
        }
        let (mut text, mut format, mut clock) = (text.as_bytes(), format.as_bytes(), Self::UNREAD);
        while !format.is_empty() {
            let (item, rest) = Item::split(format)?;
            let (part, number) = match item {
                Item::Year => {
                    let [first, second, third, fourth] = *text.first_chunk()?;
                    (&mut clock.year, number([first, second])? * 100 + number([third, fourth])?)
                }
                Item::Pair(letter) => (clock.part(letter), number(*text.first_chunk()?)?),
                Item::Literal(letter) => {
                    (text, format) = (text.strip_prefix(&[letter])?, rest);
                    continue;
                }
                // What may follow it is left to the general path.
                Item::Zulu => return (text == b"Z").then_some((clock, true)),
            };
            // So is a part that is there twice.
            if std::mem::replace(part, number) >= 0 {
                return None;
            }
            (text, format) = (text.get(format.len() - rest.len()..)?, rest);
        }
        Some((clock, false))
    }

    fn of(date: DateTime) -> Self {
        let ((year, month, day), (hour, minute, second)) = (date.civil(), date.time());
        let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(|part| part as i32);
        Self { year, month, day, hour, minute, second }
    }

    /// The part that two of a letter stand for.
    #[inline(always)]
    fn part(&mut self, letter: u8) -> &mut i32 {
        match letter {
            b'M' => &mut self.month,
            b'd' => &mut self.day,
            b'H' => &mut self.hour,
            b'm' => &mut self.minute,
            _ => &mut self.second,
        }
    }

    /// Whether it shows a point in time; a part of the time that was not read is zero.
    fn exists(&self) -> bool {
        let &Self { year, month, day, hour, minute, second } = self;
        let days = || days_in_month(year, month.unsigned_abs()) as i32;
        (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days()).contains(&day)
            && (hour < 24 && minute < 60 && second < 60)
    }

    /// Appends it in a format and returns true; if it returns false, the caller must remove what was appended.
    #[inline(always)]
    fn print(mut self, format: &str, output: &mut String<'_>) -> bool {
        let mut format = format.as_bytes();
        while !format.is_empty() {
            let Some((item, rest)) = Item::split(format) else { return false };
            match item {
                Item::Year => {
                    push_pair(self.year / 100, output);
                    push_pair(self.year % 100, output);
                }
                Item::Pair(letter) => push_pair((*self.part(letter)).max(0), output),
                Item::Literal(letter) => output.push(char::from(letter)),
                Item::Zulu => output.push('Z'),
            }
            format = rest;
        }
        true
    }
}

/// Appends a date in a format and returns true; if it returns false, the caller must remove what was appended.
pub(super) fn print(date: DateTime, format: &str, output: &mut String<'_>) -> bool {
    Clock::of(date).print(format, output)
}

/// A date in another format, without the steps between: if both formats are of fixed width and the text is exactly in
/// the first, with year, month and day.
///
/// The result is that of [`parse_exact`](super::parse_exact) with any styles and then [`format_in`](super::format_in):
/// such a text has no zone or `Z`, so that the clock shows the same. `None` says nothing about the date, which may be in
/// a format of another kind.
pub fn rewrite_in<'a>(text: &'a str, from: &str, to: &str, arena: &'a Bump) -> Option<&'a str> {
    // A single character names a standard format, and no character the general one.
    if from.len() < 2 || to.len() < 2 {
        return None;
    }
    let (clock, _) = Clock::read(text, from).filter(|(clock, _)| clock.exists())?;
    // The text begins with the result, as in `yyyy-MM-ddTHH:mm:ssZ` and `yyyy-MM-dd`; not in `yyyy-MM-dd` and `yyyy-M`.
    let is_cut = || from.as_bytes().get(to.len()) == to.as_bytes().last();
    if from.starts_with(to) && !is_cut() {
        return text.get(..to.len());
    }
    let mut output = String::with_capacity_in(to.len(), arena);
    clock.print(to, &mut output).then(|| output.into_bump_str())
}

/// Appends a number below 100 in two digits.
#[inline]
fn push_pair(number: i32, output: &mut String<'_>) {
    for digit in [number / 10, number % 10] {
        output.push(char::from(b'0' + digit as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::super::exact::parse_exact;
    use super::super::format as printing;
    use super::super::point::{DateTimeKind, MAX_TICKS};
    use super::super::styles::Styles;
    use super::*;
    use bumpalo::Bump;
    use proptest::prelude::*;

    proptest! {
        /// An empty literal has no effect, and the fast path does not support it.
        #[test]
        fn the_fast_way_and_the_general_one_agree(
            ticks in 0..=MAX_TICKS,
            first in "yyyy|MM|dd|d|HH|hh|mm|ss|[-:/ TZ]",
            rest in "[-:/ TZ](yyyy|MM|dd|HH|mm|ss|MMM|[TZ])([-:/ TZ]?(yyyy|MM|dd|HH|mm|ss|MMM|[TZ])){0,6}",
            spoil in proptest::option::of((0usize..24, "[0-9 :Za-]")),
        ) {
            let date = DateTime::from_ticks(ticks, DateTimeKind::Utc).unwrap();
            let (format, general) = (format!("{first}{rest}"), format!("{first}''{rest}"));
            let printed = printing::format(date, &format);
            prop_assert_eq!(&printed, &printing::format(date, &general));
            let mut text = printed.unwrap();
            if let Some((at, other)) = spoil.filter(|(at, _)| *at < text.len()) {
                text.replace_range(at..at + 1, &other);
            }
            for styles in [Styles::NONE, Styles::ROUNDTRIP_TRIMMED, Styles::UNIVERSAL, Styles::ALLOW_WHITE_SPACES] {
                let fast = parse_exact(&text, &format, styles, date);
                prop_assert_eq!(fast.ok(), parse_exact(&text, &general, styles, date).ok(), "{} as {}", text, format);
            }
        }

        #[test]
        fn rewriting_is_parsing_and_printing(
            ticks in 0..=MAX_TICKS,
            from in "(yyyy|MM|dd|HH|mm|ss|[-:/ TZ]){0,2}yyyy[-:/ T]?MM[-:/ T]?dd([-:/ TZ]?(yyyy|MM|dd|d|HH|mm|ss|Z)){0,4}",
            to in "(yyyy|MM|dd|d|M|HH|h|mm|ss|f|[-:/ TZ]){0,7}",
            cut in 0usize..24,
            spoil in proptest::option::of((0usize..24, "[0-9 :Za-]")),
        ) {
            let (arena, date) = (Bump::new(), DateTime::from_ticks(ticks, DateTimeKind::Utc).unwrap());
            let mut text = printing::format(date, &from).unwrap();
            if let Some((at, other)) = spoil.filter(|(at, _)| *at < text.len()) {
                text.replace_range(at..at + 1, &other);
            }
            for to in [to.as_str(), from.get(..cut).unwrap_or(&from)] {
                if let Some(rewritten) = rewrite_in(&text, &from, to, &arena) {
                    for styles in [Styles::NONE, Styles::ROUNDTRIP_TRIMMED, Styles::UNIVERSAL, Styles::parse("AssumeLocal").unwrap()] {
                        let read = parse_exact(&text, &from, styles, DateTime::default());
                        let printed = read.map(|read| printing::format(read, to).unwrap());
                        prop_assert_eq!(printed.as_deref(), Ok(rewritten), "{} from {} to {}", text, from, to);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_common_is_fast() {
        for (text, format) in [("2016-07-02T00:00:00Z", "yyyy-MM-ddTHH:mm:ssZ"), ("2024-02-29", "yyyy-MM-dd")] {
            assert!(read(text, format).is_some(), "{format}");
            let (arena, date) = (Bump::new(), parse_exact(text, format, Styles::NONE, DateTime::default()));
            let mut printed = String::new_in(&arena);
            assert!(print(date.unwrap(), format, &mut printed));
            assert_eq!(printed, text);
        }
        let arena = Bump::new();
        for (text, from, to, expected) in [
            ("2016-07-02T00:00:00Z", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd", "2016-07-02"),
            ("20240229", "yyyyMMdd", "dd/MM/yyyy HH:mm", "29/02/2024 00:00"),
        ] {
            assert_eq!(rewrite_in(text, from, to, &arena), Some(expected));
        }
        for (text, from, to) in [
            ("2023-02-29", "yyyy-MM-dd", "dd/MM/yyyy"),
            ("2023-02-28", "yyyy-MM-dd", "d/MM/yyyy"),
            ("2023-02-28", "yyyy-MM-dd", "yyyy-M"),
            ("2023-02", "yyyy-MM", "dd/MM/yyyy"),
            ("2023-02-28 24:00", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"),
        ] {
            assert_eq!(rewrite_in(text, from, to, &arena), None, "{from} to {to}");
        }
        for (text, format) in [("2016-7-02", "yyyy-MM-dd"), ("2016-07-02", "yyyy-M-dd"), ("20160702.", "yyyyMMdd.")] {
            assert!(read(text, format).is_none(), "{format}");
        }
    }
}
