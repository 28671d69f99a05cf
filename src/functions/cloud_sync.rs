//! Functions that have a form of their own in cloud sync. The bodies are shared; what all languages have is in `shared`.

use super::declare::functions;
use super::parameter::Optional;
use super::shared::text::mid;

functions! {
    /// The characters of a string from a position on, counted from 1.
    ///
    /// If there are fewer characters, or no length is given, the result goes to the end of the string. If the start is
    /// beyond the end, the result is the empty string. If the start is below 1 or the length is negative, it is the
    /// whole string. Absent if the source is absent.
    ///
    /// | expression               | record                       | dialect    | gives         |
    /// |--------------------------|------------------------------|------------|---------------|
    /// | `Mid("John Doe", 3, 5)`  | `{}`                         | cloud-sync | `"hn Do"`     |
    /// | `Mid([mail], 6)`         | `{"mail": "SMTP:ada@b.org"}` | cloud-sync | `"ada@b.org"` |
    /// | `Mid([lastName], 4, 1)`  | `{"lastName": "Doe"}`        | cloud-sync | `""`          |
    /// | `Mid([lastName], 2, 64)` | `{}`                         | cloud-sync | absent        |
    #[languages(CLOUD_SYNC)]
    #[aliases(
        "Substring($text, 0, $count)" => "Mid($text, 1, $count)",
        "Substr($text, 0, $count)" => "Mid($text, 1, $count)",
        "Teil($text, $start, $count)" => "Mid($text, $start, $count)",
        "Stxt($text, $start, $count)" => "Mid($text, $start, $count)",
        "Substring" => "`Mid(source, start, length)` counts from 1; others count from 0, or take an end in place of a length",
        "Substr" => "`Mid(source, start, length)` counts from 1; others count from 0, or take an end in place of a length",
    )]
    #[properties(
        LowestUseful("start", 1, "the whole string"),
        LowestUseful("length", 1, "the empty or the whole string"),
        LongestBy("length")
    )]
    fn Mid<'r>(source: &'r str, start: i64, length: Optional<i64>) -> &'r str {
        mid(source, start, length.0)
    }
}
