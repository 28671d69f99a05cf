//! The operators of scoping filters, each declared once: name, operands, whether it negates, and its test.
//!
//! Handles one value at a time; absent values, multiple values and groups are handled by the filter.

use crate::dotnet::regex::Regex;
use crate::functions::integer;
use crate::value::Value;
use std::borrow::Cow;

/// What an operator compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operands {
    /// Nothing: it tests the attribute alone.
    None,
    /// Strings.
    Texts,
    /// Whole numbers.
    Integers,
    /// Regular expressions.
    Patterns,
}

/// How one present value is tested.
#[derive(Clone, Copy)]
pub enum Test {
    /// Whether there is a value.
    Presence,
    /// By the value alone.
    Value(fn(Value<'_>) -> bool),
    /// Against a string.
    Text(fn(Value<'_>, &str) -> bool),
    /// Against a whole number. A value that is not a whole number is not tested, and does not pass.
    Integer(fn(i64, i64) -> bool),
    /// Against a regular expression.
    Pattern,
}

/// An operator.
pub struct Operator {
    /// Its name in synchronizationSchema.
    pub name: &'static str,
    /// What it compares with.
    pub operands: Operands,
    /// Whether it holds exactly when its test fails for every operand.
    pub negative: bool,
    /// Whether it holds for an absent or empty value: in `groups`, and in `inputFilterGroups`.
    pub when_absent: [bool; 2],
    /// Its test.
    pub test: Test,
}

/// Declares the operators, one per line.
macro_rules! operators {
    ($($name:literal: $operands:ident, $negative:literal, $when_absent:expr, $test:expr;)+) => {
        /// Every operator: the one list.
        pub static OPERATORS: &[Operator] = &[$(Operator {
            name: $name,
            operands: Operands::$operands,
            negative: $negative,
            when_absent: $when_absent,
            test: $test,
        }),+];
    };
}

const NEVER: [bool; 2] = [false, false];
const INPUT: [bool; 2] = [false, true];
const ALWAYS: [bool; 2] = [true, true];

operators! {
    // name                   operands  negative absent test
    "EQUALS":                 Texts,    false, NEVER,  Test::Text(equals);
    "NOT EQUALS":             Texts,    true,  INPUT,  Test::Text(equals);
    "IS TRUE":                None,     false, NEVER,  Test::Value(|value| boolean(value) == Some(true));
    "IS FALSE":               None,     false, INPUT,  Test::Value(|value| boolean(value) == Some(false));
    "IS NULL":                None,     true,  ALWAYS, Test::Presence;
    "IS NOT NULL":            None,     false, NEVER,  Test::Presence;
    "REGEX MATCH":            Patterns, false, NEVER,  Test::Pattern;
    "NOT REGEX MATCH":        Patterns, true,  INPUT,  Test::Pattern;
    "Greater_Than":           Integers, false, NEVER,  Test::Integer(|value, operand| value > operand);
    "Greater_Than_OR_EQUALS": Integers, false, NEVER,  Test::Integer(|value, operand| value >= operand);
    "Includes":               Texts,    false, NEVER,  Test::Text(|value, operand| text(value).contains(operand));
    "ENDS_WITH":              Texts,    false, NEVER,  Test::Text(|value, operand| text(value).ends_with(operand));
    // Bitwise: a bit of the operand is set.
    "&":                      Integers, false, NEVER,  Test::Integer(|value, operand| value & operand != 0);
    "!&":                     Integers, true,  INPUT,  Test::Integer(|value, operand| value & operand != 0);
}

/// The operator with that name. Case, spaces, underscores and hyphens are ignored, since the portal and the service
/// differ in them.
pub fn find(name: &str) -> Option<&'static Operator> {
    let written = bare(name);
    OPERATORS.iter().find(|operator| bare(operator.name) == written)
}

fn bare(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, ' ' | '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// A value as a string: Booleans are `True` and `False`.
pub fn text(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Str(text) | Value::Number(text) | Value::Complex(text) => Cow::Borrowed(text),
        Value::Bool(true) => Cow::Borrowed("True"),
        Value::Bool(false) => Cow::Borrowed("False"),
        Value::Int(number) => Cow::Owned(number.to_string()),
        Value::Typed(typed) => Cow::Owned(typed.written()),
        Value::Absent | Value::Skip | Value::Multi(_) => Cow::Borrowed(""),
    }
}

/// A value as a whole number, if it is one or reads as one.
pub fn whole(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(number) => Some(number),
        Value::Str(text) | Value::Number(text) => integer(text),
        _ => None,
    }
}

fn boolean(value: Value<'_>) -> Option<bool> {
    let written = match value {
        Value::Bool(flag) => return Some(flag),
        Value::Str(text) => text.trim(),
        _ => return None,
    };
    [("true", true), ("false", false)]
        .into_iter()
        .find(|(word, _)| written.eq_ignore_ascii_case(word))
        .map(|(_, flag)| flag)
}

/// Strings are equal character by character; the record's Booleans and numbers also if the operand reads as the same
/// value.
fn equals(value: Value<'_>, operand: &str) -> bool {
    match value {
        Value::Bool(flag) => boolean(Value::Str(operand)) == Some(flag),
        Value::Int(number) => integer(operand) == Some(number),
        other => text(other) == operand,
    }
}

/// An operand that the operator can use.
pub enum Operand {
    Text(String),
    Integer(i64),
    Pattern(Box<Regex>),
}
