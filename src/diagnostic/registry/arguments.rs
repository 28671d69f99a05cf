//! Diagnostics about the arguments of a call, found by a check. Those of a run are in `run`.

use super::diagnostics;

diagnostics! {
    /// A required argument is missing.
    ///
    /// An empty slot counts as a missing argument.
    ///
    /// | expression           | raises             |
    /// |----------------------|--------------------|
    /// | `Left([mail])`       | `missing-argument` |
    /// | `Mid([mail], , 3)`   | `missing-argument` |
    /// | `ToLower([mail], )`  | –                  |
    /// | `FormatDateTime([d], "yyyy-MM-dd")`         | `missing-argument` |
    /// | `FormatDateTime(Now(), "AssumeUniversal")`  | `missing-argument` |
    /// | `FormatDateTime([d])`                       | `missing-argument` |
    /// | `FormatDateTime([d], )`                     | `missing-argument` |
    /// | `FormatDateTime([d], , "yyyy", )`           | `missing-argument` |
    /// | `FormatDateTime([d], , "yyyy")`             | –                  |
    /// | `FormatDateTime([d], , , "yyyy")`           | –                  |
    /// | `FormatDateTime([d], "", "", [format])`     | –                  |
    /// | `FormatDateTime([d], "yyyyMMdd", "yyyy")`   | –                  |
    Error missing_argument(function: &str, parameter: &str, signature: &str): "`{function}` requires `{parameter}`",
        help format!("call it as `{signature}`");

    /// A call has more arguments than the function takes.
    ///
    /// | expression              | raises               |
    /// |-------------------------|----------------------|
    /// | `Left([mail], 3, 4)`    | `too-many-arguments` |
    /// | `Left([mail], 3)`       | –                    |
    Error too_many_arguments(function: &str, count: usize, takes: usize, signature: &str):
        "`{function}` has {count} arguments, the maximum is {takes}",
        help format!("call it as `{signature}`");

    /// `Mid` is called without a length.
    ///
    /// The documents of cloud sync use this form for the whole rest of the string; the function reference requires the
    /// length, and application provisioning may reject the mapping.
    ///
    /// | expression            | dialect    | raises               |
    /// |-----------------------|------------|----------------------|
    /// | `Mid([mail], 6)`      | entra      | `mid-without-length` |
    /// | `Mid([mail], 6, )`    | entra      | `mid-without-length` |
    /// | `Mid([mail], 6)`      | cloud-sync | –                    |
    /// | `Mid([mail], 6, 64)`  | entra      | –                    |
    Warning mid_without_length(function: &str, parameter: &str):
        "`{function}` has no `{parameter}`, which the function reference requires",
        help "add a length that is long enough, such as `Mid([mail], 6, 256)`";

    /// A slot among arguments that may be repeated is empty.
    ///
    /// It is ignored. The service prints a `%Name%` constant as an empty slot; the parameter tree next to the
    /// expression shows which constant it is.
    ///
    /// | expression             | raises           |
    /// |------------------------|------------------|
    /// | `Join("@", [alias], )` | `empty-argument` |
    /// | `Join("@", [alias])`   | –                |
    Info empty_argument(function: &str): "an empty argument of `{function}` is ignored";

    /// A `Switch` has a key without a value, or no key at all.
    ///
    /// After the source and the default (its slot stays, empty, if there is none), keys and values alternate:
    /// `Switch([source], , "key", "value")`.
    ///
    /// | expression                          | raises         |
    /// |-------------------------------------|----------------|
    /// | `Switch([a], "default", "key")`     | `switch-pairs` |
    /// | `Switch([a], "default")`            | `switch-pairs` |
    /// | `Switch([a], , "key", "value")`     | –              |
    Error switch_pairs(count: usize): "`Switch` takes an even number of arguments, at least four, but has {count}",
        help "write a source, a default (its slot may be empty), then pairs of a key and a value";

    /// A constant has the wrong type for the parameter.
    ///
    /// | expression              | raises           |
    /// |-------------------------|------------------|
    /// | `Left([mail], "three")` | `wrong-constant` |
    /// | `Left([mail], "3")`     | –                |
    Error wrong_constant(function: &str, parameter: &str, expected: &str):
        "`{parameter}` of `{function}` must be {expected}";

    /// A call returns a type that the parameter never accepts.
    ///
    /// | expression                         | raises           |
    /// |------------------------------------|------------------|
    /// | `Left([mail], IsPresent([mail]))`  | `wrong-result`   |
    /// | `Left([mail], Len([mail]))`        | –                |
    Error wrong_result(function: &str, parameter: &str, expected: &str, found: &str):
        "`{parameter}` of `{function}` must be {expected}, but this returns {found}";

    /// A regular expression is not valid in .NET, or uses a construct that attrflow cannot run exactly as .NET does.
    ///
    /// | expression                                   | raises          |
    /// |----------------------------------------------|-----------------|
    /// | `Replace([mail], , "(a", , "", , )`          | `bad-pattern`   |
    /// | `Replace([mail], , "(? <user>.*)@", , "", , )` | `bad-pattern` |
    /// | `Replace([mail], , "(?< user>.*)@", , "", , )` | `bad-pattern` |
    /// | `Replace([path], , "^C:\\", , "", , )`       | `bad-pattern`   |
    /// | `Replace([path], , "[\\]", , "/", , )`       | `bad-pattern`   |
    /// | `Replace([mail], , "(a)", , "", , )`         | –               |
    /// | `Replace([path], , "[\\\\]", , "/", , )`   | –               |
    Error bad_pattern(reason: &str): "the regular expression cannot be used: {reason}";
}
