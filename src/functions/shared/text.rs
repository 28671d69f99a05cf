//! Functions that join and cut strings. Lengths and positions count UTF-16 code units, as in .NET. Functions on multiple
//! values are in `list`.

use crate::diagnostic::EvalError;
use crate::dotnet::vb;
use crate::functions::Scope;
use crate::functions::declare::functions;
use crate::value::Value;

functions! {
    /// The source followed by the suffix.
    ///
    /// Absent if the source or the suffix is absent, because half a result is rarely useful. `Join("", …)` skips absent
    /// values instead.
    ///
    /// | expression                            | record                                      | gives |
    /// |---------------------------------------|---------------------------------------------|-------|
    /// | `Append([userPrincipalName], ".test")` | `{"userPrincipalName": "John.Doe@contoso.com"}` | `"John.Doe@contoso.com.test"` |
    /// | `Append("SMTP:", [mail])`             | `{"mail": "ada@contoso.com"}`               | `"SMTP:ada@contoso.com"` |
    /// | `Append([employeeId], "-x")`          | `{"employeeId": 17}`                        | `"17-x"` |
    /// | `Append([mail], ".test")`             | `{"mail": ""}`                              | `".test"` |
    /// | `Append([mail], ".test")`             | `{}`                                        | absent |
    /// | `Append("SMTP:", [mail])`             | `{}`                                        | absent |
    /// | `Append([mail], ".test")`             | `{"mail": ["a@b.org", "c@d.org"]}`          | several-values |
    fn Append<'r>(source: &'r str, suffix: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.concat(&[source, suffix])
    }

    /// The prefix followed by the source.
    ///
    /// Absent if the prefix or the source is absent.
    ///
    /// | expression                 | record                        | gives |
    /// |----------------------------|-------------------------------|-------|
    /// | `Prepend("smtp:", [mail])` | `{"mail": "ada@contoso.com"}` | `"smtp:ada@contoso.com"` |
    /// | `Prepend("smtp:", [mail])` | `{"mail": ""}`                | `"smtp:"` |
    /// | `Prepend("smtp:", [mail])` | `{}`                          | absent |
    fn Prepend<'r>(prefix: &'r str, source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.concat(&[prefix, source])
    }

    /// The first characters of a string.
    ///
    /// The whole string if it has fewer characters or the number is negative. The empty string if the string is absent.
    /// Characters beyond the Basic Multilingual Plane, such as emoji, count as two; one that would be cut in half is
    /// omitted.
    ///
    /// | expression                   | record                     | gives |
    /// |------------------------------|----------------------------|-------|
    /// | `Left("John Doe", 3)`        | `{}`                       | `"Joh"` |
    /// | `Left([displayName], 0)`     | `{"displayName": "Ada"}`   | `""` |
    /// | `Left([displayName], -1)`    | `{"displayName": "Ada"}`   | `"Ada"` |
    /// | `Left([displayName], 99)`    | `{"displayName": "Ada"}`   | `"Ada"` |
    /// | `Left([displayName], "2")`   | `{"displayName": "Ada"}`   | `"Ad"` |
    /// | `Left([displayName], 2)`     | `{"displayName": "a😀b"}`  | `"a"` |
    /// | `Left([displayName], 3)`     | `{"displayName": "a😀b"}`  | `"a😀"` |
    /// | `Left([displayName], 3)`     | `{"displayName": ""}`      | `""` |
    /// | `Left([displayName], 3)`     | `{}`                       | `""` |
    /// | `Left([displayName], [n])`   | `{"displayName": "Ada", "n": "two"}` | wrong-kind |
    #[aliases(
        "Links($text, $count)" => "Left($text, $count)",
        "Gauche($text, $count)" => "Left($text, $count)",
        "Izquierda($text, $count)" => "Left($text, $count)",
    )]
    #[properties(LowestUseful("numChars", 0, "the whole string"), LongestBy("numChars"))]
    fn Left<'r>(string["source"]: Option<&'r str>, numChars["length"]: i64) -> &'r str {
        let text = string.unwrap_or_default();
        vb::left(text, numChars).unwrap_or(text)
    }

    /// The number of characters in a string.
    ///
    /// Characters beyond the Basic Multilingual Plane, such as emoji, count as two. For a number, its characters as
    /// written are counted. For an absent string, the result is 0.
    ///
    /// | expression            | record                    | gives |
    /// |-----------------------|---------------------------|-------|
    /// | `Len("John Doe")`     | `{}`                      | `8`   |
    /// | `Len(42568)`          | `{}`                      | `5`   |
    /// | `Len(42568.75)`       | `{}`                      | `8`   |
    /// | `Len([displayName])`  | `{"displayName": "a😀b"}` | `4`   |
    /// | `Len([displayName])`  | `{"displayName": "Zoë"}`  | `3`   |
    /// | `Len([displayName])`  | `{"displayName": ""}`     | `0`   |
    /// | `Len([displayName])`  | `{}`                      | `0`   |
    /// | `IIF(Len([employeeId]) <= 5, "short", "long")` | `{"employeeId": "12345"}` | `"short"` |
    #[aliases(
        "Length($text)" => "Len($text)",
        "StringLength($text)" => "Len($text)",
        "StrLen($text)" => "Len($text)",
        "CharLength($text)" => "Len($text)",
    )]
    #[properties(NeverNegative)]
    fn Len<'r>(string["source"]: Option<&'r str>) -> i64 {
        string.map_or(0, |text| i64::try_from(vb::len(text)).unwrap_or(i64::MAX))
    }

    /// The source without white space at its beginning and end.
    ///
    /// This is the only string function that takes multiple values: it trims each of them. Absent if the source is
    /// absent.
    ///
    /// | expression                               | record                                | gives |
    /// |------------------------------------------|---------------------------------------|-------|
    /// | `Trim([displayName])`                    | `{"displayName": " Ada Lovelace\t"}`  | `"Ada Lovelace"` |
    /// | `Trim([displayName])`                    | `{"displayName": "   "}`              | `""` |
    /// | `Trim([displayName])`                    | `{}`                                  | absent |
    /// | `RemoveDuplicates(Trim([proxyAddresses]))` | `{"proxyAddresses": ["smtp:a@b.org ", "smtp:a@b.org"]}` | `["smtp:a@b.org"]` |
    /// | `Left(Trim([description]), 4)`           | `{"description": "  abcdef"}`         | `"abcd"` |
    /// | `Left(Trim([description]), 4)`           | `{}`                                  | `""` |
    #[languages(CLOUD_SYNC)]
    #[properties(KeepsTruth)]
    fn Trim<'r>(source: Value<'r>, scope: &'r Scope<'r>) -> Value<'r> {
        let trimmed = |value| match value {
            Value::Str(text) => Value::Str(text.trim()),
            other => other,
        };
        match source {
            Value::Multi(values) if values.iter().any(|&value| trimmed(value) != value) => {
                Value::Multi(scope.arena.alloc_slice_fill_iter(values.iter().map(|&value| trimmed(value))))
            }
            one => trimmed(one),
        }
    }

    /// The source without spaces.
    ///
    /// Only U+0020 is removed, at any position. Absent if the source is absent.
    ///
    /// | expression              | record                       | gives        |
    /// |-------------------------|------------------------------|--------------|
    /// | `StripSpaces([name])`   | `{"name": " Ada  Lovelace"}` | `"AdaLovelace"` |
    /// | `StripSpaces([name])`   | `{"name": "a\tb"}`           | `"a\tb"`     |
    /// | `StripSpaces([name])`   | `{"name": " "}`              | `""`         |
    /// | `StripSpaces([name])`   | `{}`                         | absent       |
    #[aliases(
        "RemoveSpaces($text)" => "StripSpaces($text)",
    )]
    #[properties(Lacks(" "))]
    fn StripSpaces<'r>(source: &'r str, scope: &'r Scope<'r>) -> &'r str {
        if !source.contains(' ') {
            return source;
        }
        scope.arena.alloc_str(&source.replace(' ', ""))
    }
}

/// The characters from a position on, counted from 1; the whole string if the start is below 1 or the length is
/// negative. Each language declares its own `Mid` with this body.
pub(in crate::functions) fn mid(source: &str, start: i64, length: Option<i64>) -> &str {
    vb::mid(source, start, length.unwrap_or(i64::MAX)).unwrap_or(source)
}
