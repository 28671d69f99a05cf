//! The fast path for formats of fixed width, such as `yyyy-MM-ddTHH:mm:ssZ`, in which most systems exchange dates.
//!
//! Its results are those of the general parsing and printing, or it has none, and then the general ones are used: for
//! every other format, and for every text that is not exactly in such a format. Reports no errors.

use super::fields::Fields;
use super::point::DateTime;
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
    let (mut text, mut format) = (text.as_bytes(), format.as_bytes());
    let mut fields = Fields::default();
    while !format.is_empty() {
        let (item, rest) = Item::split(format)?;
        text = match item {
            Item::Year => {
                let ([first, second, third, fourth], rest) = text.split_first_chunk::<4>()?;
                let year = number([*first, *second])? * 100 + number([*third, *fourth])?;
                fields.year_is(year, 'y').ok()?;
                rest
            }
            Item::Pair(letter) => {
                let (digits, rest) = text.split_first_chunk::<2>()?;
                let (number, letter) = (number(*digits)?, char::from(letter));
                let field = match letter {
                    'M' => &mut fields.month,
                    'd' => &mut fields.day,
                    'H' => &mut fields.hour,
                    'm' => &mut fields.minute,
                    _ => &mut fields.second,
                };
                field.set(number, letter).ok()?;
                rest
            }
            Item::Literal(letter) => text.strip_prefix(&[letter])?,
            // What may follow it is left to the general path.
            Item::Zulu => {
                fields.offset_is(0, 'Z').ok()?;
                fields.set_utc();
                text.strip_prefix(b"Z").filter(|text| text.is_empty() && rest.is_empty())?
            }
        };
        format = rest;
    }
    text.is_empty().then_some(fields)
}

/// The number of two digits.
#[inline]
fn number([tens, ones]: [u8; 2]) -> Option<i32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i32::from(tens) * 10 + i32::from(ones))
}

/// Appends a date in a format and returns true; if it returns false, the caller must remove what was appended.
pub(super) fn print(date: DateTime, format: &str, output: &mut String<'_>) -> bool {
    let ((year, month, day), (hour, minute, second)) = (date.civil(), date.time());
    let mut format = format.as_bytes();
    while !format.is_empty() {
        let Some((item, rest)) = Item::split(format) else { return false };
        match item {
            Item::Year => {
                let year = year.unsigned_abs();
                push_pair(year / 100, output);
                push_pair(year % 100, output);
            }
            Item::Pair(b'M') => push_pair(month, output),
            Item::Pair(b'd') => push_pair(day, output),
            Item::Pair(b'H') => push_pair(hour, output),
            Item::Pair(b'm') => push_pair(minute, output),
            Item::Pair(_) => push_pair(second, output),
            Item::Literal(letter) => output.push(char::from(letter)),
            Item::Zulu => output.push('Z'),
        }
        format = rest;
    }
    true
}

/// Appends a number below 100 in two digits.
#[inline]
fn push_pair(number: u32, output: &mut String<'_>) {
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
        for (text, format) in [("2016-7-02", "yyyy-MM-dd"), ("2016-07-02", "yyyy-M-dd"), ("20160702.", "yyyyMMdd.")] {
            assert!(read(text, format).is_none(), "{format}");
        }
    }
}
