//! Diagnostics about a text as a whole: what was copied with the expression, and the syntax of other languages.

use super::diagnostics;

diagnostics! {
    /// The text is more than the expression: something was copied with it.
    ///
    /// Labels, quotation marks, HTML tags, code fences, the escapes of JSON or CSV, characters that nobody sees: all of
    /// it is one error, and one edit leaves the expression.
    ///
    /// | expression                                    | raises        |
    /// |-----------------------------------------------|---------------|
    /// | `=Join(" ", [givenName], [surname])`          | `pasted-text` |
    /// | `displayName: Join(" ", [givenName], [surname])` | `pasted-text` |
    /// | `<code>ToLower([mail])</code>`                | `pasted-text` |
    /// | `Append([mail], \".org\")`                    | `pasted-text` |
    /// | `Append([mail], ""x.org"")`                   | `pasted-text` |
    /// | `ToLower(\[mail\])`                           | `pasted-text` |
    /// | `ToLower([mail])`                             | –             |
    /// | `Append("displayName: ", ToLower([mail]))`    | –             |
    /// | `Append("", "<code>")`                        | –             |
    Error pasted_text(what: &str, inner: &str): "the text is more than an expression, it has {what}",
        help format!("write only the expression: `{inner}`");

    /// Something is written as in another language: attributes of claims, methods, `? :`.
    ///
    /// | expression                               | raises           |
    /// |------------------------------------------|------------------|
    /// | `Append(user.givenname, ".org")`         | `foreign-syntax` |
    /// | `Append({givenName}, ".org")`            | `foreign-syntax` |
    /// | `[country] == "DE" ? "de" : "en"`        | `foreign-syntax` |
    /// | `[mail].toLowerCase()`                   | `foreign-syntax` |
    /// | `[mail] ?? [otherMail]`                  | `foreign-syntax` |
    /// | `wd:Worker_Data/wd:Personal_Data`        | `foreign-syntax` |
    /// | `Append([givenName], "{x} ? user.mail")` | –                |
    Error foreign_syntax(what: &str, here: &str): "{what} belongs to another language", help here.to_owned();

    /// Arguments are separated by semicolons, as spreadsheets of many countries do it.
    ///
    /// | expression                              | raises              |
    /// |-----------------------------------------|---------------------|
    /// | `Switch([c]; "x"; "DE"; "Germany")`     | `foreign-separator` |
    /// | `Switch([c], "x", "D;E", "Germany")`    | –                   |
    Error foreign_separator(): "arguments are separated by a comma `,`, not by `;`", help "write `,`";

    /// A string has no opening quotation mark.
    ///
    /// | expression                       | raises          |
    /// |----------------------------------|-----------------|
    /// | `Append([mail], .org")`          | `unopened-text` |
    /// | `Join("@", [a], contoso.com")`   | `unopened-text` |
    /// | `Append([mail], ".org")`         | –               |
    Error unopened_text(): "the string has no quotation mark at its beginning", help "write `\"` before it";

    /// An attribute has no opening bracket.
    ///
    /// | expression                        | raises               |
    /// |-----------------------------------|----------------------|
    /// | `Join(" ", givenName], [surname])` | `unopened-attribute` |
    /// | `Join(" ", [givenName], [surname])` | –                   |
    Error unopened_attribute(name: &str): "the attribute `{name}]` has no bracket at its beginning", help "write `[` before it";

    /// There are more closing parentheses than opening ones.
    ///
    /// | expression                          | raises              |
    /// |-------------------------------------|---------------------|
    /// | `Append(ToLower([mail])), ".org")`  | `extra-parenthesis` |
    /// | `ToLower([mail]))`                  | `extra-parenthesis` |
    /// | `Append(ToLower([mail]), ".org)")`  | –                   |
    Error extra_parenthesis(closes: &str):
        "a closing parenthesis is too many: {closes}",
        help "remove it";
}
