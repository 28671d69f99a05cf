//! Diagnostics about the text of an expression: what is missing, what is too much, what other languages write.

use super::diagnostics;

diagnostics! {
    /// There is no expression.
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

    /// A text constant is opened and never closed.
    ///
    /// A `\"` inside a text is a quotation mark, not the text's end: `"\"` is not closed, `"\\"` is a backslash.
    ///
    /// | expression               | raises          |
    /// |--------------------------|-----------------|
    /// | `Append([mail], ".org)`  | `unclosed-text` |
    /// | `Append([mail], ".org")` | –               |
    Error unclosed_text(): "the text is not closed", help "add `\"`; a quotation mark inside a text is written `\\\"`";

    /// An attribute's bracket is opened and never closed.
    ///
    /// | expression           | raises               |
    /// |----------------------|----------------------|
    /// | `Coalesce([mail, "x")` | `unclosed-attribute` |
    /// | `Coalesce([mail], "x")` | –                 |
    Error unclosed_attribute(name: &str): "the attribute `[{name}` is not closed", help "add `]`";

    /// Two arguments stand side by side without a comma.
    ///
    /// | expression                | raises          |
    /// |---------------------------|-----------------|
    /// | `Join("-", [city] [state])` | `missing-comma` |
    /// | `Join("-", [city], [state])` | –            |
    Error missing_comma(): "a comma is missing here", help "arguments are separated by `,`";

    /// Something stands where nothing can.
    ///
    /// | expression           | raises            |
    /// |----------------------|-------------------|
    /// | `ToLower([mail]))`   | `unexpected-text` |
    /// | `Switch([country], ...)` | `unexpected-text` |
    /// | `ToLower([mail])`    | –                 |
    Error unexpected_text(found: &str): "`{found}` cannot stand here";

    /// A second expression follows the first.
    ///
    /// A mapping has one expression. To put several together, nest them: `Join("", …, …)`.
    ///
    /// | expression            | raises              |
    /// |-----------------------|---------------------|
    /// | `[mail] [otherMail]`  | `second-expression` |
    /// | `Coalesce([mail], [otherMail])` | –         |
    Error second_expression(): "a second expression begins here", help "put both into one call, such as `Join(\"\", …, …)`";

    /// An operator has nothing to work on.
    ///
    /// | expression                 | raises            |
    /// |----------------------------|-------------------|
    /// | `IIF([city] = , "a", "b")` | `missing-operand` |
    /// | `IIF([city] = "", "a", "b")` | –               |
    Error missing_operand(operator: &str): "a value is missing beside `{operator}`";

    /// A text stands in typographic quotation marks, as word processors and web pages make them.
    ///
    /// | expression                         | raises         |
    /// |------------------------------------|----------------|
    /// | `Switch([x], , “False”, "True")`   | `curly-quotes` |
    /// | `Switch([x], , "False", "True")`   | –              |
    Error curly_quotes(): "typographic quotation marks do not make a text", help "write straight ones: `\"`";

    /// A text stands in single quotation marks.
    ///
    /// | expression             | raises          |
    /// |------------------------|-----------------|
    /// | `Append([mail], '.org')` | `single-quotes` |
    /// | `Append([mail], "it's")` | –             |
    Error single_quotes(): "single quotation marks do not make a text", help "write double ones: `\"`";

    /// A sign is written as an HTML entity, as copies of web pages have them.
    ///
    /// | expression                             | raises        |
    /// |----------------------------------------|---------------|
    /// | `IIF([city] &lt;&gt; "x", "a", "b")`   | `html-entity` |
    /// | `Append([mail], &quot;.org&quot;)`     | `html-entity` |
    /// | `IIF([city] &amp;lt; "x", "a", "b")`   | `html-entity` |
    /// | `IIF([city] <> "&lt;", "a", "b")`      | –             |
    Error html_entity(entity: &str, sign: &str): "`{entity}` is HTML, not part of the language", help format!("write `{sign}`");

    /// A comparison is written as in another language.
    ///
    /// | expression                   | raises             |
    /// |------------------------------|--------------------|
    /// | `IIF([city] == "x", "a", "b")` | `foreign-operator` |
    /// | `IIF([city] = "x", "a", "b")`  | –                |
    Error foreign_operator(found: &str, sign: &str): "`{found}` is not an operator", help format!("write `{sign}`");

    /// Conditions are joined by a word.
    ///
    /// There is no `And` and no `Or`. `IIF(a And b, x, y)` is written `IIF(a, IIF(b, x, y), y)`, and `IIF(a Or b, x, y)`
    /// is written `IIF(a, x, IIF(b, x, y))`.
    ///
    /// | expression                                     | raises       |
    /// |------------------------------------------------|--------------|
    /// | `IIF([city]="x" OR [state]="y", "a", "b")`     | `logic-word` |
    /// | `IIF([city]="OR", "a", "b")`                   | –            |
    Error logic_word(word: &str): "there is no `{word}` in the language", help "nest `IIF`: `IIF(a, IIF(b, x, y), y)` for and, `IIF(a, x, IIF(b, x, y))` for or";

    /// An item is taken with a subscript.
    ///
    /// | expression              | raises      |
    /// |-------------------------|-------------|
    /// | `Split([mail], "@")[1]` | `subscript` |
    /// | `Item(Split([mail], "@"), 2)` | –     |
    Error subscript(index: &str): "`[{index}]` cannot stand behind a call", help "take an item with `Item(…, n)`, counted from 1";

    /// A comment stands in the expression.
    ///
    /// | expression                   | raises    |
    /// |------------------------------|-----------|
    /// | `ToLower([mail]) // as text` | `comment` |
    /// | `Append([mail], "//")`       | –         |
    Error comment(): "the language has no comments", help "in a TOML mapping file, write it beside the expression after `#`";

    /// A backslash stands before a character that it does not escape.
    ///
    /// Only `\\` and `\"` are escapes; before anything else the backslash stays. In a JSON export every backslash is
    /// doubled once more, so a single one there usually means that one level of escaping is missing.
    ///
    /// | expression                               | record               | raises           |
    /// |------------------------------------------|----------------------|------------------|
    /// | `Replace([phone], , "\d", , "", , )`     | `{"phone": "x1"}`    | `unknown-escape` |
    /// | `Replace([phone], , "\\d", , "", , )`    | `{"phone": "x1"}`    | –                |
    Warning unknown_escape(escape: &str): "`{escape}` is not an escape, the backslash stays in the text", help "write `\\\\` for a backslash";

    /// The text is longer than the service accepts.
    ///
    /// The service takes expressions of up to 10,000 characters.
    Warning expression_too_long(characters: usize): "the expression has {characters} characters, the service takes 10,000";

    /// The text is too long to be looked at.
    Error expression_over_limit(bytes: usize, limit: usize): "the expression has {bytes} bytes, more than the limit of {limit}";

    /// Calls, groups or brackets are nested too deeply.
    Error expression_nested_too_deep(limit: usize): "parentheses and brackets are nested more than {limit} deep here";

    /// A call has too many arguments.
    Error argument_limit_exceeded(count: usize, limit: usize): "the call has {count} arguments, more than the limit of {limit}";
}
