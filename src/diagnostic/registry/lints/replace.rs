//! Lints about `Replace` and its regular expressions.

use super::diagnostics;

diagnostics! {
    /// `Replace` names a group that its pattern does not have. Nothing is ever replaced, or taken from, there.
    ///
    /// Names of groups are case-sensitive. A group is made by `(?<name>…)`; plain parentheses are numbered from 1.
    ///
    /// | expression                                             | raises                  |
    /// |--------------------------------------------------------|-------------------------|
    /// | `Replace([mail], , "(?<user>.*)@", "User", "x", , )`   | `unknown-pattern-group` |
    /// | `Replace([mail], , "(.*)@", "user", "x", , )`          | `unknown-pattern-group` |
    /// | `Replace([mail], , "(?<user>.*)@", "user", "x", , )`   | –                       |
    /// | `Replace([mail], , "(.*)@", "1", "x", , )`             | –                       |
    Warning unknown_pattern_group(group: &str, help: String):
        "the pattern has no group `{group}`",
        help help;

    /// A replacement text refers to a group that the pattern does not have. The reference is written as it stands.
    ///
    /// | expression                                                    | raises                       |
    /// |---------------------------------------------------------------|------------------------------|
    /// | `Replace([name], , "(?<first>.*) .*", , "${frist}", , )`      | `unknown-replacement-group`  |
    /// | `Replace([name], , "(.*) .*", , "$2", , )`                    | `unknown-replacement-group`  |
    /// | `Replace([name], , "(?<first>.*) .*", , "${first}", , )`      | –                            |
    /// | `Replace([price], , "EUR", , "$$1", , )`                      | –                            |
    Warning unknown_replacement_group(reference: &str, help: String):
        "`{reference}` refers to no group of the pattern and is written as it stands",
        help help;

    /// A pattern that may match nothing puts its replacement between all characters.
    ///
    /// `X*` matches the empty text at every place where there is no `X`. What is meant is usually `X+`.
    ///
    /// | expression                               | raises                  |
    /// |------------------------------------------|-------------------------|
    /// | `Replace([title], , "-*", , "_", , )`    | `pattern-matches-empty` |
    /// | `Replace([title], , ".*", , "x", , )`    | `pattern-matches-empty` |
    /// | `Replace([title], , "-+", , "_", , )`    | –                       |
    /// | `Replace([title], , "-*", , "", , )`     | –                       |
    /// | `Replace([title], , "^.*$", , "x", , )`  | –                       |
    /// | `Replace([title], , "$", , ".", , )`     | –                       |
    Warning pattern_matches_empty():
        "the pattern also matches the empty text, so the replacement is put in where nothing was",
        help "write `+` for `*`, or anchor the pattern with `^`";

    /// `Replace` is given more than one thing to do, and fails where all of its arguments have a value.
    ///
    /// An argument without a value in the record counts as not given. Whether this call works depends on the record.
    ///
    /// | expression                                         | raises                          |
    /// |----------------------------------------------------|---------------------------------|
    /// | `Replace([a], "b", , , [new], , [template])`       | `conflicting-replace-arguments` |
    /// | `Replace([a], "b", , , [new], , )`                 | –                               |
    Warning conflicting_replace_arguments():
        "`Replace` fails where all of these arguments have a value",
        help "keep the arguments of one mode: a text with its replacement, a text with a template, a pattern with its replacement";

    /// A pattern asks for a backslash where a class of characters was probably meant: one level of escaping too many.
    ///
    /// In an expression `\\d` is the pattern `\d`, a digit. `\\\\d` is the pattern `\\d`: a backslash and the letter d.
    ///
    /// | expression                                   | raises                 |
    /// |----------------------------------------------|------------------------|
    /// | `Replace([phone], , "\\\\d+", , "", , )`     | `double-escape`        |
    /// | `Replace([phone], , "\\d+", , "", , )`       | –                      |
    /// | `Replace([path], , "^C:\\\\", , "", , )`     | –                      |
    Warning double_escape(found: &str, meant: &str):
        "`{found}` is a backslash followed by a letter",
        help format!("write `{meant}` in the expression for the class of characters; an export doubles each backslash once more");
}
