//! Functions that cloud sync has in a form of its own. The bodies are shared.

use super::declare::functions;
use super::parameter::Optional;
use super::shared::text::mid;

functions! {
    /// The characters of a string from a position on, which counts from 1.
    ///
    /// To the end when there are not so many, and where no length is given. Beyond the end there is nothing: the empty
    /// string. The whole string when the start is below 1 or the length negative. Absent when the source is.
    ///
    /// | expression               | record                       | dialect    | gives         |
    /// |--------------------------|------------------------------|------------|---------------|
    /// | `Mid("John Doe", 3, 5)`  | `{}`                         | cloud-sync | `"hn Do"`     |
    /// | `Mid([mail], 6)`         | `{"mail": "SMTP:ada@b.org"}` | cloud-sync | `"ada@b.org"` |
    /// | `Mid([lastName], 4, 1)`  | `{"lastName": "Doe"}`        | cloud-sync | `""`          |
    /// | `Mid([lastName], 2, 64)` | `{}`                         | cloud-sync | absent        |
    #[languages(CLOUD_SYNC)]
    #[also_called("Substring", "Substr")]
    #[properties(LowestUseful("start", 1, "the whole text"), LowestUseful("length", 1, "the empty text or the whole"))]
    fn Mid<'r>(source: &'r str, start: i64, length: Optional<i64>) -> &'r str {
        mid(source, start, length.0)
    }
}
