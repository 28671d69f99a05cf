//! Functions that application provisioning has in a form of its own. The bodies are shared.

use super::declare::functions;
use super::parameter::Recommended;
use super::shared::text::mid;

functions! {
    /// The characters of a string from a position on, which counts from 1.
    ///
    /// To the end when there are not so many, and where no length is given: cloud sync's documents leave it out, the
    /// reference of functions requires it. Beyond the end there is nothing: the empty string. The whole string when the
    /// start is below 1 or the length negative. Absent when the source is.
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
    #[languages(ENTRA)]
    #[also_called("Substring", "Substr")]
    #[properties(LowestUseful("start", 1, "the whole text"), LowestUseful("length", 1, "the empty text or the whole"))]
    fn Mid<'r>(source: &'r str, start: i64, length: Recommended<i64>) -> &'r str {
        mid(source, start, length.0)
    }
}
