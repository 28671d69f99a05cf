//! Findings while an expression runs: faults. Their messages name places of the mapping, never values of the record.

use super::catalogue;

catalogue! {
    /// An argument has several values where the function takes one.
    ///
    /// | expression       | record                  | raises           |
    /// |------------------|-------------------------|------------------|
    /// | `ToLower([mails])` | `{"mails": ["A", "B"]}` | `several-values` |
    /// | `ToLower([mails])` | `{"mails": ["A"]}`      | –                |
    Error several_values(function: &str, parameter: &str, count: usize):
        "`{parameter}` of `{function}` takes one value, the record has {count}",
        help "take one with `Item(…, 1)` or join them with `Join(\",\", …)`";

    /// An argument is not of the kind that the function takes.
    ///
    /// | expression           | record           | raises       |
    /// |----------------------|------------------|--------------|
    /// | `Left("abc", [n])`   | `{"n": "two"}`   | `wrong-kind` |
    /// | `Left("abc", [n])`   | `{"n": "2"}`     | –            |
    Error wrong_kind(function: &str, parameter: &str, expected: &str, found: &str):
        "`{parameter}` of `{function}` takes {expected}, but the record has {found} that cannot be read as such";

    /// A text grew beyond the limit of the run.
    Error text_too_long(limit: usize):
        "the result would be longer than {limit} bytes",
        help "the limit keeps a mapping from using up the memory; it can be raised where the program is run";

    /// A condition is neither true nor false.
    ///
    /// Absent and `""` are false, a number is true unless it is 0.
    ///
    /// | expression           | record            | raises            |
    /// |----------------------|-------------------|-------------------|
    /// | `IIF([a], "x", "y")` | `{"a": "maybe"}`  | `not-a-condition` |
    /// | `IIF([a], "x", "y")` | `{"a": "True"}`   | –                 |
    Error not_a_condition(): "the condition is neither `True` nor `False`", help "compare it, as in `[attribute]=\"value\"`";

    /// Several values are compared with something.
    ///
    /// | expression               | record            | raises                    |
    /// |--------------------------|-------------------|---------------------------|
    /// | `IIF([a]="x", "y", "z")` | `{"a": ["x", "y"]}` | `several-values-compared` |
    /// | `IIF([a]="x", "y", "z")` | `{"a": ["x"]}`    | –                         |
    Error several_values_compared(): "an operator takes one value on each side, the record has several",
        help "take one with `Item(…, 1)`, count them with `Count(…)`";

    /// A setting of the provisioning job has no value.
    ///
    /// | expression             | raises          |
    /// |------------------------|-----------------|
    /// | `Join("@", "a", %Nowhere%)` | `unset-setting` |
    /// | `Join("@", "a", %DomainFQDN%)` | –        |
    Error unset_setting(name: &str): "the setting `%{name}%` has no value", help format!("give it one with `--set {name}=…` or in the mapping file's settings");

    /// A function of the service's own cannot be run.
    ///
    /// | expression                   | raises                 |
    /// |------------------------------|------------------------|
    /// | `AltSecIdFromNetId([netId])` | `unavailable-function` |
    /// | `ToLower([netId])`           | –                      |
    Error unavailable_function(name: &str): "`{name}` is internal to the service and cannot be run here";

    /// A number is calculated with that is none.
    ///
    /// Only the dialect `connect` calculates.
    Error not_a_number(): "an operator takes numbers on both sides";

    /// A calculation leaves the range of integers, or divides by 0.
    ///
    /// Only the dialect `connect` calculates.
    Error arithmetic_overflow(): "the result of the calculation is out of range";
}
