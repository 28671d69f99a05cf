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
    /// | `IIF([a]="x" && [b]<>"y", "c", "d")`    | connect | –                      |
    /// | `ToLower([netId])`                      | entra   | –                      |
    Error unavailable_function(name: &str, product: &str): "`{name}` of {product} cannot be run by attrflow";
}
