//! Decimal numbers of which only the whole part counts. Knows no floating point, whose tables are large.

use std::iter;

/// The whole part of a decimal number such as `-1.9` or `2.5e3`; the nearest `i64` if it is too large for one. `None` if the
/// text is no such number.
pub(super) fn whole_part(text: &str) -> Option<i64> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut written = whole.bytes().chain(fraction.bytes()).peekable();
    if written.peek().is_none() || !written.all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Zeros follow the digits that are written. An `i64` has 19 digits, so 20 more zeros are as good as any number of them:
    // the result is the largest integer anyway, and a huge exponent takes no time.
    let exponent = exponent.min(text.len() as i64 + 20);
    let count = usize::try_from(exponent.saturating_add(whole.len() as i64)).unwrap_or_default();
    let digits = whole.bytes().chain(fraction.bytes()).chain(iter::repeat(b'0')).take(count);
    let number = digits.fold(0i64, |number, digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    Some(if text.starts_with('-') { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::whole_part;

    #[test]
    fn a_fraction_is_cut_off() {
        for (text, whole) in [
            ("1.9", Some(1)),
            ("-1.9", Some(-1)),
            ("+2.5", Some(2)),
            (".5", Some(0)),
            ("7.", Some(7)),
            ("1e2", Some(100)),
            ("2.5E1", Some(25)),
            ("2.5e3", Some(2500)),
            ("250e-1", Some(25)),
            ("1e-400", Some(0)),
            ("1e400", Some(i64::MAX)),
            ("-99999999999999999999.5", Some(-i64::MAX)),
            ("", None),
            (".", None),
            ("-", None),
            ("1e", None),
            ("e5", None),
            ("1.2.3", None),
            ("inf", None),
            ("1,5", None),
        ] {
            assert_eq!(whole_part(text), whole, "{text}");
        }
    }
}
