//! Functions that have a form of their own in Entra Connect Sync. The bodies are shared as far as they are the same. Its
//! functions that attrflow does not run are in `language`.

use super::declare::functions;
use super::parameter::Optional;
use super::shared::text::mid;
use crate::dotnet::vb;

functions! {
    /// The characters of a string from a position on, counted from 1.
    ///
    /// If there are fewer characters, or no length is given, the result goes to the end of the string. If the start is
    /// below 1 or beyond the end, or the length is negative, the result is the whole string. If the source is absent,
    /// it is the empty string.
    ///
    /// | expression               | record                       | dialect | gives         |
    /// |--------------------------|------------------------------|---------|---------------|
    /// | `Mid("John Doe", 3, 5)`  | `{}`                         | connect | `"hn Do"`     |
    /// | `Mid("John Doe", 6, 999)` | `{}`                        | connect | `"Doe"`       |
    /// | `Mid([mail], 6)`         | `{"mail": "SMTP:ada@b.org"}` | connect | `"ada@b.org"` |
    /// | `Mid([lastName], 4, 1)`  | `{"lastName": "Doe"}`        | connect | `"Doe"`       |
    /// | `Mid([lastName], 3, 1)`  | `{"lastName": "Doe"}`        | connect | `"e"`         |
    /// | `Mid([lastName], 2, 0)`  | `{"lastName": "Doe"}`        | connect | `""`          |
    /// | `Mid([lastName], 1, 2)`  | `{}`                         | connect | `""`          |
    #[languages(CONNECT)]
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
        LowestUseful("length", 1, "the empty or the whole string")
    )]
    fn Mid<'r>(source: Option<&'r str>, start: i64, length: Optional<i64>) -> &'r str {
        let source = source.unwrap_or_default();
        let is_beyond = usize::try_from(start).is_ok_and(|start| start > vb::len(source));
        if is_beyond { source } else { mid(source, start, length.0) }
    }
}
