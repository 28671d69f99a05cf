//! A lint about line breaks and tabs that are written in words: strings have no escapes for them, and they flow as they are
//! written. `\n` with one backslash is a syntax warning; entities are in `entities`.

use super::{Lint, Lints, NodeFilter, parameter_for};
use crate::check::Expr;
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Any, strings)], ..Lints::NONE };

diagnostics! {
    /// A separator or a replacement is the name of a line break or of a tab in another language.
    ///
    /// A string here has no escapes but `\\` and `\"`: a line break in it is typed as one.
    ///
    /// | expression                                         | raises                   |
    /// |----------------------------------------------------|--------------------------|
    /// | `Join("\\n", [street], [city])`                    | `line-break-in-words`    |
    /// | `Join(",\\r\\n", [street], [city])`                | `line-break-in-words`    |
    /// | ``Join("`n", [street], [city])``                   | `line-break-in-words`    |
    /// | `Join("%0A", [street], [city])`                    | `line-break-in-words`    |
    /// | `Join("CRLF", [street], [city])`                   | `line-break-in-words`    |
    /// | `Replace([street], ";", , , "\\n", , )`            | `line-break-in-words`    |
    /// | `Join("vbCrLf", [street], [city])`                 | `line-break-in-words`    |
    /// | `Join("{newline}", [street], [city])`              | `line-break-in-words`    |
    /// | `Join("Environment.NewLine", [street], [city])`    | `line-break-in-words`    |
    /// | `Join("new line", [street], [city])`               | –                        |
    /// | `Append([street], "vbCrLf")`                       | –                        |
    /// | `Join("\\", [a], [b])`                             | –                        |
    /// | `Join("\\n1", [a], [b])`                           | –                        |
    /// | `Join("%0", [a], [b])`                             | –                        |
    /// | `Join(" lf ", [a], [b])`                           | –                        |
    /// | `Append([path], "\\n")`                            | –                        |
    /// | `Replace([a], "\\n", , , " ", , )`                 | –                        |
    /// | `Replace([a], , "\\r?\\n", , " ", , )`             | –                        |
    Warning line_break_in_words(found: &str):
        "`{found}` is no line break or tab here, and flows as it is written",
        help "put the line break or the tab itself into the string";
}

/// How other languages write them; the backslash may be doubled in a file, but is one in the value.
const WRITTEN: [&str; 9] = ["\\r", "\\n", "\\t", "`r", "`n", "`t", "%0A", "%0D", "%09"];

/// The names that are a whole string.
const NAMES: [&str; 10] =
    ["CRLF", "LF", "\\u000A", "\\x0A", "vbCrLf", "vbLf", "vbNewLine", "NewLine", "{newline}", "Environment.NewLine"];

fn strings(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let Some(text) = part.text().filter(|text| (2..20).contains(&text.len())) else { return };
    let written = part.span.of(lint.text);
    let is_place = parameter_for(part, around).is_some_and(|(function, parameter)| {
        function.name == "Join" && parameter.name == "separator" || parameter.name == "replacementValue"
    });
    // A single backslash has been reported as an escape that does not exist.
    if !is_place || text.contains('\\') && !written.contains("\\\\") {
        return;
    }
    let first = WRITTEN.iter().filter_map(|found| text.find(found)).min();
    let rest = WRITTEN.iter().fold(text.to_owned(), |rest, found| rest.replace(found, ""));
    let at = match first {
        Some(at) if !rest.contains(char::is_alphanumeric) => at,
        _ if NAMES.contains(&text) => 0,
        _ => return,
    };
    let found = text.get(at..).unwrap_or_default();
    lint.report(line_break_in_words(lint.inside(part, Span::new(at, text.len())), found));
}
