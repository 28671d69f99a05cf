//! Functions that find something in a text: a position, a word.

use super::characters::Characters;
use crate::diagnostic::registry;
use crate::dotnet::vb_text::{self, Compare};
use crate::functions::CallError;
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::text::Span;

functions! {
    /// One word of a text, counted from 1.
    ///
    /// Each character of the delimiters ends a word; several in a row count as one. A text without any delimiter is a
    /// single word. The empty text when there are fewer words, when the number is below 1, and when the text is absent.
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
    #[languages(ALL)]
    #[properties(LowestUseful("wordNumber", 1, "the empty text"))]
    fn Word<'r>(string["source"]: Option<&'r str>, wordNumber: i64, delimiters: &'r str) -> &'r str {
        let delimiters = Characters::of(delimiters);
        let mut words = string.unwrap_or_default().split(|character| delimiters.contains(character));
        let skipped = wordNumber.checked_sub(1).and_then(|skipped| usize::try_from(skipped).ok());
        let word = skipped.and_then(|skipped| words.by_ref().filter(|word| !word.is_empty()).nth(skipped));
        word.unwrap_or_default()
    }

    /// Where one text stands in another, counted from 1, or 0.
    ///
    /// The search begins at `start`, which counts from 1 as well; the result counts from the text's beginning all the
    /// same. `vbBinaryCompare`, the default, minds letter case and `vbTextCompare` does not. An absent text contains
    /// nothing; an absent text to look for gives no result.
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
    #[languages(ALL)]
    #[also_called("IndexOf", "Position")]
    fn InStr<'r>(
        value1: Option<&'r str>, value2: &'r str, start: Optional<i64>, compareType: Optional<&'r str>,
    ) -> Result<i64, CallError> {
        let compare = match compareType.0 {
            None | Some("vbBinaryCompare") => Compare::Binary,
            Some("vbTextCompare") => Compare::Text,
            Some(other) => {
                let options = "`vbBinaryCompare` or `vbTextCompare`";
                return Err(CallError::text(3, registry::unknown_option(Span::default(), "compareType", "InStr", options), other));
            }
        };
        let found = vb_text::in_str(start.0.unwrap_or(1), value1.unwrap_or_default(), value2, compare).ok_or_else(|| {
            let diagnostic = registry::argument_out_of_range(Span::default(), "start", "InStr", "1 or more");
            CallError::Argument(2, Box::new(diagnostic))
        })?;
        Ok(i64::try_from(found).unwrap_or(i64::MAX))
    }
}
