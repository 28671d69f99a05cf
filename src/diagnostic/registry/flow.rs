//! Diagnostics about the evaluation of an expression: conditions, operators, settings, and ignore flow.

use super::diagnostics;

diagnostics! {
    /// "Ignore flow" is returned inside another call, where it counts as no value.
    ///
    /// | expression                                          | raises             |
    /// |-----------------------------------------------------|--------------------|
    /// | `Append(IgnoreFlowIfNullOrEmpty([mail]), "x")`      | `skip-inside-call` |
    /// | `IgnoreFlowIfNullOrEmpty(Append([mail], "x"))`      | –                  |
    Warning skip_inside_call():
        "ignore flow has no effect inside a call",
        help "put `IgnoreFlowIfNullOrEmpty` around the whole expression";

    /// A condition is neither true nor false.
    ///
    /// Absent and `""` are false, a number is true unless it is 0.
    ///
    /// | expression           | record            | raises            |
    /// |----------------------|-------------------|-------------------|
    /// | `IIF([a], "x", "y")` | `{"a": "maybe"}`  | `not-a-condition` |
    /// | `IIF([a], "x", "y")` | `{"a": "True"}`   | –                 |
    Error not_a_condition():
        "the condition is neither `True` nor `False`",
        help "use a comparison, such as `[attribute]=\"value\"`";

    /// An operator has multiple values on one side.
    ///
    /// | expression               | record            | raises                    |
    /// |--------------------------|-------------------|---------------------------|
    /// | `IIF([a]="x", "y", "z")` | `{"a": ["x", "y"]}` | `several-values-compared` |
    /// | `IIF([a]="x", "y", "z")` | `{"a": ["x"]}`    | –                         |
    Error several_values_compared(): "an operator takes one value on each side, the record has multiple values",
        help "take one with `Item(…, 1)`, or count them with `Count(…)`";

    /// A setting of the provisioning job has no value.
    ///
    /// | expression             | raises          |
    /// |------------------------|-----------------|
    /// | `Join("@", "a", %Nowhere%)` | `unset-setting` |
    /// | `Join("@", "a", %DomainFQDN%)` | –        |
    Error unset_setting(name: &str):
        "the setting `%{name}%` has no value",
        help format!("set it with `--set {name}=…` or in the settings of the mapping file");

    /// A function is known, but attrflow cannot run it: it is internal to the service, or it asks a directory.
    ///
    /// | expression                              | dialect | raises                 |
    /// |-----------------------------------------|---------|------------------------|
    /// | `AltSecIdFromNetId([netId])`            | entra   | `unavailable-function` |
    /// | `Join(",", [a])`                        | connect | `unavailable-function` |
    /// | `IIF([a]="x" && [b]<>"y", "c", "d")`    | connect | –                      |
    /// | `ToLower([netId])`                      | entra   | –                      |
    Error unavailable_function(name: &str, product: &str): "`{name}` of {product} cannot be run by attrflow";

    /// An arithmetic operator has a value that is not a number.
    ///
    /// Only the dialect `connect` has arithmetic.
    ///
    /// | expression  | dialect | record       | raises         |
    /// |-------------|---------|--------------|----------------|
    /// | `[a] + 1`   | connect | `{"a": "x"}` | `not-a-number` |
    /// | `[a] + 1`   | connect | `{"a": "2"}` | –              |
    Error not_a_number(): "an operator takes numbers on both sides";

    /// A calculation leaves the range of integers, or divides by 0.
    ///
    /// Only the dialect `connect` has arithmetic.
    ///
    /// | expression                | dialect | record       | raises                |
    /// |---------------------------|---------|--------------|-----------------------|
    /// | `[a] * 2`                 | connect | `{"a": "9223372036854775807"}` | `arithmetic-overflow` |
    /// | `9223372036854775807 + [a]` | connect | `{"a": "1"}` | `arithmetic-overflow` |
    /// | `[a] * 2`                 | connect | `{"a": "1"}` | –                     |
    Error arithmetic_overflow(): "the result of the calculation is out of range";
}
