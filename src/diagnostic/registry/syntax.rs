//! Diagnostics about the syntax of an expression: missing parts, extra parts, and syntax of other languages.

use super::diagnostics;

diagnostics! {
    /// The expression is empty.
    ///
    /// | expression | raises             |
    /// |------------|--------------------|
    /// | ``         | `empty-expression` |
    /// | `[mail]`   | –                  |
    Error empty_expression(): "the expression is empty";

    /// A parenthesis is opened and never closed.
    ///
    /// | expression            | raises                 |
    /// |-----------------------|------------------------|
    /// | `ToLower([mail]`      | `unclosed-parenthesis` |
    /// | `ToLower([mail])`     | –                      |
    Error unclosed_parenthesis(what: &str): "{what} is not closed", help "add `)`";

    /// A string constant is opened and never closed.
    ///
    /// A `\"` inside a string is a quotation mark, not the end of the string: `"\"` is not closed, `"\\"` is a
    /// backslash.
    ///
    /// | expression               | raises          |
    /// |--------------------------|-----------------|
    /// | `Append([mail], ".org)`  | `unclosed-text` |
    /// | `Append([mail], ".org")` | –               |
    Error unclosed_text():
        "the string is not closed",
        help "add `\"`; a quotation mark inside a string is written `\\\"`";

    /// An attribute's bracket is opened and never closed.
    ///
    /// | expression           | raises               |
    /// |----------------------|----------------------|
    /// | `Coalesce([mail, "x")` | `unclosed-attribute` |
    /// | `Coalesce([mail], "x")` | –                 |
    Error unclosed_attribute(name: &str): "the attribute `[{name}` is not closed", help "add `]`";

    /// Two arguments follow each other without a comma.
    ///
    /// | expression                | raises          |
    /// |---------------------------|-----------------|
    /// | `Join("-", [city] [state])` | `missing-comma` |
    /// | `Join("-", [city], [state])` | –            |
    Error missing_comma(): "a comma is missing here", help "arguments are separated by `,`";

    /// The expression has text at a position where the syntax does not allow it.
    ///
    /// | expression           | raises            |
    /// |----------------------|-------------------|
    /// | `ToLower([mail] ^)`  | `unexpected-text` |
    /// | `Switch([country], ...)` | `unexpected-text` |
    /// | `ToLower([mail])`    | –                 |
    Error unexpected_text(found: &str): "unexpected `{found}`";

    /// A second expression follows the first.
    ///
    /// A mapping has one expression. To combine several, nest them in one call: `Join("", …, …)`.
    ///
    /// | expression            | raises              |
    /// |-----------------------|---------------------|
    /// | `[mail] [otherMail]`  | `second-expression` |
    /// | `Coalesce([mail], [otherMail])` | –         |
    Error second_expression():
        "a second expression begins here",
        help "combine both in one call, such as `Join(\"\", …, …)`";

    /// An operator has no value on one of its sides.
    ///
    /// | expression                 | raises            |
    /// |----------------------------|-------------------|
    /// | `IIF([city] = , "a", "b")` | `missing-operand` |
    /// | `IIF([city] = "", "a", "b")` | –               |
    Error missing_operand(operator: &str): "a value is missing next to `{operator}`";

    /// A string is written in typographic quotation marks, as word processors and web pages produce them.
    ///
    /// | expression                         | raises         |
    /// |------------------------------------|----------------|
    /// | `Switch([x], , “False”, "True")`   | `curly-quotes` |
    /// | `Switch([x], , "False", "True")`   | –              |
    Error curly_quotes(): "strings need straight quotation marks, not typographic ones", help "write `\"`";

    /// A string is written in single quotation marks.
    ///
    /// | expression             | raises          |
    /// |------------------------|-----------------|
    /// | `Append([mail], '.org')` | `single-quotes` |
    /// | `Append([mail], "it's")` | –             |
    Error single_quotes(): "strings need double quotation marks, not single ones", help "write `\"`";

    /// A character is written as an HTML entity, as in text copied from a web page.
    ///
    /// | expression                             | raises        |
    /// |----------------------------------------|---------------|
    /// | `IIF([city] &lt;&gt; "x", "a", "b")`   | `html-entity` |
    /// | `Append([mail], &quot;.org&quot;)`     | `html-entity` |
    /// | `IIF([city] &amp;lt; "x", "a", "b")`   | `html-entity` |
    /// | `IIF([city] <> "&lt;", "a", "b")`      | –             |
    Error html_entity(entity: &str, sign: &str):
        "`{entity}` is an HTML entity, not part of the language",
        help format!("write `{sign}`");

    /// A comparison is written as in another language.
    ///
    /// | expression                   | raises             |
    /// |------------------------------|--------------------|
    /// | `IIF([city] == "x", "a", "b")` | `foreign-operator` |
    /// | `IIF([city] = "x", "a", "b")`  | –                |
    Error foreign_operator(found: &str, sign: &str): "`{found}` is not an operator", help format!("write `{sign}`");

    /// Conditions are joined by a word such as `And` or `Or`.
    ///
    /// There is no `And` and no `Or`. `IIF(a And b, x, y)` is written `IIF(a, IIF(b, x, y), y)`, and
    /// `IIF(a Or b, x, y)` is written `IIF(a, x, IIF(b, x, y))`.
    ///
    /// | expression                                     | raises       |
    /// |------------------------------------------------|--------------|
    /// | `IIF([city]="x" OR [state]="y", "a", "b")`     | `logic-word` |
    /// | `IIF([city]="OR", "a", "b")`                   | –            |
    Error logic_word(word: &str):
        "the language has no `{word}`",
        help "nest `IIF`: for And `IIF(a, IIF(b, x, y), y)`, for Or `IIF(a, x, IIF(b, x, y))`";

    /// An item is read with a subscript.
    ///
    /// | expression              | raises      |
    /// |-------------------------|-------------|
    /// | `Split([mail], "@")[1]` | `subscript` |
    /// | `Item(Split([mail], "@"), 2)` | –     |
    Error subscript(index: &str):
        "unexpected `[{index}]` after a call",
        help "read an item with `Item(…, n)`; items count from 1";

    /// The expression has a comment.
    ///
    /// | expression                   | raises    |
    /// |------------------------------|-----------|
    /// | `ToLower([mail]) // as text` | `comment` |
    /// | `Append([mail], "//")`       | –         |
    Error comment():
        "the language has no comments",
        help "in a TOML mapping file, write it outside the expression, after `#`";

    /// A backslash is followed by a character that it does not escape.
    ///
    /// Only `\\` and `\"` are escape sequences; before any other character the backslash stays. In a JSON export every
    /// backslash is doubled again, so a single one there usually means that one level of escaping is missing.
    ///
    /// There is no escape sequence for a line break: put the line break itself into the string, in JSON as `\n`. In a
    /// regular expression `\\n` is one.
    ///
    /// | expression                               | record               | raises           |
    /// |------------------------------------------|----------------------|------------------|
    /// | `Replace([phone], , "\d", , "", , )`     | `{"phone": "x1"}`    | `unknown-escape` |
    /// | `Replace([phone], , "\\d", , "", , )`    | `{"phone": "x1"}`    | –                |
    Warning unknown_escape(escape: &str):
        "`{escape}` is not an escape sequence, the backslash stays in the string",
        help match escape {
            "\\n" | "\\r" | "\\t" | "\\r\\n" => "put the line break or the tab itself into the string; in a regular expression write `\\\\`",
            _ => "write `\\\\` for a backslash",
        };

    /// The expression is longer than the service accepts.
    ///
    /// The service accepts expressions of up to 10,000 characters.
    Warning expression_too_long(characters: usize):
        "the expression has {characters} characters, the service accepts at most 10,000";

    /// The expression is too long to be read, or has too many operators.
    Error expression_over_limit(count: usize, what: &str, limit: usize):
        "the expression has {count} {what}, more than the limit of {limit}";

    /// Calls, parentheses or brackets are nested too deeply.
    Error expression_nested_too_deep(limit: usize): "parentheses and brackets are nested more than {limit} levels deep";

    /// An expression has too many errors and warnings for all of them to be of use.
    ///
    /// Usually most of them have one cause, such as a comma that is missing in every line of a generated file. The most severe
    /// ones are kept, and among equals the first.
    Error too_many_errors(limit: usize):
        "the expression has more than {limit} errors and warnings, and the others are left out",
        help "correct those that are shown, and check again";

    /// A call has too many arguments.
    Error argument_limit_exceeded(count: usize, limit: usize):
        "the call has {count} arguments, more than the limit of {limit}";
}
