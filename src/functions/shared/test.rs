//! Functions that test a value and return `True` or `False`. Comparisons are operators, in the VM.

use crate::dotnet::encoding;
use crate::functions::Scope;
use crate::functions::declare::functions;
use crate::functions::parameter::{Scalar, integer};
use crate::value::{Value, ValueKind};

functions! {
    /// Whether there is no value.
    ///
    /// The empty string is a value. The opposite of `IsPresent` is `IsNullOrEmpty`.
    ///
    /// | expression              | record                | gives   |
    /// |-------------------------|-----------------------|---------|
    /// | `IsNull([displayName])` | `{}`                  | `"True"`  |
    /// | `IsNull([displayName])` | `{"displayName": null}` | `"True"` |
    /// | `IsNull([displayName])` | `{"displayName": ""}` | `"False"` |
    /// | `IsNull([displayName])` | `{"displayName": "Ada"}` | `"False"` |
    /// | `IsNull([mails])`       | `{"mails": []}`       | `"True"`  |
    #[properties(TestsPresence(false))]
    fn IsNull<'r>(expression["source"]: Value<'r>) -> bool {
        expression.is_absent()
    }

    /// Whether there is no value, or only the empty string.
    ///
    /// A string of spaces is not empty.
    ///
    /// | expression                     | record                   | gives   |
    /// |--------------------------------|--------------------------|---------|
    /// | `IsNullOrEmpty([displayName])` | `{}`                     | `"True"`  |
    /// | `IsNullOrEmpty([displayName])` | `{"displayName": ""}`    | `"True"`  |
    /// | `IsNullOrEmpty([displayName])` | `{"displayName": " "}`   | `"False"` |
    /// | `IsNullOrEmpty([mails])`       | `{"mails": ["", "a@b.org"]}` | `"False"` |
    #[aliases(
        "IsBlank($text)" => "IsNullOrEmpty($text)",
        "IsEmpty($text)" => "IsNullOrEmpty($text)",
        "IsNotPresent($text)" => "IsNullOrEmpty($text)",
        "IsNullOrWhiteSpace($text)" => r#"IsNullOrEmpty(Replace($text, , "\\s+", , "", , ))"#,
    )]
    #[properties(TestsPresence(false))]
    fn IsNullOrEmpty<'r>(expression["source"]: Value<'r>) -> bool {
        expression.is_empty()
    }

    /// Whether there is a value that is not the empty string.
    ///
    /// The opposite of `IsNullOrEmpty`.
    ///
    /// | expression                 | record                    | gives   |
    /// |----------------------------|---------------------------|---------|
    /// | `IsPresent([displayName])` | `{"displayName": "Ada"}`  | `"True"`  |
    /// | `IsPresent([active])`      | `{"active": false}`       | `"True"`  |
    /// | `IsPresent([displayName])` | `{"displayName": ""}`     | `"False"` |
    /// | `IsPresent([displayName])` | `{}`                      | `"False"` |
    /// | `Switch(IsPresent([jobTitle]), "DefaultValue", "True", [jobTitle])` | `{"jobTitle": "Engineer"}` | `"Engineer"` |
    /// | `Switch(IsPresent([jobTitle]), "DefaultValue", "True", [jobTitle])` | `{}` | `"DefaultValue"` |
    /// | `IIF(IsPresent([displayName]), [displayName], [cn])` | `{"cn": "ada"}` | `"ada"` |
    #[aliases(
        "HasValue($text)" => "IsPresent($text)",
        "IsNotEmpty($text)" => "IsPresent($text)",
        "IsNotNullOrEmpty($text)" => "IsPresent($text)",
        "IsNotBlank($text)" => "IsPresent($text)",
        "Exists" => "`IsPresent(expression)` asks whether there is a value that is not empty",
    )]
    #[properties(TestsPresence(true))]
    fn IsPresent<'r>(expression["source"]: Value<'r>) -> bool {
        !expression.is_empty()
    }

    /// Whether the value is a string.
    ///
    /// `False` for a number, a Boolean, a reference, multiple values, and no value.
    ///
    /// | expression                | record                   | gives   |
    /// |---------------------------|--------------------------|---------|
    /// | `IsString([displayName])` | `{"displayName": "Ada"}` | `"True"`  |
    /// | `IsString([displayName])` | `{"displayName": ""}`    | `"True"`  |
    /// | `IsString([displayName])` | `{"displayName": ["Ada"]}` | `"True"` |
    /// | `IsString([displayName])` | `{"displayName": 7}`     | `"False"` |
    /// | `IsString([displayName])` | `{"displayName": true}`  | `"False"` |
    /// | `IsString([displayName])` | `{}`                     | `"False"` |
    fn IsString<'r>(expression["source"]: Value<'r>) -> bool {
        matches!(expression.single(), Value::Str(_))
    }

    /// Whether there is no value.
    ///
    /// The same as `IsNull`, under its name in Visual Basic.
    ///
    /// | expression             | record            | gives   |
    /// |------------------------|-------------------|---------|
    /// | `IsNothing([manager])` | `{}`              | `"True"`  |
    /// | `IsNothing([manager])` | `{"manager": ""}` | `"False"` |
    #[properties(TestsPresence(false))]
    fn IsNothing<'r>(source: Value<'r>) -> bool {
        source.is_absent()
    }

    /// The opposite of a Boolean.
    ///
    /// `False` for `True` in any letter case, and `True` for everything else, including no value.
    ///
    /// | expression             | record                      | gives   |
    /// |------------------------|-----------------------------|---------|
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "True"}` | `"False"` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "true"}` | `"False"` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": true}`   | `"False"` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "False"}` | `"True"` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "1"}`    | `"True"`  |
    /// | `Not([IsSoftDeleted])` | `{}`                        | `"True"`  |
    /// | `IIF(IsPresent([userAccountControl]), IIF(BitAnd([userAccountControl], 2)="0", "True", "False"), Not([accountDisabled]))` | `{"userAccountControl": "514"}` | `"False"` |
    /// | `IIF(IsPresent([userAccountControl]), IIF(BitAnd([userAccountControl], 2)="0", "True", "False"), Not([accountDisabled]))` | `{"accountDisabled": "True"}` | `"False"` |
    /// | `Not(IsPresent([mail]))` | `{"mail": "a@b.org"}`     | `"False"` |
    #[aliases(
        "IsNotNull($value)" => "Not(IsNull($value))",
        "NotNull($value)" => "Not(IsNull($value))",
        "IsNotNullOrWhiteSpace($text)" => r#"Not(IsNullOrEmpty(Replace($text, , "\\s+", , "", , )))"#,
        "Negate" => "`Not(source)` is for conditions; no function changes the sign of a number",
    )]
    #[properties(Negates)]
    fn Not<'r>(source: Value<'r>) -> bool {
        match source.single() {
            Value::Bool(flag) => !flag,
            Value::Str(text) => encoding::parse_boolean(text) != Some(true),
            _ => true,
        }
    }

    /// Whether an expression is true: a comparison that holds, the string `True`, or a number that is not 0.
    ///
    /// No value, the string `False` and 0 are false. Any other string is an error.
    ///
    /// | expression          | record                   | gives   |
    /// |---------------------|--------------------------|---------|
    /// | `CBool([a] = [b])`  | `{"a": "x", "b": "x"}`   | `"True"`  |
    /// | `CBool([a] = [b])`  | `{"a": "x", "b": "X"}`   | `"False"` |
    /// | `CBool([a])`        | `{"a": 2}`               | `"True"`  |
    /// | `CBool([a])`        | `{"a": "0"}`             | `"False"` |
    /// | `CBool([a])`        | `{"a": "true"}`          | `"True"`  |
    /// | `CBool([a])`        | `{}`                     | `"False"` |
    /// | `CBool([a])`        | `{"a": "yes"}`           | wrong-kind |
    #[aliases(
        "ToBoolean($value)" => "CBool($value)",
        "ToBool($value)" => "CBool($value)",
        "Boolean" => "`CBool(expression)` takes `True`, `False` and numbers",
    )]
    #[properties(KeepsTruth)]
    fn CBool<'r>(expression["one", "two", "three"]: Option<Truth>) -> bool {
        expression.is_some_and(|truth| truth.0)
    }
}

/// A Boolean that may also be written as a number.
struct Truth(bool);

impl<'r> Scalar<'r> for Truth {
    const KIND: ValueKind = ValueKind::Boolean;

    fn read(scope: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        let number = || match value.single() {
            Value::Str(text) => integer(text).map(|number| number != 0),
            // JSON's number as it is written: it is zero if all digits before the exponent are.
            Value::Number(text) => {
                let digits = text.split(['e', 'E']).next().unwrap_or_default();
                Some(digits.contains(|digit: char| digit != '0' && digit.is_ascii_digit()))
            }
            _ => None,
        };
        bool::read(scope, value).or_else(number).map(Truth)
    }
}
