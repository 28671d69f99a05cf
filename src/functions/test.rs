//! Functions that ask something of a value and give `True` or `False`.

use super::Scope;
use super::declare::functions;
use super::parameter::{Scalar, integer};
use crate::dotnet;
use crate::value::{Kind, Value};

functions! {
    /// Whether there is no value.
    ///
    /// The empty text is a value. For the opposite of `IsPresent` take `IsNullOrEmpty`.
    ///
    /// | expression              | record                | gives   |
    /// |-------------------------|-----------------------|---------|
    /// | `IsNull([displayName])` | `{}`                  | `true`  |
    /// | `IsNull([displayName])` | `{"displayName": null}` | `true` |
    /// | `IsNull([displayName])` | `{"displayName": ""}` | `false` |
    /// | `IsNull([displayName])` | `{"displayName": "Ada"}` | `false` |
    /// | `IsNull([mails])`       | `{"mails": []}`       | `true`  |
    fn IsNull<'r>(expression["source"]: Value<'r>) -> bool {
        expression.is_absent()
    }

    /// Whether there is no value or only the empty text.
    ///
    /// A blank is not nothing.
    ///
    /// | expression                     | record                   | gives   |
    /// |--------------------------------|--------------------------|---------|
    /// | `IsNullOrEmpty([displayName])` | `{}`                     | `true`  |
    /// | `IsNullOrEmpty([displayName])` | `{"displayName": ""}`    | `true`  |
    /// | `IsNullOrEmpty([displayName])` | `{"displayName": " "}`   | `false` |
    /// | `IsNullOrEmpty([mails])`       | `{"mails": ["", "a@b.org"]}` | `false` |
    fn IsNullOrEmpty<'r>(expression["source"]: Value<'r>) -> bool {
        expression.is_empty()
    }

    /// Whether there is a value that is not the empty text.
    ///
    /// The opposite of `IsNullOrEmpty`.
    ///
    /// | expression                 | record                    | gives   |
    /// |----------------------------|---------------------------|---------|
    /// | `IsPresent([displayName])` | `{"displayName": "Ada"}`  | `true`  |
    /// | `IsPresent([active])`      | `{"active": false}`       | `true`  |
    /// | `IsPresent([displayName])` | `{"displayName": ""}`     | `false` |
    /// | `IsPresent([displayName])` | `{}`                      | `false` |
    /// | `Switch(IsPresent([jobTitle]), "DefaultValue", "True", [jobTitle])` | `{"jobTitle": "Engineer"}` | `"Engineer"` |
    /// | `Switch(IsPresent([jobTitle]), "DefaultValue", "True", [jobTitle])` | `{}` | `"DefaultValue"` |
    /// | `IIF(IsPresent([displayName]), [displayName], [cn])` | `{"cn": "ada"}` | `"ada"` |
    fn IsPresent<'r>(expression["source"]: Value<'r>) -> bool {
        !expression.is_empty()
    }

    /// Whether the value is a text.
    ///
    /// A number, a Boolean, a reference and several values are none, and neither is no value.
    ///
    /// | expression                | record                   | gives   |
    /// |---------------------------|--------------------------|---------|
    /// | `IsString([displayName])` | `{"displayName": "Ada"}` | `true`  |
    /// | `IsString([displayName])` | `{"displayName": ""}`    | `true`  |
    /// | `IsString([displayName])` | `{"displayName": ["Ada"]}` | `true` |
    /// | `IsString([displayName])` | `{"displayName": 7}`     | `false` |
    /// | `IsString([displayName])` | `{"displayName": true}`  | `false` |
    /// | `IsString([displayName])` | `{}`                     | `false` |
    fn IsString<'r>(expression["source"]: Value<'r>) -> bool {
        matches!(expression.single(), Value::Text(_))
    }

    /// Whether there is no value.
    ///
    /// The same as `IsNull`, under the name that Visual Basic gives it.
    ///
    /// | expression             | record            | gives   |
    /// |------------------------|-------------------|---------|
    /// | `IsNothing([manager])` | `{}`              | `true`  |
    /// | `IsNothing([manager])` | `{"manager": ""}` | `false` |
    fn IsNothing<'r>(source: Value<'r>) -> bool {
        source.is_absent()
    }

    /// The opposite of a Boolean.
    ///
    /// `False` for `True`, in any letter case, and `True` for everything else, no value included.
    ///
    /// | expression             | record                      | gives   |
    /// |------------------------|-----------------------------|---------|
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "True"}` | `false` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "true"}` | `false` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": true}`   | `false` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "False"}` | `true` |
    /// | `Not([IsSoftDeleted])` | `{"IsSoftDeleted": "1"}`    | `true`  |
    /// | `Not([IsSoftDeleted])` | `{}`                        | `true`  |
    /// | `IIF(IsPresent([userAccountControl]), IIF(BitAnd([userAccountControl], 2)="0", "True", "False"), Not([accountDisabled]))` | `{"userAccountControl": "514"}` | `"False"` |
    /// | `IIF(IsPresent([userAccountControl]), IIF(BitAnd([userAccountControl], 2)="0", "True", "False"), Not([accountDisabled]))` | `{"accountDisabled": "True"}` | `false` |
    /// | `Not(IsPresent([mail]))` | `{"mail": "a@b.org"}`     | `false` |
    fn Not<'r>(source: Value<'r>) -> bool {
        match source.single() {
            Value::Bool(flag) => !flag,
            Value::Text(text) => dotnet::parse::boolean(text) != Some(true),
            _ => true,
        }
    }

    /// Whether an expression is true: a comparison that holds, the text `True`, or a number that is not 0.
    ///
    /// No value is false. Any other text is an error.
    ///
    /// | expression          | record                   | gives   |
    /// |---------------------|--------------------------|---------|
    /// | `CBool([a] = [b])`  | `{"a": "x", "b": "x"}`   | `true`  |
    /// | `CBool([a] = [b])`  | `{"a": "x", "b": "X"}`   | `false` |
    /// | `CBool([a])`        | `{"a": 2}`               | `true`  |
    /// | `CBool([a])`        | `{"a": "0"}`             | `false` |
    /// | `CBool([a])`        | `{"a": "true"}`          | `true`  |
    /// | `CBool([a])`        | `{}`                     | `false` |
    /// | `CBool([a])`        | `{"a": "yes"}`           | wrong-kind |
    fn CBool<'r>(expression["one", "two", "three"]: Option<Truth>) -> bool {
        expression.is_some_and(|truth| truth.0)
    }
}

/// A Boolean that may also be written as a number.
struct Truth(bool);

impl<'r> Scalar<'r> for Truth {
    const KIND: Kind = Kind::Boolean;

    fn read(scope: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        let number = || match value.single() {
            Value::Text(text) => integer(text).map(|number| number != 0),
            Value::Number(text) => text.parse().ok().map(|number: f64| number != 0.0),
            _ => None,
        };
        bool::read(scope, value).or_else(number).map(Truth)
    }
}
