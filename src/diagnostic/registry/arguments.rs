//! Diagnostics about the arguments of a call.

use super::diagnostics;

diagnostics! {
    /// A required argument is missing.
    ///
    /// An empty slot is an argument that is not given; a required one must be.
    ///
    /// | expression           | raises             |
    /// |----------------------|--------------------|
    /// | `Left([mail])`       | `missing-argument` |
    /// | `Mid([mail], , 3)`   | `missing-argument` |
    /// | `ToLower([mail], )`  | –                  |
    Error missing_argument(function: &str, parameter: &str, signature: &str): "`{function}` needs `{parameter}`",
        help format!("it is called as `{signature}`");

    /// A call has more arguments than the function takes.
    ///
    /// | expression              | raises               |
    /// |-------------------------|----------------------|
    /// | `Left([mail], 3, 4)`    | `too-many-arguments` |
    /// | `Left([mail], 3)`       | –                    |
    Error too_many_arguments(function: &str, count: usize, takes: usize, signature: &str):
        "`{function}` takes {takes} arguments, not {count}", help format!("it is called as `{signature}`");

    /// `Mid` is called without a length.
    ///
    /// Cloud sync's documents write it so, for all the rest of the text; the reference of functions requires the length, and
    /// application provisioning may refuse the mapping.
    ///
    /// | expression            | dialect    | raises               |
    /// |-----------------------|------------|----------------------|
    /// | `Mid([mail], 6)`      | entra      | `mid-without-length` |
    /// | `Mid([mail], 6, )`    | entra      | `mid-without-length` |
    /// | `Mid([mail], 6)`      | cloud-sync | –                    |
    /// | `Mid([mail], 6, 64)`  | entra      | –                    |
    Warning mid_without_length(function: &str, parameter: &str): "the reference of functions requires `{parameter}` of `{function}`",
        help "give one that is long enough, such as `Mid([mail], 6, 256)`";

    /// An empty slot stands among arguments that may be repeated.
    ///
    /// It is passed over. The service prints a `%Name%` constant as an empty slot; the parameter tree beside the
    /// expression tells which.
    ///
    /// | expression             | raises           |
    /// |------------------------|------------------|
    /// | `Join("@", [alias], )` | `empty-argument` |
    /// | `Join("@", [alias])`   | –                |
    Info empty_argument(function: &str): "an empty argument of `{function}` is passed over";

    /// A `Switch` has a key without a value, or no key at all.
    ///
    /// Behind the source and the default (whose slot stays when there is none) keys and values alternate:
    /// `Switch([source], , "key", "value")`.
    ///
    /// | expression                          | raises         |
    /// |-------------------------------------|----------------|
    /// | `Switch([a], "default", "key")`     | `switch-pairs` |
    /// | `Switch([a], "default")`            | `switch-pairs` |
    /// | `Switch([a], , "key", "value")`     | –              |
    Error switch_pairs(count: usize): "`Switch` takes an even number of arguments, at least four, not {count}",
        help "a source, a default (its slot may be empty), then keys and values in turn";

    /// A constant is not of the kind that the parameter takes.
    ///
    /// | expression              | raises           |
    /// |-------------------------|------------------|
    /// | `Left([mail], "three")` | `wrong-constant` |
    /// | `Left([mail], "3")`     | –                |
    Error wrong_constant(function: &str, parameter: &str, expected: &str): "`{parameter}` of `{function}` takes {expected}";

    /// A call gives something that the parameter never takes.
    ///
    /// | expression                         | raises           |
    /// |------------------------------------|------------------|
    /// | `Left([mail], IsPresent([mail]))`  | `wrong-result`   |
    /// | `Left([mail], Len([mail]))`        | –                |
    Error wrong_result(function: &str, parameter: &str, expected: &str, found: &str):
        "`{parameter}` of `{function}` takes {expected}, this gives {found}";

    /// A regular expression is not one of .NET's, or holds a construct that cannot be run faithfully.
    ///
    /// | expression                                   | raises          |
    /// |----------------------------------------------|-----------------|
    /// | `Replace([mail], , "(a", , "", , )`          | `bad-pattern`   |
    /// | `Replace([mail], , "(a)", , "", , )`         | –               |
    Error bad_pattern(reason: &str): "the regular expression cannot be used: {reason}";
}
