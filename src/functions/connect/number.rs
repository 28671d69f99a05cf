//! Functions of Entra Connect Sync on numbers and Booleans, and from and to other types.

use super::types::{Bytes, Num, One, refuse};
use crate::diagnostic::registry;
use crate::dotnet::encoding;
use crate::functions::declare::functions;
use crate::functions::shared::random::Chance;
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;
use crate::value::{Typed, Value};

functions! {
    /// The bits that are set in both numbers.
    ///
    /// Negative numbers have 64 bits. 0 if one of them is absent.
    ///
    /// | expression                        | record                      | dialect | gives |
    /// |-----------------------------------|-----------------------------|---------|-------|
    /// | `BitAnd(&HF, &HF7)`               | `{}`                        | connect | `7`   |
    /// | `BitAnd([userAccountControl], 2)` | `{"userAccountControl": 514}` | connect | `2` |
    /// | `BitAnd([userAccountControl], 2)` | `{}`                        | connect | `0`   |
    /// | `BitAnd([groupType], -2147483648)` | `{"groupType": -2147483646}` | connect | `-2147483648` |
    #[languages(CONNECT)]
    fn BitAnd<'r>(value1: Option<Num>, value2: Option<Num>) -> i64 {
        value1.zip(value2).map_or(0, |(one, other)| one.0 & other.0)
    }

    /// The bits that are set in one of the numbers.
    ///
    /// 0 if one of them is absent.
    ///
    /// | expression                                         | record         | dialect | gives |
    /// |----------------------------------------------------|----------------|---------|-------|
    /// | `BitOr(&HF0, 1)`                                   | `{}`           | connect | `241` |
    /// | `BitOr(InStr([a], "x"), InStr([a], "y")) > 0`      | `{"a": "ay"}`  | connect | `true` |
    /// | `BitOr([n], 1)`                                    | `{}`           | connect | `0`   |
    #[languages(CONNECT)]
    fn BitOr<'r>(value1: Option<Num>, value2: Option<Num>) -> i64 {
        value1.zip(value2).map_or(0, |(one, other)| one.0 | other.0)
    }

    /// Whether all bits of a mask are set in a number.
    ///
    /// The flag is a mask, and no position. False if it is 0 or the number is absent.
    ///
    /// | expression                          | record                        | dialect | gives   |
    /// |-------------------------------------|-------------------------------|---------|---------|
    /// | `IsBitSet(&HF, 4)`                  | `{}`                          | connect | `true`  |
    /// | `IsBitSet(&HF, 16)`                 | `{}`                          | connect | `false` |
    /// | `IsBitSet(&H5, 6)`                  | `{}`                          | connect | `false` |
    /// | `IsBitSet([userAccountControl], 2)` | `{}`                          | connect | `false` |
    #[languages(CONNECT)]
    fn IsBitSet<'r>(value: Option<Num>, flag: Option<Num>) -> bool {
        value.zip(flag).is_some_and(|(value, flag)| flag.0 != 0 && value.0 & flag.0 == flag.0)
    }

    /// A Boolean from a condition or a number.
    ///
    /// A number is true unless it is 0; no value is false. A string is an error.
    ///
    /// | expression                     | record           | dialect | gives         |
    /// |--------------------------------|------------------|---------|---------------|
    /// | `CBool(0)`                     | `{}`             | connect | `false`       |
    /// | `CBool(InStr([mail], "@"))`    | `{"mail": "a@b"}` | connect | `true`       |
    /// | `CBool([isIt])`                | `{"isIt": true}` | connect | `true`        |
    /// | `CBool(NULL)`                  | `{}`             | connect | `false`       |
    /// | `CBool([isIt])`                | `{"isIt": "x"}`  | connect | type-of-value |
    #[languages(CONNECT)]
    fn CBool<'r>(expression: Option<One<'r>>) -> Result<bool, CallError> {
        match expression.map(|one| one.0) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(Value::Int(number)) => Ok(number != 0),
            Some(other) => Err(refuse(&("CBool", "expression"), 0, other, "a Boolean or a number")),
        }
    }

    /// The number that a string is.
    ///
    /// Digits with a sign. Other strings are an error, and no value stays none. The order of the bytes of a binary value is not
    /// known, so that one is accepted by a check and refused by a run.
    ///
    /// | expression             | record                   | dialect | gives          |
    /// |------------------------|--------------------------|---------|----------------|
    /// | `CNum("42")`           | `{}`                     | connect | `42`           |
    /// | `CNum([code]) + 1`     | `{"code": "-7"}`         | connect | `-6`           |
    /// | `CNum([code])`         | `{}`                     | connect | absent         |
    /// | `CNum([code])`         | `{"code": "x"}`          | connect | not-numeric    |
    /// | `CNum([code])`         | `{"code": 5}`            | connect | type-of-value  |
    /// | `CNum([objectGUID])`   | `{"objectGUID": "AAEC"}` | connect | unknown-result |
    #[languages(CONNECT)]
    fn CNum<'r>(value: One<'r>) -> Result<i64, CallError> {
        match value.0 {
            Value::Str(text) => encoding::parse_integer(text)
                .map_err(|_| CallError::text(0, registry::not_numeric(Span::default(), "CNum"), text)),
            Value::Typed(Typed::Bytes(_)) => Err(unknown("CNum", "the order of the bytes is not known")),
            other => Err(refuse(&("CNum", "value"), 0, other, "a string")),
        }
    }

    /// A number, reference or Boolean as a string.
    ///
    /// A string stays as it is, and no value stays none. A binary value or a date is an error.
    ///
    /// | expression                     | record                        | dialect | gives                       |
    /// |--------------------------------|-------------------------------|---------|-----------------------------|
    /// | `CStr([dn])`                   | `{"dn": "cn=Joe,dc=contoso,dc=com"}` | connect | `"cn=Joe,dc=contoso,dc=com"` |
    /// | `CStr(5) & "x"`                | `{}`                          | connect | `"5x"`                      |
    /// | `CStr(1 = 1)`                  | `{}`                          | connect | `"True"`                    |
    /// | `CStr([a])`                    | `{}`                          | connect | absent                      |
    /// | `CStr([objectGUID])`           | `{"objectGUID": "AAEC"}`      | connect | type-of-value               |
    #[languages(CONNECT)]
    #[aliases(
        "ToString($value)" => "CStr($value)",
        "ToText($value)" => "CStr($value)",
    )]
    fn CStr<'r>(value: One<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        match value.0 {
            Value::Typed(Typed::Reference(name)) => Ok(name),
            one @ (Value::Str(_) | Value::Int(_) | Value::Bool(_)) => Ok(one.text(scope.arena).unwrap_or_default()),
            other => Err(refuse(&("CStr", "value"), 0, other, "a number, a reference, a Boolean or a string")),
        }
    }

    /// A random number between two others, which it may be too.
    ///
    /// It is always the same for the same record and the same call.
    ///
    /// | expression                                       | record | dialect | gives  |
    /// |--------------------------------------------------|--------|---------|--------|
    /// | `RandomNum(7, 7)`                                | `{}`   | connect | `7`    |
    /// | `RandomNum(1, 6) >= 1 && RandomNum(1, 6) <= 6`   | `{}`   | connect | `true` |
    /// | `RandomNum(2, 1)`                                | `{}`   | connect | argument-out-of-range |
    #[languages(CONNECT)]
    #[properties(Varies)]
    fn RandomNum<'r>(start: Num, end: Num, scope: &'r Scope<'r>, host: &'r dyn Host) -> Result<i64, CallError> {
        if end.0 < start.0 {
            let diagnostic = registry::argument_out_of_range(Span::default(), "end", "RandomNum", "at least `start`");
            return Err(CallError::Argument(1, Box::new(diagnostic)));
        }
        let count = i128::from(end.0) - i128::from(start.0) + 1;
        let drawn = (u128::from(Chance::of_the_call(scope, host).next()) * count.unsigned_abs()) >> 64;
        Ok(i64::try_from(i128::from(start.0) + i128::try_from(drawn).unwrap_or_default()).unwrap_or(start.0))
    }

    /// A number as so many bytes.
    ///
    /// The order of the bytes is not known, so a check accepts it and a run refuses it.
    ///
    /// | expression       | record | dialect | gives          |
    /// |------------------|--------|---------|----------------|
    /// | `CBin(2, 1)`     | `{}`   | connect | unknown-result |
    /// | `CBin([n], 1)`   | `{}`   | connect | absent         |
    #[languages(CONNECT)]
    fn CBin<'r>(value: Num, bytes: Num) -> Result<Bytes<'r>, CallError> {
        let _ = (value.0, bytes.0);
        Err(unknown("CBin", "the order of the bytes is not known"))
    }
}

/// What the product returns is not known (decision F3).
pub(super) fn unknown(function: &str, reason: &str) -> CallError {
    CallError::Call(Box::new(registry::unknown_result(Span::default(), function, reason)))
}
