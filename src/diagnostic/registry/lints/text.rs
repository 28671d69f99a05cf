//! Lints about strings, multiple values and numbers.

use super::diagnostics;

diagnostics! {
    /// A position or a length is so low that the function does nothing with it.
    ///
    /// Characters, words and items are counted from 1.
    ///
    /// | expression               | raises            |
    /// |--------------------------|-------------------|
    /// | `Mid([a], 0, 3)`         | `number-too-low`  |
    /// | `Mid([a], 1, 0)`         | `number-too-low`  |
    /// | `Left([a], -1)`          | `number-too-low`  |
    /// | `Word([a], 0, " ")`      | `number-too-low`  |
    /// | `Mid([a], 1, 3)`         | –                 |
    Warning number_too_low(function: &str, parameter: &str, effect: &str):
        "with this `{parameter}`, `{function}` returns {effect}",
        help "positions and lengths are counted from 1";

    /// `Item` asks for an item before the first.
    ///
    /// | expression            | raises                |
    /// |-----------------------|-----------------------|
    /// | `Item([mails], 0)`    | `item-before-first`   |
    /// | `Item([mails], 1)`    | –                     |
    Error item_before_first(index: i64): "there is no item {index}", help "items are counted from 1";

    /// The delimiter of `Split` is not one character.
    ///
    /// The reference documents a single character. attrflow splits at the whole string.
    ///
    /// | expression                | raises             |
    /// |---------------------------|--------------------|
    /// | `Split([mails], ", ")`    | `split-delimiter`  |
    /// | `Split([mails], "")`      | `split-delimiter`  |
    /// | `Split([mails], ",")`     | –                  |
    Warning split_delimiter(characters: usize):
        "the delimiter has {characters} characters, `Split` is documented for one",
        help "split at one character, and remove spaces with `Replace` or `StripSpaces`";

    /// An expression is not a function, an attribute or a constant.
    ///
    /// The service expects a function that contains everything else. Operators are used only in the condition of `IIF`.
    ///
    /// | expression                        | raises             |
    /// |-----------------------------------|--------------------|
    /// | `[a] = [b]`                       | `not-a-function`   |
    /// | `IIF([a] = [b], "True", "False")` | –                  |
    /// | `[a]`                             | –                  |
    Warning not_a_function(operator: &str): "the whole expression is a `{operator}`, not a function",
        help "write `IIF(…, \"True\", \"False\")` around a comparison, `Join(\"\", …)` around strings";

    /// A multi-valued attribute is used where one value is expected.
    ///
    /// It works for records with one value and fails for others.
    ///
    /// | toml                                                                       | raises                |
    /// |----------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = 'ToLower([proxyAddresses])' }] }]` | `several-values-likely` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = 'ToLower(Item([proxyAddresses], 1))' }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = 'Join(",", [proxyAddresses])' }] }]` | – |
    Warning several_values_likely(attribute: &str, function: &str, parameter: &str):
        "`[{attribute}]` is multi-valued, but `{parameter}` of `{function}` takes one value",
        help "take one with `Item(…, 1)` or join them with `Join(\",\", …)`";
}
