//! The comparisons of conditions: `=`, `<>`, `<`, `>`, `<=`, `>=`.
//!
//! Absent counts as the empty string on both sides. If both sides read as integers, they compare as numbers; otherwise
//! strings compare by their code points, case-sensitively. The reference does not say so; the guide states it as a decision.

use super::Value;
use std::cmp::Ordering;

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `>`
    Greater,
    /// `<=`
    LessOrEqual,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Every operator with its symbol.
    pub const ALL: [(Comparison, &'static str); 6] = [
        (Comparison::Equal, "="),
        (Comparison::NotEqual, "<>"),
        (Comparison::Less, "<"),
        (Comparison::Greater, ">"),
        (Comparison::LessOrEqual, "<="),
        (Comparison::GreaterOrEqual, ">="),
    ];

    /// The operator of a symbol.
    pub fn parse(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == sign).map(|(operator, _)| operator)
    }

    /// Its symbol.
    pub fn sign(self) -> &'static str {
        Self::ALL.into_iter().find(|(operator, _)| *operator == self).map_or("=", |(_, sign)| sign)
    }

    /// Whether an ordering satisfies it.
    pub fn holds(self, ordering: Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// Compares two values; `None` if one of them is multi-valued.
pub fn compare(left: Value<'_>, right: Value<'_>) -> Option<Ordering> {
    let (left, right) = (left.single(), right.single());
    if let (Some(left), Some(right)) = (integer(left), integer(right)) {
        return Some(left.cmp(&right));
    }
    let (mut left_digits, mut right_digits) = (Digits::default(), Digits::default());
    Some(text(left, &mut left_digits)?.cmp(text(right, &mut right_digits)?))
}

/// The integer that a value is or reads as, such as `1` and `"1"`. Hexadecimal digits such as `&HF` are a string here.
fn integer(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(number) => Some(number),
        Value::Str(text) if text.bytes().next().is_some_and(|first| first.is_ascii_digit() || first == b'-') => {
            text.parse().ok()
        }
        _ => None,
    }
}

/// A buffer for an integer's digits.
#[derive(Default)]
struct Digits(String);

fn text<'a>(value: Value<'a>, digits: &'a mut Digits) -> Option<&'a str> {
    match value {
        Value::Absent | Value::Skip => Some(""),
        Value::Str(text) | Value::Number(text) | Value::Complex(text) => Some(text),
        Value::Bool(true) => Some("True"),
        Value::Bool(false) => Some("False"),
        Value::Int(number) => {
            digits.0 = number.to_string();
            Some(&digits.0)
        }
        Value::Typed(typed) => {
            digits.0 = typed.written();
            Some(&digits.0)
        }
        Value::Multi(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_equals_its_text_and_absent_the_empty_text() {
        let equal = |left, right| compare(left, right) == Some(Ordering::Equal);
        assert!(equal(Value::Str("1"), Value::Int(1)));
        assert!(equal(Value::Str("01"), Value::Str("1")));
        assert!(equal(Value::Absent, Value::Str("")));
        assert!(equal(Value::Bool(true), Value::Str("True")));
        assert!(!equal(Value::Str("a"), Value::Str("A")));
        assert_eq!(compare(Value::Str("9"), Value::Str("10")), Some(Ordering::Less));
        assert_eq!(compare(Value::Str("a9"), Value::Str("a10")), Some(Ordering::Greater));
        assert_eq!(compare(Value::Multi(&[Value::Int(1), Value::Int(2)]), Value::Int(1)), None);
    }
}
