//! Functions that put texts together and cut them. Lengths and positions count UTF-16 code units, as .NET does.

use super::declare::functions;
use super::parameter::OptionalInCloudSync;
use super::{Dialect, Scope};
use crate::diagnostic::EvalError;
use crate::dotnet::vb_text;
use crate::value::Value;

functions! {
    /// The source with the suffix behind it.
    ///
    /// Absent when the source or the suffix is: half a text is rarely wanted. `Join("", …)` passes over what is missing.
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

    /// The source with the prefix before it.
    ///
    /// Absent when the prefix or the source is.
    ///
    /// | expression                 | record                        | gives |
    /// |----------------------------|-------------------------------|-------|
    /// | `Prepend("smtp:", [mail])` | `{"mail": "ada@contoso.com"}` | `"smtp:ada@contoso.com"` |
    /// | `Prepend("smtp:", [mail])` | `{"mail": ""}`                | `"smtp:"` |
    /// | `Prepend("smtp:", [mail])` | `{}`                          | absent |
    fn Prepend<'r>(prefix: &'r str, source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.concat(&[prefix, source])
    }

    /// The first characters of a text.
    ///
    /// All of it when there are not so many or the number is negative. An absent text gives the empty text. Characters
    /// beyond the Basic Multilingual Plane, such as emoji, count as two; one that would be cut in half is left out.
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
    fn Left<'r>(string["source"]: Option<&'r str>, numChars["length"]: i64) -> &'r str {
        let text = string.unwrap_or_default();
        vb_text::left(text, numChars).unwrap_or(text)
    }

    /// The characters of a text from a position on, which counts from 1.
    ///
    /// To the end when there are not so many, and where no length is given: cloud sync's documents leave it out, the
    /// reference of functions requires it. Beyond the end there is nothing: the empty text (Entra Connect Sync gives
    /// the whole text there). The whole text when the start is below 1 or the length negative. Absent when the source is.
    ///
    /// | expression                          | record                    | gives |
    /// |-------------------------------------|---------------------------|-------|
    /// | `Mid("John Doe", 3, 5)`             | `{}`                      | `"hn Do"` |
    /// | `Mid("John Doe", 6, 999)`           | `{}`                      | `"Doe"` |
    /// | `Mid([PreferredFirstName], "1", "1")` | `{"PreferredFirstName": "Ada"}` | `"A"` |
    /// | `Join("", Mid([lastName], 1, 1), ToLower(Mid([lastName], 2, 64), ))` | `{"lastName": "O"}` | `"O"` |
    /// | `Mid([lastName], 4, 1)`             | `{"lastName": "Doe"}`     | `""` |
    /// | `Mid([lastName], 2, 0)`             | `{"lastName": "Doe"}`     | `""` |
    /// | `Mid([lastName], 2, -1)`            | `{"lastName": "Doe"}`     | `"Doe"` |
    /// | `Mid([lastName], 0, 1)`             | `{"lastName": "Doe"}`     | `"Doe"` |
    /// | `Mid([lastName], 3, 2)`             | `{"lastName": "a😀bc"}`   | `"b"` |
    /// | `Mid([lastName], 2, 64)`            | `{"lastName": ""}`        | `""` |
    /// | `Mid([lastName], 2, 64)`            | `{}`                      | absent |
    /// | `Mid([mail], 6)`                    | `{"mail": "SMTP:ada@b.org"}` | `"ada@b.org"` |
    /// | `Mid([mail], 6, [length])`          | `{"mail": "SMTP:ada@b.org"}` | `"ada@b.org"` |
    #[also_called("Substring", "Substr")]
    fn Mid<'r>(source: &'r str, start: i64, length: OptionalInCloudSync<i64>, scope: &'r Scope<'r>) -> &'r str {
        let beyond = || usize::try_from(start).is_ok_and(|start| start > vb_text::len(source));
        match vb_text::mid(source, start, length.0.unwrap_or(i64::MAX)) {
            Some(_) if scope.dialect == Dialect::Connect && beyond() => source,
            cut => cut.unwrap_or(source),
        }
    }

    /// How many characters a text has.
    ///
    /// Characters beyond the Basic Multilingual Plane, such as emoji, count as two. A number is as long as it is written.
    /// An absent text has none.
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
    #[also_called("Length", "StrLen")]
    fn Len<'r>(string["source"]: Option<&'r str>) -> i64 {
        string.map_or(0, |text| i64::try_from(vb_text::len(text)).unwrap_or(i64::MAX))
    }

    /// The source without white space before and behind it.
    ///
    /// The one text function that takes several values and trims each. Absent when the source is.
    ///
    /// | expression                               | record                                | gives |
    /// |------------------------------------------|---------------------------------------|-------|
    /// | `Trim([displayName])`                    | `{"displayName": " Ada Lovelace\t"}`  | `"Ada Lovelace"` |
    /// | `Trim([displayName])`                    | `{"displayName": "   "}`              | `""` |
    /// | `Trim([displayName])`                    | `{}`                                  | absent |
    /// | `RemoveDuplicates(Trim([proxyAddresses]))` | `{"proxyAddresses": ["smtp:a@b.org ", "smtp:a@b.org"]}` | `["smtp:a@b.org"]` |
    /// | `Left(Trim([description]), 4)`           | `{"description": "  abcdef"}`         | `"abcd"` |
    /// | `Left(Trim([description]), 4)`           | `{}`                                  | `""` |
    #[dialects(SYNC)]
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

    /// The source without its blanks.
    ///
    /// Only U+0020 is removed, wherever it stands. Absent when the source is.
    ///
    /// | expression              | record                       | gives        |
    /// |-------------------------|------------------------------|--------------|
    /// | `StripSpaces([name])`   | `{"name": " Ada  Lovelace"}` | `"AdaLovelace"` |
    /// | `StripSpaces([name])`   | `{"name": "a\tb"}`           | `"a\tb"`     |
    /// | `StripSpaces([name])`   | `{"name": " "}`              | `""`         |
    /// | `StripSpaces([name])`   | `{}`                         | absent       |
    #[also_called("RemoveSpaces")]
    fn StripSpaces<'r>(source: &'r str, scope: &'r Scope<'r>) -> &'r str {
        if !source.contains(' ') {
            return source;
        }
        scope.arena.alloc_str(&source.replace(' ', ""))
    }
}
