//! Lints about `Replace` and its regular expressions.

use super::diagnostics;

diagnostics! {
    /// `Replace` names a group that its pattern does not have. Nothing is ever replaced or extracted.
    ///
    /// Names of groups are case-sensitive. `(?<name>…)` defines a group; plain parentheses are numbered from 1.
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

    /// A replacement string refers to a group that the pattern does not have. The reference is written literally.
    ///
    /// | expression                                                    | raises                       |
    /// |---------------------------------------------------------------|------------------------------|
    /// | `Replace([name], , "(?<first>.*) .*", , "${frist}", , )`      | `unknown-replacement-group`  |
    /// | `Replace([name], , "(.*) .*", , "$2", , )`                    | `unknown-replacement-group`  |
    /// | `Replace([name], , "(?<first>.*) .*", , "${first}", , )`      | –                            |
    /// | `Replace([price], , "EUR", , "$$1", , )`                      | –                            |
    Warning unknown_replacement_group(reference: &str, help: String):
        "`{reference}` is not a group of the pattern and is written literally",
        help help;

    /// A pattern that can match the empty string puts its replacement between all characters.
    ///
    /// `X*` matches the empty string at every position where there is no `X`. Usually `X+` is intended.
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
        "the pattern also matches the empty string, so the replacement is inserted where nothing was",
        help "write `+` instead of `*`, or anchor the pattern with `^`";

    /// `Replace` has the arguments of more than one mode, and fails if all of them have a value.
    ///
    /// An argument without a value in the record counts as not given. Whether this call works depends on the record.
    ///
    /// | expression                                         | raises                          |
    /// |----------------------------------------------------|---------------------------------|
    /// | `Replace([a], "b", , , [new], , [template])`       | `conflicting-replace-arguments` |
    /// | `Replace([a], "b", , , [new], , )`                 | –                               |
    Warning conflicting_replace_arguments():
        "`Replace` fails if all of these arguments have a value",
        help "keep the arguments of one mode: a string with its replacement, a string with a template, \
              or a pattern with its replacement";

    /// A pattern matches a backslash where a character class was probably intended: one level of escaping too many.
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
        help format!("write `{meant}` in the expression for the character class; \
              an export doubles each backslash again");
}
