//! Functions of Entra Connect Sync that test a value. Certificates are in `certificate`.

use super::encode::guid_of_text;
use super::types::{Many, One};
use crate::dotnet::datetime::{self, Styles};
use crate::dotnet::encoding;
use crate::functions::Host;
use crate::functions::declare::functions;
use crate::value::{Typed, Value};

functions! {
    /// Whether an attribute is there and has the empty string.
    ///
    /// Of multiple values all have to be empty.
    ///
    /// | expression        | record           | dialect | gives   |
    /// |-------------------|------------------|---------|---------|
    /// | `IsEmpty([name])` | `{"name": ""}`   | connect | `true`  |
    /// | `IsEmpty([name])` | `{"name": "x"}`  | connect | `false` |
    /// | `IsEmpty([name])` | `{}`             | connect | `false` |
    #[languages(CONNECT)]
    fn IsEmpty<'r>(expression: Many<'r>) -> bool {
        is_empty(expression.0)
    }

    /// Whether there is no value.
    ///
    /// The empty string is a value.
    ///
    /// | expression       | record          | dialect | gives   |
    /// |------------------|-----------------|---------|---------|
    /// | `IsNull([name])` | `{}`            | connect | `true`  |
    /// | `IsNull([name])` | `{"name": ""}`  | connect | `false` |
    /// | `IsNull([name])` | `{"name": ["a", "b"]}` | connect | `false` |
    #[languages(CONNECT)]
    #[properties(TestsPresence(false))]
    fn IsNull<'r>(expression: Many<'r>) -> bool {
        expression.0.is_absent()
    }

    /// Whether there is no value, or the empty string.
    ///
    /// | expression              | record          | dialect | gives   |
    /// |-------------------------|-----------------|---------|---------|
    /// | `IsNullOrEmpty([name])` | `{}`            | connect | `true`  |
    /// | `IsNullOrEmpty([name])` | `{"name": ""}`  | connect | `true`  |
    /// | `IsNullOrEmpty([name])` | `{"name": " "}` | connect | `false` |
    /// | `IsNullOrEmpty([name])` | `{"name": ["", "b"]}` | connect | `false` |
    #[languages(CONNECT)]
    #[aliases(
        "IsBlank($text)" => "IsNullOrEmpty($text)",
        "IsNotPresent($text)" => "IsNullOrEmpty($text)",
    )]
    #[properties(TestsPresence(false))]
    fn IsNullOrEmpty<'r>(expression: Many<'r>) -> bool {
        expression.0.is_absent() || is_empty(expression.0)
    }

    /// Whether there is a value that is not the empty string.
    ///
    /// Of multiple values one is enough.
    ///
    /// | expression          | record          | dialect | gives   |
    /// |---------------------|-----------------|---------|---------|
    /// | `IsPresent([name])` | `{"name": "x"}` | connect | `true`  |
    /// | `IsPresent([name])` | `{"name": ""}`  | connect | `false` |
    /// | `IsPresent([name])` | `{}`            | connect | `false` |
    /// | `IsPresent([name])` | `{"name": ["", "b"]}` | connect | `true` |
    #[languages(CONNECT)]
    #[aliases(
        "HasValue($text)" => "IsPresent($text)",
        "IsNotEmpty($text)" => "IsPresent($text)",
        "IsNotNullOrEmpty($text)" => "IsPresent($text)",
    )]
    #[properties(TestsPresence(true))]
    fn IsPresent<'r>(expression: Many<'r>) -> bool {
        !expression.0.is_absent() && !is_empty(expression.0)
    }

    /// Whether a value is a string.
    ///
    /// | expression               | record                     | dialect | gives   |
    /// |--------------------------|----------------------------|---------|---------|
    /// | `IsString([name])`       | `{"name": "x"}`            | connect | `true`  |
    /// | `IsString([name])`       | `{"name": 5}`              | connect | `false` |
    /// | `IsString([objectGUID])` | `{"objectGUID": "AAEC"}`   | connect | `false` |
    /// | `IsString([name])`       | `{}`                       | connect | `false` |
    #[languages(CONNECT)]
    fn IsString<'r>(expression: Option<One<'r>>) -> bool {
        matches!(expression, Some(One(Value::Str(_))))
    }

    /// Whether a string is a date that `CDate` reads, or a value is a date.
    ///
    /// | expression       | record                  | dialect | gives   |
    /// |------------------|-------------------------|---------|---------|
    /// | `IsDate([when])` | `{"when": "2026-01-31"}` | connect | `true` |
    /// | `IsDate([when])` | `{"when": "soon"}`      | connect | `false` |
    /// | `IsDate(Now())`  | `{}`                    | connect | `true`  |
    /// | `IsDate([when])` | `{}`                    | connect | `false` |
    #[languages(CONNECT)]
    fn IsDate<'r>(expression: Option<One<'r>>, host: &'r dyn Host) -> bool {
        match expression {
            Some(One(Value::Str(text))) => datetime::parse(text, Styles::UNIVERSAL, host.now()).is_ok(),
            Some(One(Value::Typed(Typed::Date(_)))) => true,
            _ => false,
        }
    }

    /// Whether a string is a GUID, with or without braces.
    ///
    /// | expression       | record                                            | dialect | gives   |
    /// |------------------|---------------------------------------------------|---------|---------|
    /// | `IsGuid([name])` | `{"name": "00001111-aaaa-2222-bbbb-3333cccc4444"}` | connect | `true` |
    /// | `IsGuid([name])` | `{"name": "{00001111-aaaa-2222-bbbb-3333cccc4444}"}` | connect | `true` |
    /// | `IsGuid([name])` | `{"name": "00001111"}`                            | connect | `false` |
    /// | `IsGuid([name])` | `{}`                                              | connect | `false` |
    #[languages(CONNECT)]
    fn IsGuid<'r>(expression: Option<One<'r>>) -> bool {
        matches!(expression, Some(One(Value::Str(text))) if guid_of_text(text).is_some())
    }

    /// Whether a string is a whole number, or a value is a number.
    ///
    /// | expression          | record           | dialect | gives   |
    /// |---------------------|------------------|---------|---------|
    /// | `IsNumeric([code])` | `{"code": "42"}` | connect | `true`  |
    /// | `IsNumeric([code])` | `{"code": "x"}`  | connect | `false` |
    /// | `IsNumeric([code])` | `{"code": 42}`   | connect | `true`  |
    /// | `IsNumeric([code])` | `{}`             | connect | `false` |
    #[languages(CONNECT)]
    fn IsNumeric<'r>(expression: Option<One<'r>>) -> bool {
        match expression {
            Some(One(Value::Str(text))) => encoding::parse_integer(text).is_ok(),
            Some(One(Value::Int(_))) => true,
            _ => false,
        }
    }
}

/// Whether a value is the empty string; of multiple values, whether all are (decision M7).
fn is_empty(value: Value<'_>) -> bool {
    match value {
        Value::Str(text) => text.is_empty(),
        Value::Multi(values) => !values.is_empty() && values.iter().all(|value| is_empty(*value)),
        _ => false,
    }
}
