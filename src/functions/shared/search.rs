//! Functions that find something in a string: a position, a word. Patterns are in `replace`.

use super::characters::Characters;
use crate::diagnostic::registry;
use crate::dotnet::vb::{self, Compare};
use crate::functions::CallError;
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::text::Span;

/// How `InStr` compares.
const COMPARES: &str = "`vbBinaryCompare` or `vbTextCompare`";

functions! {
    /// One word of a string, counted from 1.
    ///
    /// Each character of the delimiters ends a word; consecutive delimiters count as one. A string without a delimiter
    /// is a single word. The result is the empty string if there are fewer words, if the number is below 1, or if the
    /// string is absent.
    ///
    /// | expression                                       | record                  | gives |
    /// |--------------------------------------------------|-------------------------|-------|
    /// | `Word("The quick brown fox", 3, " ")`            | `{}`                    | `"brown"` |
    /// | `Word("This,string!has&many separators", 3, ",!&#")` | `{}`                | `"has"` |
    /// | `Word([userPrincipalName], 1, "@")`              | `{"userPrincipalName": "ada@contoso.com"}` | `"ada"` |
    /// | `Word([userPrincipalName], 1, "@")`              | `{"userPrincipalName": "ada"}` | `"ada"` |
    /// | `Word([userPrincipalName], 2, "@")`              | `{"userPrincipalName": "ada"}` | `""` |
    /// | `Word([name], 2, " ")`                           | `{"name": "  Ada   Lovelace"}` | `"Lovelace"` |
    /// | `Word([name], 0, " ")`                           | `{"name": "Ada"}`       | `""` |
    /// | `Word([name], 1, "")`                            | `{"name": "Ada L"}`     | `"Ada L"` |
    /// | `Word([name], 1, " ")`                           | `{"name": " "}`         | `""` |
    /// | `Word([name], 1, " ")`                           | `{}`                    | `""` |
    #[properties(LowestUseful("wordNumber", 1, "the empty string"), SearchesFor(&["delimiters"]), LacksThoseOf("delimiters"))]
    fn Word<'r>(string["source"]: Option<&'r str>, wordNumber: i64, delimiters: &'r str) -> &'r str {
        word(string.unwrap_or_default(), wordNumber, delimiters)
    }

    /// The position of one string in another, counted from 1; 0 if it is not found.
    ///
    /// The search begins at `start`, which also counts from 1; the result is still counted from the beginning of the
    /// string. `vbBinaryCompare`, the default, is case-sensitive; `vbTextCompare` is not. The result is 0 if the string
    /// is absent. It is absent if the string to search for is absent.
    ///
    /// | expression                                       | record                | gives |
    /// |--------------------------------------------------|-----------------------|-------|
    /// | `InStr("The quick brown fox", "quick")`          | `{}`                  | `5` |
    /// | `InStr("repEated", "e", 3, vbBinaryCompare)`     | `{}`                  | `7` |
    /// | `InStr("repEated", "e", 3, vbTextCompare)`       | `{}`                  | `4` |
    /// | `InStr([mail], "@")`                             | `{"mail": "ada"}`     | `0` |
    /// | `InStr([mail], "@", 5)`                          | `{"mail": "a@b"}`     | `0` |
    /// | `InStr([mail], "b")`                             | `{"mail": "😀b"}`     | `3` |
    /// | `InStr([mail], "")`                              | `{"mail": "ada"}`     | `1` |
    /// | `InStr([mail], "@")`                             | `{}`                  | `0` |
    /// | `InStr("a@b", [sign])`                           | `{}`                  | absent |
    /// | `IIF(InStr([mail], "@")=0, "no address", [mail])` | `{"mail": "ada"}`    | `"no address"` |
    /// | `InStr([mail], "@", [start])`                    | `{"mail": "a@b", "start": 0}` | argument-out-of-range |
    /// | `InStr([mail], "@", 1, [how])`                   | `{"mail": "a@b", "how": "vbFuzzy"}` | unknown-option |
    #[aliases(
        "Find($what, $text)" => "InStr($text, $what)",
        "Find($what, $text, $start)" => "InStr($text, $what, $start)",
        "Search($what, $text)" => "InStr($text, $what, 1, vbTextCompare)",
        "CharIndex($what, $text)" => "InStr($text, $what, 1, vbTextCompare)",
        "IndexOf" => "`InStr(value1, value2)` counts from 1, and is 0 if the string is not found",
        "Position" => "`InStr(value1, value2)` is the position of the second string in the first, counted from 1",
        "Includes" => "`InStr(value1, value2) > 0` asks whether a string has another in it",
        "StartsWith($text, $start)" => "CBool(InStr($text, $start) = 1)",
        "InStrRev" => "`InStr(value1, value2)` finds the first position; for the last, write a pattern for `Replace`",
    )]
    #[properties(SearchesFor(&["value2"]), NeverNegative, OneOf("compareType", COMPARES))]
    fn InStr<'r>(
        value1: Option<&'r str>, value2: &'r str, start: Optional<i64>, compareType: Optional<&'r str>,
    ) -> Result<i64, CallError> {
        let compare = match compareType.0 {
            None | Some("vbBinaryCompare") => Compare::Binary,
            Some("vbTextCompare") => Compare::Text,
            Some(other) => {
                return Err(CallError::text(3, registry::unknown_option(Span::default(), "compareType", "InStr", COMPARES), other));
            }
        };
        let found = vb::in_str(start.0.unwrap_or(1), value1.unwrap_or_default(), value2, compare).ok_or_else(|| {
            let diagnostic = registry::argument_out_of_range(Span::default(), "start", "InStr", "at least 1");
            CallError::Argument(2, Box::new(diagnostic))
        })?;
        Ok(i64::try_from(found).unwrap_or(i64::MAX))
    }
}

/// The word with a number, counted from 1, of a string that is split at any of the delimiters.
pub(in crate::functions) fn word<'t>(text: &'t str, number: i64, delimiters: &str) -> &'t str {
    let delimiters = Characters::of(delimiters);
    let mut words = text.split(|character| delimiters.contains(character));
    let skipped = number.checked_sub(1).and_then(|skipped| usize::try_from(skipped).ok());
    let word = skipped.and_then(|skipped| words.by_ref().filter(|word| !word.is_empty()).nth(skipped));
    word.unwrap_or_default()
}
