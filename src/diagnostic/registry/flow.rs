//! Diagnostics about what flows where: conditions, operators, settings, and the order to leave an attribute as it is.

use super::diagnostics;

diagnostics! {
    /// The order to skip an attribute is given inside another call, where it counts as no value.
    ///
    /// | expression                                          | raises             |
    /// |-----------------------------------------------------|--------------------|
    /// | `Append(IgnoreFlowIfNullOrEmpty([mail]), "x")`      | `skip-inside-call` |
    /// | `IgnoreFlowIfNullOrEmpty(Append([mail], "x"))`      | –                  |
    Warning skip_inside_call(): "the order to skip the attribute is lost inside a call", help "put `IgnoreFlowIfNullOrEmpty` around the whole expression";

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
    ///
    /// | expression  | dialect | record       | raises         |
    /// |-------------|---------|--------------|----------------|
    /// | `[a] + 1`   | connect | `{"a": "x"}` | `not-a-number` |
    /// | `[a] + 1`   | connect | `{"a": "2"}` | –              |
    Error not_a_number(): "an operator takes numbers on both sides";

    /// A calculation leaves the range of integers, or divides by 0.
    ///
    /// Only the dialect `connect` calculates.
    ///
    /// | expression                | dialect | record       | raises                |
    /// |---------------------------|---------|--------------|-----------------------|
    /// | `1 / [a]`                 | connect | `{"a": "0"}` | `arithmetic-overflow` |
    /// | `9223372036854775807 + [a]` | connect | `{"a": "1"}` | `arithmetic-overflow` |
    /// | `1 / [a]`                 | connect | `{"a": "1"}` | –                     |
    Error arithmetic_overflow(): "the result of the calculation is out of range";
}
